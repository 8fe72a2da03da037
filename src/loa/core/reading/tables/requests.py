"""Words by which a letter asks: who is asked, to do what, and which passages only explain."""

# A section or clause so headed explains; it asks nobody. Compared with the beginning of the heading.
CONTEXT_HEADINGS: tuple[str, ...] = (
    "Mục đích", "Mục tiêu", "Quan điểm", "Ý nghĩa", "Yêu cầu", "Mục đích, yêu cầu", "Căn cứ", "Cơ sở", "Sự cần thiết", "Tình hình", "Đánh giá", "Thực trạng",
    "Kết quả", "Những kết quả", "Ưu điểm", "Thuận lợi", "Khó khăn", "Tồn tại", "Hạn chế", "Những tồn tại", "Những hạn chế", "Nguyên nhân", "Bài học",
    "Đặc điểm tình hình", "Thời gian", "Địa điểm", "Thành phần", "Đối tượng", "Phạm vi", "Kinh phí", "Nguồn kinh phí", "Nguồn lực", "Dự toán", "Chủ trì",
    "Khái quát", "Nhận định", "Dự báo", "Bối cảnh", "Thời lượng", "Phương châm", "Nguyên tắc", "Tiến độ đến nay", "Chỉ tiêu", "Khẩu hiệu",
    "Giải thích từ ngữ", "Giá trị pháp lý", "Hiệu lực", "Chủ đề", "Số liệu", "Công tác chỉ đạo", "Công tác lãnh đạo",
)  # fmt: skip

# An article that begins so decides, defines or enters into force
DECISIONS: tuple[str, ...] = (
    "Ban hành", "Nay ban hành", "Phê duyệt", "Thành lập", "Kiện toàn", "Công bố", "Công nhận", "Thông qua", "Bãi bỏ", "Sửa đổi", "Phạm vi điều chỉnh", "Đối tượng áp dụng",
    "Quyết định này có hiệu lực", "Quyết định này thay thế", "Nghị quyết này có hiệu lực", "Hiệu lực thi hành", "Bổ nhiệm", "Tặng", "Khen thưởng", "Thưởng", "Quyết định này",
    "Cho phép", "Thống nhất", "Quyết nghị", "Đồng ý", "Tán thành", "Quy định này", "Quy chế này", "Giải thể", "Đặt tên", "Đổi tên", "Nhiệm vụ của", "Nghị quyết này đã được",
)  # fmt: skip

# Papers that tell or ask leave: only these sections of theirs ask
TELLING_KINDS: tuple[str, ...] = ("Báo cáo", "Tờ trình", "Biên bản", "Giấy mời")
ASKING_HEADINGS: tuple[str, ...] = (
    "Kiến nghị",
    "Đề xuất",
    "Đề xuất, kiến nghị",
    "Kiến nghị, đề xuất",
    "Những kiến nghị",
    "Một số kiến nghị",
    "Tổ chức thực hiện",
)

