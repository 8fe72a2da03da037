"""Words of deadlines (thời hạn). `[…|…]` may stand there or not, `(…|…)` one of these, `…` some words of the same sentence."""

# Before a day: by then it must be done
BY_DAY: tuple[str, ...] = (
    "[xong] trước", "chậm nhất [là|đến|vào|trong|trước|hết]", "muộn nhất [là|đến|vào|trong|trước|hết]", "thời hạn …", "hoàn thành :", "thời gian hoàn thành …",
    "thời gian (báo cáo|nộp|gửi) …", "hạn (cuối|chót|nộp|gửi|nhận|báo cáo|đăng ký) …", "đến hết", "không quá", "không (muộn|chậm|trễ) (hơn|quá)", "chậm hơn", "xong",
)  # fmt: skip
# … these also where a scan lost the letters before them ("Thành phtrước ngày …"): no other syllable ends so
BY_DAY_GLUED: tuple[str, ...] = ("trước", "chậm nhất")
# … so too, where somebody hands something in beside it
NEAR_DAY: tuple[str, ...] = ("đến", "hết", "trong", "vào")

# Between those words and the day
LEADS_TO_DAY: tuple[str, ...] = (
    "(cuối|hết|đầu) giờ (sáng|chiều|làm việc|hành chính)", "giờ (sáng|chiều|làm việc|hành chính)", "[buổi] (sáng|trưa|chiều|tối)", "(ngày|sáng|trưa|chiều|tối) mai", "(hôm|ngày) nay",
    "hết", "các", "ngày",
)  # fmt: skip

# A day "ngày 15/8" may be written without "ngày" after these
BARE_DAY_AFTER: tuple[str, ...] = (
    "trước [hết]", "chậm nhất [là|vào|hết|đến]", "muộn nhất [là|vào|hết|đến]", "đến hết", "(gửi|báo cáo|nộp) vào", "(ngày|sáng|trưa|chiều|tối) mai",
)  # fmt: skip

# Words before "trước ngày …" that make it a fact about the past or about a group, not a deadline
NOT_DUE: tuple[str, ...] = (
    "phát sinh", "hiệu lực", "xảy ra", "tồn tại", "nghỉ hưu", "áp dụng", "được hưởng", "có giá trị", "còn hạn", "hạn dùng", "hạn sử dụng", "dùng", "người sinh", "trẻ sinh", "trẻ em sinh",
    "công dân sinh", "sinh từ", "đủ tuổi", "chuyển đến", "thường trú", "hiệu lực thi hành", "hiệu lực ít nhất", "có giá trị sử dụng", "hạn bảo hành",
)  # fmt: skip
# … and these too, unless the day is still to come and nothing says it is done ("đã")
NOT_DUE_IF_PAST: tuple[str, ...] = ("sinh", "cấp", "ban hành", "sử dụng", "ký")
DONE: tuple[str, ...] = ("đã", "được")

# What lasts until its day ("treo cờ đến hết ngày …") sets no deadline, unless something is handed in after these words
LASTS: tuple[str, ...] = (
    "cấm", "nghiêm cấm", "tạm dừng", "tạm ngừng", "tạm đình chỉ", "dừng", "treo", "nghỉ", "nghỉ học", "nghỉ lễ", "nghỉ Tết", "duy trì", "kéo dài", "hiệu lực", "có giá trị", "áp dụng",
    "trực ban", "trực 24/24", "diễn ra", "mở cửa", "trưng bày", "phát sóng", "phát thanh", "phát lại", "cờ phát", "được phát", "quà phát", "miễn phí", "bảo hành", "giữ nguyên", "hạn chế", "đóng cửa", "cách ly", "phong tỏa",
    "tần suất", "lần/ngày", "lần/tuần", "lần/tháng", "buổi/ngày", "buổi/tuần", "hằng ngày", "hàng ngày", "mỗi ngày", "hằng tuần", "hàng tuần", "mỗi tuần",
)  # fmt: skip
# Figures that are counted up to a day
COUNTED: tuple[str, ...] = (
    "tính", "số liệu", "chốt số liệu", "lũy kế", "lấy số liệu", "số liệu tính", "thống kê", "kỳ báo cáo", "mốc thời gian", "thời điểm", "kỳ số liệu",
)  # fmt: skip
# A wish or a goal: its day is never a sure deadline
WISHED: tuple[str, ...] = ("phấn đấu", "dự kiến", "mục tiêu", "chỉ tiêu", "lộ trình")
# Nor is that of a condition
CONDITIONS: tuple[str, ...] = ("nếu", "trường hợp", "khi", "không")
GOALS: tuple[str, ...] = ("có", "đạt", "phấn đấu", "ít nhất", "trên", "từ")  # "đến ngày 31/12, đạt ít nhất 98 %"
# "không để … kéo dài sau ngày …" forbids; it is shown as a doubt, never as a deadline
AFTER_DAY: tuple[str, ...] = ("sau", "từ sau", "kể từ")
FORBIDS: tuple[str, ...] = ("không để", "không được", "không cho", "chưa được")  # "không để người dân quay lại trước ngày …"
# In a bracket behind an older paper: what that one had asked for
ASKED_EARLIER: tuple[str, ...] = ("yêu cầu", "thời hạn", "hạn", "giao", "quy định", "đề nghị")
# An older paper's deadline, told again: "Kế hoạch số … giao hoàn thành trước ngày …, nay mới xong …"
TOLD_AGAIN: tuple[str, ...] = ("nay mới", "đến nay mới", "nhưng đến nay", "đến nay chưa", "nay chưa", "tuy nhiên đến nay", "vẫn chưa")
# After the day: what stands before it says who gets something ("ai đăng ký trước ngày … thì được …")
GIVEN_TO: tuple[str, ...] = (
    "thì",
    "sẽ được",
    "được hưởng",
    "được hỗ trợ",
    "được miễn",
    "được nhận",
    "được tính",
    "được ưu tiên",
    "được giảm",
    "thì được",
)

