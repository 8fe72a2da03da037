"""Questions about territories. Public facts, so no `seen_by`; every question names its day."""

import csv
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from difflib import get_close_matches
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Case, Count, IntegerField, Q, QuerySet, UUIDField, Value, When

from loa.core.folding import search_key
from loa.core.territories import ADMINISTRATIVE, KIND_OF_FORM, TerritoryKind, WrittenName, name_words, written_name
from loa.server.kit.periods import in_force
from loa.server.places.errors import TerritoryAmbiguous, TerritoryUnknown, TerritoryUnknownButNear
from loa.server.places.models import TerritoryClosure, TerritoryVersion, TerritoryWord

Versions = QuerySet[TerritoryVersion]
PROVENANCE = Path(__file__).parent / "data" / "provenance.csv"
CLOSURE = "places_territoryclosure"
MOST_PARENTS = 40
_FORMS = [search_key(form) for form in KIND_OF_FORM]


def versions_on(on: date) -> Versions:
    """Every territory as it stood on that day."""
    return TerritoryVersion.objects.filter(in_force(on))


def version_on(territory_id: UUID, on: date) -> TerritoryVersion:
    """One territory as it stood on that day. Raises TerritoryUnknown."""
    version = versions_on(on).filter(territory_id=territory_id).first()
    if version is None:
        raise TerritoryUnknown(text=territory_id, on=f"{on:%d/%m/%Y}")
    return version


def territory_of_city(on: date) -> UUID:
    """The province this installation serves (setting LOA_PROVINCE), the city of Hà Nội unless set. Raises TerritoryUnknown."""
    served = versions_on(on).filter(territory__key__in=settings.LOA_PROVINCE).first()
    if served is None:
        raise TerritoryUnknown(text=", ".join(settings.LOA_PROVINCE), on=f"{on:%d/%m/%Y}")
    return served.territory_id


def territory_named(text: str, *, on: date, within: UUID | None = None) -> TerritoryVersion:
    """The territory so called on that day, with or without its form, diacritics or abbreviation; a larger one may follow a comma.

    Without a form the largest one so called is meant: "Ba Vì" is the district, while there is one.
    Raises TerritoryUnknown, with the nearest names where there are any, or TerritoryAmbiguous where several of one kind bear the name.
    """
    wanted, above = _with_parents(text, on)
    found = versions_on(on).filter(_called(written_name(wanted)))
    if above is not None:
        found = found.filter(territory_id__in=_below_any(above, on))
    if within is not None:
        found = found.filter(territory_id__in=_below(within, on))
    candidates = list(_largest_first(found)[:20])
    if not candidates:
        raise _unknown(text, wanted, on)
    same_kind = [v for v in candidates if v.kind == candidates[0].kind]
    if len(same_kind) > 1:
        raise TerritoryAmbiguous(text=text, names=", ".join(_with_place(v, on) for v in same_kind[:8]))
    return candidates[0]


def territory_lately_named(text: str, *, today: date) -> TerritoryVersion:
    """The territory so called today, or else the one so called last. Raises like `territory_named`."""
    called = TerritoryVersion.objects.filter(_called(written_name(text.partition(",")[0])), valid_from__lte=today)
    if called.filter(in_force(today)).exists():
        return territory_named(text, on=today)
    last = called.order_by("-valid_to").first()
    return territory_named(text, on=last.valid_to if last and last.valid_to else today)


def territories_under(territory_id: UUID, *, on: date, kind: TerritoryKind | None = None) -> Versions:
    """Everything below a territory on that day, itself left out, by kind from the largest and then by code."""
    below = _joined(versions_on(on), "descendant", "ancestor", [territory_id], on)
    return _largest_first(below if kind is None else below.filter(kind=kind))


def ancestors_of(territory_id: UUID, *, on: date) -> Versions:
    """Everything above a territory on that day, from the largest."""
    return _largest_first(_joined(versions_on(on), "ancestor", "descendant", [territory_id], on))


def under_each(territory_ids: Collection[UUID], *, on: date, kinds: Collection[TerritoryKind]) -> dict[UUID, list[TerritoryVersion]]:
    """What lies below each of these territories on that day, in the order of `territories_under`; one question for all of them."""
    below = _joined(versions_on(on).filter(kind__in=kinds), "descendant", "ancestor", territory_ids, on)
    return _by_territory(below, "ancestor", territory_ids)


def above_each(territory_ids: Collection[UUID], *, on: date) -> dict[UUID, list[TerritoryVersion]]:
    """What lies above each of these territories on that day, from the largest; one question for all of them."""
    return _by_territory(_joined(versions_on(on), "ancestor", "descendant", territory_ids, on), "descendant", territory_ids)


def parent_of(territory_id: UUID, *, on: date) -> TerritoryVersion | None:
    """What a territory lies directly under on that day; None for the topmost."""
    above = TerritoryClosure.objects.filter(in_force(on), descendant_id=territory_id, depth=1)
    return versions_on(on).filter(territory_id__in=above.values("ancestor_id")).first()


