"""Running orders and the frame of a programme."""

from datetime import UTC, datetime, timedelta

from loa.core.rundown import Line, Part, SoundAsset, Soundtrack, in_frame_order, missing_parts, rundown

START = datetime(2021, 8, 2, 0, 0, tzinfo=UTC)
LINES = [
    Line(Part.CLOSING, "lời kết", 8),
    Line(Part.ITEM, "bài", 300),
    Line(Part.SIGNATURE, "nhạc hiệu", 12),
    Line(Part.NEWS, "tin một", 60),
    Line(Part.OPENING, "lời xướng", 10),
    Line(Part.NEWS, "tin hai", 45),
]


def test_a_programme_sounds_in_the_order_of_its_frame():
    assert [line.title for line in in_frame_order(LINES)] == ["nhạc hiệu", "lời xướng", "tin một", "tin hai", "bài", "lời kết"]


def test_lines_run_back_to_back():
    order = rundown(in_frame_order(LINES), starts_at=START)
    assert order.total_seconds == 435
    assert all(before.ends_at == after.starts_at for before, after in zip(order.cues, order.cues[1:], strict=False))
    assert order.cues[-1].ends_at == START + timedelta(seconds=435)


def test_over_length_is_told_and_never_cut():
    order = rundown(LINES, starts_at=START, max_seconds=400)
    assert order.over_seconds == 35
    assert len(order.cues) == len(LINES)


def test_a_programme_without_a_frame_or_a_tin_says_what_it_needs():
    assert missing_parts(LINES) == ()
    assert missing_parts([Line(Part.SIGNATURE, "nhạc hiệu", 12)]) == (Part.OPENING, Part.CLOSING, Part.NEWS)


def test_a_soundtrack_is_as_long_as_its_clips_and_plans_whole_seconds():
    clip = SoundAsset("a" * 64, "b" * 64, 1, 1, 10.25)
    track = Soundtrack((clip, clip), machine=True, text_sha256="c" * 64)
    assert (track.seconds, track.planned_seconds) == (20.5, 21)
