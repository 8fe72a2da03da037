"""Agencies: a lasting identity and its dated versions."""

from django.db import models

from loa.core.agencies import AgencyKind
from loa.server.kit.ids import new_id
from loa.server.kit.periods import Dated
from loa.server.places.models import SuccessionFacts


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


class AgencySuccession(SuccessionFacts):
    """Kế tục của cơ quan: on its day `new` took over from `old` what `function` names; everything where it names nothing."""

    old = models.ForeignKey(Agency, verbose_name="cơ quan cũ", on_delete=models.PROTECT, related_name="became")
    new = models.ForeignKey(Agency, verbose_name="cơ quan mới", null=True, on_delete=models.PROTECT, related_name="came_from")
    function = models.CharField("chức năng được chuyển", max_length=200, blank=True)

    class Meta:
        verbose_name = "kế tục của cơ quan"
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new", "effective_on", "function"], condition=models.Q(new__isnull=False), name="agency_succession_once"
            ),
            models.UniqueConstraint(
                fields=["old", "effective_on", "function"], condition=models.Q(new=None), name="agency_succession_to_none_once"
            ),
            models.CheckConstraint(condition=~models.Q(new=models.F("old")), name="agency_succession_not_to_itself"),
            models.CheckConstraint(
                condition=models.Q(weight=None) | models.Q(weight__gt=0, weight__lte=1), name="agency_succession_weight_is_a_share"
            ),
        ]


class AgencyDescent(models.Model):
    """Every agency that ended and every later one that took over any of its work. Made anew when lineage changes."""

    predecessor = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="descendants_in_time")
    successor = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="ancestors_in_time")
    since = models.DateField("từ ngày")

    class Meta:
        verbose_name = "quan hệ kế tục đã gộp của cơ quan"
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="agency_descent_once")]


class AgencyReach(Dated):
    """Phạm vi nhìn thấy: on these days `seer` sees the work of `seen`. Derived (`agencies.reach`), so that each list asks one flat question.

    Asked as a question about trees and lineage each time, the condition nests deeper than SQLite's parser goes, and costs more than the list.
    """

    seer = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    seen = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "phạm vi nhìn thấy của cơ quan"
        constraints = [models.UniqueConstraint(fields=["seer", "seen", "valid_from"], name="agency_reach_once")]


class AgencyIdentifier(Dated):
    """Mã định danh cơ quan (QĐ 20/2020/QĐ-TTg): as the office itself entered it, where the shipped tables know none or an older one."""

    id = models.UUIDField(primary_key=True, default=new_id)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="identifiers")
    identifier = models.CharField("mã định danh", max_length=40)
    source = models.CharField("căn cứ", max_length=300)

    class Meta:
        verbose_name = "mã định danh cơ quan"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")), name="agency_identifier_period_is_valid"
            )
        ]
