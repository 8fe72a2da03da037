"""Delivering what the outbox owes. At least once; a delivery is claimed by a conditional update, so workers never fight."""

import logging
from datetime import datetime, timedelta

from loa.server.kit import acts
from loa.server.kit.models import Delivery

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)


def drain(*, now: datetime, most: int = 10_000) -> int:
    """Run every delivery that is due; returns how many were done. A reaction that fails is tried again later, with growing pauses."""
    done = 0
    while done < most:
        batch = list(Delivery.objects.filter(done_at=None, next_try_at__lte=now).select_related("message").order_by("pk")[:200])
        if not batch:
            return done
        done += sum(_deliver(delivery, now) for delivery in batch)
    return done


def _deliver(delivery: Delivery, now: datetime) -> bool:
    claimed = Delivery.objects.filter(pk=delivery.pk, done_at=None, attempts=delivery.attempts, next_try_at=delivery.next_try_at).update(
        attempts=delivery.attempts + 1, next_try_at=now + LEASE
    )
    if not claimed:
        return False
    reaction = acts.reaction_named(delivery.reaction)
    try:
        # Bare: what a reaction writes, its services write in transactions of their own. One around it all would hold SQLite's only
        # write lock through seconds of speech, and every door would wait.
        if reaction is not None:
            reaction.run(delivery.message.payload, now=now)
        Delivery.objects.filter(pk=delivery.pk).update(done_at=now, error="" if reaction else "no longer wired")
    except Exception as error:
        log.exception("reaction %s failed", delivery.reaction)
        pause = timedelta(seconds=min(2 ** (delivery.attempts + 1), 3600))
        Delivery.objects.filter(pk=delivery.pk).update(error=f"{type(error).__name__}: {error}"[:2000], next_try_at=now + pause)
        return False
    return True
