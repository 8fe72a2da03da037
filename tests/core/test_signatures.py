"""The lines above a signature follow the title of the day."""

import pytest

from loa.core.signatures import signature_lines

COMMITTEE = {"capacity": "TM. ỦY BAN NHÂN DÂN", "position": "CHỦ TỊCH"}
DEPARTMENT = {"capacity": "", "position": "GIÁM ĐỐC"}


@pytest.mark.parametrize(
    ("title", "of", "lines"),
    [
        ("Chủ tịch Ủy ban nhân dân phường", COMMITTEE, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("Phó Chủ tịch Ủy ban nhân dân phường", COMMITTEE, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("Phó chủ tịch", COMMITTEE, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("Giám đốc Sở", DEPARTMENT, ("GIÁM ĐỐC",)),
        ("Phó Giám đốc", DEPARTMENT, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("", DEPARTMENT, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("Chánh Văn phòng", DEPARTMENT, ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
        ("Trưởng phòng Văn hóa - Xã hội", COMMITTEE, ("TL. CHỦ TỊCH", "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI")),
        ("Trưởng ban", {"capacity": "", "position": ""}, ("TRƯỞNG BAN",)),
        ("", {"capacity": "", "position": ""}, ()),
    ],
)
def test_who_signs_as_what(title, of, lines):
    assert signature_lines(title, **of) == lines


@pytest.mark.parametrize(
    ("title", "of", "lines"),
    [
        ("Trưởng phòng Văn hóa - Xã hội", COMMITTEE, ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI")),
        ("Chánh Văn phòng", DEPARTMENT, ("TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
        ("", DEPARTMENT, ("TUQ. GIÁM ĐỐC",)),
        ("Phó Giám đốc", DEPARTMENT, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("Giám đốc", DEPARTMENT, ("GIÁM ĐỐC",)),
    ],
)
def test_a_delegate_signs_by_the_heads_delegation_and_a_deputy_still_as_deputy(title, of, lines):
    assert signature_lines(title, **of, delegated=True) == lines