# Verbs that make a date a deadline: hand in, or be done
DUE_VERBS: tuple[str, ...] = (
    "báo cáo", "gửi", "hoàn thành", "xong", "nộp", "tổng hợp", "đăng ký", "trình", "phản hồi", "cung cấp", "thực hiện", "triển khai", "hoàn thiện", "kết thúc",
    "ban hành", "phê duyệt", "góp ý", "cập nhật", "chuyển", "tham mưu", "thông báo", "xác nhận", "khắc phục", "rà soát", "lập danh sách", "liên hệ", "tổ chức", "trả",
)  # fmt: skip
# the strong ones: with these the date is a deadline beyond doubt
DUE_VERBS_STRONG: tuple[str, ...] = (
    "báo cáo", "gửi", "hoàn thành", "xong", "nộp", "đăng ký", "phản hồi", "góp ý", "trình", "khôi phục", "khắc phục", "bàn giao", "nghiệm thu", "trả lời", "cung cấp",
    "cập nhật", "hoàn thiện", "chuyển về", "lập danh sách", "sửa chữa", "sửa xong", "ký kết", "tham mưu", "phê duyệt",
)  # fmt: skip
# where such a word is part of a noun, nothing is handed in
NO_VERBS: tuple[str, ...] = (
    "chương trình", "quá trình", "công trình", "tờ trình", "quy trình", "lộ trình", "lập trình", "hành trình", "giáo trình", "tiến trình", "trình độ", "trình tự",
    "chuyển đổi", "báo cáo viên",
)  # fmt: skip
# "nộp hồ sơ từ ngày … đến ngày …": of such a period the last day is a deadline
HANDED_IN: tuple[str, ...] = (
    "nộp", "đăng ký", "góp ý", "[tiếp] nhận (bài|hồ sơ|tác phẩm|ý kiến|đăng ký)", "gửi bài", "gửi tác phẩm", "bình chọn",
)  # fmt: skip
CAME_BACK: tuple[str, ...] = ("về từ", "đến từ", "trở về từ")  # "người về từ vùng dịch trước ngày …"

# "xong trong tháng 9/2021", "trước kỳ họp tháng 12"
BY_MONTH: tuple[str, ...] = ("trước", "trong", "xong trong", "xong trước", "cuối", "đến hết", "hết")
BEFORE_MONTH: tuple[str, ...] = ("cuối", "hết", "(phiên|kỳ|cuộc) họp")
BY_QUARTER: tuple[str, ...] = ("trước", "trong", "xong", "hết", "cuối")
NOT_BY_MONTH: tuple[str, ...] = ("đã", "hiệu lực", "kể từ")

QUARTER_WORDS: tuple[str, ...] = ("quý", "hết quý", "cuối quý")
# "đến hết năm 2025" is the end of the period a paper is for
TO_THE_END: tuple[str, ...] = ("đến hết", "đến cuối")
PERIOD_FROM: tuple[str, ...] = ("từ", "từ nay")
PERIOD_TO: tuple[str, ...] = ("đến [hết]",)

