"""Activities as they were logged, and the orders that suspend some kinds."""

from django.db import models

from loa.core.activity_kinds import KINDS, Unit
from loa.core.grades import Grade
from loa.server.kit.ids import new_id
from loa.server.kit.periods import Dated


class Activity(models.Model):
    """Hoạt động: something people did on a day, with its quantity, and who says so. Undone, not deleted."""

    id = models.UUIDField(primary_key=True, default=new_id)
    agency = models.ForeignKey("agencies.Agency", verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(
        "campaigns.Campaign", verbose_name="đợt tuyên truyền", null=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField("loại hoạt động", max_length=30, choices=[(kind.code, kind.vi) for kind in KINDS.values()])
    done_on = models.DateField("ngày thực hiện")
    quantity = models.PositiveIntegerField("số lượng")
    unit = models.CharField("đơn vị tính", max_length=12, choices=Unit.choices())
    approximate = models.BooleanField("số ước lượng", default=False)
    supplied_by = models.CharField("nguồn cấp", max_length=300, blank=True)
    photo_sha256 = models.CharField("ảnh", max_length=64, null=True)  # private: as uploaded, with whatever the phone wrote into it
    public_photo_sha256 = models.CharField("ảnh công khai", max_length=64, null=True)  # redrawn, without any of that
    note = models.TextField("ghi chú", blank=True)
    grade = models.CharField("mức bằng chứng", max_length=10, choices=Grade.choices())
    simulated = models.BooleanField("minh họa", default=False)
    recorded_by_person_id = models.UUIDField(null=True)
    recorded_by = models.CharField("người ghi", max_length=200)
    recorded_at = models.DateTimeField("ghi lúc")
    ended_at = models.DateTimeField("bỏ lúc", null=True)

    class Meta:
        verbose_name = "hoạt động"
        ordering = ["done_on", "recorded_at"]
        indexes = [models.Index(fields=["agency", "done_on"]), models.Index(fields=["campaign", "done_on"])]


class Suspension(models.Model):
    """Văn bản tạm dừng: an order that stops some kinds in a territory for a time."""

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.CharField("số, ký hiệu", max_length=80)
    issuer = models.CharField("cơ quan ban hành", max_length=300)
    kinds = models.JSONField("loại hoạt động", default=list)
    territory = models.ForeignKey("places.Territory", verbose_name="địa bàn", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "văn bản tạm dừng hoạt động"


class PersonalLink(Dated):
    """Liên kết cá nhân: a communicator's way to one's own log, without an account. The address is signed; nothing secret is kept."""

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey("people.Person", verbose_name="tuyên truyền viên", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("agencies.Agency", verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+")
    made_by = models.CharField("người cấp", max_length=200)
    made_at = models.DateTimeField("cấp lúc")
    ended_at = models.DateTimeField("thu hồi lúc", null=True)

    class Meta:
        verbose_name = "liên kết cá nhân"
        indexes = [models.Index(fields=["agency", "ended_at"], name="personal_link_by_agency")]
