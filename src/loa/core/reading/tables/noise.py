"""What printers and scanners put between the lines."""

PAGE_WORDS: tuple[str, ...] = ("trang", "tr.")  # "Trang 2/5"
OF_PAGES: tuple[str, ...] = ("trên",)  # "trang 2 trên 5"
# The stamp of arrival: "ĐẾN  Số: …  Ngày: …"
ARRIVED, ARRIVED_NUMBER, ARRIVED_DAY = "đến", "số", "ngày"
# A line that ends so goes on over the page
UNFINISHED: tuple[str, ...] = (
    "ngày", "tháng", "năm", "số", "điều", "khoản", "mục", "quý", "và", "của", "các", "tại", "đến", "từ",
)  # fmt: skip

# Words of other tongues that run in clean papers, and short marks of measure
FOREIGN: tuple[str, ...] = (
    "internet", "email", "website", "fax", "covid", "video", "clip", "link", "file", "mail", "app", "rubella", "vietnam", "st", "gov", "com", "vn", "facebook", "sms", "tiktok", "wifi", "pdf", "web", "online", "test", "kit", "cent", "net", "fanpage", "logo", "set", "pro", "smartphone", "euro", "camera", "vitamin", "karaoke", "scan", "spot", "vacxin", "vaccine", "http", "https", "zalo", "anten", "ampli", "micro", "radio", "laptop", "amply", "topic", "banner", "poster", "pano", "marketing", "livestream", "viber", "gmail", "chip", "token", "slide", "module", "sensor", "hotline", "code", "data", "server", "drone", "flycam",
)  # fmt: skip
MEASURES: tuple[str, ...] = ("km", "mm", "cm", "kg", "mg", "ml", "kv", "kw", "kwh", "mw")
