"""The letter that `./run` reads when no other is given: written for Loa, marked as a sample."""

from importlib.resources import files

NAME = "cong-van-mau.txt"


def sample_letter() -> bytes:
    """The sample letter, as a file would hold it."""
    return (files(__name__) / NAME).read_bytes()
