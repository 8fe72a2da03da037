"""Accounts, the roles granted at an agency for a period, titles, delegations, ways in. Nothing here is deleted: it ends."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from loa.core.faces import Faced
from loa.core.roles import Role
from loa.core.ways_in import Guard, Reopening
from loa.server.kit.ids import new_id
from loa.server.kit.periods import Dated


class Person(models.Model):
    """Người: somebody who acts, with or without an account."""

    id = models.UUIDField(primary_key=True, default=new_id)
    full_name = models.CharField("họ và tên", max_length=200)
    phone = models.CharField("điện thoại công vụ", max_length=30, blank=True)
    simulated = models.BooleanField("nhân vật minh họa", default=False)
    ended_on = models.DateField(null=True)
    search_key = models.CharField(max_length=300, blank=True, db_index=True)  # folded name and sign-in name

    class Meta:
        verbose_name = "người"


class Accounts(BaseUserManager["Account"]):
    """Finds an account by its sign-in name."""


class Account(AbstractBaseUser):
    """Tài khoản: the way in of one person."""

    id = models.UUIDField(primary_key=True, default=new_id)
    username = models.CharField("tên đăng nhập", max_length=80, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField("đang dùng", default=True)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)  # somebody else knows it

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "tài khoản"


class RoleGrant(models.Model):
    """Giao vai trò: a role at an agency, from a day until a day, perhaps with rights of its own."""

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    role = models.CharField("vai trò", max_length=30, choices=Role.choices())
    rights = models.JSONField("quyền tùy chỉnh", default=list)  # empty: those of the role
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True)
    finishing = models.BooleanField("làm nốt việc của đơn vị đã kết thúc", default=False)  # holds although its agency has ended

    class Meta:
        verbose_name = "giao vai trò"
        indexes = [models.Index(fields=["agency", "role"])]


class Delegation(models.Model):
    """Ủy quyền: for some days, somebody does what another may do at an agency, and every act says for whom."""

    id = models.UUIDField(primary_key=True, default=new_id)
    grant = models.ForeignKey(RoleGrant, verbose_name="vai trò được ủy quyền", on_delete=models.PROTECT, related_name="delegations")
    to = models.ForeignKey(Person, verbose_name="người được ủy quyền", on_delete=models.PROTECT, related_name="delegations_held")
    rights = models.JSONField("quyền được ủy quyền", default=list)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày")
    why = models.CharField("lý do", max_length=500)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField("chấm dứt lúc", null=True)  # earlier than its last day
    ended_by_person_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = "ủy quyền"
        constraints = [
            models.CheckConstraint(condition=models.Q(valid_to__gte=models.F("valid_from")), name="delegation_period_is_valid"),
        ]


class PersonTitle(Dated):
    """Chức danh: what a person is called at an agency on the papers of those days."""

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="titles")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("chức danh", max_length=200)
    act = models.CharField("quyết định bổ nhiệm", max_length=300, blank=True)

    class Meta:
        verbose_name = "chức danh"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")), name="title_period_is_valid"
            ),
        ]


class InvitationKind(Faced):
    """What an invitation is for."""

    NEWCOMER = "newcomer", "người mới"
    RESET = "reset", "đặt lại mật khẩu"


class Invitation(models.Model):
    """Lời mời: a link, used once within some days, at which the account's owner chooses the password. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="invitations")
    kind = models.CharField("loại", max_length=20, choices=InvitationKind.choices())
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by_person_id = models.UUIDField(null=True)
    expires_at = models.DateTimeField("hết hạn lúc")
    used_at = models.DateTimeField("dùng lúc", null=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True)

    class Meta:
        verbose_name = "lời mời"


class SignInSession(models.Model):
    """Phiên đăng nhập: one browser that is signed in. The browser's own session holds this row's id; no key of it is kept here."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sign_ins")
    started_at = models.DateTimeField("bắt đầu lúc")
    last_seen_at = models.DateTimeField("hoạt động lần cuối", db_index=True)
    address = models.CharField("địa chỉ mạng", max_length=45, blank=True)
    browser = models.CharField("trình duyệt", max_length=300, blank=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True)
    ended_by_person_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = "phiên đăng nhập"


class TimeCode(models.Model):
    """Ứng dụng tạo mã: the secret an account shares with an app on a phone. One at a time; another phone ends the one before."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="time_codes")
    sealed_secret = models.CharField(max_length=200)  # kit.sealing, for this account alone
    last_step = models.BigIntegerField(default=0)  # no code is taken twice, nor one older than the last
    added_at = models.DateTimeField("thêm lúc")
    last_used_at = models.DateTimeField("dùng lần cuối", null=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True)

    class Meta:
        verbose_name = "ứng dụng tạo mã"
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=models.Q(ended_at=None), name="time_code_one_at_a_time"),
        ]


