"""Whether this home is the embedded demo's: a mark in the home itself, written by the demo's first start, never a setting."""

from pathlib import Path

from django.conf import settings

FILE_NAME = "demo.json"


def is_demo() -> bool:
    """True where the demo's first start has been in this LOA_HOME."""
    return (Path(settings.LOA_HOME) / FILE_NAME).exists()
