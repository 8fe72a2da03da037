"""Official papers in and out, what was read in them, and what a person corrected."""

from django.db import models

from loa.core.exchange import Business, PacketStatus
from loa.core.faces import Faced
from loa.core.paper_steps import PaperAction, PaperState
from loa.core.receipts import ReceiptState
from loa.server.kit.ids import new_id

# What a reading gives as one plain value each: columns of the paper, which a person may correct.
PLAIN_FIELDS = ("number", "symbol", "doc_type", "issuer", "place", "subject", "signer")


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
    number_key = models.CharField(max_length=120, blank=True)  # the office's number as it is compared: 05 is 5
    number_year = models.PositiveSmallIntegerField("năm của số", null=True)  # null: not numbered yet

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
    corrected = models.JSONField("điều đã sửa", default=dict)  # lists and clauses that a person put right: core.reading.standing
    content = models.JSONField("nội dung có cấu trúc", default=dict)  # of our own papers: what the renderers print
    basis = models.ForeignKey("self", verbose_name="căn cứ", null=True, on_delete=models.PROTECT, related_name="follow_ups")
    simulated = models.BooleanField("minh họa", default=False)
    goes_at_once = models.BooleanField("nơi nhận thấy ngay khi soạn", default=False)  # work is given with it
    registered_at = models.DateTimeField("vào sổ lúc")

    state = models.CharField("bước của văn bản đi", max_length=10, blank=True, choices=PaperState.choices())  # "" for papers that came in
    drawn_up_by_person_id = models.UUIDField(null=True)
    issued_at = models.DateTimeField("phát hành lúc", null=True)
    replaced_by = models.ForeignKey("self", verbose_name="thay bằng", null=True, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        verbose_name = "văn bản"
        constraints = [
            models.UniqueConstraint(fields=["agency", "direction", "register_year", "register_number"], name="document_register_number"),
            models.UniqueConstraint(
                fields=["agency", "file_sha256"], condition=models.Q(direction="in"), name="document_once_per_agency_and_file"
            ),
            models.UniqueConstraint(
                fields=["agency", "number_year", "symbol", "number_key"],
                condition=models.Q(direction="out", number_year__isnull=False),
                name="document_office_number_once",
            ),
        ]

    @property
    def reference(self) -> str:
        """Số/ký hiệu as people cite it: "1349/STTTT-BCXBTT"; Party papers join number and type by a hyphen."""
        number = self.office_number or self.number
        return f"{number}/{self.symbol}" if self.symbol else number


class GivenState(Faced):
    """How far a file that was given in has come."""

    WAITING = "waiting", "chờ đọc"
    READING = "reading", "đang đọc"
    REGISTERED = "registered", "đã vào sổ"
    REFUSED = "refused", "chưa đọc được"


class GivenFile(models.Model):
    """Tệp gửi vào: a file on its way into the register. Kept whatever becomes of it; read by the worker, page by page."""

    id = models.UUIDField(primary_key=True, default=new_id)
    agency = models.ForeignKey("agencies.Agency", verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+")
    file_sha256 = models.CharField("bản gốc", max_length=64)
    file_name = models.CharField("tên tệp", max_length=255)
    state = models.CharField(max_length=10, choices=GivenState.choices(), default=GivenState.WAITING, db_index=True)
    document = models.OneToOneField(OfficialDocument, null=True, on_delete=models.PROTECT, related_name="given")
    pages = models.PositiveSmallIntegerField("số trang", null=True)
    pages_read = models.PositiveSmallIntegerField(default=0)
    refusal_code = models.CharField(max_length=80, blank=True)
    refusal = models.TextField(blank=True)  # the sentence with places for its facts, so that it is told in the reader's language
    refusal_facts = models.JSONField(default=dict)
    notes = models.JSONField(default=list)  # [[code, facts]]: intake.notes
    attempts = models.PositiveSmallIntegerField(default=0)  # since the last page that was read
    worked_at = models.DateTimeField(null=True)  # somebody is at work since
    simulated = models.BooleanField("minh họa", default=False)
    given_by_name = models.CharField(max_length=200)
    given_by_person_id = models.UUIDField(null=True)
    given_at = models.DateTimeField("gửi vào lúc")

    class Meta:
        verbose_name = "tệp gửi vào"
        constraints = [models.UniqueConstraint(fields=["agency", "file_sha256"], name="given_file_once")]


class FilePage(models.Model):
    """Trang: one page of a PDF, a scan or a picture: how it looks, and where its words stand (ten-thousandths of the page)."""

    id = models.BigAutoField(primary_key=True)
    given = models.ForeignKey(GivenFile, on_delete=models.PROTECT, related_name="leaves")
    number = models.PositiveSmallIntegerField()
    picture_sha256 = models.CharField(max_length=64)
    height = models.FloatField("cao so với rộng")
    scanned = models.BooleanField(default=False)
    facts = models.JSONField(default=dict)  # turned, old encoding, text layer
    words = models.JSONField(default=list)  # [text, left, top, right, bottom, how sure in per cent]; empty once registered
    places = models.JSONField(default=list)  # [from, to, left, top, right, bottom, how sure]: places in the document's text

    class Meta:
        verbose_name = "trang của tệp gửi vào"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["given", "number"], name="file_page_number")]


