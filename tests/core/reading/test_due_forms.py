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

DAYS_TOO = [  # … by words that stand near the days that set nothing
    ("gửi danh sách hộ có hiệu lực thẻ về Sở trước ngày 15/9/2021", ["2021-09-15"]),
    ("báo cáo việc tạm dừng karaoke về Sở trước ngày 30/8/2021", ["2021-08-30"]),
    ("rà soát, nếu có vướng mắc báo cáo Sở trước ngày 30/8/2021", ["2021-08-30"]),
    ("nộp báo cáo (số liệu đến 15/8/2021) trước ngày 20/8/2021", ["2021-08-20"]),
    ("báo cáo kết quả về Sở chậm nhất là 27/8", ["2021-08-27"]),
    ("báo cáo về Sở trước thứ Sáu, 27/8", ["2021-08-27"]),
    ("nộp cho đồng chí An chậm nhất hết ngày thứ 6, 27/8", ["2021-08-27"]),
    ("gửi phương án trước 08 giờ sáng mai (06/8)", ["2021-08-06"]),
    ("gửi số liệu về Sở chậm nhất trong tuần từ 16 - 20/8/2021", ["2021-08-20"]),
    ("hoàn thành việc di dời dân trước 10 giờ hôm nay, ngày 06/8/2021", ["2021-08-06"]),
    ("lập danh sách người sinh trước ngày 01/01/1960 gửi Sở trước ngày 30/8/2021", ["2021-08-30"]),
    ("báo cáo trước ngày mùng 5/9/2021", ["2021-09-05"]),
    ("bàn giao mặt bằng cho chủ đầu tư trong ngày 30/8/2021", ["2021-08-30"]),
    ("gửi báo cáo về Sở trước ngày 30/08/21", ["2021-08-30"]),
    ("gửi báo cáo về Sở trước 16 giờ ngày 30-8-21", ["2021-08-30"]),
    ("gửi báo cáo về Sở trước ngày 15/01/22", ["2022-01-15"]),
    ("tiếp nhận hồ sơ đến 17 giờ 00 ngày 31/8/2021", ["2021-08-31"]),
    ("thông báo: Bộ phận Một cửa nhận hồ sơ đến 11 giờ 30 phút, ngày 31/8/2021", ["2021-08-31"]),
    ("nhận bài dự thi tại trụ sở đến hết ngày 31/8/2021", ["2021-08-31"]),
    ("phát tin mỗi ngày hai lần đến hết ngày 15/9/2021, báo cáo trước ngày 30/9/2021", ["2021-09-30"]),
]

NO_DEADLINES = [
    "không để tình trạng mất tín hiệu kéo dài sau ngày 31/12/2021",
    "không để người dân trở về vùng nguy hiểm trước ngày 20/9/2021",
    "Giấy phép có hiệu lực đến ngày 31/12/2021, báo cáo Sở khi gần hết hạn",
    "Báo giá phải còn hiệu lực ít nhất đến 31/01/2022",
    "Quyết định này có hiệu lực thi hành sau 10 ngày kể từ ngày ký và thay thế Quyết định số 12/QĐ-UBND ngày 02/3/2019",
    "rà soát trẻ sinh trước ngày 01/01/2022",
    "hộ đăng ký thường trú trước ngày 01/10/2021 được hỗ trợ, lập danh sách gửi Sở",
    "treo cờ Tổ quốc đến hết ngày 03/9/2021",
    "tạm dừng các lễ hội đến hết ngày 30/9/2021 và báo cáo Sở",
    "duy trì phát thanh bốn buổi mỗi ngày đến hết ngày 30/9/2021",
    "cấm đốt rơm rạ, đốt ong ở vùng đệm đến hết ngày 31/10/2021",
    "báo cáo số liệu tính đến ngày 15/9/2021",
    "báo cáo kết quả thực hiện (số liệu lấy đến hết ngày 30/9/2021)",
    "học sinh nghỉ học đến hết ngày 15/9/2021",
    "giá vé giảm áp dụng đến hết ngày 30/9/2021",
    "giống lúa lô 25B dùng trước ngày 30/4/2022",
    "thẻ bảo hiểm y tế còn giá trị sử dụng đến ngày 31/12/2021, báo cáo số thẻ",
    "Kế hoạch số 12/KH-UBND giao hoàn thành trước ngày 31/12/2021, nay mới đạt 40%",
    "thực hiện Công văn số 55/BYT-DP ngày 02/8/2021 của Bộ Y tế (yêu cầu gửi trước ngày 10/12/2021)",
    "kỷ niệm 76 năm Quốc khánh (02/9/1945 - 02/9/2021)",
    "các đơn vị trực từ ngày 01/9/2021 đến ngày 03/9/2021 và báo cáo hằng ngày",
    "ngừng cấp điện từ 7 giờ đến 17 giờ ngày 20/8/2021",
    "phát bài tuyên truyền với tần suất 03 lần/ngày đến hết ngày 30/9/2021",
    "phun khử khuẩn chợ 01 lần/tuần, đến hết ngày 31/10/2021",
    "đo thân nhiệt hằng ngày cho người bán hàng đến hết ngày 30/9/2021",
    "thời gian nhận hồ sơ hỗ trợ được kéo dài đến ngày 31/10/2021",
    "gửi báo cáo về Sở trước ngày 30/08/19",
]

