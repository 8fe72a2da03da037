"""Verbs about a person's data: hand them out, erase them, let what is too old go. All by the register, table by table."""

import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.core.roles import Right
from loa.server.kit import acts
from loa.server.kit.actors import Actor, RightMissing
from loa.server.kit.clock import HANOI
from loa.server.kit.forgetting import forget_in_trail
from loa.server.kit.models import PersonKey
from loa.server.people.models import Account, Person
from loa.server.people.queries import person_managed, works_only_there
from loa.server.site.errors import AccountNotEnded, AlreadyErased, ErasureUnexplained, OwnErasure
from loa.server.site.events import OldRowsCleared, PersonDataExported, PersonErased
from loa.server.site.personal_data import Table, Whose, register, rows_naming, rows_of, values_of, whose_data
from loa.wire.trail_check import ERASED

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Copy:
    """A person's data as a file."""

    name: str
    data: bytes
    rows: int


@transaction.atomic
def export_person(*, person_id: UUID, by: Actor, now: datetime) -> Copy:
    """Trích dữ liệu cá nhân: one's own, or by an administrator of every agency the person worked for.

    Raises RightMissing, and NotFound for a person out of reach.
    """
    person = person_within_reach(person_id, by)
    whose = whose_data(person)
    held = {table.label: [values_of(table, row) for row in rows_of(table, whose).iterator(chunk_size=_CHUNK)] for table in _personal()}
    named = [place for table in _personal() for place in _places_naming(table, whose)]
    held = {label: rows for label, rows in held.items() if rows}
    rows = sum(len(found) for found in held.values())
    acts.record(PersonDataExported(person_id=person.pk, tables=len(held), rows=rows), by=by, now=now)
    about = {label: _about(table) for table in _personal() if (label := table.label) in held}
    content = {"made_at": now.isoformat(), "person_id": str(person.pk), "why_held": about, "rows": held, "named_in": named}
    return Copy(name=f"du-lieu-ca-nhan-{now.astimezone(HANOI):%Y-%m-%d}.zip", data=_zipped(content, now), rows=rows)


def _personal() -> Iterator[Table]:
    return (table for table in register().tables if table.personal)


def _about(table: Table) -> dict[str, str]:
    group = register().groups[table.group]
    return {"table": table.said, "purpose": group.purpose, "basis": group.basis, "retention": group.retention}


def _places_naming(table: Table, whose: Whose) -> list[dict[str, str]]:
    """Where others have named the person: which row, not what it says, for it may be somebody else's."""
    own = set(rows_of(table, whose).values_list("pk", flat=True))
    columns = (*table.free, *table.kept)
    return [{"table": table.label, "row": str(row.pk)} for row in rows_naming(table, whose, columns) if row.pk not in own]


README = """Tệp này chứa dữ liệu cá nhân mà hệ thống Loa đang giữ về một người, trích lúc {at}.

du-lieu.json
  why_held   mỗi bảng giữ dữ liệu để làm gì, theo căn cứ nào, bao lâu
  rows       các dòng thuộc về người ấy, hoặc do người ấy ghi
  named_in   các dòng khác có nhắc đến người ấy (chỉ ghi số dòng, vì nội dung có thể là của người khác)

Mật khẩu và các khóa bí mật không nằm trong tệp này. Hãy giữ tệp ở nơi chỉ mình đọc được.
"""


