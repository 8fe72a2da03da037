"""Sound by content: clips, recordings, and the soundtrack of a revision as one unit hears it."""

from django.db import models

from loa.core.faces import Faced
from loa.server.kit.ids import new_id


class Voice(models.Model):
    """Giọng: an engine's voice with its settings, and the one fixed gain it was calibrated to."""

    key_sha256 = models.CharField(primary_key=True, max_length=64)
    engine = models.CharField(max_length=60)
    voice = models.CharField(max_length=60)
    settings = models.JSONField(default=dict)
    gain_db = models.FloatField()
    calibrated_at = models.DateTimeField()

    class Meta:
        verbose_name = "giọng"


class Clip(models.Model):
    """Đoạn tiếng: one sentence (or a recording, or the chime) as sound. Its key is the hash of what made it; nothing is voiced twice."""

    key_sha256 = models.CharField(primary_key=True, max_length=64)
    text = models.TextField("lời đọc", blank=True)  # speakable text; empty for a recording or the chime
    voice = models.CharField(max_length=80)
    machine = models.BooleanField("giọng máy")
    mark = models.CharField("dấu giọng máy", max_length=200, blank=True)  # as it stands in the file's tags; empty for a person's voice
    wav_sha256 = models.CharField(max_length=64, db_index=True)
    mp3_sha256 = models.CharField(max_length=64, db_index=True)
    wav_bytes = models.PositiveIntegerField()
    mp3_bytes = models.PositiveIntegerField()
    seconds = models.FloatField("thời lượng (giây)")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "đoạn tiếng"


class Recording(models.Model):
    """Bản ghi âm: a person's voice for a whole revision, or for one unit's own sentence."""

    id = models.UUIDField(primary_key=True, default=new_id)
    revision = models.ForeignKey("bulletins.Revision", on_delete=models.PROTECT, related_name="recordings")
    unit_text = models.ForeignKey("bulletins.UnitText", null=True, on_delete=models.PROTECT, related_name="recordings")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    text_sha256 = models.CharField(max_length=64)
    original_sha256 = models.CharField("bản gốc", max_length=64)
    clip = models.ForeignKey(Clip, on_delete=models.PROTECT, related_name="+")
    speaker = models.CharField("người đọc", max_length=200)
    by_person_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "bản ghi âm"


class Track(models.Model):
    """Bản âm thanh: the clips of one revision in order, as everybody hears it or as one unit does."""

    id = models.UUIDField(primary_key=True, default=new_id)
    revision = models.ForeignKey("bulletins.Revision", on_delete=models.PROTECT, related_name="tracks")
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    text_sha256 = models.CharField(max_length=64)  # of the words as this unit hears them
    clips = models.JSONField(default=list)  # keys, in order
    audio_sha256 = models.CharField(max_length=64)  # of the clips' wav hashes, in order
    machine = models.BooleanField("có giọng máy")
    seconds = models.FloatField()
    valid_from = models.DateField(null=True)  # while the unit's own words in it are in force
    valid_to = models.DateField(null=True)
    loudness_lufs = models.FloatField("độ lớn (LUFS)", null=True)  # of the assembled, encoded bulletin
    mp3_sha256 = models.CharField("bản nghe thử", max_length=64, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "bản âm thanh"
        constraints = [
            models.UniqueConstraint(fields=["revision", "agency", "audio_sha256"], name="track_once_per_unit"),
            models.UniqueConstraint(fields=["revision", "audio_sha256"], condition=models.Q(agency=None), name="track_once_shared"),
        ]


class Joined(models.Model):
    """Tệp ghép: clips in order as one MP3 (a whole session), made on demand and kept by the hash of what went into it."""

    key_sha256 = models.CharField(primary_key=True, max_length=64)
    mp3_sha256 = models.CharField(max_length=64)
    seconds = models.FloatField()
    loudness_lufs = models.FloatField()

    class Meta:
        verbose_name = "tệp ghép"


class ReadingKind(Faced):
    """What a reading asks of the voice."""

    WORD = "word", "đọc thành"
    AGAIN = "again", "nhắc lại chậm"


class Reading(models.Model):
    """Cách đọc: what is written so is said so; of an office and those below it, or of one bulletin alone. Nothing of the text changes."""

    id = models.UUIDField(primary_key=True, default=new_id)
    agency = models.ForeignKey("agencies.Agency", verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+")
    bulletin = models.ForeignKey("bulletins.Bulletin", null=True, on_delete=models.PROTECT, related_name="readings")
    kind = models.CharField(max_length=8, choices=ReadingKind.choices(), default=ReadingKind.WORD.value)
    written = models.CharField("viết", max_length=200)
    spoken = models.CharField("đọc", max_length=600, blank=True)  # speakable; empty for what is given again
    place = models.CharField("ở chỗ", max_length=48, blank=True)  # `core.speakable.place_of`; empty: wherever it is written so
    around = models.CharField("câu", max_length=300, blank=True)  # the sentence of that place, for whoever looks at the choice
    by_person_id = models.UUIDField(null=True)  # whoever decided how a text sounds never approves it
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "cách đọc"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "written"], condition=models.Q(ended_at=None, bulletin=None), name="reading_once_in_an_office"
            ),
            models.UniqueConstraint(
                fields=["bulletin", "kind", "written", "place"], condition=models.Q(ended_at=None), name="reading_once_at_a_place"
            ),
        ]


class OfficeManner(models.Model):
    """Cách nói số của một đơn vị: words of `core.speakable.manner.CHOICES`; what is not chosen is asked of the office above."""

    id = models.UUIDField(primary_key=True, default=new_id)
    agency = models.ForeignKey("agencies.Agency", verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+")
    chosen = models.JSONField("đã chọn", default=dict)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "cách nói số"
        constraints = [models.UniqueConstraint(fields=["agency"], condition=models.Q(ended_at=None), name="office_manner_one_at_a_time")]


class OfficeVoice(models.Model):
    """Giọng đọc của một đơn vị: the engine that voices its texts. Where an office chose none, the nearest office above decides."""

    id = models.UUIDField(primary_key=True, default=new_id)
    agency = models.ForeignKey("agencies.Agency", verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+")
    voice = models.CharField("giọng", max_length=60)  # a name of `engines.registry.names`
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "giọng đọc của đơn vị"
        constraints = [models.UniqueConstraint(fields=["agency"], condition=models.Q(ended_at=None), name="office_voice_one_at_a_time")]


class VoiceSpending(models.Model):
    """Ký tự đã gửi cho một giọng thuê trong một tháng. Counted before each request leaves, so a failed one counts too."""

    id = models.UUIDField(primary_key=True, default=new_id)
    voice = models.CharField("giọng", max_length=60)
    month = models.DateField("tháng")  # its first day, in Hà Nội
    characters = models.PositiveIntegerField("số ký tự", default=0)
    requests = models.PositiveIntegerField("số lần gửi", default=0)
    stopped_at = models.DateTimeField("dừng lúc", null=True)  # the first request that the limit refused
    stopped_by = models.PositiveIntegerField("hạn mức đã dừng", default=0)  # nothing leaves again until the limit is above this

    class Meta:
        verbose_name = "chi phí giọng thuê"
        constraints = [models.UniqueConstraint(fields=["voice", "month"], name="voice_spending_month")]