# What the asked are to do (động từ yêu cầu); where a clause names an agency, its name ends before one of these
TASK_VERBS: tuple[str, ...] = (
    "chủ trì", "chỉ đạo", "phối hợp", "hướng dẫn", "tổ chức", "triển khai", "thực hiện", "xây dựng", "tham mưu", "tăng cường", "tiếp tục", "khẩn trương", "chủ động",
    "căn cứ", "có trách nhiệm", "có kế hoạch", "có văn bản", "có biện pháp", "có phương án", "có báo cáo", "trình UBND", "trình Chủ tịch", "không để", "không được", "thông tin kịp thời", "theo dõi", "theo", "báo cáo", "thông báo", "bố trí", "đẩy mạnh", "tập trung", "ban hành", "rà soát", "quán triệt",
    "huy động", "kịp thời", "kiểm tra", "cung cấp", "cử", "gửi", "xem xét", "bảo đảm", "đảm bảo", "quan tâm", "chịu", "chuẩn bị", "đăng ký", "công bố", "hoàn thành",
    "tổng hợp", "hỗ trợ", "cụ thể hóa", "lồng ghép", "phát", "đưa", "lập", "cân đối", "nghiên cứu", "đôn đốc", "nghiêm túc", "kính", "duy trì", "cấm", "vận hành",
    "tuyên truyền", "vận động", "giám sát", "phổ biến", "tiếp nhận", "thẩm định", "giải quyết", "xử lý", "quản lý", "sử dụng", "đăng tải", "niêm yết", "mở", "treo",
    "cập nhật", "nộp", "giao", "phân công", "bổ sung", "đánh giá", "đề xuất", "khắc phục", "tiến hành", "thường xuyên", "thành lập", "đăng", "biên soạn",
    "sẵn sàng", "cấp phát", "điều tra", "thống kê", "kê khai", "ký", "tham gia", "tham dự", "đến dự", "dự", "nâng cao", "phản ánh", "điều động", "di dời",
    "sơ tán", "kêu gọi", "phân bổ", "thanh toán", "quyết toán", "hạn chế", "nghiêm cấm", "truyền tải", "sản xuất", "tiếp âm", "tiếp sóng", "ra quân",
    "chấn chỉnh", "xác minh", "lấy ý kiến", "phát huy", "phát hành", "phát động", "phát sóng", "phân loại", "nắm", "nhắc", "lựa chọn", "ưu tiên", "khảo sát", "tập huấn",
    "sớm", "tuần tra", "hoàn chỉnh", "hoàn thiện", "dựng", "làm", "xác định", "định hướng", "lãnh đạo", "có nhiệm vụ", "nhận", "chấp hành", "chú trọng", "phân công", "hưởng ứng", "đăng ký", "xin ý kiến", "tuyệt đối",
    "cho", "xem", "sửa", "sửa chữa", "nhân rộng", "thu âm", "chốt", "chi trả", "phun", "cắm", "khôi phục", "tìm kiếm", "cứu trợ", "tạm dừng", "dừng", "hủy", "hoãn", "in ấn", "giúp",
    "tuân thủ", "nêu cao", "nêu gương", "biểu dương", "khen thưởng", "quyết định", "trích", "chuyển", "bàn giao", "khai báo", "thu gom", "thu thập", "thu dọn", "tháo gỡ", "lắp đặt", "đầu tư",
    "mua sắm", "vệ sinh", "khơi thông", "gia cố", "sơ kết", "tổng kết", "góp ý", "trả lời", "phúc đáp", "gương mẫu", "cam kết", "nhập", "cài đặt", "tích hợp", "thay mới", "cải tạo",
    "nâng cấp", "truyền", "đo", "phân tích", "cảnh báo", "quan trắc", "đón", "tiếp tục", "cung ứng", "bám sát", "khống chế", "dập", "tiêm", "tiêu hủy", "cách ly", "truy vết", "bảo vệ", "tạo điều kiện",
    "thiết lập", "thiết kế", "kết nối", "ghi âm", "đọc", "dịch", "duyệt", "đối chiếu", "chứng thực", "niêm phong", "thông qua", "chia sẻ", "gia hạn", "đề cao", "đổi mới", "nhắc nhở", "kiện toàn", "trực",
    "hợp đồng", "thẩm tra", "chấm", "bình chọn", "trao", "tôn vinh", "tri ân", "thăm hỏi", "tặng", "rút kinh nghiệm", "kiểm kê", "kiểm đếm", "thử", "thử nghiệm", "vẫn", "đồng thời", "trước mắt",
)  # fmt: skip

