"""playlogs: what sounded, whoever recorded it, each with its evidence grade; planned against played (nhật ký phát)."""