class PaperStep(models.Model):
    """Bước xử lý văn bản đi: who did what with a paper of our own, when, over which content. Rows are only added."""

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    action = models.CharField(max_length=10, choices=PaperAction.choices())
    state = models.CharField(max_length=10, choices=PaperState.choices())  # where it led
    why = models.CharField("lý do", max_length=500, blank=True)
    content_sha256 = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200)
    by_person_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "bước xử lý văn bản đi"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="paper_step_position")]


class Correction(models.Model):
    """Sửa kết quả đọc: one field that a person put right, or confirmed as read. What was read stays in `reading`."""

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=60)
    was = models.JSONField(null=True)
    became = models.JSONField(null=True)
    why = models.CharField("lý do", max_length=500, blank=True)
    by_name = models.CharField(max_length=200)
    by_person_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    @property
    def confirms(self) -> bool:
        """The value was right, and stayed."""
        return bool(self.was == self.became)


class Clause(models.Model):
    """Yêu cầu: one numbered request of the paper. Put right, it ends and others stand: what was assigned by it stays as it was."""

    id = models.UUIDField(primary_key=True, default=new_id)
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="clauses")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=20, default="request")
    text = models.TextField()
    since = models.DateTimeField("từ lúc", null=True)  # null: as it was registered
    ended_at = models.DateTimeField("đến lúc", null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], condition=models.Q(ended_at=None), name="clause_standing_position")
        ]


class StandingLines(models.Manager["Recipient"]):
    """Lines that stand; those that a person took out or replaced have ended."""

    def get_queryset(self) -> "models.QuerySet[Recipient]":
        """Only what stands."""
        return super().get_queryset().filter(ended_at=None)


class Recipient(models.Model):
    """Nơi nhận: one line of "Kính gửi", and the agencies it was resolved to. Unresolved lines stay and are shown.

    `objects`, and `document.recipients`, are the lines that stand; `ever` has those too that were put right.
    """

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="recipients")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    confidence = models.FloatField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    agencies = models.ManyToManyField("agencies.Agency", related_name="+")
    ended_at = models.DateTimeField("đến lúc", null=True)

    objects = StandingLines()
    ever = models.Manager["Recipient"]()

    class Meta:
        ordering = ["position", "pk"]


class ProposalState(Faced):
    """What became of a proposal."""

    OPEN = "open", "chưa ai kiểm tra"
    TAKEN = "taken", "đã nhận"
    REFUSED = "refused", "không nhận"


class Proposal(models.Model):
    """Đề xuất: a value that a language model proposed for a field left empty or doubtful, with the words of the paper it rests on."""

    id = models.UUIDField(primary_key=True, default=new_id)
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="proposals")
    field = models.CharField(max_length=60)
    value = models.TextField("giá trị")
    words = models.TextField("chữ trong văn bản")
    begins = models.PositiveIntegerField()  # place of the words in the paper's text
    ends = models.PositiveIntegerField()
    model = models.CharField("mô hình", max_length=120)
    state = models.CharField(max_length=10, choices=ProposalState.choices(), default=ProposalState.OPEN)
    proposed_at = models.DateTimeField("đề xuất lúc")
    answered_by_name = models.CharField("người trả lời", max_length=200, blank=True)
    answered_by_person_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "đề xuất của mô hình ngôn ngữ"
        ordering = ["begins", "pk"]


