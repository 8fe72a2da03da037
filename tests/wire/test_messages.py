import json
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from loa.core.chain import first_break, genesis
from loa.core.origins import Origin
from loa.core.priorities import Priority
from loa.wire.manifest import Asset, Item, Manifest
from loa.wire.plays import ClockQuality, Outcome, PlayRecord

AT = datetime(2021, 8, 2, 6, 30, 0, 123456, tzinfo=timezone(timedelta(hours=7)))
FACTS = {
    "slot_id": UUID(int=1),
    "session_id": UUID(int=2),
    "bulletin_id": UUID(int=3),
    "revision_sha256": "a" * 64,
    "campaign_id": None,
    "campaign_title": "Tiêm chủng",
    "letter_number": "1349/STTTT-BCXBTT",
    "title": "Bản tin 1",
    "priority": Priority.NORMAL,
    "origin": Origin.RELAYED,
    "machine_voice": True,
    "planned_at": AT,
    "started_at": AT,
    "ended_at": AT + timedelta(seconds=60),
    "seconds": 60.0,
    "outcome": Outcome.COMPLETE,
    "reason": "",
    "assets_sha256": ("b" * 64,),
    "output": "log",
    "clock_quality": ClockQuality.SYNCED,
    "simulated": True,
    "manifest_version": 1,
}


def test_a_record_that_travelled_hashes_the_same():
    record = PlayRecord.sealed(seq=1, prev_sha256=genesis("loa-1"), facts=FACTS)
    arrived = PlayRecord.model_validate_json(record.model_dump_json())
    assert arrived == record
    assert first_break([arrived.as_json()], after_seq=0, after_sha256=genesis("loa-1")) is None


@given(
    at=st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001 -- hypothesis wants naive bounds
    seconds=st.floats(0, 86_400),
    title=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80),
)
def test_any_record_that_travelled_hashes_the_same(at, seconds, title):
    facts = {**FACTS, "planned_at": at, "seconds": seconds, "title": title}
    record = PlayRecord.sealed(seq=1, prev_sha256=genesis("loa-1"), facts=facts)
    arrived = PlayRecord.model_validate_json(record.model_dump_json())
    assert first_break([arrived.as_json()], after_seq=0, after_sha256=genesis("loa-1")) is None


def test_a_record_with_a_field_nobody_knows_is_refused():
    record = PlayRecord.sealed(seq=1, prev_sha256=genesis("loa-1"), facts=FACTS).as_json()
    with pytest.raises(ValidationError):
        PlayRecord.model_validate({**record, "volume": 11})


def test_a_manifest_of_a_later_server_is_still_read():
    text = _manifest().model_dump_json()
    assert Manifest.model_validate({**json.loads(text), "new_field": 1}) == _manifest()


def test_a_manifest_becomes_the_plan_of_the_air_time_rule():
    plan = _manifest().to_plan()
    assert [(slot.id, slot.seconds, slot.clips_sha256) for slot in plan.slots] == [(UUID(int=1), 60.0, ("a" * 64,))]
    assert (plan.allowed[0].opens.hour, plan.allowed[0].closes.hour) == (6, 21)


def test_titles_are_kept_in_one_unicode_form():
    decomposed = unicodedata.normalize("NFD", "Phường Bạch Mai")
    assert _item(title=decomposed).title == "Phường Bạch Mai"


def _item(title: str = "Bản tin 1") -> Item:
    asset = Asset(wav_sha256="a" * 64, mp3_sha256="b" * 64, wav_bytes=1, mp3_bytes=1, seconds=60)
    return Item(
        slot_id=UUID(int=1),
        session_id=UUID(int=2),
        starts_at=AT,
        seconds=60,
        priority=Priority.NORMAL,
        title=title,
        assets=(asset,),
        machine_voice=True,
    )


def _manifest() -> Manifest:
    return Manifest(
        player_id=UUID(int=1),
        station_id=UUID(int=3),
        version=1,
        issued_at=AT,
        valid_from=AT,
        valid_to=AT + timedelta(days=7),
        items=(_item(),),
    )
