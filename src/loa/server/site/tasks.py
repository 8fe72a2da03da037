"""The worker's own work: deliver what the outbox owes, seal the trail, let announced releases happen."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django_tasks import task
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from loa.server.agencies.queries import subordinate_communes
from loa.server.campaigns.models import AcceptedBy, Assignment, AssignmentState
from loa.server.campaigns.services import accept_by_doing, release_overdue
from loa.server.kit import clock, outbox, trail
from loa.server.kit.actors import Actor
from loa.server.schedules.models import Slot

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


def release() -> int:
    """Hand on the work of levels that sleep past the hour announced to them."""
    now = clock.now()
    due = Assignment.objects.filter(state=AssignmentState.SENT, release_at__lte=now).select_related("campaign")
    below = {a.agency_id: tuple(v.agency_id for v in subordinate_communes(a.agency_id, a.campaign.map_date)) for a in due}
    return release_overdue(below=below, by=WORKER, now=now) if below else 0


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
