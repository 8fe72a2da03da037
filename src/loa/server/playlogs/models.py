"""Plays, and the three ways in which they come: a player's records, an operator's tick, a vendor's log."""

from django.db import models

from loa.core.faces import Faced
from loa.core.grades import Grade
from loa.core.origins import Origin
from loa.core.priorities import Priority
from loa.server.kit.ids import new_id
from loa.wire.plays import ClockQuality, Outcome


class Source(Faced):
    """Who recorded a play."""

    PLAYER = "player", "thiết bị phát"
    TICK = "tick", "người vận hành xác nhận"
    VENDOR_IMPORT = "vendor_import", "nhật ký nhà cung cấp"


class TickOutcome(Faced):
    """What an operator said of a session."""

    ALL = "all", "đã phát đủ"
    EXCEPTIONS = "exceptions", "có mục không phát đủ"


class SessionTick(models.Model):
    """Xác nhận buổi phát: one tap of the operator. Taken back, it ends; its plays count no more."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session_id = models.UUIDField("buổi phát", db_index=True)
    station = models.ForeignKey("channels.Station", on_delete=models.PROTECT, related_name="+", verbose_name="đài")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    outcome = models.CharField("kết quả", max_length=12, choices=TickOutcome.choices())
    exceptions = models.JSONField("ngoại lệ", default=list)  # [{"slot_id", "outcome", "reason", "seconds"}]
    by_person_id = models.UUIDField(null=True)
    by_name = models.CharField("người xác nhận", max_length=200)
    at = models.DateTimeField("lúc")
    ended_at = models.DateTimeField("rút lại lúc", null=True)

    class Meta:
        verbose_name = "xác nhận buổi phát"
        constraints = [
            models.UniqueConstraint(fields=["session_id"], condition=models.Q(ended_at=None), name="tick_one_a_session"),
        ]


class VendorImport(models.Model):
    """Tệp nhật ký của nhà cung cấp: the file as it came, what was taken from it, and what was wrong with which row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    station = models.ForeignKey("channels.Station", on_delete=models.PROTECT, related_name="+", verbose_name="đài")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    file_sha256 = models.CharField(max_length=64)
    file_name = models.CharField("tên tệp", max_length=300)
    vendor = models.CharField("nhà cung cấp", max_length=200)
    rows_read = models.PositiveIntegerField("số dòng")
    plays_taken = models.PositiveIntegerField("số lượt nhận")
    rows_known = models.PositiveIntegerField("số lượt đã có từ trước", default=0)
    rows_of_others = models.PositiveIntegerField("số dòng của đài khác", default=0)
    problems = models.JSONField("dòng không nhận", default=list)  # [{"row", "sentence"}]
    by_person_id = models.UUIDField(null=True)
    by_name = models.CharField("người nhập", max_length=200)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "tệp nhật ký nhà cung cấp"
        constraints = [models.UniqueConstraint(fields=["station", "file_sha256"], name="vendor_file_once_at_station")]


class Play(models.Model):
    """Lượt phát: one airing of one slot, with names as they were when it sounded. Never changed; a withdrawn one counts no more."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    station = models.ForeignKey("channels.Station", on_delete=models.PROTECT, related_name="plays", verbose_name="đài")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    player = models.ForeignKey("dispatch.Player", null=True, on_delete=models.PROTECT, related_name="plays", verbose_name="thiết bị")
    seq = models.PositiveIntegerField(null=True)
    record_sha256 = models.CharField(max_length=64, blank=True)
    slot_id = models.UUIDField("mục phát", db_index=True)
    session_id = models.UUIDField("buổi phát", db_index=True)
    bulletin_id = models.UUIDField("bản tin", null=True)
    revision_sha256 = models.CharField(max_length=64, blank=True)
    campaign_id = models.UUIDField("đợt", null=True)
    title = models.CharField("tiêu đề", max_length=1000)
    campaign_title = models.CharField("tên đợt", max_length=1000, blank=True)
    letter_number = models.CharField("số văn bản", max_length=1000, blank=True)
    priority = models.CharField("mức ưu tiên", max_length=12, choices=Priority.choices())
    origin = models.CharField("nguồn gốc", max_length=12, choices=Origin.choices())
    machine_voice = models.BooleanField("giọng máy", default=False)
    planned_at = models.DateTimeField("giờ theo lịch")
    started_at = models.DateTimeField("bắt đầu lúc", null=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True)
    seconds = models.FloatField("thời lượng (giây)")
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome.choices())
    reason = models.CharField("lý do", max_length=1000, blank=True)
    clock_quality = models.CharField("đồng hồ", max_length=10, choices=ClockQuality.choices(), blank=True)
    grade = models.CharField("mức bằng chứng", max_length=10, choices=Grade.choices())
    grade_rank = models.PositiveSmallIntegerField()  # place in Grade, 0 the strongest: what SQL orders by
    source = models.CharField("nguồn", max_length=16, choices=Source.choices())
    source_ref = models.CharField(max_length=120)
    simulated = models.BooleanField("mô phỏng", default=False)
    recorded_at = models.DateTimeField("ghi nhận lúc")
    withdrawn_at = models.DateTimeField("rút lại lúc", null=True)

    class Meta:
        verbose_name = "lượt phát"
        indexes = [
            models.Index(fields=["campaign_id", "agency", "planned_at"], name="play_by_campaign"),
            models.Index(fields=["agency", "planned_at"], name="play_by_agency"),
            models.Index(fields=["source", "source_ref"], name="play_by_source"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["player", "seq"], condition=models.Q(player__isnull=False), name="play_once_a_record"),
            models.UniqueConstraint(
                fields=["station", "source_ref"], condition=models.Q(source=Source.VENDOR_IMPORT.value), name="play_once_a_vendor_row"
            ),
        ]


class RecordProblem(models.Model):
    """Bản ghi không nhận: a player's record that contradicts the one held, or does not join the chain. Seen by technicians."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    player = models.ForeignKey("dispatch.Player", on_delete=models.PROTECT, related_name="record_problems", verbose_name="thiết bị")
    seq = models.PositiveIntegerField()
    given_sha256 = models.CharField(max_length=64)
    code = models.CharField(max_length=80)
    sentence = models.TextField()
    first_at = models.DateTimeField()

    class Meta:
        verbose_name = "bản ghi không nhận"
        constraints = [models.UniqueConstraint(fields=["player", "seq", "given_sha256"], name="record_problem_once")]
