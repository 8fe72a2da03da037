"""Taking files in: what is read, and the sentence for what is not."""

import io
import time
import zipfile
from pathlib import Path

import docx
import pytest

from loa.core.errors import LoaError
from loa.server.documents import errors
from loa.server.documents.intake import extract_text, read_file

SAMPLES = Path(__file__).parents[2] / "core" / "reading" / "samples"
LETTER = (SAMPLES / "cong-van-so-y-te.txt").read_text()
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, parts.get("document", b"") if name == "word/document.xml" else before.read(name))
    return out.getvalue()


def plain_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("Kính gửi: Ủy ban nhân dân các xã")
    return saved(document)


def twin_docx() -> bytes:
    """The Sở Y tế sample as an office makes it: letterhead and signature in tables, requests as an automatic list."""
    document = docx.Document()
    top = document.add_table(rows=2, cols=2)
    top.cell(0, 0).text = "UBND THÀNH PHỐ HẢI PHÒNG\nSỞ Y TẾ"
    top.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    top.cell(1, 0).text = "Số: 2715/SYT-NVY\nV/v tăng cường tuyên truyền phòng, chống bệnh sởi\ntrong trường học"
    top.cell(1, 1).text = "Hải Phòng, ngày 05 tháng 9 năm 2023"
    document.add_paragraph("Kính gửi:")
    for line in ("- Phòng Y tế các quận, huyện;", "- Trung tâm Y tế các quận, huyện;", "- Các bệnh viện trực thuộc Sở."):
        document.add_paragraph(line)
    document.add_paragraph(
        "Căn cứ Kế hoạch số 118/KH-UBND ngày 12/4/2023 của Ủy ban nhân dân thành phố; thực hiện Công văn số 5120/BYT-DP ngày 28/8/2023 "
        "của Bộ Y tế, Sở Y tế đề nghị các đơn vị thực hiện một số nội dung sau:"
    )
    document.add_paragraph("Phòng Y tế các quận, huyện tham mưu rà soát học sinh.", style="List Number")
    document.add_paragraph("Trung tâm Y tế gửi danh sách về Sở Y tế trước 17 giờ 00 ngày 20/9/2023.", style="List Number")
    document.add_paragraph("Đề nghị các đơn vị báo cáo kết quả về Sở Y tế./.")
    bottom = document.add_table(rows=1, cols=2)
    bottom.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- UBND thành phố (để b/c);\n- Lưu: VT, NVY."
    bottom.cell(0, 1).text = "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n\nVũ Thị Mẫu Đơn"
    return saved(document)


def test_a_docx_with_its_letterhead_in_a_table_reads_like_its_text_twin():
    reading = read_file(twin_docx(), name="a.docx")
    letter = reading.letter
    assert reading.format == "docx"
    assert (letter.number, letter.symbol, letter.date) == ("2715", "SYT-NVY", "2023-09-05")
    assert letter.issuer == "Sở Y tế thành phố Hải Phòng"
    assert letter.subject == "tăng cường tuyên truyền phòng, chống bệnh sởi trong trường học"
    assert letter.recipients == ("Phòng Y tế các quận, huyện", "Trung tâm Y tế các quận, huyện", "Các bệnh viện trực thuộc Sở")
    assert [(c.name, c.purpose) for c in letter.cc] == [("UBND thành phố", "để b/c")]
    assert (letter.signer, letter.position, letter.sign_capacity, letter.archive) == (
        "Vũ Thị Mẫu Đơn",
        "PHÓ GIÁM ĐỐC",
        "KT. GIÁM ĐỐC",
        "VT, NVY",
    )
    assert [c.number for c in letter.basis_documents] == ["118/KH-UBND", "5120/BYT-DP"]
    assert letter.deadline_dates == ("2023-09-20",)
    assert [(c.number, c.kind) for c in letter.clauses] == [("1", "request"), ("2", "report"), (None, "report")]


