"""The worker's own work: deliver what the outbox owes, seal the trail, let announced releases happen."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django_tasks import task
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from loa.server.agencies.queries import agencies_below_each
from loa.server.bulletins.models import UnitText
from loa.server.campaigns.models import AcceptedBy, Assignment, AssignmentState
from loa.server.campaigns.services import accept_by_doing, release_overdue
from loa.server.documents.tasks import go_on_checking, go_on_reading
from loa.server.kit import clock, outbox, refusals, trail
from loa.server.kit.actors import Actor
from loa.server.schedules.models import Slot
from loa.server.schedules.tasks import publish_anew
from loa.server.site.erasing import clear_old_rows
from loa.server.site.errors import NotConfirmed, PlanNotDone
from loa.server.site.reorganising.applying import apply_steps
from loa.server.site.reorganising.queries import resting_reorganisations
from loa.server.voices.models import Recording
from loa.server.voices.tasks import prepare_recorded, prepare_unit_track

WORKER = Actor.system("bộ phận chạy nền của Loa", via="task")


@task()
def deliver() -> int:
    """Deliver and seal; enqueued after every commit that recorded an act."""
    done = outbox.drain(now=clock.now())
    trail.seal()
    return done


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]  # huey has no types
def sweep() -> None:
    """The net under the nudge: once a minute, whatever was missed."""
    deliver.call()
    release()
    keep_trail()
    go_on_reorganising()
    go_on_reading()
    go_on_checking()


def keep_trail() -> None:
    """What the trail is owed by the clock: how often strangers were refused; once a day its anchor, and that old rows go."""
    now = clock.now()
    refusals.tell_repeated(now=now)
    if trail.anchor_today(now=now):
        clear_old_rows(by=WORKER, now=now)


@task()
def reorganise(reorganisation_id: str) -> str:
    """Carry out a plan that two people agreed to, as far as its steps are due; returns where it stands."""
    try:
        return apply_steps(reorganisation_id=UUID(reorganisation_id), by=WORKER, clock=clock.now).state
    except (PlanNotDone, NotConfirmed) as refused:  # its page says why
        return refused.code


def go_on_reorganising() -> None:
    """Plans whose worker was killed, or whose day has come."""
    for reorganisation_id in resting_reorganisations(now=clock.now()):
        reorganise.call(str(reorganisation_id))


def release() -> int:
    """Hand on the work of levels that sleep past the hour announced to them."""
    now = clock.now()
    due = Assignment.objects.filter(state=AssignmentState.SENT, passed_to=None, release_at__lte=now)
    below = agencies_below_each(due.values_list("agency_id", flat=True), clock.day_of(now), by_own_letter=False)
    return release_overdue(below={one: tuple(sorted(agencies)) for one, agencies in below.items()}, by=WORKER, now=now) if below else 0


def _enqueue() -> None:
    deliver.enqueue()


_wake: Callable[[], None] = _enqueue


def nudge() -> None:
    """Wake the worker after a commit."""
    _wake()


def wake_by(how: Callable[[], None] | None) -> None:
    """Replace how the worker is woken: a single process drains the outbox itself. `None` goes back to the task queue."""
    global _wake  # noqa: PLW0603 -- one process has one worker
    _wake = how or _enqueue


def voice_and_publish(payload: dict[str, Any], *, now: datetime) -> None:
    """UnitTextApproved: first the track as the unit hears it, then its schedules with that track; the order is what counts."""
    prepare_unit_track(payload, now=now)
    publish_anew(payload, now=now)


def voice_recorded_and_publish(payload: dict[str, Any], *, now: datetime) -> None:
    """RecordingKept: the sound changes; a unit's own words then go out anew in its own schedules. The shared sound waits for approval."""
    prepare_recorded(payload, now=now)
    recording = Recording.objects.get(pk=payload["recording_id"])
    if recording.unit_text_id is not None:
        publish_anew({"agency_id": str(recording.agency_id)}, now=now)


def publish_without_replaced(payload: dict[str, Any], *, now: datetime) -> None:
    """UnitTextWritten: where the new words end approved ones, those stop sounding at once, before anybody approves the new."""
    written = UnitText.objects.get(pk=payload["unit_text_id"])
    same = UnitText.objects.filter(revision=written.revision_id, key=written.key, agency=written.agency_id)
    if same.exclude(approved_at=None).exclude(ended_at=None).exists():
        publish_anew(payload, now=now)


def accept_by_report(payload: dict[str, Any], *, now: datetime) -> None:
    """ReportFilled: whoever fills the report of a campaign has taken it up."""
    _accept(payload, campaign_ids=[payload["campaign_id"]], how=AcceptedBy.REPORT, now=now)


def accept_by_session(payload: dict[str, Any], *, now: datetime) -> None:
    """SessionTicked: whoever aired a campaign has taken it up."""
    campaign_ids = Slot.objects.filter(session=payload["session_id"]).exclude(campaign=None).values_list("campaign", flat=True)
    _accept(payload, campaign_ids=set(campaign_ids), how=AcceptedBy.SESSION, now=now)


def _accept(payload: dict[str, Any], *, campaign_ids: Iterable[UUID | str], how: AcceptedBy, now: datetime) -> None:
    for campaign_id in campaign_ids:
        accept_by_doing(agency_ids=[UUID(payload["agency_id"])], campaign_id=UUID(str(campaign_id)), accepted_by=how, by=WORKER, now=now)
