"""Fixed values with a Vietnamese face."""

from enum import StrEnum
from typing import Self

from loa.core.words import Said


class Faced(StrEnum):
    """A string enum whose members carry `.vi`, the official Vietnamese term.

    Members are written `NAME = "value", "tên tiếng Việt"`.
    """

    vi: str

    def __new__(cls, value: str, face: str = "") -> Self:  # without a face only to type checkers: Kind("value") looks a member up
        member = str.__new__(cls, value)
        member._value_ = value
        member.vi = Said(face)
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, face) pairs, in the order of writing, for forms and model fields."""
        return [(member.value, str(member.vi)) for member in cls]
