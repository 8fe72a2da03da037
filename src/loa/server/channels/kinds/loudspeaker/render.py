"""Đầu thu phát IP của Loa: what goes into the manifest for one bulletin, for people to check before it goes."""

import json
from typing import Final

from loa.core.channel_types import ChannelType
from loa.server.channels.rendering.content import Content, LengthFact, RenderedFile, Rendition, Sound
from loa.server.channels.rendering.look import SAMPLE_MARK
from loa.server.channels.rendering.passages import require_something

NAME: Final = "loudspeaker"
TITLE: Final = "Loa truyền thanh"
CHANNEL_TYPE: Final = ChannelType.LOUDSPEAKER
INPUT: Final = Content


def render(content: Content) -> Rendition:
    """The running text, and a summary of clips and seconds. Where there is no sound yet, the summary says so. Raises `NothingToShow`."""
    require_something(content, channel=TITLE)
    text = "\n".join((content.title, *content.body))
    summary = {
        "title": content.title,
        "sample": SAMPLE_MARK if content.sample else "",
        "language": content.language,
        "priority": content.priority.value,
        "agency": content.agency_name,
        "valid_from": content.valid_from.isoformat() if content.valid_from else None,
        "valid_to": content.valid_to.isoformat() if content.valid_to else None,
        "sound": _sound(content.sound) if content.sound else None,
    }
    data = (json.dumps(summary, ensure_ascii=False, indent=2) + "\n").encode()
    files = (
        RenderedFile("tom-tat-phat-thanh.json", "application/json", data),
        RenderedFile("loi-phat.txt", "text/plain; charset=utf-8", (text + "\n").encode()),
    )
    return Rendition(files, text, _lengths(content.sound))


def _sound(sound: Sound) -> dict[str, object]:
    return {
        "mp3_sha256": sound.mp3_sha256,
        "wav_sha256": sound.wav_sha256,
        "duration_seconds": round(sound.duration_seconds, 3),
        "machine_voice": sound.machine_voice,
        "voice": sound.voice,
        "clips": [{"sha256": c.sha256, "duration_seconds": round(c.duration_seconds, 3), "text": c.text} for c in sound.clips],
    }


def _lengths(sound: Sound | None) -> tuple[LengthFact, ...]:
    if sound is None:
        return ()
    return LengthFact("âm thanh", round(sound.duration_seconds, 1), "giây"), LengthFact("đoạn âm thanh", len(sound.clips), "đoạn")
