"""Territories: a lasting identity, its dated versions, and the closure of who lies under whom."""

from django.db import models

from loa.core.lineage import SuccessionKind
from loa.core.territories import MAX_NAME_LENGTH, TerritoryKind
from loa.server.kit.ids import new_id
from loa.server.kit.periods import Dated


class Territory(models.Model):
    """Địa bàn: an identity that is never reused. Everything that changes stands in its versions."""

    id = models.UUIDField(primary_key=True, default=new_id)
    key = models.CharField("mã định danh trong bộ dữ liệu", max_length=80, unique=True)

    class Meta:
        verbose_name = "địa bàn"


class TerritoryVersion(Dated):
    """Địa bàn trong một thời gian hiệu lực: name, official code, kind and parent, by which act."""

    id = models.UUIDField(primary_key=True, default=new_id)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="versions")
    parent = models.ForeignKey(Territory, verbose_name="đơn vị cấp trên", null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField("mã đơn vị hành chính", max_length=20, blank=True, db_index=True)
    name = models.CharField("tên", max_length=MAX_NAME_LENGTH)
    form = models.CharField("loại đơn vị", max_length=30)
    kind = models.CharField("cấp", max_length=30, choices=TerritoryKind.choices())
    act = models.CharField("văn bản thành lập", max_length=300, blank=True)
    end_act = models.CharField("văn bản chấm dứt", max_length=300, blank=True)
    source = models.CharField("nguồn", max_length=200)
    note = models.TextField("ghi chú", blank=True)
    search_key = models.CharField(max_length=MAX_NAME_LENGTH + 31, db_index=True)

    class Meta:
        verbose_name = "phiên bản địa bàn"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")), name="territory_period_is_valid"
            )
        ]
        indexes = [
            models.Index(fields=["kind", "valid_from"], name="territory_by_kind"),
            models.Index(fields=["search_key", "valid_to", "valid_from"], name="territory_by_name"),
        ]

    @property
    def full_name(self) -> str:
        """The name with its form, as within a sentence: "phường Bạch Mai"."""
        return f"{self.form} {self.name}"


class TerritoryWord(models.Model):
    """A word of the name of one version, folded: what search looks up, so that it reads a few rows and not the country."""

    version = models.ForeignKey(TerritoryVersion, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=60)
    below_commune = models.BooleanField()  # ten of eleven are: looked through only where the others do not suffice

    class Meta:
        verbose_name = "từ trong tên địa bàn"
        # The operator classes let PostgreSQL use the index for LIKE 'bach%' whatever its collation; SQLite has none and passes them by.
        indexes = [
            models.Index(
                fields=["below_commune", "word", "version"],
                name="territory_word",
                opclasses=["bool_ops", "varchar_pattern_ops", "uuid_ops"],
            )
        ]


class TerritoryClosure(Dated):
    """For a period, `descendant` lies `depth` steps under `ancestor`; depth 0 is itself. Depth orders, it never names a level."""

    ancestor = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="below")
    descendant = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="above")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "quan hệ trên dưới của địa bàn"
        constraints = [models.UniqueConstraint(fields=["ancestor", "descendant", "valid_from"], name="territory_closure_once")]
        indexes = [models.Index(fields=["ancestor", "depth"], name="territory_closure_down")]


class SuccessionFacts(models.Model):
    """What is known of one succession, of territories and of agencies alike. Who recorded it stands in the trail."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField("hình thức", max_length=20, choices=SuccessionKind.choices())
    effective_on = models.DateField("ngày đầu của đơn vị mới")
    weight = models.DecimalField("phần chuyển sang đơn vị mới", max_digits=9, decimal_places=8, null=True)  # 1: whole; null: not known
    basis = models.CharField("căn cứ của phần này", max_length=300, blank=True)
    act = models.CharField("văn bản", max_length=300, blank=True)
    source = models.CharField("nguồn", max_length=300, blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        abstract = True


class Succession(SuccessionFacts):
    """Kế tục: on its day `old` became `new`, or a part of it did. Without `new`: nothing took its place, or it is not known what did."""

    old = models.ForeignKey(Territory, verbose_name="địa bàn cũ", on_delete=models.PROTECT, related_name="became")
    new = models.ForeignKey(Territory, verbose_name="địa bàn mới", null=True, on_delete=models.PROTECT, related_name="came_from")

    class Meta:
        verbose_name = "kế tục của địa bàn"
        constraints = [
            models.UniqueConstraint(fields=["old", "new", "effective_on"], condition=models.Q(new__isnull=False), name="succession_once"),
            models.UniqueConstraint(fields=["old", "effective_on"], condition=models.Q(new=None), name="succession_to_none_once"),
            models.CheckConstraint(condition=~models.Q(new=models.F("old")), name="succession_not_to_itself"),
            models.CheckConstraint(
                condition=models.Q(weight=None) | models.Q(weight__gt=0, weight__lte=1), name="succession_weight_is_a_share"
            ),
        ]


class Descent(models.Model):
    """Every territory that ended and every later one that holds any of it, over however many steps. Made anew when lineage changes."""

    predecessor = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="descendants_in_time")
    successor = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="ancestors_in_time")
    since = models.DateField("từ ngày")

    class Meta:
        verbose_name = "quan hệ kế tục đã gộp"
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="descent_once")]


class ShareTable(models.Model):
    """The shares of one map date. Derived: `lineage_sha256` tells of which lineage and which lives of territories; another makes it anew."""

    id = models.UUIDField(primary_key=True, default=new_id)
    map_date = models.DateField("ngày của bản đồ", unique=True)
    lineage_sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "bảng quy đổi theo bản đồ"


class TerritoryShare(Dated):
    """Of what `old` reported on these days, `parts` hundred-millionths belong to `new` on the map; without `new` it is not known to whom."""

    table = models.ForeignKey(ShareTable, on_delete=models.CASCADE, related_name="shares")
    old = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    new = models.ForeignKey(Territory, null=True, on_delete=models.CASCADE, related_name="+")
    parts = models.PositiveBigIntegerField("phần trăm triệu")  # multiplied by values in 64 bits
    estimated = models.BooleanField("ước tính")
    among = models.JSONField("có thể thuộc", default=list)  # ids of the units among which what is not known lies

    class Meta:
        verbose_name = "phần quy đổi của địa bàn"
        indexes = [models.Index(fields=["table", "old"], name="territory_share_by_old")]
