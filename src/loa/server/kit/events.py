"""Events: frozen facts in the past tense. Each stage writes its own in `events.py`."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

REGISTRY: dict[str, type["Event"]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events: plain values that survive JSON.

    `code` is the dotted name in the trail ("bulletin.approved"); `sentence` says it to a person; `subject` names the field
    that holds the id of the thing it happened to.
    """

    code: ClassVar[str]
    sentence: ClassVar[str]
    subject: ClassVar[str]

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
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return DjangoJSONEncoder().default(value)


plain = _plain
