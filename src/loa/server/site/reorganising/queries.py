"""Questions about reorganisations. For administrators of the province's agencies; for everybody else there are none."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from loa.core.errors import LoaError, NotFound
from loa.core.reorganising.problems import said_again
from loa.core.roles import Right
from loa.core.territories import TerritoryKind
from loa.core.words import Said, told, vi
from loa.server.agencies.queries import agency_versions_on
from loa.server.kit.actors import Actor
from loa.server.kit.clock import HANOI
from loa.server.people.models import Person
from loa.server.people.queries import username_of
from loa.server.places.queries import territory_of_city
from loa.server.site.models import Reorganisation, ReorganisationState, ReorganisationStep
from loa.server.site.reorganising.faces import COUNTED, FIELDS, NOBODY_YET, STAGES, SUBJECTS, VERBS

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
    person, words = people.get(item["person"]), gettext(item.get("words", ""))
    if person is None:
        return f"{item['label']} ({words})" if item["label"] and words else item["label"] or words
    return f"{person.full_name} ({username_of(person) or '–'}): {item['label'] or words}"


def shown_conflicts(held: Reorganisation) -> list[str]:
    """What a person must decide, in the reader's language."""
    return [said_again(conflict, gettext) for conflict in held.conflicts]


def subject_of(step: ReorganisationStep) -> str:
    """What the step is about, in the reader's language."""
    if step.verb == "agency.hand_over":
        return f"{step.payload['old_name']} → {step.payload['new_name'] or gettext(NOBODY_YET)}"
    return gettext(SUBJECTS[step.verb]) if step.verb in SUBJECTS else step.subject


def record_lines(held: Reorganisation) -> Iterator[str]:
    """The record, line by line, for paper and the command line: who, when, and every step with what it found and left."""
    state = ReorganisationState(held.state).vi
    yield _put(vi("{act}, hiệu lực từ ngày {day}: {state}"), act=held.act, day=f"{held.effective_on:%d/%m/%Y}", state=state)
    hashes = {"file": held.file_name, "file_sha256": held.file_sha256, "plan_sha256": held.plan_sha256}
    yield _put(vi("Tệp {file}, sha256 {file_sha256}; phương án sha256 {plan_sha256}"), **hashes)
    yield _put(vi("Lập: {who}, {at}"), who=held.prepared_by, at=_at(held.prepared_at))
    if held.confirmed_at:
        yield _put(vi("Xác nhận: {who}, {at}"), who=held.confirmed_by, at=_at(held.confirmed_at))
    for conflict in shown_conflicts(held):
        yield _put(vi("Điểm cần quyết định: {text}"), text=conflict)
    if held.confirmed_why:
        yield _put(vi("Lý do vẫn áp dụng: {why}"), why=held.confirmed_why)
    if held.stopped_why:
        yield _put(vi("Dừng: {why}"), why=held.stopped_why)
    for step in held.steps.iterator():
        yield from _step_lines(step)
    if held.finished_at:
        yield _put(vi("Xong: {at}"), at=_at(held.finished_at))


def _step_lines(step: ReorganisationStep) -> Iterator[str]:
    done = _at(step.done_at) if step.done_at else gettext(vi("chưa làm"))
    yield f"{step.position:>5}. {gettext(VERBS.get(step.verb, step.verb))}: {subject_of(step)}: {done}"
    if step.done_at:
        yield "       " + _put(vi("trước: {values}"), values=_short(step.before))
        yield "       " + _put(vi("sau: {values}"), values=_short(step.after))


def _put(sentence: str, **facts: object) -> str:
    return gettext(sentence).format_map(told(facts, gettext))


def _at(moment: datetime) -> str:
    local = moment.astimezone(HANOI)
    return _put(vi("{hour} ngày {day}"), hour=f"{local:%H:%M:%S}", day=f"{local:%d/%m/%Y}")


def _short(values: Mapping[str, object]) -> str:
    """Values with their names; ids as they are, for whoever looks them up. Lists and groups without anything in them say nothing."""
    named = (
        (gettext(FIELDS.get(key) or COUNTED.get(key) or STAGES.get(key) or key), value)
        for key, value in _said(values)
        if not _hollow(value)
    )
    return "; ".join(f"{name}: {_value(value)}" for name, value in named) or "–"


def _said(values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in values.items():
        yield key, TerritoryKind(str(value)).vi if key == "kind" and value in set(TerritoryKind) else value


def _hollow(value: object) -> bool:
    return not value if isinstance(value, list) else isinstance(value, Mapping) and all(_hollow(one) for one in value.values())


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return f"({_short(value)})"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "–"
    if isinstance(value, Said):
        return gettext(str(value))
    text = "–" if value is None or value == "" else str(value)
    return f"{date.fromisoformat(text):%d/%m/%Y}" if _DAY.fullmatch(text) else text


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
