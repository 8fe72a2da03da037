"""Programmes, exemptions, sessions with their slots, and published schedules. Nothing here is deleted: it is cancelled or succeeded."""

from django.db import models

from loa.core.faces import Faced
from loa.core.filling import Reason
from loa.core.origins import Origin
from loa.core.priorities import Priority
from loa.core.rundown import Part
from loa.server.kit.ids import new_id


class ProgrammeState(Faced):
    """Where a programme stands."""

    DRAFT = "draft", "bản nháp"
    APPROVED = "approved", "đã duyệt"


class SessionState(Faced):
    """Where a session stands."""

    PLANNED = "planned", "đã lên lịch"
    PUBLISHED = "published", "đã gửi đến đài"
    CANCELLED = "cancelled", "đã hủy"


class SlotState(Faced):
    """Where a slot stands. Thông thường from above is only offered; the commune takes it or does not."""

    OFFERED = "offered", "chờ xã, phường chọn"
    PLANNED = "planned", "đã xếp"
    CANCELLED = "cancelled", "đã bỏ"


class Programme(models.Model):
    """Chương trình: a frame and its items, made by a district's centre, approved by another hand, relayed by its communes."""

    id = models.UUIDField(primary_key=True, default=new_id)
    agency = models.ForeignKey("agencies.Agency", verbose_name="trung tâm", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("tên chương trình", max_length=300)
    week_starts_on = models.DateField("tuần từ ngày")
    frame = models.JSONField("khung", default=dict)  # {part: its words}
    state = models.CharField(max_length=12, choices=ProgrammeState.choices(), default=ProgrammeState.DRAFT.value)
    version = models.PositiveSmallIntegerField("phiên bản", default=1)
    total_seconds = models.PositiveIntegerField("thời lượng (giây)", default=0)
    author_person_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    approved_by_person_id = models.UUIDField(null=True)
    approved_by_name = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True)
    content_sha256 = models.CharField("nội dung đã duyệt", max_length=64, blank=True)

    class Meta:
        verbose_name = "chương trình"
        constraints = [models.UniqueConstraint(fields=["agency", "week_starts_on", "title", "version"], name="programme_version")]


class ProgrammeItem(models.Model):
    """Mục của chương trình: a part of the frame in words, or a revision of a bulletin."""

    id = models.UUIDField(primary_key=True, default=new_id)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField("thứ tự")
    part = models.CharField("phần", max_length=12, choices=Part.choices())
    revision = models.ForeignKey("bulletins.Revision", null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=500)
    text = models.TextField("lời", blank=True)
    seconds = models.PositiveIntegerField("thời lượng (giây)")

    class Meta:
        verbose_name = "mục của chương trình"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["programme", "position"], name="programme_item_position")]


