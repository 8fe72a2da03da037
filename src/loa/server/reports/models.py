"""Reporting rounds, who is expected, what each reported in which version, and the official report."""

from uuid import UUID

from django.db import models

from loa.core.faces import Faced
from loa.core.grades import Grade
from loa.server.kit.ids import new_id

OWED_BY = "{unit} (đơn vị cũ, {heir} báo cáo thay)"


class Level(Faced):
    """The level of a report (cấp báo cáo): a kind, never a depth."""

    COMMUNE = "communes", "cấp xã"
    DISTRICT = "districts", "cấp huyện"
    CITY = "city", "cấp thành phố"


class ReportingRound(models.Model):
    """Kỳ báo cáo: one form asked for one campaign and period; the guide letter names form and deadlines."""

    id = models.UUIDField(primary_key=True, default=new_id)
    campaign = models.ForeignKey("campaigns.Campaign", verbose_name="đợt tuyên truyền", on_delete=models.PROTECT, related_name="rounds")
    agency = models.ForeignKey("agencies.Agency", verbose_name="đơn vị tổng hợp", on_delete=models.PROTECT, related_name="+")
    form_code = models.CharField("biểu mẫu", max_length=80)
    form_version = models.PositiveSmallIntegerField("phiên bản biểu mẫu")
    guide = models.ForeignKey(
        "documents.OfficialDocument", verbose_name="văn bản hướng dẫn", null=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    simulated = models.BooleanField("minh họa", default=False)
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = "kỳ báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "form_code", "starts_on", "ends_on"], name="round_once_per_form_and_period")
        ]


class ExpectedState(Faced):
    """Where an expected report stands."""

    EXPECTED = "expected", "chưa báo cáo"
    SUBMITTED = "submitted", "đã báo cáo"
    CONSOLIDATED = "consolidated", "đã tổng hợp"
    MISSING = "missing", "thiếu khi tổng hợp"
    EXEMPT = "exempt", "được miễn"


# Where a report is still owed.
UNSENT = (ExpectedState.EXPECTED, ExpectedState.MISSING)


class ExpectedReport(models.Model):
    """Đơn vị phải báo cáo: frozen when the round opens, so that the expected set cannot drift. `name` is that of its date."""

    id = models.UUIDField(primary_key=True, default=new_id)
    round = models.ForeignKey(ReportingRound, on_delete=models.PROTECT, related_name="expected")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    reports_to = models.ForeignKey("agencies.Agency", verbose_name="báo cáo cho", null=True, on_delete=models.PROTECT, related_name="+")
    level = models.CharField("cấp", max_length=20, choices=Level.choices())
    code = models.CharField("mã đơn vị", max_length=80)
    name = models.CharField("tên đơn vị", max_length=300)
    due_at = models.DateTimeField("hạn gửi")
    state = models.CharField(max_length=20, choices=ExpectedState.choices(), default=ExpectedState.EXPECTED.value)
    # The agency ended before it sent: its successor's row. Exempt, that row's report holds this one's work; else the successor reports for it.
    passed_to = models.ForeignKey(
        "self", verbose_name="chuyển cho đơn vị kế tục", null=True, on_delete=models.PROTECT, related_name="taken_from"
    )
    excused_why = models.TextField("lý do miễn", blank=True)

    class Meta:
        verbose_name = "đơn vị phải báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["round", "agency"], name="expected_once_per_round"),
            models.UniqueConstraint(fields=["round", "code"], name="expected_code_once"),
        ]
        indexes = [models.Index(fields=["round", "reports_to", "state"])]

    @property
    def reporter_id(self) -> UUID:
        """Whose people report: the agency's own, or its successor's where it ended before it sent."""
        return self.passed_to.agency_id if self.passed_to else self.agency_id

    @property
    def is_owed_for_another(self) -> bool:
        """Whether the successor of a unit that ended still owes this report, besides its own."""
        return self.passed_to_id is not None and self.state in UNSENT

    @property
    def called(self) -> str:
        """The unit where it is named as missing: one that ended, with who reports for it."""
        return OWED_BY.format(unit=self.name, heir=self.passed_to.name) if self.passed_to else self.name


