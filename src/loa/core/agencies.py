"""Agencies (cơ quan, đơn vị): kinds, and how a small table of kinds becomes an agency for every territory.

Two tables: kinds that stand in every territory of a form ("UBND phường …"), and agencies written out one by one. Both carry
their periods, because function, superior and signature block pass from one to another by dates.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loa.core.faces import Faced
from loa.core.periods import Period
from loa.core.tables import Place, Row
from loa.core.territories import KIND_OF_FORM, TerritoryRow
from loa.core.words import vi


class AgencyKind(Faced):
    """What an agency is in the chain of grassroots information."""

    CENTRAL_BODY = "central_body", "cơ quan trung ương"
    PARTY_BODY = "party_body", "cơ quan đảng"
    COUNCIL = "council", "Hội đồng nhân dân"
    CITY_COMMITTEE = "city_committee", "UBND cấp tỉnh"
    DEPARTMENT_INFORMATION = "department_information", "Sở Thông tin và Truyền thông"
    DEPARTMENT_CULTURE = "department_culture", "Sở Văn hóa và Thể thao"
    DEPARTMENT = "department", "sở, ngành khác"
    DISTRICT_COMMITTEE = "district_committee", "UBND cấp huyện"
    DISTRICT_CULTURE_OFFICE = "district_culture_office", "Phòng Văn hóa và Thông tin"
    DISTRICT_MEDIA_CENTRE = "district_media_centre", "Trung tâm Văn hóa - Thông tin và Thể thao"
    COMMUNE_COMMITTEE = "commune_committee", "UBND cấp xã"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow:
    """One period of one agency. Keys name identities; None where unknown or not there; empty text where unknown."""

    key: str
    kind: AgencyKind
    name: str
    short_name: str
    aliases: tuple[str, ...]
    symbol: str
    territory_key: str | None
    parent_key: str | None
    superior_key: str | None
    identifier: str | None
    place_name: str
    superior_line: str
    sign_capacity: str
    position: str
    leads_field: bool
    period: Period
    act: str
    source: str
    note: str


_SHARED = ("kind", "name", "short_name", "aliases", "symbol", "parent", "superior", "superior_line", "sign_capacity", "position")
_PERIOD = ("valid_from", "valid_to", "act", "source", "note")
KIND_COLUMNS = (*_SHARED, "within", "territory_forms", *_PERIOD)
NAMED_COLUMNS = (*_SHARED, "key", "territory", "identifier", "place_name", "leads_field", *_PERIOD)


@dataclass(frozen=True, slots=True)
class KindRow:
    """An agency of this kind stands in each territory of these forms below `within`, for this period."""

    place: Place
    kind: AgencyKind
    within: str
    forms: frozenset[str]
    period: Period
    row: Row


def kind_row(row: Row) -> KindRow:
    """Read one row of the table of kinds. Raises TableRefused."""
    forms = frozenset(_listed(row.needed("territory_forms")))
    if unknown := forms - KIND_OF_FORM.keys():
        raise row.place.refuse(vi("Chưa biết loại địa bàn {forms}."), forms=", ".join(sorted(unknown)))
    return KindRow(row.place, _kind(row, "kind"), row.needed("within"), forms, _period(row), row)


def named_row(row: Row) -> AgencyRow:
    """Read one row of the table of agencies written out. Raises TableRefused."""
    return AgencyRow(
        **_said(row, lambda text: text),
        key=row.needed("key"),
        kind=_kind(row, "kind"),
        territory_key=row["territory"] or None,
        parent_key=row["parent"] or None,
        superior_key=row["superior"] or None,
        identifier=row["identifier"] or None,
        place_name=row["place_name"],
        leads_field=row["leads_field"] == "1",
        period=_period(row),
    )


def agencies_for(
    territories: Iterable[TerritoryRow], *, kinds: Sequence[KindRow], named: Sequence[AgencyRow], written_in_full: frozenset[str]
) -> list[AgencyRow]:
    """All agencies: those written out, and one of each kind for every territory of its forms while both hold.

    `written_in_full`: names of territories (after persons, events) that the date line writes with their form.
    Raises TableRefused where a kind names a parent or superior that nobody above the territory is.
    """
    seats = _Seats(list(territories), kinds, named)
    return [*named, *(agency for kind in kinds for agency in seats.of(kind, written_in_full))]


class _Seats:
    """Who sits where: finds the agency of a kind at a territory or at the nearest one above it."""

    def __init__(self, territories: Sequence[TerritoryRow], kinds: Sequence[KindRow], named: Sequence[AgencyRow]) -> None:
        self.territories = territories
        self.standing: dict[str, list[TerritoryRow]] = defaultdict(list)
        for territory in territories:
            self.standing[territory.key].append(territory)
        self.named = {(agency.kind, agency.territory_key): agency.key for agency in named}
        self.kinds: dict[AgencyKind, list[KindRow]] = defaultdict(list)
        for kind in kinds:
            self.kinds[kind.kind].append(kind)

    def of(self, kind: KindRow, written_in_full: frozenset[str]) -> Iterator[AgencyRow]:
        for territory in self.territories:
            period = kind.period.shared(territory.period)
            if period is None or territory.form not in kind.forms:
                continue
            way_up = list(self.way_up(territory, period.first))
            if kind.within not in {step.key for step in way_up}:
                continue
            full = territory.name in written_in_full
            place_name = f"{territory.form.capitalize()} {territory.name}" if full else territory.name
            yield AgencyRow(
                **_said(kind.row, _filled(territory)),
                key=f"{kind.kind.value}:{territory.key}",
                kind=kind.kind,
                territory_key=territory.key,
                parent_key=self.nearest("parent", kind, way_up, period.first),
                superior_key=self.nearest("superior", kind, way_up, period.first),
                identifier=None,
                place_name=place_name,
                leads_field=False,
                period=period,
            )

    def way_up(self, territory: TerritoryRow, on: date) -> Iterator[TerritoryRow]:
        """The territory, what it lies under on that day, and so on to the top."""
        step: TerritoryRow | None = territory
        while step is not None:
            yield step
            above = self.standing.get(step.parent_key, ()) if step.parent_key else ()
            step = next((row for row in above if row.period.holds(on)), None)

    def nearest(self, column: str, kind: KindRow, way_up: Sequence[TerritoryRow], on: date) -> str | None:
        if not kind.row[column]:
            return None
        wanted = _kind(kind.row, column)
        for step in way_up:
            if key := self.seat(wanted, step, on):
                return key
        raise kind.place.refuse(vi("Không có {kind} nào ở trên {form} {name}."), kind=wanted.vi, form=way_up[0].form, name=way_up[0].name)

    def seat(self, kind: AgencyKind, territory: TerritoryRow, on: date) -> str | None:
        if (kind, territory.key) in self.named:
            return self.named[kind, territory.key]
        if any(territory.form in row.forms and row.period.holds(on) for row in self.kinds[kind]):
            return f"{kind.value}:{territory.key}"
        return None


def _filled(territory: TerritoryRow) -> Callable[[str], str]:
    places = {"form": territory.form, "name": territory.name, "FORM": territory.form.upper(), "NAME": territory.name.upper()}
    return lambda text: text.format_map(places)


def _said(row: Row, fill: Callable[[str], str]) -> dict[str, Any]:
    """The words that both tables hold, their places filled in."""
    words = ("name", "short_name", "symbol", "superior_line", "sign_capacity", "position", "act", "source", "note")
    return {word: fill(row[word]) for word in words} | {"aliases": tuple(fill(alias) for alias in _listed(row["aliases"]))}


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _kind(row: Row, column: str) -> AgencyKind:
    try:
        return AgencyKind(row.needed(column))
    except ValueError:
        raise row.place.refuse(vi("Chưa biết loại cơ quan “{kind}”."), kind=row[column]) from None


def _period(row: Row) -> Period:
    period = Period(row.first_day("valid_from"), row.day("valid_to"))
    if not period.is_valid:
        raise row.place.refuse(vi("Ngày hết hiệu lực đứng trước ngày bắt đầu."))
    return period
