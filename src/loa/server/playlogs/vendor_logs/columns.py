"""The columns a vendor's log may have, under the headings we have met or ask for; compared without diacritics."""

from enum import StrEnum


class Column(StrEnum):
    """What a column says."""

    STATION = "Đài truyền thanh"
    CODE = "Mã buổi"
    DAY = "Ngày"
    STARTS = "Giờ bắt đầu"
    ENDS = "Giờ kết thúc"
    SECONDS = "Thời lượng (giây)"
    POSITION = "Mục"
    TITLE = "Nội dung"
    ITEM_STARTS = "Giờ bắt đầu mục"
    ITEM_SECONDS = "Thời lượng mục (giây)"
    STATE = "Trạng thái"
    REASON = "Lý do"


HEADINGS: dict[Column, tuple[str, ...]] = {
    Column.STATION: ("dai truyen thanh", "dai", "ten dai", "tram", "station"),
    Column.CODE: ("ma buoi", "ma buoi phat", "ma phien", "session"),
    Column.DAY: ("ngay", "ngay phat", "date"),
    Column.STARTS: ("gio bat dau", "bat dau", "thoi gian bat dau", "thoi diem bat dau", "gio phat", "start", "start time"),
    Column.ENDS: ("gio ket thuc", "ket thuc", "thoi gian ket thuc", "thoi diem ket thuc", "end", "end time"),
    Column.SECONDS: ("thoi luong (giay)", "thoi luong", "so giay", "duration"),
    Column.POSITION: ("muc", "stt muc", "so thu tu muc"),
    Column.TITLE: ("noi dung", "ten noi dung", "tieu de", "title"),
    Column.ITEM_STARTS: ("gio bat dau muc",),
    Column.ITEM_SECONDS: ("thoi luong muc (giay)", "thoi luong muc"),
    Column.STATE: ("trang thai", "ket qua", "status"),
    Column.REASON: ("ly do", "ghi chu", "note"),
}

COLUMN_OF: dict[str, Column] = {heading: column for column, headings in HEADINGS.items() for heading in headings}
