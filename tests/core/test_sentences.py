import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("UBND TP. Hà Nội thông báo. Đề nghị bà con chú ý!", 2),
        ("Có 17.000 liều. Tiêm từ 2/8.", 2),
        ("Khẩu trang, nước sát khuẩn, v.v. để phòng dịch. Cảm ơn!", 2),
        ("Tại P. Bạch Mai, Q. Hai Bà Trưng. Liên hệ BS. Hoa.", 2),
        ("1. Tập trung tuyên truyền. 2. Huy động loa đài.", 2),
        ("Ngày 12.7.2021 họp. Mời dự.", 2),
        ("Ai được tiêm? Người trên 65 tuổi… Hãy đăng ký!", 3),
        ("Kính gửi:\n- Ủy ban nhân dân phường;\n- Trạm y tế.", 3),
        ("Xem tiemchungcovid19.gov.vn để biết. Gọi 1900 9095.", 2),
        ("“Ở nhà là yêu nước.” Hãy nhớ điều đó.", 2),
        ("Một câu không có dấu", 1),
        ("", 0),
        (" \n\t ", 0),
    ],
)
def test_a_text_is_split_where_a_sentence_ends(text, count):
    assert len(split_sentences(text)) == count


def test_a_list_number_stays_with_its_sentence():
    assert split_sentences("1. Tập trung tuyên truyền. 2. Huy động.") == ("1. Tập trung tuyên truyền.", "2. Huy động.")


@given(st.text(alphabet="aĂ 1.,!?…TPQv\n\t“”()-;", max_size=200))
def test_sentences_put_together_are_the_text_but_for_white_space(text):
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())


@given(st.text(max_size=100))
def test_any_text_splits_and_no_sentence_is_empty(text):
    assert all(piece.strip() == piece != "" for piece in split_sentences(text))
