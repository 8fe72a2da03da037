"""What stands over, beside and behind a letter: stamps, several signers, annexes, noise."""

import pytest

from loa.core.reading import read_letter

HEAD = "{over}ỦY BAN NHÂN DÂN\nXÃ MẪU\n\nSố: 12/UBND-VX\nV/v tuyên truyền\n\nXã Mẫu, ngày 05 tháng 8 năm 2021\n\n{stamp}Kính gửi: Các thôn.\n\n"
BODY = "Đề nghị các thôn phát thanh hai buổi mỗi ngày./.\n\n"
TAIL = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nNguyễn Văn Mẫu\n"


def letter(*, over: str = "", stamp: str = "", after: str = "", tail: str = TAIL):
    return read_letter(HEAD.format(over=over, stamp=stamp) + BODY + tail + after)


@pytest.mark.parametrize("stamp", ["HỎA TỐC", "THƯỢNG KHẨN", "KHẨN"])
def test_a_stamp_of_urgency_is_read_and_is_no_part_of_the_issuer(stamp):
    read = letter(over=f"{stamp}\n")
    assert read.urgency == stamp
    assert read.issuer == "Ủy ban nhân dân xã Mẫu"


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_stamp_of_secrecy_is_read_beside_that_of_urgency(stamp):
    read = letter(stamp=f"[ {stamp} ]      [ KHẨN ]\n\n")
    assert (read.security, read.urgency) == (stamp, "KHẨN")


def test_without_a_stamp_there_is_none():
    read = letter()
    assert (read.urgency, read.security, read.draft) == (None, None, False)


def test_a_draft_says_so():
    assert letter(over="DỰ THẢO LẦN 2\n").draft


def test_annexes_are_listed_with_their_titles():
    read = letter(after="\nPHỤ LỤC I\nDANH SÁCH ĐIỂM TIÊM\n(Kèm theo Công văn số 12/UBND-VX)\n\nPhụ lục II\nLỊCH PHÁT THANH\n")
    assert [(a.number, a.title) for a in read.annexes] == [("Phụ lục I", "DANH SÁCH ĐIỂM TIÊM"), ("Phụ lục II", "LỊCH PHÁT THANH")]


def test_everybody_who_signs_a_joint_paper_is_named():
    read = letter(tail=
        "GIÁM ĐỐC SỞ Y TẾ                       KT. BÍ THƯ TỈNH ĐOÀN\n"
        "                                       PHÓ BÍ THƯ\n\n\n"
        "Nguyễn Văn Mẫu                         Trần Thị Mẫu\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    )  # fmt: skip
    assert [(s.name, s.position, s.sign_capacity) for s in read.signers] == [
        ("Nguyễn Văn Mẫu", "GIÁM ĐỐC SỞ Y TẾ", None),
        ("Trần Thị Mẫu", "PHÓ BÍ THƯ", "KT. BÍ THƯ TỈNH ĐOÀN"),
    ]
    assert read.signer == "Nguyễn Văn Mẫu"


def test_who_certified_a_copy_did_not_sign_the_letter():
    read = letter(after="\nSAO Y BẢN CHÍNH\nSố: 9/SY-UBND\nTL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nLê Mẫu Sao\n")
    assert [s.name for s in read.signers] == ["Nguyễn Văn Mẫu"]


def test_a_page_number_does_not_cut_a_sentence():
    text = HEAD.format(over="", stamp="") + "Đề nghị các thôn gửi báo cáo về\n            2\nUBND xã trước ngày 20/8/2021./.\n\n" + TAIL
    read = read_letter(text)
    assert read.clauses[0].text == "Đề nghị các thôn gửi báo cáo về UBND xã trước ngày 20/8/2021."
    assert read.deadline_dates == ("2021-08-20",)


def test_figures_read_as_letters_are_put_right_and_are_not_sure():
    read = read_letter((HEAD.format(over="", stamp="") + BODY + TAIL).replace("ngày 05 tháng 8", "ngày O5 tháng 8"))
    assert read.date == "2021-08-05"
    assert read.evidence["date"].confidence < 0.9


def test_a_misspelt_word_makes_a_value_doubtful():
    read = read_letter((HEAD.format(over="", stamp="") + BODY + TAIL).replace("V/v tuyên truyền", "V/v tuyen truyền"))
    assert read.evidence["subject"].confidence < 0.9
