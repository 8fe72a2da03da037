"""The more urgent a text, the slower and the more plainly it is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.length import ANNOUNCER, ESPEAK
from loa.core.priorities import Priority
from loa.core.prosody import PROSODY, key_sentence, prosody_of


def test_every_class_has_its_own_pace_pauses_and_chime():
    assert set(PROSODY) == set(Priority)
    slower = [prosody_of(priority) for priority in Priority]
    assert [p.rate for p in slower] == sorted({p.rate for p in slower}, reverse=True)
    assert [p.pauses for p in slower] == sorted({p.pauses for p in slower})
    assert len({p.call for p in slower}) == len(Priority)


def test_an_ordinary_text_is_said_as_the_voice_says_it():
    assert (prosody_of(Priority.NORMAL).rate, prosody_of(Priority.NORMAL).pauses) == (1.0, 1.0)


def test_an_emergency_comes_near_an_announcers_pace_and_says_its_key_sentence_twice():
    emergency = prosody_of(Priority.EMERGENCY)
    assert ANNOUNCER <= ESPEAK * emergency.rate <= ANNOUNCER * 1.1
    assert [priority for priority in Priority if prosody_of(priority).key_twice] == [Priority.EMERGENCY]


@pytest.mark.parametrize(
    ("sentences", "key"),
    [
        (["Nước sông Hồng đang lên nhanh."], 0),
        (["Kính thưa toàn thể nhân dân.", "Nước sông Hồng đang lên nhanh."], 1),
        (["Kính thưa nhân dân, Thành phố thực hiện giãn cách từ 6 giờ."], 0),
        (["Kính thưa nhân dân, sau đây là thông tin về mưa lũ.", "Đê Hữu Hồng có sự cố."], 1),
        (["Kính thưa bà con, các cụ, các bác.", "Đê có sự cố."], 1),
        (["THÔNG BÁO KHẨN", "Đây là Đài truyền thanh phường.", "Đê có sự cố."], 2),
        (["Về việc sơ tán dân", "Bà con thôn Hạ rời nhà ngay!"], 1),
        (["Kính thưa bà con."], 0),
        (["…", "Đê có sự cố."], 1),
        (["…"], None),
        ([], None),
    ],
)
def test_the_key_sentence_is_the_first_that_says_something(sentences, key):
    assert key_sentence(sentences) == key


@given(st.lists(st.text(max_size=60), max_size=6))
def test_the_key_sentence_always_holds_a_word(sentences):
    key = key_sentence(sentences)
    assert (key is None) == (not any(c.isalnum() for s in sentences for c in s))
    assert key is None or any(c.isalnum() for c in sentences[key])
