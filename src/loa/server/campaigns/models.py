"""Campaigns, and how their work is handed down level by level."""

from django.db import models

from loa.core.faces import Faced
from loa.server.kit.ids import new_id


class Campaign(models.Model):
    """Đợt tuyên truyền: what one letter asks, from a day to a day, on the map of a day."""

    id = models.UUIDField(primary_key=True, default=new_id)
    title = models.CharField("tên đợt", max_length=500)
    document = models.ForeignKey("documents.OfficialDocument", verbose_name="văn bản", on_delete=models.PROTECT, related_name="campaigns")
    agency = models.ForeignKey("agencies.Agency", verbose_name="đơn vị mở", on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey("places.Territory", on_delete=models.PROTECT, related_name="+")
    map_date = models.DateField("theo địa giới ngày")  # a campaign of 2021 keeps the tree of 2021
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    simulated = models.BooleanField("minh họa", default=False)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "đợt tuyên truyền"


class AssignmentState(Faced):
    """Where an assignment stands."""

    SENT = "sent", "chưa tiếp nhận"
    ACCEPTED = "accepted", "đã tiếp nhận"
    HANDED_DOWN = "handed_down", "đã chuyển cấp dưới"


class AcceptedBy(Faced):
    """What counted as acceptance."""

    ACT = "act", "bấm tiếp nhận"
    SESSION = "session", "mở buổi phát"
    REPORT = "report", "điền báo cáo"
    RELEASE = "release", "tự chuyển khi quá giờ"


class Assignment(models.Model):
    """Việc được giao: what a campaign asks of one agency, and the letter that handed it down."""

    id = models.UUIDField(primary_key=True, default=new_id)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="assignments")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    handed_by = models.ForeignKey("self", verbose_name="cấp trên giao", null=True, on_delete=models.PROTECT, related_name="handed_down")
    letter = models.ForeignKey("documents.OfficialDocument", verbose_name="văn bản giao", on_delete=models.PROTECT, related_name="+")
    clauses = models.ManyToManyField("documents.Clause", related_name="+")
    note = models.TextField("cụ thể hóa", blank=True)
    due_at = models.DateTimeField("hạn báo cáo", null=True)
    state = models.CharField(max_length=20, choices=AssignmentState.choices(), default=AssignmentState.SENT.value)
    sent_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=20, choices=AcceptedBy.choices(), blank=True)
    handed_down_at = models.DateTimeField(null=True)
    # Announced beforehand: if this level sleeps, the work goes on to the level below at that moment.
    release_at = models.DateTimeField("tự chuyển lúc", null=True, db_index=True)
    # The agency ended before the work was done: its successor's assignment, which stands instead of this one.
    passed_to = models.ForeignKey(
        "self", verbose_name="chuyển cho đơn vị kế tục", null=True, on_delete=models.PROTECT, related_name="taken_from"
    )

    class Meta:
        verbose_name = "việc được giao"
        constraints = [models.UniqueConstraint(fields=["campaign", "agency"], name="assignment_once_per_agency")]
        indexes = [models.Index(fields=["campaign", "state"])]
