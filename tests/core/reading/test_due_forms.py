"""By when: the forms in which offices word a day or a month by which something must be done, and those that only look like one."""

import pytest

from loa.core.reading import read_letter

LETTER = """UBND TỈNH HÒA BÌNH            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ Y TẾ                            Độc lập - Tự do - Hạnh phúc
Số: 45/SYT-NVY               Hòa Bình, ngày 05 tháng 8 năm 2021

Kính gửi: Ủy ban nhân dân các huyện.

Thực hiện Kế hoạch số 12/KH-UBND ngày 01/02/2021 của UBND tỉnh, Sở Y tế đề nghị các đơn vị:
1. Phòng Y tế các huyện {words}.
2. Trung tâm Y tế phối hợp thực hiện.

Nơi nhận:
- Như trên;
- Lưu: VT.

GIÁM ĐỐC

Nguyễn Văn An
"""

DAYS = [  # sentence -> dates, times, other
    ("gửi báo cáo về Sở trước ngày 15/8/2021", ["2021-08-15"]),
    ("gửi báo cáo về Sở trước ngày 15/8", ["2021-08-15"]),
    ("gửi báo cáo về Sở trước 15/8/2021", ["2021-08-15"]),
    ("gửi báo cáo về Sở chậm nhất ngày 15 tháng 8 năm 2021", ["2021-08-15"]),
    ("gửi báo cáo về Sở chậm nhất là ngày 15/8/2021", ["2021-08-15"]),
    ("gửi báo cáo về Sở chậm nhất vào ngày 15-8-2021", ["2021-08-15"]),
    ("gửi báo cáo về Sở trước 17h00' ngày 05-9-2021", ["2021-09-05"]),
    ("gửi báo cáo về Sở trước 17g00 ngày 05/9/2021", ["2021-09-05"]),
    ("gửi báo cáo về Sở trước 17:00 ngày 05/9/2021", ["2021-09-05"]),
    ("gửi báo cáo về Sở trước 16 giờ 30 phút, ngày 05/9/2021 (Chủ nhật)", ["2021-09-05"]),
    ("gửi báo cáo về Sở trước 16 giờ 30 phút thứ Sáu, ngày 13/8/2021", ["2021-08-13"]),
    ("gửi báo cáo về Sở hết ngày 30 tháng 9", ["2021-09-30"]),
    ("gửi báo cáo về Sở trước hết ngày 30 tháng 9", ["2021-09-30"]),
    ("hoàn thành trong ngày 30/9/2021", ["2021-09-30"]),
    ("hoàn thành xong trước ngày 30/9/2021", ["2021-09-30"]),
    ("hoàn thành việc lắp đặt đến ngày 30/9/2021", ["2021-09-30"]),
    ("hoàn thành việc lắp đặt vào ngày 30/9/2021", ["2021-09-30"]),
    ("hoàn thành muộn nhất ngày 30/9/2021", ["2021-09-30"]),
    ("Thời hạn gửi báo cáo: ngày 30/9/2021", ["2021-09-30"]),
    ("Thời hạn hoàn thành: 30/9/2021", ["2021-09-30"]),
    ("Thời gian hoàn thành: trước ngày 30/9/2021", ["2021-09-30"]),
    ("Hạn chót nhận báo cáo: 30/9/2021", ["2021-09-30"]),
    ("Hạn nộp: ngày 30/9/2021", ["2021-09-30"]),
    ("Thời gian nhận hồ sơ: chậm nhất 17 giờ ngày 30/9/2021", ["2021-09-30"]),
    ("báo cáo kết quả (trước ngày 30/9/2021) về Sở", ["2021-09-30"]),
    ("báo cáo kết quả về Sở không muộn hơn ngày 30/9/2021", ["2021-09-30"]),
    ("báo cáo kết quả về Sở không chậm quá ngày 30/9/2021", ["2021-09-30"]),
    ("báo cáo kết quả về Sở không quá ngày 30/9/2021", ["2021-09-30"]),
    ("báo cáo kết quả về Sở vào các ngày 15/9/2021 và 30/9/2021", ["2021-09-15", "2021-09-30"]),
    ("báo cáo kết quả về Sở trước ngày 15/9 và ngày 30/9/2021", ["2021-09-15", "2021-09-30"]),
    ("báo cáo đợt 1 trước ngày 15/9/2021, đợt 2 trước ngày 15/10/2021", ["2021-09-15", "2021-10-15"]),
    ("báo cáo sơ bộ trước ngày 15/9/2021; báo cáo chính thức trước ngày 15/10/2021", ["2021-09-15", "2021-10-15"]),
    ("gửi kết quả về Sở trước ngày 31/01/2022", ["2022-01-31"]),
    ("gửi kết quả về Sở trước ngày 31/01", ["2022-01-31"]),
    ("gửi kết quả về Sở trong ngày mai, 06/8/2021", ["2021-08-06"]),
    ("gửi kết quả về Sở trong sáng ngày 06/8/2021", ["2021-08-06"]),
    ("gửi kết quả về Sở trước 11 giờ trưa ngày 06/8/2021", ["2021-08-06"]),
    ("gửi kết quả về Sở trước giờ hành chính ngày 06/8/2021", ["2021-08-06"]),
    ("gửi kết quả về Sở trước cuối giờ chiều ngày 06/8/2021", ["2021-08-06"]),
    ("đăng ký tham gia qua thư điện tử đến hết ngày 20/8/2021", ["2021-08-20"]),
    ("nộp hồ sơ dự thi từ ngày 10/8/2021 đến ngày 20/8/2021", ["2021-08-20"]),
    ("Thời gian nhận bài dự thi: từ ngày 10/8/2021 đến hết ngày 20/8/2021", ["2021-08-20"]),
    ("lấy ý kiến góp ý bằng văn bản, gửi về Sở trước ngày 20.8.2021", ["2021-08-20"]),
    ("phát thanh từ ngày 10/8/2021 đến ngày 20/8/2021", []),
    ("tổ chức hội nghị vào ngày 20/8/2021", []),
    ("những người về từ vùng dịch trước ngày 20/8/2021 khai báo y tế", []),
    ("Văn bản này có hiệu lực từ ngày 15/8/2021", []),
    ("đã báo cáo trước ngày 01/8/2021", []),
    ("Cuộc thi diễn ra từ 8 giờ ngày 20/8/2021", []),
    ("treo cờ Tổ quốc từ 18 giờ ngày 01/9/2021 đến 18 giờ ngày 03/9/2021", []),
]

