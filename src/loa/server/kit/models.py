"""The trail and the outbox. No foreign keys: they outlive whatever they speak of."""

from django.db import models

from loa.server.kit.ids import new_id


class AuditEntry(models.Model):
    """Dấu vết: one row for one act of a person (or one refused attempt), written in the act's own transaction."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    event = models.CharField("sự kiện", max_length=80, db_index=True)
    subject_id = models.CharField(max_length=80, db_index=True)
    actor_name = models.CharField("người thực hiện", max_length=200)
    actor_person_id = models.UUIDField(null=True)
    agency_id = models.UUIDField("thay mặt đơn vị", null=True, db_index=True)
    agency_name = models.CharField(max_length=300, blank=True)
    via = models.CharField(max_length=20)
    payload = models.JSONField(default=dict)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    why = models.TextField("lý do", blank=True)
    refused = models.BooleanField("bị từ chối", default=False)
    # Set by the sealer, in commit order, seconds later.
    seal_position = models.BigIntegerField(null=True, unique=True)
    seal_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "dấu vết"


class OutboxMessage(models.Model):
    """An event that something reacts to, written in the act's own transaction."""

    id = models.UUIDField(primary_key=True, default=new_id)
    position = models.BigIntegerField(db_index=True, default=0)
    event = models.CharField(max_length=80, db_index=True)
    payload = models.JSONField(default=dict)
    at = models.DateTimeField()


class Delivery(models.Model):
    """One reaction that one message is owed. At least once: reactions are idempotent."""

    id = models.BigAutoField(primary_key=True)
    message = models.ForeignKey(OutboxMessage, on_delete=models.CASCADE, related_name="deliveries")
    reaction = models.CharField(max_length=120)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    next_try_at = models.DateTimeField(db_index=True)
    done_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "reaction"], name="delivery_once_per_reaction")]
