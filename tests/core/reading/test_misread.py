"""What a scan does to figures: what can be put right is put right, and nothing that was touched is sure."""

import pytest

from loa.core.reading import read_letter

LETTER = """ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ TÂN HƯNG                     Độc lập - Tự do - Hạnh phúc
{number}               Tân Hưng, {day}
V/v tuyên truyền phòng bệnh

Kính gửi: Ban nhân dân các ấp.

Thực hiện Kế hoạch số 12/KH-UBND ngày 01/7/2021 của UBND huyện, UBND xã đề nghị các ấp gửi báo cáo {due}./.

Nơi nhận:
- Như trên;
- Lưu: VT.

CHỦ TỊCH

Nguyễn Văn An
"""
SURE = 0.9

NUMBERS = [  # as scanned -> the number, where it can be known
    ("Số: I23/UBND-VX", "123"), ("Số: l23/UBND-VX", "123"), ("Số: 1O3/UBND-VX", "103"), ("Số: __123__/UBND-VX", "123"), ("Số : 12 3/UBND-VX", "123"),
    ("Số: 1Z3/UBND-VX", None), ("Số: |23/UBND-VX", None), ("Số: 12B/UBND-VX", "12B"), ("Sô: 4S/UBND-VX", "4S"), ("Số: /5¢/UBND-VX", None),
    ("Số: 1,23/UBND-VX", None), ("Số: 123l/UBND-VX", "1231"), ("Số: .../UBND-VX", None),
]  # fmt: skip
SYMBOLS = ["Số: 123/U8ND-VX", "Số: 123/UBNĐ-VX", "Số: 123/UBND.VX", "Số: 123/UBND-V X", "Số:/5¢/UBND-VX"]
DAYS = [
    ("ngày O5 tháng 8 năm 2021", "2021-08-05"), ("ngày 0 5 tháng 8 năm 2021", "2021-08-05"), ("ngày 05 tháng 8 năm 20 21", "2021-08-05"),
    ("ngày 05 tháng 8 năm 2O21", "2021-08-05"), ("ngày 0S tháng 8 năm 2021", None), ("ngày 05 tháng B năm 2021", None),
    ("ngày 05 tháng 8 năm 202", None), ("ngày 35 tháng 8 năm 2021", None), ("ngày 05 tháng 8 năm 2821", None),
]  # fmt: skip
GLUED_DAYS = ["ngày05 tháng 8 năm 2021", "ngày 05 tháng8 năm2021", "ngày 05thang 8 năm 2021", "ngày  05  tháng  8  năm  2021"]
DEADLINES = [
    "trước ngày 1S/8/2021", "trước ngày I5/8/2021", "trước ngày 15/B/2021", "trước ngày 15/8/202I", "trước ngày 1 5/8/2021", "trước ngày 15/8/20 21",
    "trước ngày 15/8/2031", "trước ngày 75/8/2021", "trước ngày 5/8/2021", "trước ngày 15182021",
]  # fmt: skip


def scanned(number: str = "Số: 123/UBND-VX", day: str = "ngày 05 tháng 8 năm 2021", due: str = "trước ngày 15/8/2021"):
    return read_letter(LETTER.format(number=number, day=day, due=due))


@pytest.mark.parametrize(("words", "number"), NUMBERS)
def test_a_number_with_a_misread_figure_is_never_sure(words, number):
    letter = scanned(number=words)
    assert letter.number == number
    assert letter.evidence["number"].confidence < SURE
    assert letter.symbol == "UBND-VX"


@pytest.mark.parametrize("words", SYMBOLS)
def test_a_symbol_that_nobody_writes_so_is_never_sure(words):
    assert scanned(number=words).evidence["symbol"].confidence < SURE


@pytest.mark.parametrize(("words", "day"), DAYS)
def test_a_day_with_a_misread_figure_is_never_sure(words, day):
    letter = scanned(day=words)
    assert letter.date == day
    assert letter.evidence["date"].confidence < SURE


@pytest.mark.parametrize("words", GLUED_DAYS)
def test_a_day_whose_words_were_glued_together_is_read(words):
    assert scanned(day=words).date == "2021-08-05"


@pytest.mark.parametrize("words", DEADLINES)
def test_a_deadline_with_a_misread_figure_is_never_sure(words):
    assert scanned(due=words).evidence["deadline_dates"].confidence < SURE
