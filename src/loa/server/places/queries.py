"""Questions about territories. Public facts, so no `seen_by`; every question names its day."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from loa.core.folding import search_key
from loa.core.territories import ADMINISTRATIVE, KIND_OF_FORM, TerritoryKind, WrittenName, written_name
from loa.server.kit.periods import in_force
from loa.server.places.errors import TerritoryAmbiguous, TerritoryUnknown
from loa.server.places.models import TerritoryClosure, TerritoryVersion

Versions = QuerySet[TerritoryVersion]
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
    """The city this installation serves. Raises TerritoryUnknown, or TerritoryAmbiguous where several are loaded."""
    cities = list(versions_on(on).filter(kind=TerritoryKind.CITY)[:2])
    if not cities:
        raise TerritoryUnknown(text=TerritoryKind.CITY.vi, on=f"{on:%d/%m/%Y}")
    if len(cities) > 1:
        raise TerritoryAmbiguous(text=TerritoryKind.CITY.vi, names=", ".join(city.full_name for city in cities))
    return cities[0].territory_id


def territory_named(text: str, *, on: date, within: UUID | None = None) -> TerritoryVersion:
    """The territory so called on that day, with or without its form, diacritics or abbreviation.

    Without a form the largest one so called is meant: "Ba Vì" is the district, while there is one.
    Raises TerritoryUnknown, or TerritoryAmbiguous where several of one kind bear the name.
    """
    name = written_name(text)
    found = versions_on(on).filter(_called(name))
    if within is not None:
        found = found.filter(territory_id__in=_below(within, on))
    candidates = list(_largest_first(found)[:20])
    if not candidates:
        raise TerritoryUnknown(text=text, on=f"{on:%d/%m/%Y}")
    same_kind = [v for v in candidates if v.kind == candidates[0].kind]
    if len(same_kind) > 1:
        raise TerritoryAmbiguous(text=text, names=", ".join(v.full_name for v in same_kind))
    return candidates[0]


def territories_under(territory_id: UUID, *, on: date, kind: TerritoryKind | None = None) -> Versions:
    """Everything below a territory on that day, itself left out, by kind from the largest and then by code."""
    below = versions_on(on).filter(territory_id__in=_below(territory_id, on))
    return _largest_first(below if kind is None else below.filter(kind=kind))


def ancestors_of(territory_id: UUID, *, on: date) -> Versions:
    """Everything above a territory on that day, from the largest."""
    above = TerritoryClosure.objects.filter(in_force(on), descendant_id=territory_id, depth__gt=0)
    return _largest_first(versions_on(on).filter(territory_id__in=above.values("ancestor_id")))


def parent_of(territory_id: UUID, *, on: date) -> TerritoryVersion | None:
    """What a territory lies directly under on that day; None for the topmost."""
    above = TerritoryClosure.objects.filter(in_force(on), descendant_id=territory_id, depth=1)
    return versions_on(on).filter(territory_id__in=above.values("ancestor_id")).first()


def count_by_kind(under: UUID, on: date, *, kinds: Collection[TerritoryKind] = ADMINISTRATIVE) -> dict[str, int]:
    """How many of each kind lie below a territory on that day: {"district": 30, "commune": 579}. Kinds with none are left out."""
    counted = _counted(under, on, kinds, "kind")
    return {kind.value: counted[kind] for kind in TerritoryKind if kind in counted}


def count_by_form(under: UUID, on: date, *, kinds: Collection[TerritoryKind] = ADMINISTRATIVE) -> dict[str, int]:
    """The same by form: {"huyện": 17, "phường": 175, …}."""
    return _counted(under, on, kinds, "form")


def notes_on(under: UUID, on: date) -> list[str]:
    """What the tables say about themselves for the administrative units below a territory on that day, each once."""
    below = versions_on(on).filter(territory_id__in=_below(under, on), kind__in=ADMINISTRATIVE).exclude(note="")
    return list(below.values_list("note", flat=True).distinct().order_by("note"))


def search_territories(text: str, on: date, limit: int = 20) -> list[TerritoryVersion]:
    """For pickers: "p bach mai", "q hai ba", "Hai Ba Trung". Every word must begin a word of the name; the closest first."""
    name = written_name(text)
    words = name.words
    if not words:
        return []
    ranked = (
        versions_on(on)
        .filter(_has_words(words))
        .annotate(
            closeness=Case(
                When(_called(name), then=Value(0)),
                When(search_key__startswith=" ".join(words), then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            ),
            size=_size(),
        )
    )
    return list(ranked.order_by("closeness", "size", "search_key", "code", "pk")[:limit])


def _counted(under: UUID, on: date, kinds: Collection[TerritoryKind], column: str) -> dict[str, int]:
    below = versions_on(on).filter(territory_id__in=_below(under, on), kind__in=kinds)
    return dict(below.order_by(column).values_list(column).annotate(Count("pk")))


def _below(territory_id: UUID, on: date) -> QuerySet[TerritoryClosure, Any]:
    return TerritoryClosure.objects.filter(in_force(on), ancestor_id=territory_id, depth__gt=0).values("descendant_id")


def _called(name: WrittenName) -> Q:
    if name.form is not None:
        return Q(search_key=" ".join(name.words))
    # The folded form stands before the name; a name that ends alike ("Quang Trung" in "Trần Quang Trung") must not be taken.
    return Q(search_key__in=[f"{form} {name.name}" for form in _FORMS]) | Q(search_key=name.name)


def _has_words(words: tuple[str, ...]) -> Q:
    found = Q()
    for word in words:
        found &= Q(search_key__startswith=word) | Q(search_key__contains=f" {word}")
    return found


def _size() -> Case:
    return Case(*(When(kind=kind, then=Value(kind.rank)) for kind in TerritoryKind), output_field=IntegerField())


def _largest_first(versions: Versions) -> Versions:
    return versions.annotate(size=_size()).order_by("size", "code", "search_key", "pk")