MONTHS = [
    ("hoàn thành trong tháng 8/2021", ["2021-08"]),
    ("hoàn thành trước tháng 10 năm 2021", ["2021-10"]),
    ("hoàn thành trong tháng 9", ["2021-09"]),
    ("báo cáo kết quả trong tháng 12/2021", ["2021-12"]),
    ("tổ chức xong trong tháng 9 năm 2021", ["2021-09"]),
]

GOALS = ["phấn đấu đến ngày 31/12/2021 có 90% hộ dân nghe được loa", "đến hết ngày 31/12/2021, 100% thôn có loa hoạt động"]


def reading_of(words: str):
    """A letter of 5 August 2021 whose first request holds these words."""
    return read_letter(LETTER.format(words=words[0].lower() + words[1:]))


@pytest.mark.parametrize(("words", "days"), DAYS)
def test_a_day_by_which_something_must_be_done_is_a_deadline(words, days):
    assert list(reading_of(words).deadline_dates) == days


@pytest.mark.parametrize(("words", "months"), MONTHS)
def test_a_month_is_a_deadline_too(words, months):
    assert list(reading_of(words).deadline_months) == months


@pytest.mark.parametrize("words", GOALS)
def test_the_day_of_a_goal_is_never_a_sure_deadline(words):
    letter = reading_of(words)
    assert letter.deadline_dates == ("2021-12-31",)
    assert letter.evidence["deadline_dates"].confidence <= 0.6
