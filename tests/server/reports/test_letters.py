"""The guide and the reminder: what a letter without form or deadline is cured with."""

import io
from datetime import UTC, datetime

from pypdf import PdfReader

from loa.server.documents.papers import to_docx, to_pdf
from loa.server.reports.form_registry import newest_form
from loa.server.reports.official.letters import Asked, guide_letter, reminder_letter
from loa.server.reports.services import enter_report_number

from .conftest import FORM, NOW

ASKED = Asked("Công văn số 1349/STTTT-BCXBTT ngày 28/7/2021", "tuyên truyền tiêm chủng", 2021, simulated=True)
DUE = {"communes": datetime(2021, 8, 9, 9, 30, tzinfo=UTC), "districts": datetime(2021, 8, 10, 10, tzinfo=UTC)}


def _text(paper):
    assert to_docx(paper)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(paper))).pages).split())


def test_the_guide_gives_each_level_its_deadline_and_the_form_its_definitions(about):
    text = _text(guide_letter(about.letterhead, asked=ASKED, form=newest_form(FORM), due=DUE))
    assert "Xã, phường, thị trấn: trước 16 giờ 30 ngày 09/8/2021;" in text
    assert "Quận, huyện, thị xã: trước 17 giờ ngày 10/8/2021." in text
    assert "một chương trình được 20 xã tiếp sóng là 20 lượt" in text
    assert "BẢN MINH HỌA" in text


def test_the_reminder_names_the_late(about):
    late = ["Xã Vạn Thắng, huyện Ba Vì", "Xã Cổ Đô, huyện Ba Vì"]
    text = _text(reminder_letter(about.letterhead, asked=ASKED, late=late, due_at=DUE["communes"], new_due_at=DUE["districts"]))
    assert "còn 2 đơn vị chưa gửi báo cáo" in text
    assert all(name in text for name in late)


def test_the_office_enters_its_own_number_afterwards(city, issued):
    from loa.core.roles import Role
    from loa.server.kit.actors import Actor, Grant

    clerk = Actor("Văn thư", grants=(Grant(Role.CLERK, city.department),))
    assert enter_report_number(official_report_id=issued.pk, number=" 215 ", by=clerk, now=NOW).number == "215"
