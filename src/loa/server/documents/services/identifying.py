"""Identifiers of many offices at once (mã định danh): a list that the administrator of an agency above sends in, looked at first, then entered."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from loa.core.folding import nfc
from loa.core.identifier_table import MOST_ROWS, ListedIdentifier, read_identifiers
from loa.core.recipients import plain_name
from loa.core.reorganising.problems import Problem
from loa.core.roles import Right
from loa.core.words import vi
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import agency_versions_on, bearers_in_the_way, identifiers_on, latest_agencies
from loa.server.agencies.services import NewIdentifier, enter_identifiers
from loa.server.documents.errors import IdentifiersRefused
from loa.server.kit import clock, files
from loa.server.kit.actors import Actor, RightMissing
from loa.server.kit.sheets import table_rows
from loa.server.people.queries import agencies_managed_by, manages

SHEET: Final = "Mã định danh"


@dataclass(frozen=True, slots=True)
class PlannedIdentifier:
    """One row: the agency found, what it bears today, and what it is to bear."""

    line: int
    agency_id: UUID
    agency_name: str
    borne: str
    new: NewIdentifier

    @property
    def changes(self) -> bool:
        """Whether it says anything new."""
        return self.borne != self.new.identifier


@dataclass(frozen=True, slots=True)
class IdentifierPlan:
    """What a list would do; with problems it does nothing."""

    list_sha256: str
    rows: tuple[PlannedIdentifier, ...]
    problems: tuple[Problem, ...]

    @property
    def changing(self) -> tuple[PlannedIdentifier, ...]:
        """The rows that say anything new."""
        return tuple(row for row in self.rows if row.changes)


def plan_identifiers(
    *, data: bytes, name: str, by: Actor, now: datetime, source: str = "", valid_from: date | None = None
) -> IdentifierPlan:
    """Xem trước danh sách mã định danh: what would be entered, and what is wrong with each row. The list is kept; nothing else is.

    `source` and `valid_from` stand for rows that leave these blank. Raises RightMissing for who is no administrator, TableUnreadable,
    SheetTooLarge.
    """
    if not manages(by):
        raise RightMissing(name=by.name, right=Right.MANAGE.value)
    sheet = table_rows(data, name, called=SHEET, most_rows=MOST_ROWS)
    listed, problems = read_identifiers(sheet.rows, source=nfc(source).strip(), valid_from=valid_from)
    today = clock.day_of(now)
    managed = _Managed(by, today)
    found: list[tuple[ListedIdentifier, AgencyVersion]] = []
    for row in listed:
        agency = managed.meant(row)
        if isinstance(agency, Problem):
            problems.append(agency)
        else:
            found.append((row, agency))
    borne = identifiers_on([agency.agency_id for _row, agency in found], today)
    rows = [
        PlannedIdentifier(
            row.line,
            agency.agency_id,
            agency.name,
            borne.get(agency.agency_id, ""),
            NewIdentifier(agency.agency_id, row.identifier, row.valid_from, row.source),
        )
        for row, agency in found
    ]
    return IdentifierPlan(files.keep(data), tuple(rows), tuple(sorted([*problems, *_twice(rows), *_taken(rows)], key=lambda one: one.line)))


@transaction.atomic
def enter_listed_identifiers(
    *, list_sha256: str, name: str, by: Actor, now: datetime, source: str = "", valid_from: date | None = None
) -> int:
    """Ghi mã định danh theo danh sách đã xem trước, all or none. Returns of how many agencies; rows that say nothing new are passed over.

    Raises what `plan_identifiers` raises, IdentifiersRefused with every row that cannot be, FileGone.
    """
    plan = plan_identifiers(data=files.read(list_sha256), name=name, by=by, now=now, source=source, valid_from=valid_from)
    if plan.problems:
        raise IdentifiersRefused(plan.problems)
    if not plan.changing:
        return 0
    managed = set(agencies_managed_by(by))
    return enter_identifiers([row.new for row in plan.changing], managed=managed, list_sha256=list_sha256, by=by, now=now)


class _Managed:
    """The agencies of which the actor is administrator, by key and by name, asked for once."""

    def __init__(self, by: Actor, today: date) -> None:
        self.by_key: dict[str, AgencyVersion] = {}
        self.by_name: Mapping[str, list[AgencyVersion]] = defaultdict(list)
        for version in agency_versions_on(today).filter(agency__in=agencies_managed_by(by)).select_related("agency"):
            self.by_key[version.agency.key] = version
            for called in _names(version):
                self.by_name[called].append(version)

    def meant(self, row: ListedIdentifier) -> AgencyVersion | Problem:
        """Which of them a row means."""
        if row.key:
            version = self.by_key.get(row.key)
            if version is None:
                return Problem(
                    row.line,
                    vi("Mã “{key}” không thuộc các cơ quan mà ông/bà quản trị. Hãy tải bảng mẫu để lấy đúng mã."),
                    {"key": row.key},
                )
            if row.agency and plain_name(row.agency) not in _names(version):
                facts = {"key": row.key, "right": version.name, "agency": row.agency}
                return Problem(row.line, vi("Mã “{key}” là của {right}, dòng này lại ghi {agency}. Hãy xem có lệch dòng không."), facts)
            return version
        found = self.by_name.get(plain_name(row.agency), [])
        if not found:
            sentence = vi(
                "“{agency}” không thuộc các cơ quan mà ông/bà quản trị, hoặc ghi chưa đúng tên. Hãy ghi đủ tên, hoặc dùng bảng mẫu."
            )
            return Problem(row.line, sentence, {"agency": row.agency})
        if len(found) > 1:
            sentence = vi("Có {count} cơ quan cùng tên “{agency}”. Hãy ghi thêm cột “Mã trong Loa” theo bảng mẫu.")
            return Problem(row.line, sentence, {"agency": row.agency, "count": len(found)})
        return found[0]


def _names(version: AgencyVersion) -> frozenset[str]:
    return frozenset(plain_name(name) for name in (version.name, version.short_name, *version.aliases.splitlines()) if name)


def _twice(rows: list[PlannedIdentifier]) -> list[Problem]:
    """One agency called by its key in one row and by its name in another."""
    first: dict[UUID, int] = {}
    problems = []
    for row in rows:
        if row.agency_id in first:
            facts = {"agency": row.agency_name, "line": first[row.agency_id]}
            problems.append(Problem(row.line, vi("{agency} đã có ở dòng {line}. Mỗi cơ quan một dòng."), facts))
        first.setdefault(row.agency_id, row.line)
    return problems


def _taken(rows: list[PlannedIdentifier]) -> list[Problem]:
    bearers = bearers_in_the_way([(row.agency_id, row.new.identifier, row.new.valid_from) for row in rows])
    names = latest_agencies(set(bearers.values()))
    return [
        Problem(
            rows[place].line,
            vi("Mã {identifier} đang là mã của {agency}. Hãy kiểm tra quyết định cấp mã."),
            {"identifier": rows[place].new.identifier, "agency": names[bearer].name if bearer in names else "?"},
        )
        for place, bearer in bearers.items()
    ]