class Exemption(models.Model):
    """Văn bản cho phép phát vượt khung: an official paper that lifts caps in a territory for a time."""

    id = models.UUIDField(primary_key=True, default=new_id)
    document = models.ForeignKey("documents.OfficialDocument", null=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField("số, ký hiệu", max_length=80)
    issuer = models.CharField("cơ quan ban hành", max_length=300)
    territory = models.ForeignKey("places.Territory", verbose_name="địa bàn", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày")
    lifts = models.JSONField("nội dung được nới", default=list)  # [{"limit": "session_length", "to": 1800 | null}]
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "văn bản cho phép phát vượt khung"
        constraints = [
            models.CheckConstraint(name="exemption_ends_after_start", condition=models.Q(valid_to__gte=models.F("valid_from"))),
        ]


class Session(models.Model):
    """Buổi phát: one station, one span of time, the cap it was planned under."""

    id = models.UUIDField(primary_key=True, default=new_id)
    station = models.ForeignKey("channels.Station", verbose_name="đài", on_delete=models.PROTECT, related_name="sessions")
    agency = models.ForeignKey("agencies.Agency", verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+")
    day = models.DateField("ngày")  # the local day, Asia/Ho_Chi_Minh
    starts_at = models.DateTimeField("bắt đầu lúc")
    max_seconds = models.PositiveIntegerField("thời lượng dành cho buổi (giây)")
    relays = models.ForeignKey(Programme, verbose_name="tiếp sóng", null=True, on_delete=models.PROTECT, related_name="relayed_in")
    cap_basis = models.TextField("căn cứ thời lượng", blank=True)
    state = models.CharField(max_length=12, choices=SessionState.choices(), default=SessionState.PLANNED.value)

    class Meta:
        verbose_name = "buổi phát"
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["agency", "day"]), models.Index(fields=["day", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["station", "starts_at"], condition=~models.Q(state="cancelled"), name="session_once_at_station")
        ]


class Slot(models.Model):
    """Mục phát: one airing of a bulletin, or of one item of a relayed programme, in a session. Its sound stands in the published schedule."""

    id = models.UUIDField(primary_key=True, default=new_id)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="slots")
    position = models.PositiveSmallIntegerField("thứ tự")
    priority = models.CharField("mức ưu tiên", max_length=12, choices=Priority.choices())
    origin = models.CharField("nguồn gốc", max_length=12, choices=Origin.choices())
    state = models.CharField("trạng thái", max_length=12, choices=SlotState.choices(), default=SlotState.PLANNED.value)
    revision = models.ForeignKey("bulletins.Revision", null=True, on_delete=models.PROTECT, related_name="slots")
    programme_item = models.ForeignKey(
        ProgrammeItem, verbose_name="tiếp sóng mục", null=True, on_delete=models.PROTECT, related_name="slots"
    )
    campaign = models.ForeignKey("campaigns.Campaign", verbose_name="đợt", null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField("tiêu đề", max_length=500)
    planned_seconds = models.PositiveIntegerField("thời lượng (giây)")
    why = models.TextField("lý do bỏ", blank=True)

    class Meta:
        verbose_name = "mục phát"
        ordering = ["session", "position"]
        indexes = [models.Index(fields=["campaign", "state"])]
        constraints = [
            models.CheckConstraint(
                name="slot_airs_something",
                condition=models.Q(revision__isnull=False) | models.Q(programme_item__isnull=False),
            ),
        ]


class Unplaced(models.Model):
    """Mục chưa xếp được: airings somebody wished for that found no session, with the reason; a person settles it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    station = models.ForeignKey("channels.Station", on_delete=models.PROTECT, related_name="unplaced")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    week_starts_on = models.DateField("tuần từ ngày")
    revision = models.ForeignKey("bulletins.Revision", null=True, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, null=True, on_delete=models.PROTECT, related_name="+")
    priority = models.CharField("mức ưu tiên", max_length=12, choices=Priority.choices())
    title = models.CharField("tiêu đề", max_length=500)
    airings = models.PositiveSmallIntegerField("số lượt")
    reason = models.CharField("lý do", max_length=20, choices=Reason.choices())
    at = models.DateTimeField()
    ended_at = models.DateTimeField("đã giải quyết lúc", null=True)

    class Meta:
        verbose_name = "mục chưa xếp được"
        indexes = [models.Index(fields=["agency", "week_starts_on"])]


class PublishedSchedule(models.Model):
    """Lịch phát đã phát hành: the items of one station for one week, frozen; a change is a new version."""

    id = models.UUIDField(primary_key=True, default=new_id)
    station = models.ForeignKey("channels.Station", on_delete=models.PROTECT, related_name="schedules")
    week_starts_on = models.DateField("tuần từ ngày")
    version = models.PositiveIntegerField("phiên bản")
    items = models.JSONField("các mục", default=list)  # dumps of wire.Item
    withheld = models.JSONField("mục không được phát", default=list)  # [{"slot_id", "title", "reason"}]
    sha256 = models.CharField(max_length=64)  # of the items as canonical JSON
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = "lịch phát"
        constraints = [models.UniqueConstraint(fields=["station", "week_starts_on", "version"], name="schedule_version")]
