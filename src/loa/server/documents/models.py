"""Official papers in and out, what was read in them, and what a person corrected."""

from django.db import models

from loa.core.faces import Faced
from loa.server.kit.ids import new_id


class Direction(Faced):
    """Which way the paper goes."""

    IN = "in", "văn bản đến"
    OUT = "out", "văn bản đi"


class OfficialDocument(models.Model):
    """Văn bản: one official paper as one agency registered it (đến) or drew it up (đi)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    agency = models.ForeignKey("agencies.Agency", verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=3, choices=Direction.choices())
    register_number = models.PositiveIntegerField("số vào sổ của Loa")
    register_year = models.PositiveSmallIntegerField()
    office_number = models.CharField("số của cơ quan", max_length=40, blank=True)  # văn thư enters it from the office's own book

    number = models.CharField("số", max_length=40, blank=True)
    symbol = models.CharField("ký hiệu", max_length=60, blank=True)
    doc_type = models.CharField("loại văn bản", max_length=60, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=300, blank=True)
    place = models.CharField("nơi ban hành", max_length=120, blank=True)
    date = models.DateField("ngày ban hành", null=True)
    subject = models.TextField("trích yếu", blank=True)
    signer = models.CharField("người ký", max_length=200, blank=True)

    file_sha256 = models.CharField("bản gốc", max_length=64, blank=True, db_index=True)
    file_name = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    text = models.TextField("toàn văn", blank=True)
    reading = models.JSONField("điều máy đọc được", default=dict)  # frozen: what was read, with evidence
    content = models.JSONField("nội dung có cấu trúc", default=dict)  # of our own papers: what the renderers print
    basis = models.ForeignKey("self", verbose_name="căn cứ", null=True, on_delete=models.PROTECT, related_name="follow_ups")
    simulated = models.BooleanField("minh họa", default=False)
    registered_at = models.DateTimeField("vào sổ lúc")

    class Meta:
        verbose_name = "văn bản"
        constraints = [
            models.UniqueConstraint(fields=["agency", "direction", "register_year", "register_number"], name="document_register_number"),
            models.UniqueConstraint(
                fields=["agency", "file_sha256"], condition=models.Q(direction="in"), name="document_once_per_agency_and_file"
            ),
        ]

    @property
    def reference(self) -> str:
        """Số/ký hiệu as people cite it: "1349/STTTT-BCXBTT"; Party papers join number and type by a hyphen."""
        number = self.office_number or self.number
        return f"{number}/{self.symbol}" if self.symbol else number


class Correction(models.Model):
    """Sửa kết quả đọc: one field that a person put right. What was read stays in `reading`."""

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=60)
    was = models.JSONField(null=True)
    became = models.JSONField(null=True)
    by_name = models.CharField(max_length=200)
    by_person_id = models.UUIDField(null=True)
    at = models.DateTimeField()


class Clause(models.Model):
    """Yêu cầu: one numbered request of the paper."""

    id = models.UUIDField(primary_key=True, default=new_id)
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="clauses")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=20, default="request")
    text = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="clause_position")]


class Recipient(models.Model):
    """Nơi nhận: one line of "Kính gửi", and the agencies it was resolved to. Unresolved lines stay and are shown."""

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="recipients")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    confidence = models.FloatField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    agencies = models.ManyToManyField("agencies.Agency", related_name="+")

    class Meta:
        ordering = ["position"]
