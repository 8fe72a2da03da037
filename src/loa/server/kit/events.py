"""Events: frozen facts in the past tense. Each stage writes its own in `events.py`."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from loa.core.words import Phrase, vi

REGISTRY: dict[str, type["Event"]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events: plain values that survive JSON.

    `code` is the dotted name in the trail ("bulletin.approved"); `sentence` says it to a person; `subject` names the field
    that holds the id of the thing it happened to. `personal` names the fields that hold a person's name, username, telephone or
    e-mail, each with the field that holds that person's id ("" for the actor): those values stay outside the chain of the trail.
    """

    code: ClassVar[str]
    sentence: ClassVar[str]
    subject: ClassVar[str]
    personal: ClassVar[Mapping[str, str]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        REGISTRY[cls.code] = cls

    @property
    def subject_id(self) -> str:
        """The id of the thing it happened to, as text."""
        return str(getattr(self, self.subject))

    def payload(self) -> dict[str, Any]:
        """The fields as JSON values."""
        return {key: _plain(value) for key, value in asdict(self).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | Phrase):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, float) and value.is_integer() and abs(value) >= 1e15:
        return int(value)  # PostgreSQL gives it back so, and the trail holds what is given back
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return DjangoJSONEncoder().default(value)


plain = _plain


@dataclass(frozen=True, kw_only=True)
class TrailExported(Event):
    """Xuất dấu vết."""

    code: ClassVar[str] = "trail.exported"
    sentence: ClassVar[str] = vi("Xuất dấu vết ra tệp")
    subject: ClassVar[str] = "scope"
    scope: str
    names: bool
