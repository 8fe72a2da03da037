"""Questions about reorganisations. For administrators of the province's agencies; for everybody else there are none."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from loa.core.errors import LoaError, NotFound
from loa.core.roles import Right
from loa.core.territories import TerritoryKind
from loa.server.agencies.queries import agency_versions_on
from loa.server.kit.actors import Actor
from loa.server.kit.clock import HANOI
from loa.server.people.models import Person
from loa.server.people.queries import username_of
from loa.server.places.queries import territory_of_city
from loa.server.site.models import Reorganisation, ReorganisationState, ReorganisationStep
from loa.server.site.reorganising.faces import COUNTED, FIELDS, VERBS

OPEN = (
    ReorganisationState.PREPARED,
    ReorganisationState.CONFIRMED,
    ReorganisationState.APPLYING,
    ReorganisationState.WAITING,
    ReorganisationState.STOPPED,
)


def may_reorganise(actor: Actor, on: date) -> bool:
    """Whether the actor owns the machine, or manages an agency that serves the whole province."""
    if actor.is_system:
        return True
    managed = [agency_id for agency_id in actor.agency_ids if actor.may(Right.MANAGE, agency_id)]
    if not managed:
        return False
    try:
        province = territory_of_city(on)
    except LoaError:
        return False
    return agency_versions_on(on).filter(agency__in=managed, territory=province).exists()


def reorganisations(*, seen_by: Actor, on: date) -> "QuerySet[Reorganisation]":
    """All of them, the newest first."""
    return Reorganisation.objects.all() if may_reorganise(seen_by, on) else Reorganisation.objects.none()


def reorganisation(reorganisation_id: UUID | str, *, seen_by: Actor, on: date) -> Reorganisation:
    """One of them; by the beginning of its id too, where only one begins so. Raises NotFound."""
    found = reorganisations(seen_by=seen_by, on=on)
    if isinstance(reorganisation_id, UUID):
        exact = found.filter(pk=reorganisation_id).first()
        if exact is None:
            raise NotFound
        return exact
    wanted = reorganisation_id.strip().lower().replace("-", "")
    ids = [pk for pk in found.values_list("pk", flat=True) if len(wanted) >= 6 and pk.hex.startswith(wanted)]
    if len(ids) != 1:
        raise NotFound
    return found.get(pk=ids[0])


def resting_reorganisations(*, now: datetime) -> list[UUID]:
    """Plans under way on which nobody has worked for a minute and of which a step is due."""
    today, before = now.astimezone(HANOI).date(), now - timedelta(minutes=1)
    under_way = Reorganisation.objects.filter(state__in=[ReorganisationState.APPLYING, ReorganisationState.WAITING], started_at__lt=before)
    left = ReorganisationStep.objects.filter(reorganisation=OuterRef("pk"), done_at=None)
    recent = ReorganisationStep.objects.filter(reorganisation=OuterRef("pk"), done_at__gte=before)
    later = left.filter(not_before__gt=today)
    nothing_due = Exists(later) & ~Exists(left.filter(Q(not_before=None) | Q(not_before__lte=today)))
    return list(under_way.exclude(Exists(recent)).exclude(nothing_due).values_list("pk", flat=True))


def progress_of(held: Reorganisation) -> tuple[int, int]:
    """Steps done, and steps in all."""
    return held.steps.exclude(done_at=None).count(), held.steps.count()


def steps_of(held: Reorganisation, *, verb: str = "") -> "QuerySet[ReorganisationStep]":
    """Its steps in order; of one verb where given."""
    return held.steps.filter(verb=verb) if verb else held.steps.all()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a step hands over of one sort, as a person reads it: lines with their marks."""

    name: str
    lines: tuple[tuple[str, str], ...]


def shown_holdings(steps: Iterable[ReorganisationStep]) -> dict[UUID, list[Shown]]:
    """What each of these steps hands over. People are named as they are known today, in one query."""
    held = {step.pk: [one for each in step.payload.get("holdings", {}).values() for one in each] for step in steps}
    people = {item["person"] for each in held.values() for one in each for item in one["items_held"] if item["person"]}
    names = {str(person.pk): person for person in Person.objects.filter(pk__in=people).select_related("account")}
    return {
        step: [Shown(one["name"], tuple((_line(item, names), item["mark"]) for item in one["items_held"])) for one in each]
        for step, each in held.items()
    }


def _line(item: dict[str, str], people: dict[str, Person]) -> str:
    person = people.get(item["person"])
    return f"{person.full_name} ({username_of(person) or '–'}): {item['label']}" if person else item["label"]


def record_lines(held: Reorganisation) -> Iterator[str]:
    """The record, line by line, for paper and the command line: who, when, and every step with what it found and left."""
    yield f"{held.act}, hiệu lực từ ngày {held.effective_on:%d/%m/%Y}: {ReorganisationState(held.state).vi}"
    yield f"Tệp {held.file_name}, sha256 {held.file_sha256}; phương án sha256 {held.plan_sha256}"
    yield f"Lập: {held.prepared_by}, {_at(held.prepared_at)}"
    if held.confirmed_at:
        yield f"Xác nhận: {held.confirmed_by}, {_at(held.confirmed_at)}"
    for conflict in held.conflicts:
        yield f"Điểm cần quyết định: {conflict['text']}"
    if held.confirmed_why:
        yield f"Lý do vẫn áp dụng: {held.confirmed_why}"
    if held.stopped_why:
        yield f"Dừng: {held.stopped_why}"
    for step in held.steps.iterator():
        done = _at(step.done_at) if step.done_at else "chưa làm"
        yield f"{step.position:>5}. {VERBS.get(step.verb, step.verb)}: {step.subject}: {done}"
        if step.done_at:
            yield f"       trước: {_short(step.before)}"
            yield f"       sau: {_short(step.after)}"
    if held.finished_at:
        yield f"Xong: {_at(held.finished_at)}"


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(HANOI):%H:%M:%S ngày %d/%m/%Y}"


def _short(values: Mapping[str, object]) -> str:
    """Values with their names; ids as they are, for whoever looks them up."""
    return "; ".join(f"{FIELDS.get(key) or COUNTED.get(key) or key}: {_value(value)}" for key, value in _said(values)) or "–"


def _said(values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in values.items():
        yield key, TerritoryKind(str(value)).vi if key == "kind" and value in set(TerritoryKind) else value


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return f"({_short(value)})"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "–"
    text = "–" if value is None or value == "" else str(value)
    return f"{date.fromisoformat(text):%d/%m/%Y}" if _DAY.fullmatch(text) else text


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