def test_a_letterhead_in_the_page_header_is_read():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "ỦY BAN NHÂN DÂN XÃ MẪU"
    document.add_paragraph("Số: 3/TB-UBND")
    assert extract_text(saved(document), name="a.docx").splitlines()[:2] == ["ỦY BAN NHÂN DÂN XÃ MẪU", "Số: 3/TB-UBND"]


def test_deleted_text_is_left_out_and_tagged_text_is_kept():
    tagged = "<w:p><w:smartTag><w:r><w:t>Hà Nội</w:t></w:r></w:smartTag><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>"
    data = plain_docx()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").decode()
    assert extract_text(repacked(data, document=body.replace("<w:sectPr", f"{tagged}<w:sectPr", 1).encode()), name="a.docx").endswith(
        "\nHà Nội"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_in_unicode_is_read(encoding):
    assert read_file(LETTER.encode(encoding), name="a.txt").letter.number == "2715"


def test_a_text_cut_inside_its_last_letter_is_still_read():
    assert extract_text("Nơi nhận".encode()[:-1], name="a.txt") == "Nơi nh" + "ậ"


REFUSED: dict[str, tuple[bytes, type[LoaError]]] = {
    "empty": (b"", errors.FileEmpty),
    "only blanks": (b"\xef\xbb\xbf \n", errors.FileEmpty),
    "binary": (bytes(range(256)) * 40, errors.FileNotText),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(90), errors.PictureUnusable),
    "pdf": (b"%PDF-1.7\n", errors.PdfDamaged),
    "heic": (b"\x00\x00\x00\x18ftypheic" + bytes(90), errors.PictureFormatUnknown),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), errors.PasswordProtected),
    "cyrillic": ("Уважаемые коллеги, сообщаем вам о проведении собрания. ".encode("cp1251") * 9, errors.LegacyEncoding),
    "english": (b"Dear all, nothing to report today. " * 9, errors.NotVietnamese),
    "a tale": (
        ("Ngày xưa có một cô bé sống với bà ở trong làng, rất thích nghe kể chuyện của các cụ. " * 9).encode(),
        errors.NoLetterFound,
    ),
    "archive": (b"PK\x03\x04" + bytes(50), errors.FileNotText),
    "cut docx": (plain_docx()[:9000], errors.DocxDamaged),
    "broken docx": (repacked(plain_docx(), document=b"<broken"), errors.DocxDamaged),
    "zip bomb": (repacked(plain_docx(), document=b"0" * 30_000_000), errors.DocxUnsafe),
    "external entity": (
        repacked(plain_docx(), document=b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
        errors.DocxUnsafe,
    ),
    "entity in utf-16": (repacked(plain_docx(), document='<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16")), errors.DocxUnsafe),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_cannot_be_read_gets_its_own_sentence(kind):
    data, error = REFUSED[kind]
    with pytest.raises(error) as refusal:
        read_file(data, name="tep.bin")
    assert "tep.bin" in refusal.value.say()
    assert refusal.value.status in (413, 422)


def test_fifty_megabytes_are_refused_before_anything_is_parsed():
    with pytest.raises(errors.FileTooLarge) as refusal:
        extract_text(bytes(50 * 1024 * 1024), name="to.txt")
    assert "50 MB" in refusal.value.say()


def test_a_docx_that_lies_about_its_sizes_is_refused():
    data = bytearray(repacked(plain_docx(), document=b"<a/>" * 500_000))
    name = b"word/document.xml"
    central = data.rindex(name) - 46  # the central directory's record of this part
    data[central + 24 : central + 28] = (100).to_bytes(4, "little")
    with pytest.raises((errors.DocxDamaged, errors.DocxUnsafe)):
        extract_text(bytes(data), name="a.docx")


def test_nineteen_megabytes_of_junk_do_not_hang():
    junk = ("Căn cứ thực hiện ngày 12/3/2021 số 12/KH-UBND của Sở Y tế; " * 260_000).encode()[: 19 << 20]
    began = time.process_time()
    with pytest.raises(errors.NoLetterFound):
        read_file(junk, name="a.txt")
    assert time.process_time() - began < 20
