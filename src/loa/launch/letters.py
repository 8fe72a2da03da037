"""Taking a letter in from the command line: which agency registers it, and what to say of it."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from loa.core.errors import BadInput, NotFound
from loa.core.words import vi

if TYPE_CHECKING:
    from loa.server.documents.intake import Reading
    from loa.server.documents.models import OfficialDocument
    from loa.server.kit.actors import Actor


class LetterUnreadable(BadInput):
    """No such file, or no right to read it."""

    code = "receive.file_unreadable"
    sentence = vi("Không mở được tệp {name}. Hãy kiểm tra đường dẫn và quyền đọc tệp.")


class NobodyLeads(NotFound):
    """No agency of our data led grassroots information on the letter's date."""

    code = "receive.nobody_leads"
    sentence = vi(
        "Chưa có dữ liệu cơ quan đầu mối thông tin cơ sở của Hà Nội vào ngày {on}. Hãy kiểm tra ngày của văn bản, hoặc ghi rõ cơ quan nhận bằng --agency."
    )


@dataclass(frozen=True, slots=True)
class Registered:
    """What to tell of a letter that was entered."""

    register_number: int
    register_year: int
    agency_name: str
    reference: str
    subject: str
    day: str
    requests: int
    addressed: int
    lines: tuple[str, ...]


def read_bytes(path: Path) -> bytes:
    """The file's bytes, none more than are taken anyway. Raises `LetterUnreadable`, `FileTooLarge`."""
    from loa.server.documents.errors import FileTooLarge
    from loa.server.documents.intake import FILE_LIMIT_BYTES

    try:
        size = path.stat().st_size
        if size > FILE_LIMIT_BYTES:
            raise FileTooLarge(name=path.name, size_mb=-(-size // (1 << 20)), limit_mb=FILE_LIMIT_BYTES >> 20)
        return path.read_bytes()
    except OSError:
        raise LetterUnreadable(name=path) from None


def day_of(read: "Reading", *, otherwise: date) -> date:
    """The letter's date as read; `otherwise` where none could be read."""
    return date.fromisoformat(read.letter.date) if read.letter.date else otherwise


def receive(*, data: bytes, name: str, agency: str | None, by: "Actor", now: datetime) -> Registered:
    """Register the letter at the agency so named, or at the one that led the field on the letter's date."""
    from loa.server.agencies.queries import agency_named, leading_agency
    from loa.server.documents.intake import read_file
    from loa.server.documents.services import receive_document
    from loa.server.kit import clock
    from loa.server.places.queries import territory_of_city

    read = read_file(data, name=name)
    on = day_of(read, otherwise=now.astimezone(clock.HANOI).date())
    office = agency_named(agency, on=on) if agency else leading_agency(territory_of_city(on), on)
    if office is None:
        raise NobodyLeads(on=f"{on:%-d/%-m/%Y}")
    document = receive_document(data=data, name=name, agency_id=office.agency_id, simulated=clock.is_shifted(), read=read, by=by, now=now)
    return _registered(document, office.short_name)


def _registered(document: "OfficialDocument", agency_name: str) -> Registered:
    recipients = list(document.recipients.prefetch_related("agencies"))
    counts = [(recipient.text, recipient.agencies.count()) for recipient in recipients]
    return Registered(
        register_number=document.register_number,
        register_year=document.register_year,
        agency_name=agency_name,
        reference=document.reference,
        subject=document.subject,
        day=f"{document.date:%-d/%-m/%Y}" if document.date else "",
        requests=document.clauses.filter(kind="request").count(),
        addressed=document.recipients.values_list("agencies", flat=True).exclude(agencies=None).distinct().count(),
        lines=tuple(f"{text}: {count} đơn vị" for text, count in counts),
    )
