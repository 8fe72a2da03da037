"""Words by which a letter says what a passage is."""

# Openings that name what the letter rests on -> the role of the papers cited after them
BASIS_OPENINGS: dict[str, str] = {
    "Căn cứ": "căn cứ", "Thực hiện": "thực hiện", "Triển khai": "thực hiện", "Triển khai thực hiện": "thực hiện", "Tiếp tục thực hiện": "thực hiện",
    "Tiếp tục triển khai": "thực hiện", "Tổ chức thực hiện": "thực hiện", "Chấp hành": "thực hiện", "Tiếp theo": "căn cứ", "Theo": "căn cứ",
    "Theo đề nghị": "căn cứ", "Xét đề nghị": "căn cứ", "Xét": "căn cứ", "Trên cơ sở": "căn cứ", "Phúc đáp": "trả lời", "Trả lời": "trả lời",
    "Nhận được": "trả lời", "Tiếp nhận": "trả lời", "Sau khi xem xét": "trả lời", "Sau khi nghiên cứu": "trả lời", "Được sự đồng ý": "căn cứ",
    "Quán triệt": "thực hiện", "Thi hành": "thực hiện", "Cụ thể hóa": "thực hiện", "Bổ sung": "căn cứ", "Tiếp nối": "căn cứ",
    "Đồng thời thực hiện": "thực hiện", "Thực hiện ý kiến chỉ đạo": "thực hiện", "Thực hiện chỉ đạo": "thực hiện", "Ngày": "căn cứ",
    "Theo chỉ đạo": "thực hiện", "Theo ý kiến chỉ đạo": "thực hiện", "Theo sự chỉ đạo": "thực hiện", "Kế thừa": "căn cứ", "Qua nghiên cứu": "trả lời", "Qua xem xét": "trả lời",
}  # fmt: skip

# The same said inside a sentence of the opening part
BASIS_INSIDE: dict[str, str] = {
    "căn cứ": "căn cứ", "tiếp theo": "căn cứ", "thực hiện": "thực hiện", "theo đề nghị": "căn cứ", "xét đề nghị": "căn cứ",
    "đã ban hành": "căn cứ", "ban hành": "căn cứ", "theo": "căn cứ", "triển khai": "thực hiện", "đã có": "căn cứ", "có": "căn cứ",
    "theo chỉ đạo": "thực hiện", "theo ý kiến chỉ đạo": "thực hiện", "trên cơ sở": "căn cứ", "chấp hành": "thực hiện", "phúc đáp": "trả lời", "trả lời": "trả lời", "tại": "căn cứ", "nhận được": "trả lời",
}  # fmt: skip

# … which only point on, and leave the role to a stronger word before them
BASIS_WEAK: tuple[str, ...] = ("tại", "theo", "có", "đã có", "ban hành", "đã ban hành")

# In the body: what this paper does to the one cited after these words
CHANGES: dict[str, str] = {
    "thay thế": "thay thế", "này thay": "thay thế", "thay cho": "thay thế", "bãi bỏ": "thay thế", "hủy bỏ": "thay thế", "sửa đổi": "sửa đổi",
    "sửa đổi, bổ sung": "sửa đổi", "điều chỉnh": "sửa đổi", "đính chính": "sửa đổi", "bổ sung": "sửa đổi",
}  # fmt: skip

# A sentence that looks back tells a story: papers in it are mentioned
LOOKING_BACK: tuple[str, ...] = (
    "Trong thời gian qua", "Thời gian qua", "Trong những năm qua", "Những năm qua", "Trong những năm gần đây", "Thời gian gần đây",
    "Trong thời gian gần đây", "Hiện nay", "Tuy nhiên", "Trong năm", "Qua theo dõi", "Qua kiểm tra", "Trong những tháng đầu năm",
    "Những tháng đầu năm", "Vừa qua", "Trước đó", "Bên cạnh đó", "Mặc dù", "Năm qua", "Trong quý", "Trong tháng",
)  # fmt: skip

# The letter turns from its reasons to what it wants
TURNS: tuple[str, ...] = (
    "như sau", "đề nghị", "yêu cầu", "kính mời", "chỉ đạo", "có ý kiến", "thông báo", "hướng dẫn", "quyết định", "quyết nghị", "báo cáo", "kính trình", "trân trọng",
    "ban hành kế hoạch", "xây dựng kế hoạch", "giao",
)  # fmt: skip
# … unless these words make it part of the reasons
NOT_TURNS: tuple[str, ...] = (
    "theo đề nghị",
    "xét đề nghị",
    "theo yêu cầu",
    "đã chỉ đạo",
    "sự chỉ đạo",
    "ý kiến chỉ đạo",
    "thực hiện chỉ đạo",
    "đã yêu cầu",
    "đã đề nghị",
    "được giao",
    "đã giao",
    "giao thông",
    "giao ban",
)

