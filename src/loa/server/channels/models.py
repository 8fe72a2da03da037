"""Stations, clusters and boards as assets with dates; short links and how often they were opened, per day."""

from django.db import models

from loa.core.faces import Faced
from loa.core.stations import StationKind, Technology
from loa.server.kit.ids import new_id


class Asset(models.Model):
    """What an agency owns and people look for by name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField("tên", max_length=300)
    search_key = models.CharField(max_length=300, db_index=True, editable=False)

    class Meta:
        abstract = True


class Station(Asset):
    """Đài truyền thanh: owned by a commune's committee or a district's centre."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="stations", verbose_name="đơn vị quản lý")
    kind = models.CharField("loại đài", max_length=10, choices=StationKind.choices())
    technology = models.CharField("công nghệ", max_length=10, choices=Technology.choices())
    vendor = models.CharField("nhà cung cấp", max_length=200, blank=True)
    # A machine voice is sent only where the station's own approver accepts machine voices; the trail says who and when too.
    machine_voice_accepted = models.BooleanField("đồng ý dùng giọng máy", default=False)
    machine_voice_accepted_by = models.CharField("người đồng ý", max_length=200, blank=True)
    machine_voice_accepted_at = models.DateTimeField(null=True, blank=True)
    started_on = models.DateField("hoạt động từ ngày", null=True, blank=True)
    ended_on = models.DateField("ngừng từ ngày", null=True, blank=True)

    class Meta:
        verbose_name = "đài truyền thanh"
        indexes = [models.Index(fields=["agency", "kind"], name="station_by_agency_and_kind")]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="station_name_once_at_agency"),
            models.CheckConstraint(
                name="station_ends_after_start",
                condition=models.Q(ended_on=None) | models.Q(started_on=None) | models.Q(ended_on__gt=models.F("started_on")),
            ),
        ]


class ClusterState(Faced):
    """Whether the loudspeakers of a cluster work, as somebody last said."""

    WORKING = "working", "đang hoạt động"
    BROKEN = "broken", "hỏng, chờ sửa"
    REMOVED = "removed", "đã tháo dỡ"


class Cluster(Asset):
    """Cụm loa: loudspeakers of a station at one place."""

    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="clusters", verbose_name="đài truyền thanh")
    speakers = models.PositiveSmallIntegerField("số loa", default=1)
    locality = models.CharField("địa bàn", max_length=300, blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=ClusterState.choices(), default=ClusterState.WORKING)

    class Meta:
        verbose_name = "cụm loa"
        constraints = [models.UniqueConstraint(fields=["station", "name"], name="cluster_name_once_at_station")]


class BoardKind(Faced):
    """What a public board is made of."""

    ELECTRONIC = "electronic", "bảng tin điện tử"
    PAPER = "paper", "bảng tin giấy"


class Board(Asset):
    """Bảng tin công cộng."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="boards", verbose_name="đơn vị quản lý")
    kind = models.CharField("loại bảng tin", max_length=12, choices=BoardKind.choices())
    network_note = models.CharField("kết nối mạng", max_length=300, blank=True)
    ended_on = models.DateField("ngừng từ ngày", null=True, blank=True)

    class Meta:
        verbose_name = "bảng tin công cộng"
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="board_name_once_at_agency")]


class AssetKeeping(models.Model):
    """Until when an agency managed a station or board that another one manages now. Without a row, whoever manages it always has."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    what = models.CharField(max_length=10, choices=[("station", "đài truyền thanh"), ("board", "bảng tin công cộng")])
    asset_id = models.UUIDField(db_index=True)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị quản lý trước")
    until = models.DateField("quản lý đến trước ngày")

    class Meta:
        verbose_name = "đơn vị quản lý trước đây"
        constraints = [models.UniqueConstraint(fields=["asset_id", "agency", "until"], name="keeping_once")]


class LinkPurpose(Faced):
    """Whom a short link is for."""

    RESIDENT = "resident", "người dân"
    OPERATOR = "operator", "người vận hành"


class ShortLink(models.Model):
    """Liên kết rút gọn, as printed in a QR. The code opens a page; it grants nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField("mã", max_length=7, unique=True)
    purpose = models.CharField("dành cho", max_length=10, choices=LinkPurpose.choices())
    target_kind = models.CharField(max_length=40)
    target_id = models.UUIDField()
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    channel = models.CharField("kênh", max_length=40)
    expires_at = models.DateTimeField("hết hạn lúc", null=True, blank=True)

    class Meta:
        verbose_name = "liên kết rút gọn"
        constraints = [
            models.UniqueConstraint(fields=["purpose", "target_kind", "target_id", "agency", "channel"], name="link_once_per_use"),
        ]


class LinkCount(models.Model):
    """Lượt quét of one link on one day. A number only: who, from where and with what is never kept."""

    id = models.BigAutoField(primary_key=True)
    link = models.ForeignKey(ShortLink, on_delete=models.CASCADE, related_name="counts", verbose_name="liên kết")
    day = models.DateField("ngày")
    count = models.PositiveIntegerField("lượt quét", default=0)

    class Meta:
        verbose_name = "lượt quét theo ngày"
        constraints = [models.UniqueConstraint(fields=["link", "day"], name="link_count_once_a_day")]
