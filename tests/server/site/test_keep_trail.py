"""What the minute's sweep does for the trail: repeated refusals told, one anchor a day, and with it what is too old goes."""

from datetime import timedelta

from loa.server.kit import acts, clock, trail
from loa.server.kit.actors import Actor
from loa.server.kit.answers import NOBODY
from loa.server.kit.models import AuditEntry, Delivery, OutboxMessage, RefusalTally, TrailAnchor
from loa.server.site.erasing import clear_old_rows
from loa.server.site.tasks import keep_trail

from .conftest import WEDNESDAY


def test_a_sweep_anchors_once_a_day_and_tells_repeated_refusals(db, home, at):
    for _ in range(3):
        acts.record_refusal(code="test.refused", facts={}, by=NOBODY, now=WEDNESDAY, what="/x/", source="192.0.2.1")
    keep_trail()
    assert not TrailAnchor.objects.exists()  # nothing is sealed yet
    trail.seal()
    for minutes in (1, 2, 3):
        at(WEDNESDAY + timedelta(minutes=minutes))
        keep_trail()
    assert [row.payload.get("times") for row in AuditEntry.objects.order_by("pk")] == [None, 2]
    assert list(TrailAnchor.objects.values_list("day", "position")) == [(WEDNESDAY.date(), 1)]
    trail.seal()
    at(WEDNESDAY + timedelta(days=1))
    keep_trail()
    assert TrailAnchor.objects.count() == len(list((home / "anchors").glob("*.json"))) == 2
    assert trail.verify().check.anchors_held == 2


def test_a_sweep_clears_what_is_too_old_and_says_so(db, home, at):
    old = {"source": "0" * 16, "code": "x", "via": "web", "times": 1}
    RefusalTally.objects.create(**old, minute=WEDNESDAY + timedelta(days=5))
    AuditEntry.objects.create(at=WEDNESDAY, event="x", subject_id="x", actor_name="x", via="x")
    trail.seal()
    at(WEDNESDAY + timedelta(days=1))
    keep_trail()
    assert RefusalTally.objects.count() == 1
    assert clock.now() > WEDNESDAY
    at(WEDNESDAY + timedelta(days=9))
    keep_trail()
    assert not RefusalTally.objects.exists()


def test_what_was_delivered_long_ago_goes_and_what_is_still_owed_never_does(db, home):
    old, now = WEDNESDAY, WEDNESDAY + timedelta(days=91)
    delivered, owed, half = (OutboxMessage.objects.create(event="x", at=old) for _ in range(3))
    young = OutboxMessage.objects.create(event="x", at=now)
    for message, reaction, done_at in ((delivered, "a", old), (owed, "a", None), (half, "a", old), (half, "b", None), (young, "a", now)):
        Delivery.objects.create(message=message, reaction=reaction, next_try_at=old, done_at=done_at)
    clear_old_rows(by=Actor.system("thử"), now=now)
    clear_old_rows(by=Actor.system("thử"), now=now)
    assert set(OutboxMessage.objects.values_list("pk", flat=True)) == {owed.pk, half.pk, young.pk}
    assert Delivery.objects.filter(done_at=None).count() == 2
