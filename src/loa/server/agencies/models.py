"""Agencies: a lasting identity and its dated versions."""

from django.db import models

from loa.core.agencies import AgencyKind
from loa.server.kit.ids import new_id
from loa.server.kit.periods import Dated


class Agency(models.Model):
    """Cơ quan, đơn vị: an identity that is never reused. Everything that changes stands in its versions."""

    id = models.UUIDField(primary_key=True, default=new_id)
    key = models.CharField("mã định danh trong bộ dữ liệu", max_length=120, unique=True)

    class Meta:
        verbose_name = "cơ quan"


class AgencyVersion(Dated):
    """Cơ quan trong một thời gian hiệu lực: names, whom it serves and answers to, and how it signs. Empty where unknown."""

    id = models.UUIDField(primary_key=True, default=new_id)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="versions")
    kind = models.CharField("loại cơ quan", max_length=40, choices=AgencyKind.choices())
    name = models.CharField("tên đầy đủ", max_length=300)
    short_name = models.CharField("tên viết tắt", max_length=300)
    aliases = models.TextField("tên gọi khác", blank=True)  # one a line
    symbol = models.CharField("ký hiệu trong số văn bản", max_length=40, blank=True)
    territory = models.ForeignKey(
        "places.Territory", verbose_name="địa bàn phục vụ", null=True, on_delete=models.PROTECT, related_name="agency_versions"
    )
    parent = models.ForeignKey(Agency, verbose_name="cơ quan chủ quản", null=True, on_delete=models.PROTECT, related_name="+")
    superior = models.ForeignKey(
        Agency, verbose_name="cơ quan cấp trên về chuyên môn", null=True, on_delete=models.PROTECT, related_name="+"
    )
    identifier = models.CharField("mã định danh cơ quan", max_length=40, null=True)
    place_name = models.CharField("địa danh ghi trên văn bản", max_length=200, blank=True)
    superior_line = models.CharField("dòng cơ quan chủ quản trên văn bản", max_length=300, blank=True)
    sign_capacity = models.CharField("quyền hạn ký", max_length=200, blank=True)
    position = models.CharField("chức vụ người ký", max_length=200, blank=True)
    leads_field = models.BooleanField("đầu mối thông tin cơ sở", default=False)
    act = models.CharField("văn bản thành lập", max_length=300, blank=True)
    source = models.CharField("nguồn", max_length=300)
    note = models.TextField("ghi chú", blank=True)
    search_key = models.TextField()

    class Meta:
        verbose_name = "phiên bản cơ quan"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")), name="agency_period_is_valid"
            )
        ]
        indexes = [models.Index(fields=["kind", "valid_from"], name="agency_by_kind")]

    @property
    def signature_block(self) -> tuple[str, ...]:
        """Khối ký: the lines above the name of the head who signs, in capitals; a deputy puts KT. before them."""
        return tuple(line for line in (self.sign_capacity, self.position) if line)
