"""Refusals of strangers, counted: the first of a minute is written at once, the rest of that minute as one row with their number."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from loa.server.kit.covering import cover
from loa.server.kit.models import AuditEntry, RefusalTally

MINUTE = timedelta(minutes=1)


def counted(source: str, *, code: str, via: str, now: datetime) -> bool:
    """Count a refusal; False where it is the first of its kind from there within this minute, and so is to be written."""
    kind = {"source": _mark(source), "code": code, "via": via, "minute": now.replace(second=0, microsecond=0)}
    if RefusalTally.objects.filter(**kind).update(times=F("times") + 1):
        return True
    RefusalTally.objects.bulk_create([RefusalTally(**kind, times=0)], ignore_conflicts=True)
    # Of two at once both tried to be the first; whoever counts to one is.
    RefusalTally.objects.filter(**kind).update(times=F("times") + 1)
    return RefusalTally.objects.get(**kind).times > 1


@transaction.atomic
def tell_repeated(*, now: datetime, most: int = 1000) -> int:
    """Write one row for each stranger who was refused again within a minute that is over; returns how many rows."""
    over = RefusalTally.objects.select_for_update().filter(minute__lte=now - MINUTE).order_by("pk")[:most]
    tallies = list(over)
    rows = [
        AuditEntry(
            at=now,
            event=tally.code,
            subject_id=tally.source,
            payload={"times": tally.times - 1, "since": tally.minute.isoformat()},
            actor_name=f"khách gọi lại nhiều lần ({tally.source})",
            via=tally.via,
            refused=True,
        )
        for tally in tallies
        if tally.times > 1
    ]
    cover(rows, {}, now=now)
    AuditEntry.objects.bulk_create(rows, batch_size=500)
    RefusalTally.objects.filter(pk__in=[tally.pk for tally in tallies]).delete()  # counted, not an act: the row above is
    return len(rows)


def _mark(source: str) -> str:
    """Tells two addresses apart without keeping them."""
    return hmac.new(settings.SECRET_KEY.encode(), source.encode(), hashlib.sha256).hexdigest()[:16]
