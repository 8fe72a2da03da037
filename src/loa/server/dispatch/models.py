"""Players, the codes that enrol them, and every manifest that was signed for them."""

from django.db import models

from loa.server.kit.ids import new_id


class Player(models.Model):
    """Thiết bị phát: one machine at one station, from its enrolment until it is ended or replaced."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    station = models.ForeignKey("channels.Station", on_delete=models.PROTECT, related_name="players", verbose_name="đài truyền thanh")
    token_sha256 = models.CharField(max_length=64, unique=True)
    output = models.CharField("đầu ra", max_length=40)
    software = models.CharField("phần mềm", max_length=60)
    simulated = models.BooleanField("thiết bị mô phỏng", default=False)
    poll_seconds = models.PositiveIntegerField("chu kỳ hỏi máy chủ (giây)", default=60)
    enrolled_at = models.DateTimeField("ghi danh lúc")
    ended_at = models.DateTimeField("ngừng lúc", null=True)
    # The manifest to serve; here so that the usual answer, 304, costs one indexed row.
    manifest_version = models.PositiveIntegerField("lịch phát hiện hành", default=0)
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    # What its last heartbeat said.
    last_seen_at = models.DateTimeField("tín hiệu gần nhất", null=True, db_index=True)
    manifest_version_held = models.PositiveIntegerField("lịch phát đang giữ", null=True)
    clock_quality = models.CharField("đồng hồ", max_length=10, blank=True)
    clock_offset_seconds = models.FloatField(null=True)
    assets_wanted = models.PositiveIntegerField("tệp cần có", default=0)
    assets_held = models.PositiveIntegerField("tệp đã có", default=0)
    records_unsent = models.PositiveIntegerField("bản ghi chưa gửi", default=0)
    refusal_code = models.CharField(max_length=80, blank=True)
    refusal = models.TextField("lý do từ chối lịch phát", blank=True)

    class Meta:
        verbose_name = "thiết bị phát"
        constraints = [
            models.UniqueConstraint(fields=["station"], condition=models.Q(ended_at=None), name="player_one_at_a_station"),
        ]


class EnrolmentCode(models.Model):
    """Mã ghi danh: given to whoever sets the machine up; spent once; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code_sha256 = models.CharField(max_length=64, unique=True)
    station = models.ForeignKey("channels.Station", on_delete=models.PROTECT, related_name="+")
    simulated = models.BooleanField(default=False)
    poll_seconds = models.PositiveIntegerField(default=60)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField("hết hạn lúc")
    used_at = models.DateTimeField("đã dùng lúc", null=True)

    class Meta:
        verbose_name = "mã ghi danh"


class Manifest(models.Model):
    """Lịch phát của thiết bị: the exact bytes that were signed. Never changed; a new one has the next version."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    player = models.ForeignKey(Player, on_delete=models.PROTECT, related_name="manifests")
    version = models.PositiveIntegerField()
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    content_sha256 = models.CharField(max_length=64)  # of what it says, without version and time of issue
    signature = models.CharField(max_length=120)  # base64, as in the header
    key_fingerprint = models.CharField(max_length=60)
    asset_names = models.JSONField(default=list)  # ["<sha256>.mp3", …]: what this player may fetch
    item_count = models.PositiveIntegerField("số mục")
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "lịch phát của thiết bị"
        constraints = [models.UniqueConstraint(fields=["player", "version"], name="manifest_version_once")]
