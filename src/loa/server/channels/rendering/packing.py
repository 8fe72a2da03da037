"""Files packed so that the same files give the same bytes, anywhere."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from loa.server.channels.rendering.dates import local

_STORED = (".mp3", ".wav", ".pdf")  # packed already, or too large to be worth it
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def zip_of(files: Mapping[str, bytes], *, at: datetime) -> bytes:
    """A ZIP of these files in this order, dated `at`; the names are plain ASCII."""
    out = io.BytesIO()
    shown = local(at)
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, date_time=(max(shown.year, 1980), shown.month, shown.day, shown.hour, shown.minute, 0))
            info.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def sha256_list(files: Mapping[str, bytes]) -> bytes:
    """A checksum list as `sha256sum -c` reads it."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()).encode()


def csv_of(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """A CSV that spreadsheets open in Vietnamese; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([[_safe(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def xlsx_of(title: str, header: Sequence[str], rows: Sequence[Sequence[Any]], *, at: datetime) -> bytes:
    """A workbook of one sheet: numbers as numbers, text as text, header frozen; it says it was made `at`."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": title, "created": local(at).replace(tzinfo=None)})
    sheet = book.add_worksheet(title[:31])
    sheet.write_row(0, 0, header, book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}))
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.close()
    return out.getvalue()
