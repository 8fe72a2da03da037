"""What steps and counts are called, in the order in which people read them."""

from loa.core.words import vi

VERBS: dict[str, str] = {
    "unit.begin": vi("Lập đơn vị mới"),
    "unit.change": vi("Đổi tên, mã hoặc cấp trên"),
    "unit.end": vi("Kết thúc đơn vị cũ"),
    "map.redraw": vi("Lập lại quan hệ trực thuộc"),
    "lineage.record": vi("Ghi kế tục địa bàn"),
    "agencies.align": vi("Lập và kết thúc cơ quan"),
    "agencies.lineage": vi("Ghi kế tục cơ quan"),
    "agency.hand_over": vi("Bàn giao người và việc"),
}

# What a step is about, where it is about all units at once.
SUBJECTS: dict[str, str] = {
    "map.redraw": vi("Quan hệ trực thuộc"),
    "lineage.record": vi("Quan hệ kế tục của địa bàn"),
    "agencies.align": vi("Cơ quan của các đơn vị"),
    "agencies.lineage": vi("Quan hệ kế tục của cơ quan"),
}
NOBODY_YET = vi("chưa có nơi nhận")

COUNTED: dict[str, str] = {
    "units_end": vi("Đơn vị kết thúc"),
    "units_begin": vi("Đơn vị mới"),
    "units_change": vi("Đơn vị đổi tên, mã, cấp trên"),
    "agencies_end": vi("Cơ quan kết thúc"),
    "agencies_begin": vi("Cơ quan mới"),
    "grant": vi("Vai trò của tài khoản"),
    "title": vi("Chức danh"),
    "delivery": vi("Văn bản chờ tiếp nhận"),
    "assignment": vi("Việc được giao chưa xong"),
    "campaign": vi("Đợt đang chạy"),
    "expected": vi("Báo cáo chưa gửi"),
    "round": vi("Kỳ báo cáo đang mở"),
    "station": vi("Đài truyền thanh"),
    "board": vi("Bảng tin công cộng"),
    "player": vi("Thiết bị phát"),
    "session": vi("Buổi phát đã lên lịch"),
    "unplaced": vi("Mục chưa xếp được"),
    "bulletin": vi("Bản tin chưa duyệt"),
    "own_words": vi("Lời riêng chưa duyệt"),
    "personal_link": vi("Liên kết cá nhân"),
    "programme": vi("Chương trình đang dựng"),
}

# The values of a step in its record.
FIELDS: dict[str, str] = {
    "name": vi("tên"),
    "form": vi("loại"),
    "code": vi("mã"),
    "kind": vi("cấp hành chính"),
    "parent": vi("thuộc"),
    "valid_from": vi("từ ngày"),
    "valid_to": vi("đến hết ngày"),
    "units": vi("số địa bàn"),
    "successions": vi("số quan hệ kế tục"),
    "added": vi("thêm"),
    "changed": vi("đổi"),
    "never": vi("không còn lập"),
    "agency": vi("cơ quan"),
    "moved": vi("đã chuyển"),
    "left": vi("ở lại"),
    "passed_to": vi("chuyển cho"),
    "ended": vi("kết thúc"),
    "begun": vi("bắt đầu"),
    "grants": vi("vai trò"),
    "grant_ended": vi("vai trò kết thúc"),
    "title_ended": vi("chức danh kết thúc"),
    "due_at": vi("hạn"),
    "redirected": vi("đổi nơi nhận báo cáo"),
    "owed_besides": vi("còn phải báo cáo thay đơn vị cũ"),
    "names": vi("tên gọi"),
    "links": vi("liên kết"),
    "deliveries": vi("văn bản chờ tiếp nhận"),
    "bulletins": vi("bản tin"),
    "assignments": vi("việc được giao"),
    "campaigns": vi("đợt tuyên truyền"),
    "rounds": vi("kỳ báo cáo"),
    "sessions": vi("buổi phát"),
    "state": vi("trạng thái"),
    "players_at_new_agency": vi("thiết bị phát ở cơ quan mới"),
}

# Whose part of a hand-over it is.
STAGES: dict[str, str] = {
    "people": vi("người và vai trò"),
    "campaigns": vi("đợt tuyên truyền"),
    "bulletins": vi("bản tin"),
    "channels": vi("đài và bảng tin"),
    "schedules": vi("lịch phát"),
    "dispatch": vi("thiết bị phát"),
    "activities": vi("nhật ký"),
    "reports": vi("báo cáo"),
}
