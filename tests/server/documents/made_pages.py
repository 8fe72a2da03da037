"""Pages for tests, made here: the Sở Y tế letter as PDF, as scan, stamped, tilted, upside down; pictures of no letter."""

import io
import math
from datetime import date
from functools import cache

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from loa.server.documents.leafing.corners import perspective
from loa.server.documents.papers import Numbered, Paper, Paragraph, Signature, to_docx, to_pdf
from loa.server.documents.papers.kinds import PaperKind

RED = (205, 30, 40)


def letter(**given) -> Paper:
    facts = {
        "kind": PaperKind.LETTER,
        "issuing_agency": "Sở Y tế",
        "superior_agency": "UBND thành phố Hải Phòng",
        "symbol": "SYT-NVY",
        "place": "Hải Phòng",
        "number": "2715",
        "signed_on": date(2023, 9, 5),
        "subject": "tăng cường tuyên truyền phòng, chống bệnh sởi trong trường học",
        "addressed_to": ("Phòng Y tế các quận, huyện", "Trung tâm Y tế các quận, huyện", "Các bệnh viện trực thuộc Sở"),
        "body": (
            Paragraph(
                "Căn cứ Kế hoạch số 118/KH-UBND ngày 12/4/2023 của Ủy ban nhân dân thành phố; thực hiện Công văn số 5120/BYT-DP ngày "
                "28/8/2023 của Bộ Y tế, Sở Y tế đề nghị các đơn vị thực hiện một số nội dung sau:"
            ),
            Numbered("1.", "Phòng Y tế các quận, huyện tham mưu chỉ đạo các trường học rà soát tiền sử tiêm chủng của học sinh."),
            Numbered("2.", "Trung tâm Y tế gửi danh sách về Sở Y tế trước 17 giờ 00 ngày 20/9/2023."),
            Paragraph("Đề nghị các đơn vị báo cáo kết quả về Sở Y tế."),
        ),
        "recipients": ("Như trên", "UBND thành phố (để b/c)"),
        "archive": "VT, NVY",
        "signature": Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Vũ Thị Mẫu Đơn"),
    }
    return Paper(**{**facts, **given})


@cache
def pdf() -> bytes:
    return to_pdf(letter())


@cache
def docx() -> bytes:
    return to_docx(letter())


@cache
def page(dpi: int = 200) -> Image.Image:
    """The letter as a clean page."""
    return pypdfium2.PdfDocument(pdf())[0].render(scale=dpi / 72).to_pil().convert("RGB")


def stamped(picture: Image.Image) -> Image.Image:
    """A round red stamp over the signature, softened as a scanner does."""
    marked = picture.copy()
    draw = ImageDraw.Draw(marked)
    w, h = picture.size
    box = (0.52 * w, 0.46 * h, 0.72 * w, 0.46 * h + 0.2 * w)
    draw.ellipse(box, outline=RED, width=max(3, w // 170))
    draw.ellipse((box[0] + w / 40, box[1] + w / 40, box[2] - w / 40, box[3] - w / 40), outline=RED, width=max(2, w // 400))
    return marked.filter(ImageFilter.GaussianBlur(0.6))


def photographed(picture: Image.Image, *, turned: float = 0, slant: float = 0, part: float = 0.7, desk=(96, 70, 48), size=(2400, 3200)):
    """The page on a desk, turned by so many degrees and farther away at its top; the photograph, and where the page's corners are in it."""
    around, (width, height) = math.radians(turned), size
    corners = []
    for side, end in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        x = side * part * width / 2 * (1 - slant * (end < 0))
        y = end * part * width * 2**0.5 / 2 * (1 - slant / 2)
        corners.append((width / 2 + x * math.cos(around) - y * math.sin(around), height / 2 + x * math.sin(around) + y * math.cos(around)))
    flat = ((0, 0), (picture.width, 0), picture.size, (0, picture.height))
    way = perspective(tuple(corners), flat)
    page = picture.transform(size, Image.Transform.PERSPECTIVE, way, Image.Resampling.BICUBIC)
    seen = Image.new("L", picture.size, 255).transform(size, Image.Transform.PERSPECTIVE, way, Image.Resampling.BILINEAR)
    grain = Image.radial_gradient("L").resize(size).convert("RGB")
    photo = Image.blend(Image.new("RGB", size, desk), grain, 0.1)
    photo.paste(page, mask=seen)
    return photo, corners


def in_shadow(picture: Image.Image) -> Image.Image:
    """Half the light on one side, as where somebody stands before the lamp."""
    dark = Image.linear_gradient("L").rotate(90).resize(picture.size).point([115 + value * 140 // 255 for value in range(256)])
    return ImageChops.multiply(picture, Image.merge("RGB", (dark, dark, dark)))


def held(picture: Image.Image) -> Image.Image:
    """Two fingers over the sides of the page."""
    marked, (w, h) = picture.copy(), picture.size
    draw = ImageDraw.Draw(marked)
    draw.ellipse((-0.1 * w, 0.62 * h, 0.22 * w, 0.68 * h), fill=(196, 140, 112))
    draw.ellipse((0.8 * w, 0.7 * h, 1.1 * w, 0.76 * h), fill=(190, 135, 110))
    return marked


def saved(picture: Image.Image, kind: str = "PNG", **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def scanned_pdf(*pages: Image.Image) -> bytes:
    return saved(pages[0], "PDF", resolution=200, save_all=True, append_images=list(pages[1:]))


def cat() -> Image.Image:
    """A drawn cat: a picture without a word."""
    drawn = Image.new("RGB", (900, 700), (90, 140, 80))
    draw = ImageDraw.Draw(drawn)
    fur = (200, 150, 90)
    draw.ellipse((280, 180, 620, 520), fill=fur)
    draw.polygon([(300, 240), (330, 90), (430, 195)], fill=fur)
    draw.polygon([(600, 240), (570, 90), (470, 195)], fill=fur)
    for x in (360, 490):
        draw.ellipse((x, 300, x + 45, 345), fill=(20, 20, 20))
    return drawn


def pdf_whose_b_means(code: str) -> bytes:
    """A page that shows ABC and tells readers that its B is this UTF-16 code, as a hostile or broken maker of PDFs does."""
    shown = b"BT /F1 20 Tf 50 200 Td (ABC) Tj ET"
    told = f"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <42> <{code}> endbfchar endcmap".encode()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(told), told),
    ]
    whole = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, body) for number, body in enumerate(bodies, start=1))
    return whole + b"trailer << /Size 7 /Root 1 0 R >>\n%%EOF"
