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

# A sentence of reasons may begin with what they are for
PURPOSE_LEADS: tuple[str, ...] = ("để [tiếp tục]", "nhằm [tiếp tục]")
# A line that opens so begins a new reason, whatever ended the one before
NEW_REASONS: tuple[str, ...] = ("Căn cứ", "Xét đề nghị", "Theo đề nghị")
# A day behind these words is when a paper enters into force, not its own
IN_FORCE: tuple[str, ...] = ("hiệu lực",)
# Party numbers may be written without a hyphen: "84 QĐ/TWĐTN"
PARTY_KINDS: tuple[str, ...] = ("NQ", "QĐ", "CT", "HD", "KH", "CV", "TB", "KL", "QC", "BC", "TTr", "CTr")

# Who issued a cited paper: the name after "của" ends before one of these
ISSUER_ENDS_BEFORE: tuple[str, ...] = (
    "về", "V/v", "ban hành", "phê duyệt", "quy định", "thực hiện", "sửa đổi", "hướng dẫn", "tại", "và", "ngày", "quy", "phân", "giao", "triển khai", "công bố", "tăng cường",
    "kêu gọi", "để", "khóa", "đối với", "cho", "trong", "thành lập", "yêu cầu", "đề nghị", "báo cáo", "chỉ đạo", "có", "hỏi", "xin", "kiến nghị", "gửi", "kết luận", "thông qua",
)  # fmt: skip
# "theo đề nghị của … tại Tờ trình số …", "… đã ban hành Công văn số …": who stands before the number
ASKED_BY: tuple[str, ...] = (
    "đề nghị",
    "báo cáo",
    "ý kiến",
    "chỉ đạo",
    "kết luận",
    "kiến nghị",
    "yêu cầu",
    "thẩm định",
    "thẩm tra",
    "đề xuất",
)
ISSUED_BY: tuple[str, ...] = ("[đã] ban hành", "[đã] có")
# "I. Căn cứ": a part that lists what the paper rests on
BASIS_HEADINGS: tuple[str, ...] = ("[các] cơ sở", "[các] căn cứ")
# A law's name ends before one of these, or before the next law
LAW_ENDS_BEFORE: tuple[str, ...] = (
    "được (sửa|Quốc hội|thông qua)", "được sửa đổi", "đã được", "ngày", "có hiệu lực", "và các văn bản", "đã có hiệu lực",
)  # fmt: skip
LAW_BEGINS: tuple[str, ...] = ("Luật", "Nghị", "Bộ luật", "Pháp lệnh")

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
# the plainest of them
TURNS_TO_ASK: tuple[str, ...] = ("đề nghị", "yêu cầu", "giao", "kính mời", "kính trình")
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

# "Như trên" in all its forms: the copy goes to those of "Kính gửi"
SAME_AS_ABOVE: tuple[str, ...] = (
    "[các đơn vị] như trên", "như (kính gửi|kính mời|kg|k/g|k.gửi)", "như thành phần [mời|trên|họp|dự họp]", "như nơi gửi", "nhir trên", "nhtr trên",
)  # fmt: skip
# The sentence after the addressees begins so
REASON_OPENINGS: tuple[str, ...] = (
    "Căn cứ", "Thực hiện", "Tiếp theo", "Theo", "Xét", "Để", "Nhằm", "Trên cơ sở", "Triển khai", "Phúc đáp", "Trả lời", "Nhận được",
)  # fmt: skip
# An addressee's line that ends so goes on below
HANGING: tuple[str, ...] = ("và", "của", "các", "tại", "thuộc", "trực thuộc", "về", "tỉnh", "huyện", "xã", "thành phố", "quận")

# What a copy is for, as printed in brackets under "Nơi nhận"
PURPOSES: tuple[str, ...] = (
    "báo cáo", "b/c", "bc", "b.cáo", "b/cáo", "phối hợp", "p/h", "ph", "p/hợp", "ph/hợp", "p.hợp", "ph.hợp", "ph/h", "thực hiện", "t/h", "th", "t/hiện", "th/hiện", "biết", "để biết", "theo dõi", "t/d", "chỉ đạo",
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