# A period "từ ngày … đến ngày …" is the campaign's beside these words
CAMPAIGN_WORDS: tuple[str, ...] = (
    "tuyên truyền", "chiến dịch", "đợt", "thời gian", "triển khai", "tổ chức", "phát động", "ra quân", "tháng cao điểm", "treo", "phát sóng",
    "phát thanh", "phát trên",
)  # fmt: skip
YEARLY: tuple[str, ...] = ("hằng năm", "hàng năm", "mỗi năm", "định kỳ")

RECURRENCES: tuple[str, ...] = (
    "hằng ngày", "hàng ngày", "hằng tuần", "hàng tuần", "hằng tháng", "hàng tháng", "hằng quý", "hàng quý", "hằng năm", "hàng năm", "mỗi tuần", "mỗi tháng",
    "mỗi quý", "mỗi năm", "mỗi ngày", "định kỳ",
)  # fmt: skip

# Before a day that comes back ("trước ngày 15 hằng tháng")
BY_RECURRING: tuple[str, ...] = ("trước", "chậm nhất [là|vào|trước]", "muộn nhất [là|vào]", "vào", "xong trước")
# How it is said that it comes back
COMES_BACK: tuple[str, ...] = (
    "(hằng|hàng|mỗi) (ngày|tuần|tháng|quý|năm)", "[của] tháng cuối [cùng] [của] [mỗi|hằng|hàng] quý", "của [mỗi] tháng", "tuần cuối [của] [hằng|hàng] tháng",
)  # fmt: skip

# how often -> the period
EVERY: dict[str, str] = {
    "hằng ngày": "day", "hàng ngày": "day", "mỗi ngày": "day", "hằng tuần": "week", "hàng tuần": "week", "mỗi tuần": "week", "hằng tháng": "month",
    "hàng tháng": "month", "mỗi tháng": "month", "hằng quý": "quarter", "hàng quý": "quarter", "mỗi quý": "quarter", "hằng năm": "year", "hàng năm": "year",
    "mỗi năm": "year", "06 tháng": "half_year", "6 tháng": "half_year", "sáu tháng": "half_year", "định kỳ": "period", "tháng cuối quý": "quarter",
    "tháng cuối của quý": "quarter", "của tháng": "month",
}  # fmt: skip

# "02 lần/ngày", "3 giờ/lần"
RATES: dict[str, str] = {
    "giờ": "hour", "phút": "minute", "ngày": "day", "tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year",
}  # fmt: skip

UNITS: dict[str, str] = {"ngày": "day", "giờ": "hour", "tiếng": "hour", "tuần": "week", "tháng": "month"}

# Before "05 ngày làm việc"
WITHIN: tuple[str, ...] = (
    "sau", "trong", "trong thời hạn", "trong vòng", "chậm nhất", "chậm nhất là", "chậm nhất sau", "chậm nhất trong", "chậm nhất là sau", "không quá", "tối đa", "thời hạn",
    "thời hạn là", "muộn nhất", "muộn nhất là", "muộn nhất sau", "trước", "trong thời gian", "chậm nhất trong vòng", "trong khoảng thời gian", "thời gian không quá", "trong thời gian không quá",
)  # fmt: skip
# the firm ones: they set a deadline even where nothing says since when
WITHIN_FIRM: tuple[str, ...] = ("chậm nhất", "muộn nhất", "không quá", "thời hạn", "trong vòng", "tối đa")
# "05 ngày" before these is no deadline ("05 ngày đầu năm", "10 ngày qua")
NOT_A_SPAN: tuple[str, ...] = (
    "đầu", "cuối", "qua", "gần", "năm", "của", "nay", "đêm", "tới", "trực", "nghỉ", "phút", "tuổi", "chạp", "giêng", "âm",
)  # fmt: skip

SINCE: tuple[str, ...] = ("kể từ", "tính từ", "kể từ khi", "từ khi", "sau", "sau khi", "từ ngày", "sau ngày", "trước khi", "trước ngày")
SINCE_ENDS: tuple[str, ...] = ("để", "phải", "gửi", "báo cáo", "có trách nhiệm", "thì")
# "trước hội nghị 02 ngày": what it is reckoned back from
RECKONED_FROM: tuple[str, ...] = ("thời điểm", "ngày", "khi", "mỗi", "các", "hội nghị", "cuộc họp", "kỳ họp", "phiên họp")
# Recurring duties are deadlines beside a verb of handing in
REPORTED: tuple[str, ...] = ("báo cáo", "gửi", "nộp", "tổng hợp", "cung cấp")
