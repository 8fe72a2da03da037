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
    behalf_of = models.CharField("làm thay", max_length=200, blank=True, default="")
    behalf_person_id = models.UUIDField(null=True)
    # Format 2: what may name a person stands outside the chain, which holds commitments to it (loa.wire.trail_check).
    format = models.PositiveSmallIntegerField(default=2)
    commitments = models.JSONField(default=dict)  # {name: {"of": person id or "", "hmac": hex}}
    salts = models.JSONField(default=dict)  # {name: key}: of values that are under no person's key
    personal = models.JSONField(default=dict)  # {"payload.username": value}: taken out of payload, before and after
    erased = models.JSONField(default=dict)  # {name: person id}: blanked when that person's data were erased
    # Set by the sealer, in commit order, seconds later.
    seal_position = models.BigIntegerField(null=True, unique=True)
    seal_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "dấu vết"
        indexes = [models.Index(fields=["actor_person_id"], name="audit_by_person")]


class PersonKey(models.Model):
    """Khóa của một người: binds a person's values to the trail. Erasing the person throws the key away and keeps the row."""

    person_id = models.UUIDField(primary_key=True)
    key = models.CharField(max_length=64, blank=True)  # 32 bytes as hex; empty once erased
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "khóa của một người"


class TrailAnchor(models.Model):
    """Mốc dấu vết: how far the trail went on a day, signed; also a file that can be kept elsewhere."""

    day = models.DateField("ngày", unique=True)
    position = models.BigIntegerField("dòng")
    made_at = models.DateTimeField()
    content = models.JSONField()  # the anchor as it stands in the file, with its signature

    class Meta:
        verbose_name = "mốc dấu vết"


class RefusalTally(models.Model):
    """How often a stranger was refused the same thing within a minute, until one row of the trail says so."""

    source = models.CharField(max_length=16)  # keyed hash of the address: the address itself is not kept
    code = models.CharField(max_length=80)
    via = models.CharField(max_length=20)
    minute = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "code", "via", "minute"], name="refusals_of_a_minute")]


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
