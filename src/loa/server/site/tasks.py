"""The worker's own work: deliver what the outbox owes, seal the trail, let announced releases happen."""

from collections.abc import Callable

from django_tasks import task
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from loa.server.agencies.queries import subordinate_communes
from loa.server.campaigns.models import Assignment, AssignmentState
from loa.server.campaigns.services import release_overdue
from loa.server.kit import clock, outbox, trail
from loa.server.kit.actors import Actor

WORKER = Actor.system("bộ phận chạy nền của Loa", via="task")


@task()
def deliver() -> int:
    """Deliver and seal; enqueued after every commit that recorded an act."""
    done = outbox.drain(now=clock.now())
    trail.seal()
    return done


@db_periodic_task(crontab(minute="*"))
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