class Passkey(models.Model):
    """Khóa truy cập (passkey): the public half of a key that lives in a phone, a computer or a security key."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="passkeys")
    credential_id = models.CharField(max_length=1400, unique=True)  # base64url
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    house = models.CharField("địa chỉ gắn với khóa", max_length=255)  # the host name it was made for
    name = models.CharField("tên thiết bị", max_length=80)
    added_at = models.DateTimeField("thêm lúc")
    last_used_at = models.DateTimeField("dùng lần cuối", null=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True)

    class Meta:
        verbose_name = "khóa truy cập"


class RecoveryCode(models.Model):
    """Mã khôi phục: printed on paper, each good for one sign-in without the phone. Only a keyed hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="recovery_codes")
    code_hmac = models.CharField(max_length=64)
    made_at = models.DateTimeField("tạo lúc")
    used_at = models.DateTimeField("dùng lúc", null=True)
    ended_at = models.DateTimeField("hết hiệu lực lúc", null=True)  # a new set was made, or the factors were reset

    class Meta:
        verbose_name = "mã khôi phục"
        indexes = [models.Index(fields=["account", "code_hmac"])]


class SecondStepRest(models.Model):
    """Tạm khóa bước hai: wrong codes in a row of one account, and until when no code is looked at."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, primary_key=True, related_name="second_step_rest")
    failures = models.PositiveIntegerField("số lần sai liên tiếp", default=0)
    until = models.DateTimeField("tạm khóa đến", null=True)

    class Meta:
        verbose_name = "tạm khóa bước hai"


class OutsideIdentity(models.Model):
    """Danh tính bên ngoài: the account's name at the province's own sign-on, known by (issuer, subject) and by nothing else."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="outside_identities")
    issuer = models.CharField("nơi cấp", max_length=300)
    subject = models.CharField("mã định danh", max_length=255)
    linked_at = models.DateTimeField("gắn lúc")
    last_used_at = models.DateTimeField("dùng lần cuối", null=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True)

    class Meta:
        verbose_name = "danh tính bên ngoài"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], condition=models.Q(ended_at=None), name="outside_identity_one_account"),
            models.UniqueConstraint(fields=["account", "issuer"], condition=models.Q(ended_at=None), name="outside_identity_one_an_issuer"),
        ]


class ReopeningEnd(Faced):
    """How an asked reopening ended."""

    DONE = "done", "đã làm"
    STOPPED = "stopped", "đã dừng"
    LAPSED = "lapsed", "đã hết hạn"


class AskedReopening(models.Model):
    """Yêu cầu mở lại đăng nhập: of somebody who may approve or manage. It waits for a second person, or for its hour; all concerned see it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="asked_reopenings")
    what = models.CharField("việc", max_length=20, choices=Reopening.choices())
    guard = models.CharField("chờ gì", max_length=20, choices=Guard.choices())
    why = models.CharField("lý do", max_length=500)
    asked_at = models.DateTimeField("yêu cầu lúc")
    asked_by_person_id = models.UUIDField()
    asked_by_name = models.CharField("người yêu cầu", max_length=200)
    ripe_at = models.DateTimeField("làm được từ lúc", null=True)  # empty: only after a second person has agreed
    expires_at = models.DateTimeField("hết hạn lúc")
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True)
    confirmed_by_person_id = models.UUIDField(null=True)
    confirmed_by_name = models.CharField("người xác nhận", max_length=200, blank=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True)
    outcome = models.CharField("kết quả", max_length=20, choices=ReopeningEnd.choices(), blank=True)
    ended_by_person_id = models.UUIDField(null=True)
    ended_by_name = models.CharField("người kết thúc", max_length=200, blank=True)

    class Meta:
        verbose_name = "yêu cầu mở lại đăng nhập"
        constraints = [
            models.UniqueConstraint(fields=["account", "what"], condition=models.Q(ended_at=None), name="reopening_asked_once"),
        ]