class ModelAsked(models.Model):
    """Lần hỏi mô hình ngôn ngữ về một văn bản: what came of it. Rows are only added."""

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="asked")
    model = models.CharField("mô hình", max_length=120)
    outcome = models.CharField(max_length=40)  # "answered", or why there is no answer: engines.language_model
    proposed = models.PositiveSmallIntegerField(default=0)
    dropped = models.JSONField("bị bỏ", default=dict)  # reason: how many
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần hỏi mô hình ngôn ngữ"
        ordering = ["at", "pk"]


class PaperFile(models.Model):
    """Tệp kèm: one more file that came or goes with a paper (annexes as sent). The paper itself is `OfficialDocument.file_sha256`."""

    id = models.UUIDField(primary_key=True, default=new_id)
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("tên tệp", max_length=255)
    media_type = models.CharField(max_length=120, blank=True)
    file_sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "tệp kèm"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="paper_file_position")]


class Exchange(models.Model):
    """Gói liên thông: one edXML packet that an agency took in or sent out, kept as it was."""

    id = models.UUIDField(primary_key=True, default=new_id)
    agency = models.ForeignKey("agencies.Agency", verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=3, choices=Direction.choices())
    identifier = models.CharField("mã định danh văn bản", max_length=400, db_index=True)
    business = models.CharField("nghiệp vụ", max_length=1, choices=Business.choices())
    reason = models.TextField("lý do", blank=True)
    organ = models.CharField("mã định danh nơi gửi", max_length=60)
    organ_name = models.CharField("nơi gửi", max_length=300, blank=True)
    to = models.JSONField("nơi nhận", default=list)  # [{"id", "name"}] as the packet says
    file_sha256 = models.CharField(max_length=64)
    content_sha256 = models.CharField(max_length=64)  # of the packet without its traces: the same paper sent again is the same
    document = models.ForeignKey(
        OfficialDocument, verbose_name="văn bản", null=True, on_delete=models.PROTECT, related_name="exchanges"
    )  # null: a recall of a paper that never came
    at = models.DateTimeField("lúc")
    handed_over_at = models.DateTimeField("chuyển sang thư mục gửi lúc", null=True)

    class Meta:
        verbose_name = "gói liên thông"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "direction", "content_sha256"], name="exchange_once"),
            models.UniqueConstraint(
                fields=["agency", "direction", "identifier"], condition=models.Q(business="0"), name="exchange_new_paper_once"
            ),
        ]


class ExchangeAnswer(models.Model):
    """Trạng thái xử lý của một gói: a history to which rows are only added; the last of an organ is how far it has come."""

    id = models.BigAutoField(primary_key=True)
    exchange = models.ForeignKey(Exchange, on_delete=models.PROTECT, related_name="answers")
    organ = models.CharField("mã định danh bên trả lời", max_length=60)
    organ_name = models.CharField("bên trả lời", max_length=300, blank=True)
    status = models.CharField("trạng thái", max_length=2, choices=PacketStatus.choices())
    description = models.TextField("nội dung", blank=True)
    said_at = models.DateTimeField("bên trả lời ghi lúc")
    noted_at = models.DateTimeField("ghi nhận lúc")
    by_name = models.CharField("người xử lý", max_length=200, blank=True)
    by_person_id = models.UUIDField(null=True)
    addressed = models.BooleanField("có trong nơi nhận của gói", default=True)  # False: told by an organ that the packet was not for
    handed_over_at = models.DateTimeField("chuyển sang thư mục gửi lúc", null=True)  # of our own answers

    class Meta:
        verbose_name = "trạng thái xử lý"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["exchange", "organ", "status", "said_at"], name="exchange_answer_once")]


