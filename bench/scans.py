"""How long a clean scanned page takes, from its bytes to its fields, against tesseract alone on the same picture in the same run.

The page is made here: a dense letter at 300 dpi. Both take turns, each with one thread of the recogniser; medians are compared. Exit 1 over the limit.

usage: .venv/bin/python bench/scans.py [ROUNDS]
"""

import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

LIMIT = 1.3
ROUNDS = 5
SENTENCE = (
    "Ủy ban nhân dân các quận, huyện, thị xã chỉ đạo Ủy ban nhân dân các xã, phường, thị trấn tăng cường thời lượng phát thanh trên hệ thống truyền "
    "thanh cơ sở, tuyên truyền đầy đủ các biện pháp phòng, chống dịch bệnh và kết quả thực hiện tại địa phương. "
)


def dense_page() -> bytes:
    """A letter whose first page is full of words, as PNG."""
    import pypdfium2

    from loa.server.documents.papers import Numbered, Paper, Paragraph, Signature, to_pdf
    from loa.server.documents.papers.kinds import PaperKind

    paper = Paper(
        kind=PaperKind.LETTER,
        issuing_agency="Sở Thông tin và Truyền thông",
        superior_agency="UBND thành phố Hà Nội",
        symbol="STTTT-BCXBTT",
        place="Hà Nội",
        number="1349",
        signed_on=date(2021, 7, 28),
        subject="đẩy mạnh tuyên truyền phòng, chống dịch bệnh trên hệ thống truyền thanh cơ sở",
        addressed_to=("Ủy ban nhân dân các quận, huyện, thị xã",),
        body=(
            Paragraph(SENTENCE * 2),
            *(Numbered(f"{n}.", SENTENCE) for n in range(1, 6)),
            Paragraph("Báo cáo kết quả trước ngày 10/8/2021."),
        ),
        recipients=("Như trên",),
        signature=Signature(("GIÁM ĐỐC",), "Nguyễn Văn Mẫu"),
    )
    out = io.BytesIO()
    pypdfium2.PdfDocument(to_pdf(paper))[0].render(scale=300 / 72).to_pil().convert("RGB").save(out, "PNG")
    return out.getvalue()


def alone(picture: Path) -> float:
    """Seconds of tesseract itself."""
    began = time.perf_counter()
    command = [shutil.which("tesseract") or "tesseract", str(picture), "-", "-l", "vie", "--psm", "3", "tsv"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    return time.perf_counter() - began


def ours(data: bytes) -> float:
    """Seconds of the whole way: page cleaned, recognised, laid out, read."""
    from loa.server.documents.intake import read_file

    began = time.perf_counter()
    letter = read_file(data, name="quet.png").letter
    assert (letter.number, letter.date) == ("1349", "2021-07-28"), (letter.number, letter.date)
    return time.perf_counter() - began


def main() -> int:
    """Compare, print, judge."""
    if shutil.which("tesseract") is None:
        print("tesseract is not installed")
        return 1
    data, rounds = dense_page(), int(sys.argv[1]) if sys.argv[1:] else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.png"
        picture.write_bytes(data)
        pairs = [(alone(picture), ours(data)) for _round in range(rounds)]
    theirs, all_in = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = all_in / theirs
    print(f"tesseract alone {theirs:.2f} s; from bytes to fields {all_in:.2f} s; ratio {ratio:.2f} (limit {LIMIT})")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
