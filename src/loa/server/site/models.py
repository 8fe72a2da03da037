"""Reorganisations of units: the plan, the people who prepared and confirmed it, and every step with what it found and what it did."""

from django.db import models

from loa.core.faces import Faced
from loa.server.kit.ids import new_id


class ReorganisationState(Faced):
    """Where a reorganisation stands."""

    PREPARED = "prepared", "chờ người thứ hai xác nhận"
    CONFIRMED = "confirmed", "đã xác nhận, chưa áp dụng"
    APPLYING = "applying", "đang áp dụng"
    WAITING = "waiting", "chờ đến ngày hiệu lực"
    STOPPED = "stopped", "dừng vì xung đột"
    FINISHED = "finished", "đã áp dụng xong"
    WITHDRAWN = "withdrawn", "đã bỏ"


class Reorganisation(models.Model):
    """Sắp xếp đơn vị: one act, one day, one table of changes, one plan that two people agreed to."""

    id = models.UUIDField(primary_key=True, default=new_id)
    act = models.CharField("văn bản", max_length=300)
    effective_on = models.DateField("hiệu lực từ ngày")
    file_name = models.CharField("tên tệp", max_length=200)
    file_sha256 = models.CharField(max_length=64)
    plan_sha256 = models.CharField("mã băm phương án", max_length=64)
    state = models.CharField(max_length=20, choices=ReorganisationState.choices(), default=ReorganisationState.PREPARED.value)
    counts = models.JSONField("số lượng", default=dict)
    conflicts = models.JSONField("xung đột", default=list)  # [{"line", "text"}]
    prepared_by = models.CharField("người lập", max_length=200)
    prepared_by_person_id = models.UUIDField(null=True)
    prepared_at = models.DateTimeField("lập lúc")
    confirmed_by = models.CharField("người xác nhận", max_length=200, blank=True)
    confirmed_by_person_id = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True)
    confirmed_why = models.TextField("lý do bỏ qua xung đột", blank=True)
    started_at = models.DateTimeField("bắt đầu áp dụng lúc", null=True)
    finished_at = models.DateTimeField("xong lúc", null=True)
    stopped_why = models.TextField("vì sao dừng", blank=True)

    class Meta:
        verbose_name = "sắp xếp đơn vị"
        ordering = ["-prepared_at"]


class ReorganisationStep(models.Model):
    """Bước: one change in one transaction, the value it must find, and what it found and left behind."""

    id = models.UUIDField(primary_key=True, default=new_id)
    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveIntegerField("thứ tự")
    verb = models.CharField("việc", max_length=40)
    subject = models.CharField("đối tượng", max_length=400)
    payload = models.JSONField(default=dict)
    expected = models.JSONField("giá trị phải thấy", default=dict)
    not_before = models.DateField("không trước ngày", null=True)
    done_at = models.DateTimeField("xong lúc", null=True)
    before = models.JSONField("trước", default=dict)
    after = models.JSONField("sau", default=dict)

    class Meta:
        verbose_name = "bước sắp xếp"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["reorganisation", "position"], name="step_position_once")]
        indexes = [models.Index(fields=["reorganisation", "done_at"], name="step_by_state")]
