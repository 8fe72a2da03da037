"""How annexes are headed, and how they say what they belong to."""

ANNEX_NAMES: tuple[str, ...] = (
    "Phụ lục", "Biểu mẫu", "Mẫu", "Mẫu biểu", "Mẫu số", "Biểu số", "Biểu", "Đề cương", "Phụ biểu", "Danh mục", "Danh sách", "Biểu mẫu số",
)  # fmt: skip

# the bracketed line under an annex's title
ATTACHED_BY: tuple[str, ...] = ("kèm theo", "ban hành kèm theo", "ban hành kèm", "gửi kèm", "đính kèm")

# the block of the office that certified a copy
COPIED_BY: tuple[str, ...] = ("sao y", "sao lục")