def _zipped(content: Any, now: datetime) -> bytes:
    out = io.BytesIO()
    local = now.astimezone(HANOI)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("doc-truoc.txt", README.format(at=f"{local:%H:%M ngày %d/%m/%Y}")),
            ("du-lieu.json", json.dumps(content, ensure_ascii=False, indent=1)),
        ):
            archive.writestr(zipfile.ZipInfo(name, local.timetuple()[:6]), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


@transaction.atomic
def erase_person(*, person_id: UUID, why: str, by: Actor, now: datetime) -> PersonErased:
    """Xóa dữ liệu cá nhân of somebody whose account has ended, by an administrator of every agency the person worked for.

    Rows stay; what they say of the person goes, as the register declares. Names in papers that were issued stay, with the reason
    the register gives. The trail still verifies. Raises RightMissing, NotFound, OwnErasure, ErasureUnexplained, AccountNotEnded
    and AlreadyErased.
    """
    if by.person_id == person_id:
        raise OwnErasure
    person = Person.objects.select_for_update().get(pk=person_within_reach(person_id, by).pk)
    reason = nfc(why).strip()
    if not reason:
        raise ErasureUnexplained
    if PersonKey.objects.filter(pk=person.pk).exclude(erased_at=None).exists():
        raise AlreadyErased
    if not has_ended(person, now=now):
        raise AccountNotEnded(name=person.full_name)
    whose = whose_data(person)
    _leave_nothing_behind()
    counted = Counter[str]()
    tables = [table for table in register().tables if not table.trail]
    # Words first: the names are looked for as long as the rows still say whose they are; rows that go, go last.
    for table in tables:
        counted["changed"] += _take_words_out(table, whose)
    for table in tables:
        counted["changed"] += _take_names_out(table, whose)
        counted["changed"] += _blank(table, whose)
    for table in tables:
        if table.rows == "delete":
            counted["deleted"] += rows_of(table, whose).delete()[0]
    forgotten = forget_in_trail(person.pk, whose.words, now=now)
    event = PersonErased(
        person_id=person.pk,
        trail_values=forgotten.values,
        links_given_up=forgotten.links_given_up,
        rows_changed=counted["changed"],
        rows_deleted=counted["deleted"],
        namesake=not whose.name_is_unique,
    )
    acts.record(event, by=by, now=now, why=str(whose.words.out_of(reason)))
    return event


def _leave_nothing_behind() -> None:
    """SQLite keeps what was overwritten in free pages and in its write-ahead log: zero the pages, empty the log after the commit.

    PostgreSQL leaves dead rows until its next VACUUM, which its own autovacuum runs.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
    transaction.on_commit(_empty_log)


def _empty_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def person_within_reach(person_id: UUID, by: Actor) -> Person:
    """Oneself, or a person all of whose work lay at agencies the actor manages: the data tell of all of it. Raises as `export_person` does."""
    if by.is_system or by.person_id == person_id:
        person = Person.objects.filter(pk=person_id).first()
        if person is None:
            raise NotFound
        return person
    person = person_managed(person_id, seen_by=by)
    if not works_only_there(person.pk, seen_by=by):
        raise RightMissing(name=by.name, right=Right.MANAGE.value)
    return person


def has_ended(person: Person, *, now: datetime) -> bool:
    """Whether the person has no way in and no role any more."""
    today = now.astimezone(HANOI).date()
    open_grants = person.grants.filter(models.Q(valid_to=None) | models.Q(valid_to__gt=today))
    return not (Account.objects.filter(person=person, is_active=True).exists() or open_grants.exists())


def _take_words_out(table: Table, whose: Whose) -> int:
    """Out of texts that anybody wrote."""
    changed = []
    for row in rows_naming(table, whose, table.free):
        for name in table.free:
            setattr(row, name, whose.words.out_of(getattr(row, name)))
        changed.append(row)
    if changed:
        table.objects.bulk_update(changed, table.free, batch_size=_CHUNK)
    return len(changed)


def _take_names_out(table: Table, whose: Whose) -> int:
    """Where a column holds the name beside the person's id."""
    changed = 0
    for name, whose_id in table.names.items():
        rows = table.objects.filter(**{whose_id: whose.person_id}).exclude(**{name: ""})
        changed += rows.update(**{name: ERASED})
    return changed


def _blank(table: Table, whose: Whose) -> int:
    """What the person's own rows say of the person."""
    columns = [name for name in (*table.blank, *table.secret) if table.rows != "delete"]
    if not (columns or table.unique):
        return 0
    rows = list(rows_of(table, whose))
    for row in rows:
        for name in columns:
            setattr(row, name, _empty(table.model, name))
        for name in table.unique:
            setattr(row, name, f"da-xoa-{str(row.pk).replace('-', '')[:16]}")
    if rows:
        table.objects.bulk_update(rows, [*columns, *table.unique], batch_size=_CHUNK)
    return len(rows)


def _empty(model: type[models.Model], name: str) -> Any:
    column = model._meta.get_field(name)  # noqa: SLF001 -- public by Django's documentation
    if isinstance(column, models.Field) and column.null:
        return None
    if isinstance(column, models.JSONField):
        return column.get_default()
    return b"" if isinstance(column, models.BinaryField) else ""


@transaction.atomic
def clear_old_rows(*, by: Actor, now: datetime) -> int:
    """Bỏ dòng quá hạn: what the register lets go after so many days; one act for each table that lost rows."""
    events: Sequence[OldRowsCleared] = [event for table in register().tables if table.retention_days and (event := _clear(table, now))]
    if events:
        acts.record_all(events, by=by, now=now)
    return sum(event.rows for event in events)


def _clear(table: Table, now: datetime) -> OldRowsCleared | None:
    limit = now - timedelta(days=table.retention_days)
    old = table.objects.filter(**{f"{table.retention_column}__lt": limit})
    if table.retention_unless:
        old = old.filter(**{table.retention_unless: None})
    rows = old.delete()[0]
    return OldRowsCleared(table=table.label, rows=rows, older_than_days=table.retention_days) if rows else None