# Persons and groups that are asked without being agencies
ASKED_GROUPS: tuple[str, ...] = (
    "cơ quan", "đơn vị", "địa phương", "doanh nghiệp", "chủ rừng", "ban, ngành", "đoàn thể", "thành viên", "tổ chức đảng", "tổ chức chính trị", "tổ chức đoàn", "bệnh viện",
    "sở", "phòng", "phường", "xã", "huyện", "thôn", "tổ dân phố", "khu phố", "cấp ủy", "đảng ủy", "chi bộ", "hộ", "trường", "trạm y tế", "điện lực", "đài truyền thanh",
    "trưởng thôn", "trưởng khu", "tổ trưởng", "hội", "đoàn", "chủ đầu tư", "nhà thầu", "ban quản lý", "quận", "thị xã", "nhà trường", "ngành", "cán bộ", "công chức", "các tổ chức",
    "trưởng ban", "trưởng phòng", "hiệu trưởng", "khối trưởng", "thôn trưởng", "nhân dân", "người dân", "hộ gia đình", "chủ hộ", "cộng tác viên",
    "BHXH", "cơ sở", "thường trực", "trưởng ấp", "trưởng bản", "trưởng xóm", "trưởng buôn", "trưởng khóm", "trưởng các thôn", "tổ dân cư", "ban nhân dân", "ban công tác mặt trận", "TTYT", "LĐLĐ",
    "bộ phận", "công dân", "cá nhân", "thí sinh", "đại biểu", "các đồng chí", "đảng viên", "đoàn viên", "hội viên", "ban biên tập", "ban chủ nhiệm", "gia đình", "chủ cơ sở", "người lao động",
)  # fmt: skip

# Before the name of who is asked
LEADS: tuple[str, ...] = (
    "các", "thủ trưởng", "giám đốc", "chủ tịch", "đồng chí", "người đứng đầu", "lãnh đạo", "bí thư", "trưởng", "chánh", "quý", "tỉnh ủy", "ban", "ông", "bà", "ông (bà)",
    "toàn thể", "tất cả", "chỉ huy trưởng", "chánh văn phòng", "hiệu trưởng", "tổng giám đốc", "trưởng phòng", "trưởng ban", "phó", "thường trực", "đại diện", "cá nhân", "những", "mỗi", "từng",
)  # fmt: skip

# Where a verb of the list above is part of a noun, no task begins
NOT_TASKS: tuple[str, ...] = (
    "phát triển", "phát thanh", "có liên quan", "trình độ", "công trình", "chương trình", "quy trình", "quá trình", "tờ trình", "tổ chức chính trị", "tổ chức đảng",
    "tổ chức đoàn thể", "tổ chức, cá nhân", "các tổ chức", "tổ chức thành viên", "tổ chức xã hội", "tổ chức hội", "tổ chức tôn giáo", "bầu cử", "ứng cử", "đề cử", "trực thuộc",
    "cấp huyện", "cấp xã", "cấp tỉnh", "cấp trên", "cấp dưới", "các cấp", "cấp ủy", "ban quản lý", "đơn vị quản lý", "cơ quan quản lý", "quản lý dự án", "không chuyên trách",
    "phụ trách", "lực lượng", "thống kê huyện", "thống kê tỉnh", "thường trực", "giao thông", "trung cấp", "sơ cấp", "cấp nước", "có trụ sở",
    "có dịch", "có nguy cơ", "có rừng", "có đê", "có biển", "đang thực hiện", "thanh tra xây dựng", "được giao", "được phân công", "có thẩm quyền", "có điều kiện", "vận hành đài", "người tham gia", "bảo vệ thực vật", "bảo vệ môi trường", "đầu tư phát triển", "thu âm lưu động", "kiểm tra đảng", "truyền hình", "truyền thanh", "truyền nhiễm", "truyền máu", "truyền thông",
    "thi đua khen thưởng", "thi đua - khen thưởng", "dịch vụ", "dịch bệnh", "dịch tễ", "cứu trợ xã hội", "quan trắc môi trường", "trực thuộc", "trực tuyến", "trực ban", "thường trực", "đón khách", "hợp đồng lao động",
    "cho vay", "phòng dịch", "kiểm dịch", "chống dịch", "có dịch", "vùng dịch", "ổ dịch", "chưa cho", "trực đường dây",
)  # fmt: skip

# A paper that tells turns with these words, before its numbers, to what it asks for
WANTING: tuple[str, ...] = ("xem xét", "chấp thuận", "phê duyệt", "đề nghị", "kiến nghị", "cho ý kiến", "kính trình")

# Under such a heading even a report shares out work, to whom it names
TASK_HEADINGS: tuple[str, ...] = (
    "Nhiệm vụ",
    "Phương hướng",
    "Phương hướng, nhiệm vụ",
    "Nhiệm vụ trọng tâm",
    "Một số nhiệm vụ",
    "Nhiệm vụ, giải pháp",
)
