"""Writes what would sound: one WAV file a session, items at their times, silence between them. Standard library only."""

import wave
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from loa.core.quiet import VIETNAM
from loa.player.errors import OutputFailed
from loa.player.outputs.output import Ending, Sound

FRAMES_AT_A_TIME = 65_536


class WavOutput:
    """Options: `folder` ("played"), `campaign_only` (false: write everything)."""

    kind = "wav"
    form: Literal["wav", "mp3"] = "wav"
    needs_files = True

    def __init__(self, home: Path, options: Mapping[str, Any]) -> None:
        self.folder = home / str(options.get("folder", "played"))
        self.campaign_only = bool(options.get("campaign_only", False))
        self._tape: _Tape | None = None
        self._sound: Sound | None = None
        self._started_at = datetime.min.replace(tzinfo=VIETNAM)

    def start(self, sound: Sound, now: datetime) -> None:
        """Begin. Raises `OutputFailed` for a clip that is no WAV, or does not join with the ones before."""
        if not (self.campaign_only and not sound.of_campaign):
            self._tape_for(sound, now).check(sound.files)
        self._sound, self._started_at = sound, now

    def ends_at(self) -> datetime | None:
        """When its length has passed."""
        return self._started_at + timedelta(seconds=self._sound.seconds) if self._sound else None

    def ended(self, now: datetime) -> Ending | None:
        """Ended as soon as its length has passed; it is written then."""
        ends_at = self.ends_at()
        if ends_at is None or now < ends_at:
            return None
        self._write(ends_at)
        return Ending(ends_at)

    def stop(self, now: datetime) -> None:
        """Write as much as would have sounded."""
        if self._sound:
            self._write(now)

    def close(self) -> None:
        """Close the file of the session."""
        if self._tape:
            self._tape.close()
            self._tape = None

    def _write(self, until: datetime) -> None:
        sound, self._sound = self._sound, None
        if sound and self._tape and not (self.campaign_only and not sound.of_campaign):
            self._tape.lay(sound.files, starts_at=self._started_at, until=until)

    def _tape_for(self, sound: Sound, now: datetime) -> "_Tape":
        if self._tape is None or self._tape.session_id != sound.session_id:
            self.close()
            self._tape = _Tape(self.folder, sound, now)
        return self._tape


class _Tape:
    """The file of one session."""

    def __init__(self, folder: Path, sound: Sound, starts_at: datetime) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.session_id, self.starts_at = sound.session_id, starts_at
        self._path = _free_path(folder, f"{starts_at.astimezone(VIETNAM):%Y-%m-%d_%H%M}_{sound.session_id.hex[:8]}")
        self._shape: tuple[int, int, int] | None = None
        self._file: wave.Wave_write | None = None
        self._frames = 0

    def check(self, clips: tuple[Path, ...]) -> None:
        """Raise `OutputFailed` unless all clips are WAV of one shape (channels, bytes a sample, rate)."""
        for clip in clips:
            try:
                with wave.open(str(clip)) as source:
                    shape = (source.getnchannels(), source.getsampwidth(), source.getframerate())
            except (wave.Error, EOFError, OSError) as error:
                raise OutputFailed(detail=f"{clip.name}: {error}") from None
            if self._shape not in (None, shape):
                raise OutputFailed(detail=f"{clip.name}: {shape} ≠ {self._shape}")
            self._shape = shape

    def lay(self, clips: tuple[Path, ...], *, starts_at: datetime, until: datetime) -> None:
        """Silence up to `starts_at`, then the clips, no further than `until`."""
        if self._shape is None:
            return
        rate = self._shape[2]
        self._silence(round((starts_at - self.starts_at).total_seconds() * rate) - self._frames)
        left = round((until - starts_at).total_seconds() * rate)
        for clip in clips:
            left -= self._copy(clip, left)

    def close(self) -> None:
        if self._file:
            self._file.close()

    def _copy(self, clip: Path, most: int) -> int:
        copied = 0
        with wave.open(str(clip)) as source:
            while most > copied and (data := source.readframes(min(FRAMES_AT_A_TIME, most - copied))):
                self._write(data)
                copied += len(data) // self._frame_bytes()
        return copied

    def _silence(self, frames: int) -> None:
        while frames > 0:
            piece = min(frames, FRAMES_AT_A_TIME)
            self._write(bytes(piece * self._frame_bytes()))
            frames -= piece

    def _frame_bytes(self) -> int:
        assert self._shape is not None
        return self._shape[0] * self._shape[1]

    def _write(self, data: bytes) -> None:
        assert self._shape is not None
        if self._file is None:
            self._file = wave.open(str(self._path), "wb")  # noqa: SIM115 -- stays open for the session; every write patches the header
            self._file.setparams((*self._shape, 0, "NONE", ""))
        self._file.writeframes(data)
        self._frames += len(data) // self._frame_bytes()


def _free_path(folder: Path, stem: str) -> Path:
    """A name that no earlier run of the same session has taken."""
    path, number = folder / f"{stem}.wav", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.wav"
    return path
