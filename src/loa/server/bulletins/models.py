"""Texts: bulletins, their frozen revisions, a unit's own words, and who approved what."""

from django.db import models
from django.utils.functional import cached_property

from loa.core.bulletin_steps import State
from loa.core.faces import Faced
from loa.core.priorities import Priority
from loa.server.kit.ids import new_id


class BulletinKind(Faced):
    """Where a bulletin comes from."""

    KIT = "kit", "tin của đợt tuyên truyền"
    NOTICE = "notice", "thông báo của địa phương"


class ApprovalWay(Faced):
    """How the approver's yes came in. Of the last three somebody else tells; they are flagged until the approver confirms."""

    PAGE = "page", "trên hệ thống"
    LINK = "link", "bằng liên kết một lần"
    PHONE = "phone", "qua điện thoại"
    PAPER = "paper", "trên giấy"
    MEETING = "meeting", "tại cuộc họp"

    @property
    def is_outside(self) -> bool:
        """Whether it was given outside the system."""
        return self in {ApprovalWay.PHONE, ApprovalWay.PAPER, ApprovalWay.MEETING}


class Bulletin(models.Model):
    """Bản tin: one text that goes out on every channel."""

    id = models.UUIDField(primary_key=True, default=new_id)
    agency = models.ForeignKey("agencies.Agency", verbose_name="đơn vị soạn", on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey("campaigns.Campaign", null=True, on_delete=models.PROTECT, related_name="bulletins")
    kind = models.CharField(max_length=10, choices=BulletinKind.choices())
    priority = models.CharField("mức ưu tiên", max_length=12, choices=Priority.choices(), default=Priority.NORMAL.value)
    title = models.CharField("tiêu đề", max_length=500)
    state = models.CharField(max_length=12, choices=State.choices(), default=State.DRAFT.value)
    author_person_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=200)
    current = models.PositiveSmallIntegerField("bản", default=1)
    returned_why = models.TextField("lý do trả lại", blank=True)
    superseded_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="supersedes")
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    simulated = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "bản tin"
        ordering = ["position", "made_at"]


class Revision(models.Model):
    """Bản thảo thứ n: the words, frozen by hash as soon as they are submitted."""

    id = models.UUIDField(primary_key=True, default=new_id)
    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    language = models.CharField("ngôn ngữ", max_length=12, default="vi")
    text = models.TextField("lời phát thanh")  # declared sentences stand in it as [[key]]
    declared = models.JSONField("câu khai báo", default=list)  # [{key, sentence, template, fields: [{name, label, type}]}]
    short_text = models.TextField("tin nhắn", blank=True)
    board_text = models.TextField("bảng tin", blank=True)
    talking_points = models.JSONField("đề cương nói", default=list)
    source = models.TextField("nguồn", blank=True)
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("đến hết ngày", null=True)
    text_sha256 = models.CharField(max_length=64, db_index=True)
    author_person_id = models.UUIDField(null=True)  # whoever wrote any revision of a text never approves it
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "bản thảo"
        constraints = [models.UniqueConstraint(fields=["bulletin", "number"], name="revision_number")]

    @cached_property
    def is_replaced(self) -> bool:
        """Whether a later revision of the same text was approved: then this one sounds no more."""
        if self.number == self.bulletin.current:
            return False
        return Approval.objects.filter(revision__bulletin=self.bulletin_id, revision__number__gt=self.number).exists()


class Approval(models.Model):
    """Duyệt: the text and the sound that the approver read and heard, by hash."""

    id = models.UUIDField(primary_key=True, default=new_id)
    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="approval")
    text_sha256 = models.CharField(max_length=64)
    audio_sha256 = models.CharField(max_length=64)
    by_person_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    way = models.CharField("cách duyệt", max_length=10, choices=ApprovalWay.choices(), default=ApprovalWay.PAGE.value)
    # Of an approval given outside the system: when it was given, who says so, what shows it, and when the approver stood by it.
    given_at = models.DateTimeField("duyệt lúc", null=True)
    told_by_person_id = models.UUIDField(null=True)
    told_by_name = models.CharField("người ghi nhận", max_length=200, blank=True)
    evidence_sha256 = models.CharField("ảnh ghi nhận", max_length=64, null=True)
    confirmed_at = models.DateTimeField("người duyệt xác nhận lúc", null=True)
    denied_at = models.DateTimeField("người duyệt phủ nhận lúc", null=True)

    class Meta:
        verbose_name = "phê duyệt"

    @property
    def is_unconfirmed(self) -> bool:
        """Whether it was told by somebody else and the approver has not spoken yet."""
        return ApprovalWay(self.way).is_outside and self.confirmed_at is None and self.denied_at is None


class ApprovalLink(models.Model):
    """Liên kết duyệt một lần: one approver, one text and sound by hash, for some hours. The address is signed; nothing secret is kept."""

    id = models.UUIDField(primary_key=True, default=new_id)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="approval_links")
    person = models.ForeignKey("people.Person", verbose_name="người duyệt", on_delete=models.PROTECT, related_name="+")
    text_sha256 = models.CharField(max_length=64)
    audio_sha256 = models.CharField(max_length=64)
    made_by_name = models.CharField("người gửi", max_length=200)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField("dùng đến")
    used_at = models.DateTimeField("đã dùng lúc", null=True)
    ended_at = models.DateTimeField("thu hồi lúc", null=True)
    wrong_codes = models.PositiveSmallIntegerField("số mã sai", default=0)  # the link's own count: sign-in knows nothing of it
    last_wrong_at = models.DateTimeField("mã sai lần cuối lúc", null=True)

    class Meta:
        verbose_name = "liên kết duyệt một lần"
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "person"], condition=models.Q(used_at=None, ended_at=None), name="approval_link_one_at_a_time"
            )
        ]


class Opinion(models.Model):
    """Ý kiến chuyên môn: what an outside agency (Sở Y tế) says beside the approval."""

    id = models.UUIDField(primary_key=True, default=new_id)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="opinions")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField("đồng ý")
    text = models.TextField("ý kiến", blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "ý kiến chuyên môn"


class UnitText(models.Model):
    """Lời riêng của đơn vị: a commune's own sentence in place of a declared one, approved by its own leader, for a while."""

    id = models.UUIDField(primary_key=True, default=new_id)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="unit_texts")
    key = models.CharField(max_length=40)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    fields = models.JSONField(default=dict)
    sentence = models.TextField("câu phát")
    source = models.CharField("nguồn", max_length=300)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày")
    state = models.CharField(max_length=12, choices=State.choices(), default=State.DRAFT.value)
    returned_why = models.TextField(blank=True)
    warnings = models.JSONField("điều cần xem lại", default=list)
    text_sha256 = models.CharField(max_length=64)
    author_person_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=200)
    approved_by_person_id = models.UUIDField(null=True)
    approved_by_name = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # replaced by a later one of the same unit
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "lời riêng của đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["revision", "key", "agency"], condition=models.Q(ended_at=None), name="unit_text_one_at_a_time")
        ]