def count_by_kind(under: UUID, on: date, *, kinds: Collection[TerritoryKind] = ADMINISTRATIVE) -> dict[str, int]:
    """How many of each kind lie below a territory on that day: {"district": 30, "commune": 579}. Kinds with none are left out."""
    counted = _counted(under, on, kinds, "kind")
    return {kind.value: counted[kind] for kind in TerritoryKind if kind in counted}


def count_by_form(under: UUID, on: date, *, kinds: Collection[TerritoryKind] = ADMINISTRATIVE) -> dict[str, int]:
    """The same by form: {"huyện": 17, "phường": 175, …}. A form that two kinds bear is told apart: "thành phố (cấp tỉnh)"."""
    counted = _counted(under, on, kinds, "form", "kind")
    of_two = Counter(form for form, _ in counted)
    return {form if of_two[form] == 1 else f"{form} ({TerritoryKind(kind).vi})": number for (form, kind), number in counted.items()}


def notes_on(under: UUID, on: date) -> list[str]:
    """What the tables say about themselves for the administrative units below a territory on that day, each once."""
    below = versions_on(on).filter(territory_id__in=_below(under, on), kind__in=ADMINISTRATIVE)
    notes = set(below.exclude(note="").values_list("note", flat=True).distinct())
    files = set(below.values_list("source", flat=True).distinct().order_by())
    return sorted(notes | {caveat for file, caveat in _caveats().items() if file in files})


def search_territories(text: str, on: date, limit: int = 20) -> list[TerritoryVersion]:
    """For pickers: "p bach mai", "q hai ba", "Hai Ba Trung", "bạch mai, hai bà trưng" (the larger one after a comma).

    Every word must begin a word of the name, a number be the whole word. Names that are these very words come first, then units, then
    what lies below communes; the closest first, then the largest.
    """
    wanted, above = _with_parents(text, on)
    name = written_name(wanted)
    if not name_words(name.name):
        return []
    here = versions_on(on) if above is None else versions_on(on).filter(territory_id__in=_below_any(above, on))
    begins = When(search_key__startswith=" ".join(name.words), then=Value(1))
    closeness = Case(begins, default=Value(2), output_field=IntegerField())
    # The names that are these very words stand together in an index; units are few, villages many: each is asked only if need be.
    found = list(_closest_first(here.filter(_called(name)), Value(0))[:limit])
    for below_commune, reading in product(_levels(name), _readings(name)):
        if len(found) < limit:
            others = here.filter(_bears(reading, below_commune)).exclude(pk__in=[version.pk for version in found])
            found += _closest_first(others, closeness)[: limit - len(found)]
    return found


def _levels(name: WrittenName) -> tuple[bool, ...]:
    """Where to look: among units, below communes, or first here and then there. A quận is no village."""
    if name.form is None or name.whole:
        return (False, True)
    return (KIND_OF_FORM[name.form].rank > TerritoryKind.COMMUNE.rank,)


def _closest_first(versions: Versions, closeness: Value | Case) -> Versions:
    return versions.annotate(closeness=closeness, size=_size()).order_by("closeness", "size", "search_key", "code", "pk")


def _with_parents(text: str, on: date) -> tuple[str, list[UUID] | None]:
    """The words before the first comma, and the territories that those after it name: None where nothing follows."""
    wanted, _, after = text.partition(",")
    larger = ",".join(part for part in after.split(",") if part.strip())
    if not larger:
        return wanted, None
    called, above = _with_parents(larger, on)
    found = versions_on(on).filter(_called(written_name(called)))
    if above is not None:
        found = found.filter(territory_id__in=_below_any(above, on))
    exact = list(found.values_list("territory_id", flat=True)[:MOST_PARENTS])
    return wanted, exact or [version.territory_id for version in search_territories(larger, on, limit=MOST_PARENTS)]


def _below_any(territory_ids: Collection[UUID], on: date) -> QuerySet[TerritoryClosure, Any]:
    return TerritoryClosure.objects.filter(in_force(on), ancestor_id__in=territory_ids, depth__gt=0).values("descendant_id")


def _unknown(text: str, wanted: str, on: date) -> TerritoryUnknown:
    """The refusal, with the nearest names of that day: for a person who mistyped one, so it may take its time."""
    name = written_name(wanted).name
    known = dict(versions_on(on).filter(kind__in=ADMINISTRATIVE).values_list("search_key", "pk"))
    near = get_close_matches(name, {" ".join(key.split()[1:]) for key in known} | known.keys(), n=3, cutoff=0.7) if name else []
    called = versions_on(on).filter(_any_called(near)) if near else versions_on(on).none()
    names = list(dict.fromkeys(version.full_name for version in _largest_first(called)[:5]))
    if names:
        return TerritoryUnknownButNear(text=text, on=f"{on:%d/%m/%Y}", near=", ".join(names))
    return TerritoryUnknown(text=text, on=f"{on:%d/%m/%Y}")


