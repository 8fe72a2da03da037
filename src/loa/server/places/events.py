"""What happened to places."""

from dataclasses import dataclass
from typing import ClassVar

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class TerritoriesLoaded(Event):
    """Đã nạp danh mục địa bàn."""

    code: ClassVar[str] = "places.loaded"
    sentence: ClassVar[str] = vi("Đã nạp danh mục địa bàn từ {files}: thêm {added} và sửa {changed} phiên bản.")
    subject: ClassVar[str] = "tables_sha256"

    tables_sha256: str
    files: tuple[str, ...]
    added: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class LineageLoaded(Event):
    """Đã nạp quan hệ kế tục của địa bàn."""

    code: ClassVar[str] = "places.lineage_loaded"
    sentence: ClassVar[str] = vi("Đã nạp quan hệ kế tục của địa bàn từ {files}: thêm {added} và sửa {changed} dòng.")
    subject: ClassVar[str] = "tables_sha256"

    tables_sha256: str
    files: tuple[str, ...]
    added: int
    changed: int
