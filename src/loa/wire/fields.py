"""The small types that all messages share."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints

from loa.core.folding import nfc


def _utc_text(at: datetime) -> str:
    # Written by hand, not by the library: records are hashed over this text, on two machines, for years.
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _whole_milliseconds(at: datetime) -> datetime:
    utc = at.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


# An instant: aware, kept in UTC, to the millisecond, so that what is parsed and written again hashes the same.
Instant = Annotated[AwareDatetime, AfterValidator(_whole_milliseconds), PlainSerializer(_utc_text, return_type=str, when_used="json")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Text = Annotated[str, StringConstraints(max_length=1000), AfterValidator(nfc)]
Seconds = Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]


class Message(BaseModel):
    """A frozen message; a field nobody knows is refused, since hashes and signatures speak of all fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ServedMessage(BaseModel):
    """A frozen message of the server. A player of an older version leaves out what it does not know; the bytes are signed."""

    model_config = ConfigDict(frozen=True, extra="ignore")