class ReportState(Faced):
    """Where a version of a report stands."""

    DRAFT = "draft", "đang soạn"
    CONFIRMED = "confirmed", "đã xác nhận"
    SIGNED = "signed", "đã ký"
    RETURNED = "returned", "bị trả lại"


class Report(models.Model):
    """Báo cáo: one version of what one agency reports in one round. What was confirmed is never edited: a correction is a new version."""

    id = models.UUIDField(primary_key=True, default=new_id)
    expected = models.ForeignKey(ExpectedReport, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField("phiên bản")
    state = models.CharField(max_length=20, choices=ReportState.choices(), default=ReportState.DRAFT.value)
    narrative = models.JSONField("lời văn", default=dict)
    overrides = models.JSONField("chỗ sửa khác nhật ký", default=list)  # both values and the reason
    coverage = models.JSONField("độ phủ", default=dict)
    direct = models.JSONField("độ phủ của các đơn vị báo cáo trực tiếp", default=dict)  # by level too: districts and communes side by side
    cites = models.JSONField("báo cáo được tổng hợp", default=list)
    content = models.JSONField("nội dung đã chốt", default=dict)  # frozen on confirmation: what the level above cites
    text_sha256 = models.CharField("mã băm nội dung", max_length=64, blank=True)
    filled_as_of = models.DateTimeField("số liệu đến lúc")
    filled_by = models.CharField("người lập", max_length=200)
    filled_by_person_id = models.UUIDField(null=True)
    confirmed_by = models.CharField("người xác nhận", max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    signed_by = models.CharField("người ký", max_length=200, blank=True)
    signed_by_person_id = models.UUIDField(null=True)
    signed_for_person_id = models.UUIDField("ký thừa ủy quyền của", null=True)
    signed_at = models.DateTimeField(null=True)
    returned_why = models.TextField("lý do trả lại", blank=True)
    superseded_at = models.DateTimeField("có phiên bản mới từ", null=True)

    class Meta:
        verbose_name = "báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["expected", "version"], name="report_version_once"),
            models.UniqueConstraint(fields=["expected"], condition=models.Q(state="draft"), name="report_one_draft"),
            models.UniqueConstraint(
                fields=["expected"],
                condition=models.Q(state__in=["confirmed", "signed"], superseded_at=None),
                name="report_one_in_force",
            ),
        ]


class ReportFigure(models.Model):
    """Số liệu: one indicator at one grade of one version, with what it rests on."""

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    position = models.PositiveSmallIntegerField()
    indicator = models.CharField("chỉ tiêu", max_length=80)
    unit = models.CharField("đơn vị tính", max_length=30)
    grade = models.CharField("mức bằng chứng", max_length=20, choices=Grade.choices())
    value = models.BigIntegerField("giá trị")
    sources = models.JSONField("nguồn", default=list)

    class Meta:
        verbose_name = "số liệu báo cáo"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator", "grade"], name="figure_once_per_grade"),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="figure_is_an_amount"),
        ]


class OfficialReport(models.Model):
    """Báo cáo chính thức: the frozen, signed snapshot and the papers made from it, all by sha256."""

    id = models.UUIDField(primary_key=True, default=new_id)
    round = models.ForeignKey(ReportingRound, on_delete=models.PROTECT, related_name="official_reports")
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="official")
    number = models.CharField("số của cơ quan", max_length=40, null=True)  # entered back by văn thư
    snapshot_sha256 = models.CharField("mã băm nội dung bản số liệu", max_length=64, unique=True)
    signature = models.CharField("chữ ký", max_length=128)
    public_key = models.CharField("khóa công khai", max_length=64)
    snapshot_file_sha256 = models.CharField(max_length=64)
    docx_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    xlsx_sha256 = models.CharField(max_length=64)
    issued_by = models.CharField("người ban hành", max_length=200)
    issued_at = models.DateTimeField()

    class Meta:
        verbose_name = "báo cáo chính thức"
