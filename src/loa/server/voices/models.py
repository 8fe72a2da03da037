"""Sound by content: clips, recordings, and the soundtrack of a revision as one unit hears it."""

from django.db import models

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