def _any_called(folded: Iterable[str]) -> Q:
    return Q(search_key__in=[key for name in folded for key in (name, *(f"{form} {name}" for form in _FORMS))])


def _with_place(version: TerritoryVersion, on: date) -> str:
    parent = parent_of(version.territory_id, on=on)
    return f"{version.full_name} ({parent.full_name})" if parent else version.full_name


def caveat_of(file: str) -> str:
    """What holds for every row of a shipped table; empty for any other."""
    return _caveats().get(file, "")


@cache
def _caveats() -> dict[str, str]:
    """What holds for every row of a shipped table, by the name of its file."""
    with PROVENANCE.open(encoding="utf-8", newline="") as stream:
        return {row["file"]: row["caveat"] for row in csv.DictReader(stream) if row["caveat"]}


def _counted(under: UUID, on: date, kinds: Collection[TerritoryKind], *columns: str) -> dict[Any, int]:
    below = _joined(versions_on(on), "descendant", "ancestor", [under], on).filter(kind__in=kinds)
    counted = below.order_by(*columns).values_list(*columns).annotate(Count("pk"))
    return {tuple(row[:-1]) if len(columns) > 1 else row[0]: row[-1] for row in counted}


def _joined(versions: Versions, here: str, there: str, territory_ids: Collection[UUID], on: date) -> Versions:
    """Versions of what stands in the column `here` of the closure beside these territories in `there`, themselves left out.

    A plain join of two tables: by way of the identity between them, or as a list to look up, it costs half as much again for a country.
    """
    days = "closure.valid_from <= %s AND (closure.valid_to IS NULL OR closure.valid_to >= %s)".replace("closure", CLOSURE)
    asked = ", ".join(["%s"] * len(territory_ids)) or "NULL"
    where = f"{CLOSURE}.{here}_id = places_territoryversion.territory_id AND {CLOSURE}.{there}_id IN ({asked}) AND {CLOSURE}.depth > 0 AND {days}"
    keys = [UUIDField().get_db_prep_value(one, connection) for one in territory_ids]
    return versions.extra(tables=[CLOSURE], where=[where], params=[*keys, on, on])  # noqa: S610 -- every value is a parameter


def _by_territory(versions: Versions, there: str, territory_ids: Collection[UUID]) -> dict[UUID, list[TerritoryVersion]]:
    """The versions that `_joined` found, by the territory in its column `there` that each was found for."""
    found: dict[UUID, list[TerritoryVersion]] = {one: [] for one in territory_ids}
    as_uuid = UUIDField().to_python
    for version in _largest_first(versions).extra(select={"found_for": f"{CLOSURE}.{there}_id"}):  # noqa: S610 -- a name of ours
        found[as_uuid(version.found_for)].append(version)
    return found


def _below(territory_id: UUID, on: date) -> QuerySet[TerritoryClosure, Any]:
    return TerritoryClosure.objects.filter(in_force(on), ancestor_id=territory_id, depth__gt=0).values("descendant_id")


def _called(name: WrittenName) -> Q:
    if name.form is not None:
        exact = Q(search_key=" ".join(name.words))
        return exact | _any_called([name.whole]) if name.whole else exact
    # The folded form stands before the name; a name that ends alike ("Quang Trung" in "Trần Quang Trung") must not be taken.
    return _any_called([name.name])


def _readings(name: WrittenName) -> list[WrittenName]:
    """The name with its form, then the same words as a name alone. Asked one after the other: an OR of both reads the whole country."""
    return [name, WrittenName(None, name.whole)] if name.whole else [name]


def _bears(name: WrittenName, below_commune: bool) -> Q:
    """The condition that a version bears these words."""
    found = Q(form=name.form) if name.form is not None else Q()
    for word in name_words(name.name):
        found &= Q(pk__in=TerritoryWord.objects.filter(_begins(word), below_commune=below_commune).values("version_id"))
    return found


def _begins(word: str) -> Q:
    if word.isdigit():
        return Q(word=word)
    if connection.vendor == "postgresql":
        return Q(word__startswith=word)
    # LIKE passes SQLite's index by; a range between two words does not.
    return Q(word__gte=word, word__lt=word[:-1] + chr(ord(word[-1]) + 1))


def _size() -> Case:
    return Case(*(When(kind=kind, then=Value(kind.rank)) for kind in TerritoryKind), output_field=IntegerField())


def _largest_first(versions: Versions) -> Versions:
    return versions.annotate(size=_size()).order_by("size", "code", "search_key", "pk")


def versions_of(territory_id: UUID) -> Versions:
    """Everything a territory has been, the latest first."""
    return TerritoryVersion.objects.filter(territory_id=territory_id).order_by("-valid_from")


def latest_of(territory_ids: Iterable[UUID | None]) -> dict[UUID, TerritoryVersion]:
    """Each of these territories as it stands, or as it last stood: for naming those that ended beside those that are."""
    held = TerritoryVersion.objects.filter(territory_id__in={one for one in territory_ids if one}).order_by("valid_from")
    return {version.territory_id: version for version in held}