class Delivery(models.Model):
    """Tình trạng nhận văn bản: one issued paper at one office it went to."""

    id = models.UUIDField(primary_key=True, default=new_id)
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="deliveries")
    agency = models.ForeignKey("agencies.Agency", verbose_name="nơi nhận", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ReceiptState.choices(), default=ReceiptState.DELIVERED)
    delivered_at = models.DateTimeField("chuyển lúc")
    opened_at = models.DateTimeField("mở lúc", null=True)
    opened_by_name = models.CharField("người mở", max_length=200, blank=True)
    opened_by_person_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField("tiếp nhận, trả lại lúc", null=True)
    answered_by_name = models.CharField("người tiếp nhận, trả lại", max_length=200, blank=True)
    answered_by_person_id = models.UUIDField(null=True)
    why = models.TextField("lý do trả lại", blank=True)
    taken_in_as = models.ForeignKey(
        OfficialDocument, verbose_name="văn bản đến", null=True, on_delete=models.PROTECT, related_name="came_as"
    )
    reminded_at = models.DateTimeField("nhắc lần cuối lúc", null=True)
    reminders = models.PositiveSmallIntegerField("số lần nhắc", default=0)

    class Meta:
        verbose_name = "tình trạng nhận văn bản"
        constraints = [models.UniqueConstraint(fields=["document", "agency"], name="delivery_once")]
        indexes = [models.Index(fields=["agency", "state"], name="delivery_by_agency")]


class SignedFile(models.Model):
    """Bản ký số: a signed PDF of a paper, with what was found when its signatures were checked. Rows are only added.

    Of our own papers: a file that a person brought back. Of papers that came in: the original itself, checked once.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="signed_files")
    file_sha256 = models.CharField(max_length=64)
    file_name = models.CharField("tên tệp", max_length=255)
    report = models.JSONField("kết quả kiểm tra chữ ký")  # frozen: signing.SignatureReport
    content_sha256 = models.CharField(
        max_length=64, blank=True
    )  # of the paper's content without its day, as it stood; "" for papers that came
    number = models.CharField("số ghi trên bản ký", max_length=40, null=True)  # "" left blank; null: not to be found
    day = models.CharField("ngày ghi trên bản ký", max_length=10, null=True)
    difference = models.JSONField("chỗ khác với văn bản đã xuất", default=dict)  # {"expected", "found"} or empty
    doubts = models.JSONField("điều phải ghi lý do", default=list)  # [[code, facts]]: signing.doubts
    why = models.CharField("lý do vẫn nhận", max_length=500, blank=True)
    taken_by_name = models.CharField("người nhận bản ký", max_length=200)
    taken_by_person_id = models.UUIDField(null=True)
    taken_at = models.DateTimeField("nhận lúc")

    class Meta:
        verbose_name = "bản ký số"
        ordering = ["taken_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["document", "file_sha256"], name="signed_file_once")]


class UploadState(Faced):
    """How far a signed file that was brought back has come."""

    WAITING = "waiting", "chờ kiểm tra"
    CHECKING = "checking", "đang kiểm tra"
    TAKEN = "taken", "đã nhận"
    REFUSED = "refused", "chưa nhận"


class SignedUpload(models.Model):
    """Bản ký gửi lại: a signed PDF between being brought and being taken. Kept whatever becomes of it; checked by the worker."""

    id = models.UUIDField(primary_key=True, default=new_id)
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="signed_uploads")
    file_sha256 = models.CharField(max_length=64)
    file_name = models.CharField("tên tệp", max_length=255)
    why = models.CharField("lý do vẫn nhận", max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=UploadState.choices(), default=UploadState.WAITING, db_index=True)
    signed = models.ForeignKey(SignedFile, verbose_name="bản ký số", null=True, on_delete=models.PROTECT, related_name="uploads")
    refusal_code = models.CharField(max_length=80, blank=True)
    refusal = models.TextField(blank=True)  # the sentence with places for its facts, so that it is told in the reader's language
    refusal_facts = models.JSONField(default=dict)
    doubts = models.JSONField("điều phải ghi lý do", default=list)  # [[code, facts]]: signing.doubts
    attempts = models.PositiveSmallIntegerField(default=0)
    worked_at = models.DateTimeField(null=True)  # somebody is at work since
    brought_by_name = models.CharField("người gửi bản ký", max_length=200)
    brought_by_person_id = models.UUIDField(null=True)
    brought_for_person_id = models.UUIDField(null=True)  # for whom: an act under a delegation (ủy quyền)
    brought_at = models.DateTimeField("gửi lúc")

    class Meta:
        verbose_name = "bản ký gửi lại"
        ordering = ["-brought_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["document", "file_sha256"], name="signed_upload_once")]


class PrintedPaper(models.Model):
    """Bản in của văn bản đi: the PDF of one content under one number, made once, so that every receiver has the same bytes."""

    key = models.CharField(max_length=64, primary_key=True)  # sha256 of content and number
    file_sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "bản in của văn bản đi"
