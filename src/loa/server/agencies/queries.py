"""Questions about agencies. Public facts, so no `seen_by`; every question names its day."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from loa.core.agencies import AgencyKind
from loa.core.directing import COMMITTEES, SPECIALISED, Line, Standing, standing_to
from loa.core.folding import search_key
from loa.core.near_names import NearNames, may_mean_one
from loa.core.recipients import Listed, Resolution, ground_of, plain_name, resolve, seen_from
from loa.core.territories import ADMINISTRATIVE, TerritoryKind, TerritoryRow
from loa.server.agencies.errors import AgencyUnknown
from loa.server.agencies.models import AgencyDescent, AgencyIdentifier, AgencyVersion
from loa.server.kit.periods import in_force
from loa.server.places.models import TerritoryClosure, TerritoryVersion
from loa.server.places.queries import search_territories

Versions = QuerySet[AgencyVersion]
MOST_PLACES = 40
MOST_SUGGESTED_FOR = 12  # lines of one letter
_ASIDE = re.compile(r"\([^()]*\)")
_SHORTENED = re.compile(r"\b(q|p|h|x|tdp)(\d)")  # "q1" is "q 1"


def agency_versions_on(on: date) -> Versions:
    """Every agency as it stood on that day, by kind and then by key."""
    return AgencyVersion.objects.filter(in_force(on)).order_by("kind", "agency__key")


def agency_on(agency_id: UUID, on: date) -> AgencyVersion:
    """One agency as it stood on that day. Raises AgencyUnknown."""
    version = agency_versions_on(on).filter(agency_id=agency_id).first()
    if version is None:
        raise AgencyUnknown(agency_id=agency_id, on=f"{on:%d/%m/%Y}")
    return version


def agency_on_or_first(agency_id: UUID, on: date) -> AgencyVersion:
    """One agency as it stood on that day; one that took work over later, as it stood on its first day. Raises AgencyUnknown."""
    version = agency_versions_on(on).filter(agency_id=agency_id).first()
    return (
        version
        or AgencyVersion.objects.filter(agency=agency_id, valid_from__gt=on).order_by("valid_from").first()
        or agency_on(agency_id, on)
    )


def agencies_of_kind_under(kind: AgencyKind, territory_id: UUID, on: date) -> Versions:
    """The agencies of a kind that serve a territory or any below it, on that day."""
    return agency_versions_on(on).filter(kind=kind, territory_id__in=_at_or_below(territory_id, on))


def subordinate_communes(agency_id: UUID, on: date) -> Versions:
    """UBND cấp xã below an agency on that day: those in the territory it serves. Those of a ward: none but itself, so none."""
    served = agency_versions_on(on).filter(agency_id=agency_id, territory__isnull=False).values("territory_id")
    below = TerritoryClosure.objects.filter(in_force(on), ancestor_id__in=served, depth__gt=0).values("descendant_id")
    return agency_versions_on(on).filter(kind=AgencyKind.COMMUNE_COMMITTEE, territory_id__in=below)


def territory_served(agency_id: UUID, on: date) -> UUID | None:
    """The territory it serves on that day; None where it serves no one territory."""
    return agency_versions_on(on).filter(agency_id=agency_id).values_list("territory_id", flat=True).first()


def superior_of(agency_id: UUID, on: date) -> AgencyVersion | None:
    """The agency to which it belongs (cơ quan chủ quản) on that day; None where there is none or it is not known."""
    return _pointed_at("parent_id", agency_id, on)


def professional_superior_of(agency_id: UUID, on: date) -> AgencyVersion | None:
    """The agency that guides its work in this field (cấp trên về chuyên môn) on that day; None where not known."""
    return _pointed_at("superior_id", agency_id, on)


def subordinates_of(agency_id: UUID, on: date) -> Versions:
    """The agencies that belong to it on that day, one level down."""
    return agency_versions_on(on).filter(parent_id=agency_id)


def leading_agency(territory_id: UUID, on: date) -> AgencyVersion | None:
    """The agency in charge of grassroots information (đầu mối thông tin cơ sở) in a city on that day: Sở TT&TT, then Sở VH&TT."""
    return agency_versions_on(on).filter(territory_id=territory_id, leads_field=True).first()


def agencies_below(agency_id: UUID, on: date, *, by_own_letter: bool = True) -> Versions:
    """Who may be given work by it on that day, one level down: its own units and those it guides in this field.

    By a letter of its own, a specialised agency asks the committees right below its own committee too (`core.directing` has the rule).
    """
    directed = Q(parent_id=agency_id) | Q(superior_id=agency_id)
    if by_own_letter:
        belongs = agency_versions_on(on).filter(agency_id=agency_id, kind__in=SPECIALISED, parent__isnull=False).values("parent_id")
        directed |= Q(kind__in=COMMITTEES, parent_id__in=belongs)
    return agency_versions_on(on).filter(directed).exclude(agency_id=agency_id)


def agencies_below_each(agency_ids: Iterable[UUID], on: date, *, by_own_letter: bool = True) -> dict[UUID, set[UUID]]:
    """The same for many agencies at once."""
    givers = set(agency_ids)
    directed = Q(parent_id__in=givers) | Q(superior_id__in=givers)
    specialised = agency_versions_on(on).filter(agency_id__in=givers, kind__in=SPECIALISED, parent__isnull=False)
    belong = dict(specialised.values_list("agency_id", "parent_id")) if by_own_letter else {}
    found: dict[UUID, set[UUID]] = {giver: set() for giver in givers}
    held = agency_versions_on(on).filter(directed | Q(kind__in=COMMITTEES, parent_id__in=set(belong.values())))
    for one, kind, parent, superior in held.values_list("agency_id", "kind", "parent_id", "superior_id"):
        asking = [giver for giver, above in belong.items() if above == parent] if kind in COMMITTEES else []
        for giver in {parent, superior, *asking} & givers - {one}:
            found[giver].add(one)
    return found


def standings_to(giver_id: UUID, agency_ids: Iterable[UUID], *, on: date) -> dict[UUID, Standing]:
    """How each of these agencies stands to the one that would give it work on that day."""
    asked = list(dict.fromkeys(agency_ids))
    lines = _lines([giver_id, *asked], on)
    giver = lines.get(giver_id)
    return {one: standing_to(giver, lines.get(one), lines) for one in asked}


def _lines(agency_ids: Iterable[UUID], on: date) -> dict[UUID, Line[UUID]]:
    """These agencies and everybody above them: one question for each level, however many are asked."""
    found: dict[UUID, Line[UUID]] = {}
    asked = set(agency_ids)
    while wanted := asked - found.keys():
        held = agency_versions_on(on).filter(agency_id__in=wanted).order_by()
        rows = held.values_list("agency_id", "kind", "parent_id", "superior_id")
        found |= {one: Line(one, AgencyKind(kind), parent, superior) for one, kind, parent, superior in rows}
        asked = {above for one in wanted if one in found for above in found[one].answers_to}
    return found


def is_called(agency_id: UUID, name: str, *, on: date) -> bool:
    """Whether the agency bore this name on that day; one of its predecessors counts: who took over its work took over its letters."""
    wanted = plain_name(name)
    called = agency_versions_on(on).filter(Q(agency_id=agency_id) | Q(agency_id__in=predecessors_of(agency_id)))
    return bool(wanted) and any(wanted in _called(version) for version in called)


def took_over_from(agency_id: UUID, other_id: UUID) -> bool:
    """Whether it took over any work of the other one, which ended."""
    return predecessors_of(agency_id).filter(predecessor=other_id).exists()


def predecessors_of(agency_id: UUID) -> QuerySet[AgencyDescent, UUID]:
    """Ids of those that ended and of whose work it took over any."""
    return AgencyDescent.objects.filter(successor=agency_id).values_list("predecessor", flat=True)


def agency_named(text: str, *, on: date) -> AgencyVersion:
    """The one agency so called on that day, by any of its names. Raises AgencyUnknown for none and for several."""
    wanted = plain_name(text)
    word = search_key(text).split()
    found = agency_versions_on(on).filter(search_key__contains=word[-1] if word else "")
    exact = [version for version in found if wanted in _called(version)]
    if len(exact) != 1:
        raise AgencyUnknown(text=text, on=f"{on:%d/%m/%Y}")
    return exact[0]


def search_agencies(text: str, on: date, limit: int = 20) -> list[AgencyVersion]:
    """For pickers: every word must begin a word of one of the names, a number be one ("ubnd p bach mai", "ubnd q1").

    After a comma stands where: "ubnd bạch mai, hai bà trưng" finds agencies that serve a territory so called, or one below it.
    """
    wanted, _, where = text.partition(",")
    words = _SHORTENED.sub(r"\1 \2", search_key(wanted).replace(".", " ")).split()
    if not words:
        return []
    found = AgencyVersion.objects.filter(in_force(on)).filter(_bears(words))
    if where.strip():
        places = [version.territory_id for version in search_territories(where, on, limit=MOST_PLACES)]
        below = TerritoryClosure.objects.filter(in_force(on), ancestor_id__in=places).values("descendant_id")
        found = found.filter(territory_id__in=below)
    return list(found.order_by("short_name", "pk")[:limit])


def _bears(words: Iterable[str]) -> Q:
    wanted = Q()
    for word in words:
        whole = f"{word} " if word.isdigit() else word
        ends = Q(search_key__endswith=f" {word}") if word.isdigit() else Q()
        wanted &= Q(search_key__startswith=whole) | Q(search_key__contains=f" {whole}") | ends
    return wanted


def resolve_recipient(text: str, *, on: date, within: UUID) -> Resolution:
    """The agencies that one recipient line means on that day, in the territory `within` (a city) and above it."""
    return resolve_recipients([text], on=on, within=within)[0]


def resolve_recipients(texts: Sequence[str], *, on: date, within: UUID, issuer: str | None = None) -> list[Resolution]:
    """The same for all lines of a letter, with one look at the directory. A line not understood stays, with its reason.

    `issuer` is the name of the agency that wrote: "các đơn vị trực thuộc" are its own, and so are "các phường" of a district.
    """
    directory = _directory(on, within)
    wanted = plain_name(issuer or "")
    wrote = [agency for agency in directory if wanted and wanted in agency.called]
    ground = wrote[0].path if len(wrote) == 1 else ground_of(issuer or "", directory)
    if len(ground) > 1:  # below the province: a province's letter means all of it
        directory = seen_from(directory, ground)
    return [resolve(text, directory, issuer=wrote[0].agency_id if len(wrote) == 1 else None) for text in texts]


@dataclass(frozen=True, slots=True)
class Suggested:
    """An agency that a line may mean, and the words that mean it alone on that day."""

    agency_id: UUID
    words: str


def agencies_near(texts: Sequence[str], *, on: date, within: UUID, most: int = 5) -> dict[str, list[Suggested]]:
    """For recipient lines that mean nobody: agencies whose names come near, at most `most` for each of the first lines.

    Only such as can be written so that no other is meant. A line that means several ("UBND các quận") has none: one would not do for it.
    """
    versions, places = _around(on, within)
    directory = [_listed(version, places) for version in versions]
    names = NearNames([listed.called for listed in directory])
    at = {version.agency_id: version for version in versions}
    found: dict[str, list[Suggested]] = {}
    for text in list(dict.fromkeys(texts))[:MOST_SUGGESTED_FOR]:
        if not may_mean_one(text):
            continue
        fits = resolve(text, directory).candidates[: 2 * most]  # the very name, of several
        near = names.of(plain_name(_ASIDE.sub(" ", text)), most=2 * most) if not fits else ()
        meant = fits or [directory[place].agency_id for place in near]
        told = (_suggested(at[agency_id], places, directory) for agency_id in dict.fromkeys(meant))
        found[text] = [one for one in told if one][:most]
    return found


def _suggested(agency: AgencyVersion, places: Mapping[UUID, TerritoryVersion], directory: Sequence[Listed]) -> Suggested | None:
    """By its name, and where others bear it too, by where it lies; None where even that means several."""
    place = places.get(agency.territory_id) if agency.territory_id else None
    above = places.get(place.parent_id) if place and place.parent_id else None
    for words in (agency.name, f"{agency.name}, {above.full_name}" if above else ""):
        if words and resolve(words, directory).agencies == (agency.agency_id,):
            return Suggested(agency.agency_id, words)
    return None


def territories_loaded() -> list[TerritoryRow]:
    """The administrative units loaded so far, as the rules of core know them."""
    versions = TerritoryVersion.objects.filter(kind__in=ADMINISTRATIVE).select_related("territory", "parent").order_by("code", "valid_from")
    return [
        TerritoryRow(
            key=v.territory.key,
            code=v.code,
            name=v.name,
            form=v.form,
            kind=TerritoryKind(v.kind),
            parent_key=v.parent.key if v.parent else None,
            period=v.period,
        )
        for v in versions
    ]


def _pointed_at(column: str, agency_id: UUID, on: date) -> AgencyVersion | None:
    pointers = agency_versions_on(on).filter(agency_id=agency_id).values(column)
    return agency_versions_on(on).filter(agency_id__in=pointers).first()


def _at_or_below(territory_id: UUID, on: date) -> QuerySet[TerritoryClosure, Any]:
    return TerritoryClosure.objects.filter(in_force(on), ancestor_id=territory_id).values("descendant_id")


def _directory(on: date, within: UUID) -> list[Listed]:
    """Agencies that serve the territory, any below it or any above it, or no one territory; with the names of where they stand."""
    versions, places = _around(on, within)
    return [_listed(agency, places) for agency in versions]


def _around(on: date, within: UUID) -> tuple[list[AgencyVersion], dict[UUID, TerritoryVersion]]:
    around = Q(territory_id__in=_at_or_below(within, on)) | Q(territory_id__in=_above(within, on))
    places = {version.territory_id: version for version in TerritoryVersion.objects.filter(in_force(on)).filter(around)}
    return list(agency_versions_on(on).filter(around | Q(territory=None))), places


def _above(territory_id: UUID, on: date) -> QuerySet[TerritoryClosure, Any]:
    return TerritoryClosure.objects.filter(in_force(on), descendant_id=territory_id).values("ancestor_id")


def _listed(agency: AgencyVersion, places: dict[UUID, TerritoryVersion]) -> Listed:
    place = places.get(agency.territory_id) if agency.territory_id else None
    return Listed(
        agency_id=agency.agency_id,
        kind=AgencyKind(agency.kind),
        called=_called(agency),
        form=place.form if place else None,
        place=search_key(place.name) if place else None,
        above=tuple(_names_above(place, places)) if place else (),
        parent=agency.parent_id,
    )


def _names_above(place: TerritoryVersion, places: dict[UUID, TerritoryVersion]) -> list[str]:
    names: list[str] = []
    above = places.get(place.parent_id) if place.parent_id else None
    while above is not None:
        names.append(above.search_key)
        above = places.get(above.parent_id) if above.parent_id else None
    return names


def _called(agency: AgencyVersion) -> frozenset[str]:
    return frozenset(plain_name(name) for name in (agency.name, agency.short_name, *agency.aliases.splitlines()))


def versions_of_agency(agency_id: UUID) -> Versions:
    """Everything an agency has been, the latest first."""
    return AgencyVersion.objects.filter(agency_id=agency_id).order_by("-valid_from")


def latest_agencies(agency_ids: Iterable[UUID | None]) -> dict[UUID, AgencyVersion]:
    """Each of these agencies as it stands, or as it last stood."""
    held = AgencyVersion.objects.filter(agency_id__in={one for one in agency_ids if one}).order_by("valid_from")
    return {version.agency_id: version for version in held}


def identifiers_on(agency_ids: Iterable[UUID], on: date) -> dict[UUID, str]:
    """The identifiers of these agencies on that day: what the office entered, else what the tables know. Those without are left out."""
    asked = set(agency_ids)
    known = AgencyVersion.objects.filter(in_force(on), agency_id__in=asked).exclude(identifier=None).values_list("agency_id", "identifier")
    entered = AgencyIdentifier.objects.filter(in_force(on), agency_id__in=asked).values_list("agency_id", "identifier")
    return {agency_id: str(identifier) for agency_id, identifier in (*known, *entered) if identifier}


def agency_of_identifier(identifier: str, *, on: date) -> UUID | None:
    """The agency that bears an identifier on that day."""
    entered = AgencyIdentifier.objects.filter(in_force(on), identifier=identifier).values_list("agency_id", flat=True).first()
    if entered:
        return entered
    known = AgencyVersion.objects.filter(in_force(on), identifier=identifier).values_list("agency_id", flat=True)
    return next((one for one in known if identifiers_on([one], on)[one] == identifier), None)


def bearers_in_the_way(wanted: Sequence[tuple[UUID, str, date]]) -> dict[int, UUID]:
    """Of (agency, identifier, first day) that are to be borne together: by its place, each that another agency bears then or later.

    An agency that gives its own up for another in the same list, by then, is in nobody's way.
    """
    gives_up = {agency_id: (identifier, on) for agency_id, identifier, on in wanted}
    identifiers = {identifier for _agency, identifier, _on in wanted}
    rows = _identifier_rows(identifiers)
    bearing: dict[str, set[UUID]] = {}
    for agency_id, held in rows.items():
        for one in held:
            bearing.setdefault(str(one.identifier), set()).add(agency_id)
    in_the_way: dict[int, UUID] = {}
    for place, (agency_id, identifier, on) in enumerate(wanted):
        for other in bearing.get(identifier, set()) - {agency_id}:
            new, since = gives_up.get(other, (identifier, on))
            stays = new == identifier or since > on
            borne = stays and next((one.identifier for one in rows[other] if one.period.holds(on)), None) == identifier
            later = [
                one for one in rows[other] if isinstance(one, AgencyIdentifier) and one.identifier == identifier and one.valid_from > on
            ]
            if borne or any(new == identifier or since > one.valid_from for one in later):
                in_the_way[place] = other
    return in_the_way


def _identifier_rows(identifiers: Collection[str]) -> dict[UUID, list[AgencyIdentifier | AgencyVersion]]:
    """All that any agency that ever bore one of these has borne: what the offices entered before what the tables know."""
    entered = AgencyIdentifier.objects.filter(identifier__in=identifiers).values_list("agency_id", flat=True)
    known = AgencyVersion.objects.filter(identifier__in=identifiers).values_list("agency_id", flat=True)
    rows: dict[UUID, list[AgencyIdentifier | AgencyVersion]] = {one: [] for one in (*entered, *known)}
    for held in AgencyIdentifier.objects.filter(agency__in=list(rows)):
        rows[held.agency_id].append(held)
    for version in AgencyVersion.objects.filter(agency__in=list(rows)).exclude(identifier=None):
        rows[version.agency_id].append(version)
    return rows


def agencies_serving(territory_id: UUID) -> list[AgencyVersion]:
    """The agencies that serve a territory, or served it, each as it last stood there, by kind."""
    held = AgencyVersion.objects.filter(territory_id=territory_id).order_by("valid_from")
    latest = {version.agency_id: version for version in held}
    return sorted(latest.values(), key=lambda one: (one.kind, one.short_name, str(one.pk)))


class Names:
    """What agencies were called on any day: the name of that day, else the last before it, else the first they had. Read once."""

    def __init__(self, agency_ids: Iterable[UUID | None], *, column: str = "name") -> None:
        self._called: dict[UUID, list[tuple[date, str]]] = {}
        held = AgencyVersion.objects.filter(agency_id__in={one for one in agency_ids if one}).order_by("valid_from")
        for agency_id, first, name in held.values_list("agency_id", "valid_from", column):
            self._called.setdefault(agency_id, []).append((first, name))

    def on(self, agency_id: UUID | None, day: date) -> str:
        """The name for a row of that day; empty for an agency that is not known."""
        called = self._called.get(agency_id, []) if agency_id else []
        before = [name for first, name in called if first <= day]
        return before[-1] if before else (called[0][1] if called else "")