UNSURE = [
    "phấn đấu hoàn thành lắp đặt trước ngày 31/12/2021",
    "dự kiến hoàn thành trước ngày 31/12/2021",
    "người đăng ký trước ngày 10/9/2021 thì được nhận quà",
    "trồng xong trước ngày 15/9/2021 sẽ được hỗ trợ giống",
    "không tổ chức tiệc cưới trước ngày 15/9/2021",
    "cử cán bộ dự tập huấn ngày 20/8/2021, đăng ký với Sở",
    "báo cáo Ủy ban nhân dân tnhtrước 10h00 ngày 20/8/2021",
]

OF_ANOTHER_VERB = [  # the verb of handing in stands elsewhere in the sentence
    "kiểm tra các cơ sở được cấp phép trước ngày 01/9/2021, báo cáo trước ngày 15/9/2021",
    "bão vào đất liền trước 18 giờ ngày 06/8/2021, báo cáo liên tục",
    "học sinh tựu trường trước ngày 01/9/2021; các trường báo cáo trước ngày 25/8/2021",
    "hợp đồng kết thúc trước ngày 31/12/2021 phải thanh lý và báo cáo Sở",
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


@pytest.mark.parametrize(("words", "days"), [*DAYS, *DAYS_TOO])
def test_a_day_by_which_something_must_be_done_is_a_deadline(words, days):
    assert list(reading_of(words).deadline_dates) == days


@pytest.mark.parametrize("words", NO_DEADLINES)
def test_a_day_of_validity_of_a_ban_of_figures_or_of_an_older_paper_is_no_deadline(words):
    letter = reading_of(words)
    assert letter.deadline_dates == ()
    assert letter.deadline_relative == ()
    assert letter.evidence["deadline_dates"].confidence < 0.9


@pytest.mark.parametrize("words", UNSURE)
def test_a_day_of_a_wish_a_condition_or_a_promise_is_never_a_sure_deadline(words):
    assert reading_of(words).evidence["deadline_dates"].confidence <= 0.6


def test_letters_lost_before_the_words_of_due_do_not_hide_the_day():
    letter = reading_of("báo cáo Ủy ban nhân dân tnhtrước 10h00 ngày 20/8/2021")
    assert (letter.deadline_dates, letter.deadline_times) == (("2021-08-20",), ("2021-08-20T10:00",))


def test_a_year_of_two_figures_is_read_but_never_sure():
    assert reading_of("gửi báo cáo về Sở trước ngày 30/08/21").evidence["deadline_dates"].confidence <= 0.8


@pytest.mark.parametrize("words", OF_ANOTHER_VERB)
def test_a_day_is_sure_only_where_a_verb_of_handing_in_governs_it(words):
    assert reading_of(words).evidence["deadline_dates"].confidence < 0.9


@pytest.mark.parametrize(("words", "months"), MONTHS)
def test_a_month_is_a_deadline_too(words, months):
    assert list(reading_of(words).deadline_months) == months


@pytest.mark.parametrize("words", GOALS)
def test_the_day_of_a_goal_is_never_a_sure_deadline(words):
    letter = reading_of(words)
    assert letter.deadline_dates == ("2021-12-31",)
    assert letter.evidence["deadline_dates"].confidence <= 0.6


def test_the_days_of_broadcasting_are_the_period_of_the_campaign():
    said = "phát thanh ít nhất 02 lần/ngày từ ngày 15/8/2021 đến hết ngày 31/8/2021 về sốt xuất huyết"
    assert read_letter(LETTER.format(words=said)).campaign_period == {"start": "2021-08-15", "end": "2021-08-31"}
