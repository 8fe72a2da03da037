"""What can be read otherwise is listed for the editor; what stands beside it decides without asking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.speakable import ambiguities, speakable

from .test_speakable import GOLDEN


@pytest.mark.parametrize(
    ("text", "written", "said", "other"),
    [
        ("Đạt 3/4.", "3/4", "ba phần tư", "ngày ba tháng tư"),
        ("Đạt 3/4.", "3/4", "ba phần tư", "ba trên bốn"),
        ("TP phát biểu.", "TP", "thành phố", "trưởng phòng"),
        ("Họp tại TT lúc 8h.", "TT", "trung tâm", "thị trấn"),
        ("Mọi HĐ tạm dừng.", "HĐ", "hoạt động", "hợp đồng"),
        ("Mức 1.5 là đủ.", "1.5", "một chấm năm", "một phẩy năm"),
        ("Nộp trước T6.", "T6", "thứ sáu", "tháng sáu"),
        ("Kết quả: 115", "115", "một trăm mười lăm", "một một năm"),
    ],
)
def test_a_doubtful_place_is_listed_with_what_it_may_be(text, written, said, other):
    [place] = [one for one in ambiguities(text) if one.written == written]
    assert (place.said, text[place.start : place.end]) == (said, written)
    assert other in place.alternatives
    assert place.why


@pytest.mark.parametrize(
    "text",
    [
        "Họp ngày 3/4 tại nhà văn hóa.",
        "Có 3/4 hộ đồng ý.",
        "Nghỉ lễ 30/4 và 1/5",
        "Số 3/4 phố Huế",
        "TP. Hà Nội",
        "UBND TP yêu cầu",
        "TT Tây Đằng",
        "TT. Tây Đằng",
        "Sáng T6, 12/8",
        "T2, T4, T6 hằng tuần",
        "Gọi 115",
        "Mục 3.2",
        "Nhà văn hóa mở cửa.",
    ],
)
def test_what_stands_beside_it_decides_without_asking(text):
    assert ambiguities(text) == ()


def test_what_the_office_has_decided_is_not_asked_again():
    assert ambiguities("TP phát biểu.", dictionary={"TP": "trưởng phòng"}) == ()


@given(st.lists(st.sampled_from([written for written, _ in GOLDEN]), min_size=1, max_size=2).map("\n".join))
def test_each_alternative_written_out_is_said_as_it_is_promised(text):
    for place in ambiguities(text):
        for reading in (place.said, *place.alternatives):
            chosen = f"{text[: place.start]}{reading}{text[place.end :]}"
            assert reading.casefold() in speakable(chosen).casefold()


def test_few_of_the_golden_sentences_are_doubtful():
    """An editor who is asked everywhere answers nowhere."""
    assert sum(bool(ambiguities(written)) for written, _ in GOLDEN) <= len(GOLDEN) * 0.03
