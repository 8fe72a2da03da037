"""Territories: a lasting identity, its dated versions, and the closure of who lies under whom."""

from django.db import models

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
        indexes = [models.Index(fields=["kind", "valid_from"], name="territory_by_kind")]

    @property
    def full_name(self) -> str:
        """The name with its form, as within a sentence: "phường Bạch Mai"."""
        return f"{self.form} {self.name}"


class TerritoryClosure(Dated):
    """For a period, `descendant` lies `depth` steps under `ancestor`; depth 0 is itself. Depth orders, it never names a level."""

    ancestor = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="below")
    descendant = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="above")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "quan hệ trên dưới của địa bàn"
        constraints = [models.UniqueConstraint(fields=["ancestor", "descendant", "valid_from"], name="territory_closure_once")]
        indexes = [models.Index(fields=["ancestor", "depth"], name="territory_closure_down")]