# A body line that opens so is no longer a heading or an address
BODY_OPENINGS: tuple[str, ...] = (
    "Căn cứ", "Thực hiện", "Tiếp theo", "Theo", "Xét", "Để", "Nhằm", "Trong", "Thời gian", "Ngày", "Trên cơ sở", "Triển khai", "Do", "Hiện nay", "Qua",
    "Phúc đáp", "Trả lời", "Sau khi", "Kính gửi", "Những năm", "Nhận được", "Tiếp nhận", "Chấp hành", "Được sự", "Quán triệt", "Vừa qua", "Năm", "Tiếp tục",
    "Từ ngày", "Sáng ngày", "Chiều ngày", "Vào", "Đến", "Tuy nhiên", "Trước", "Với", "Nhân dịp", "Kính mời", "Trân trọng", "Bộ", "Sở", "Ủy ban nhân dân", "UBND",
)  # fmt: skip

# What a copy is for, as printed in brackets under "Nơi nhận"
PURPOSES: tuple[str, ...] = (
    "báo cáo", "b/c", "bc", "b.cáo", "b/cáo", "phối hợp", "p/h", "ph", "p/hợp", "thực hiện", "t/h", "th", "t/hiện", "biết", "để biết", "theo dõi", "t/d", "chỉ đạo",
    "c/đ", "cđ", "đăng tải", "đăng tin", "đưa tin", "công bố", "kiểm tra", "giám sát", "đôn đốc", "tổng hợp", "tham mưu", "triển khai", "xin ý kiến", "đăng công báo",
    "niêm yết", "thẩm định", "giúp", "hướng dẫn", "xem xét", "t/hợp", "ph thực hiện", "phối hợp thực hiện", "phối hợp chỉ đạo", "lãnh đạo", "tuyên truyền",
    "phát", "phát thanh", "tiếp âm", "thông báo", "đăng báo", "lưu", "ủng hộ", "tham dự", "dự", "cập nhật", "thi hành", "đăng website", "đăng cổng", "nắm", "thông tin", "quán triệt", "phổ biến",
)  # fmt: skip

# Verbs by which a letter asks (động từ yêu cầu)
REQUESTS: tuple[str, ...] = (
    "đề nghị",
    "yêu cầu",
    "giao",
    "kính đề nghị",
    "trân trọng đề nghị",
    "chỉ đạo",
    "kính mời",
    "đề xuất",
    "kiến nghị",
)

# A paragraph that opens so speaks to everybody again: the clauses are over
CLOSING_OPENINGS: tuple[str, ...] = (
    "Trên đây", "Trong quá trình", "Quá trình thực hiện", "Nhận được", "Đề nghị", "Yêu cầu", "Kính đề nghị", "Trân trọng", "Thời hạn", "Kết quả", "Chỉ thị này",
    "Kế hoạch này", "Công điện này", "Hướng dẫn này", "Giao", "Căn cứ", "Mọi thông tin", "Mọi vướng mắc", "Rất mong", "Kính mong", "Báo cáo nhanh", "Báo cáo kết quả", "Báo cáo tổng hợp", "Chế độ báo cáo", "Các đơn vị", "Nếu có khó khăn",
)  # fmt: skip

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

# Words before "trước ngày …" that make it a fact about the past or about a group, not a deadline
NOT_DUE: tuple[str, ...] = ("phát sinh", "có hiệu lực", "xảy ra", "tồn tại", "nghỉ hưu", "áp dụng", "được hưởng")
# … and these too, unless the day is still to come and nothing says it is done ("đã")
NOT_DUE_IF_PAST: tuple[str, ...] = ("sinh", "cấp", "ban hành", "sử dụng", "ký")

RECURRENCES: tuple[str, ...] = (
    "hằng ngày", "hàng ngày", "hằng tuần", "hàng tuần", "hằng tháng", "hàng tháng", "hằng quý", "hàng quý", "hằng năm", "hàng năm", "mỗi tuần", "mỗi tháng",
    "mỗi quý", "mỗi năm", "mỗi ngày", "định kỳ",
)  # fmt: skip
