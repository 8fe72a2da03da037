"""The page of an outgoing paper: its steps, the buttons of whoever's turn it is, what its form lacks."""

import re
from dataclasses import replace

import pytest
from tests.server.conftest import NOW

from loa.server.documents.models import OfficialDocument
from loa.server.documents.papers import Numbered, PaperKind, paper_from_content, paper_from_json, paper_to_json
from loa.server.documents.papers.written import example_of
from loa.server.documents.services import NewPaper, draw_up_papers, enter_office_number, issue_paper

GOOD = paper_from_content(PaperKind.LETTER, example_of(PaperKind.LETTER))


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def drawn(cast):
    def draw(paper=GOOD):
        new = NewPaper(
            doc_type=paper.kind.vi,
            symbol=paper.symbol,
            subject=paper.subject,
            issuer=paper.issuing_agency,
            place=paper.place,
            date=NOW.date(),
            signer="",
            content=paper_to_json(paper),
            to=[("Phòng VH&TT", (cast.office,))],
        )
        return draw_up_papers({cast.department: new}, by=cast.drafter, now=NOW)[cast.department]

    return draw


def test_a_paper_is_walked_through_the_office_at_its_page(as_, cast, drawn):
    paper = drawn()
    address = f"/van-ban/{paper.pk}/"
    ways = [
        (cast.drafter, "submit", "Đã trình văn bản"),
        (cast.approver, "initial", "Đã ký nháy"),
        (cast.clerk, "check", "Đã kiểm tra thể thức"),
        (cast.approver, "sign", "Đã ghi nhận văn bản được ký"),
    ]
    for actor, action, said in ways:
        client = as_(actor)
        assert f"buoc/{action}/" in client.get(address).content.decode()
        assert said in text_of(client.post(f"{address}buoc/{action}/", {}, follow=True))
    clerk = as_(cast.clerk)
    numbered = clerk.post(f"{address}so/", {"office_number": "12", "signed_on": "30/7/2021"}, follow=True)
    assert "12/UBND-VHXH" in text_of(numbered)
    issued = text_of(clerk.post(f"{address}buoc/issue/", {}, follow=True))
    assert "đã phát hành" in issued
    assert OfficialDocument.objects.get(pk=paper.pk).date.isoformat() == "2021-07-30"


def test_only_the_steps_of_the_reader_have_a_button(as_, cast, drawn):
    paper = drawn()
    page = as_(cast.clerk).get(f"/van-ban/{paper.pk}/").content.decode()
    assert "buoc/submit/" not in page
    assert "ký ngoài hệ thống" in page
    refused = as_(cast.clerk).post(f"/van-ban/{paper.pk}/buoc/submit/", {})
    assert refused.status_code == 403
    assert "chưa được giao cho tài khoản" in text_of(refused)


def test_the_page_says_what_the_form_lacks_and_a_refusal_stands_at_its_field(as_, cast, drawn):
    paper = drawn(replace(GOOD, archive=""))
    address = f"/van-ban/{paper.pk}/"
    assert "Lưu: VT" in text_of(as_(cast.drafter).get(address))
    as_(cast.drafter).post(f"{address}buoc/submit/", {})
    as_(cast.approver).post(f"{address}buoc/initial/", {})
    refused = as_(cast.clerk).post(f"{address}buoc/check/", {"why": ""})
    assert refused.status_code == 422
    assert "Thể thức văn bản còn thiếu sót" in text_of(refused)
    assert "đã kiểm tra thể thức" in text_of(as_(cast.clerk).post(f"{address}buoc/check/", {"why": "Mẫu riêng của ngành"}, follow=True))


def test_an_issued_paper_is_replaced_by_another_at_its_page(as_, cast, drawn):
    old, new = drawn(), drawn()
    for number, paper in enumerate((old, new), start=1):
        enter_office_number(document_id=paper.pk, office_number=str(number), by=cast.clerk, now=NOW)
        issue_paper(document_id=paper.pk, by=cast.clerk, now=NOW)
    address, leader = f"/van-ban/{old.pk}/", as_(cast.approver)
    assert leader.post(f"{address}buoc/replace/", {"why": "Sai số liệu"}).status_code == 422
    done = leader.post(f"{address}buoc/replace/", {"why": "Sai số liệu", "replacement": str(new.pk)}, follow=True)
    assert "đã được thay thế" in text_of(done)
    assert "2/UBND-VHXH" in text_of(done)


def test_the_steps_of_an_office_are_not_shown_to_others(as_, cast, drawn):
    paper = drawn()
    as_(cast.drafter).post(f"/van-ban/{paper.pk}/buoc/submit/", {})
    assert as_(cast.office_drafter).get(f"/van-ban/{paper.pk}/").status_code == 404
    OfficialDocument.objects.filter(pk=paper.pk).update(state="issued")
    page = as_(cast.office_drafter).get(f"/van-ban/{paper.pk}/")
    assert page.status_code == 200
    assert cast.drafter.name not in text_of(page)
    assert "buoc/" not in page.content.decode()


def test_an_unknown_step_is_not_there(as_, cast, drawn):
    assert as_(cast.drafter).post(f"/van-ban/{drawn().pk}/buoc/number/", {}).status_code == 404


def test_a_draft_is_edited_line_by_line_at_its_page(as_, cast, drawn):
    paper = drawn()
    address, drafter = f"/van-ban/{paper.pk}/", as_(cast.drafter)
    assert "Sửa bản thảo" in text_of(drafter.get(address))
    page = drafter.get(f"{address}soan/")
    typed = dict(page.context["form"].initial)
    # What was not touched changes nothing.
    assert "Đã lưu" in text_of(drafter.post(f"{address}soan/", typed, follow=True))
    assert paper_from_json(OfficialDocument.objects.get(pk=paper.pk).content) == GOOD
    typed["body"] = typed["body"].replace("1. Phát thông báo", "1. Phát lại thông báo") + "\n- Thêm một gạch./."
    drafter.post(f"{address}soan/", typed)
    kept = paper_from_json(OfficialDocument.objects.get(pk=paper.pk).content)
    assert kept.body[1].text.startswith("Phát lại thông báo")
    assert kept.body[-1] == Numbered("-", "Thêm một gạch./.")
    assert kept.annexes == GOOD.annexes
    # The page that stood open before somebody else saved is refused, with what was typed.
    refused = drafter.post(f"{address}soan/", typed)
    assert refused.status_code == 409
    assert "Thêm một gạch" in refused.content.decode()
    assert as_(cast.office_drafter).get(f"{address}soan/").status_code == 404
    drafter.post(f"{address}buoc/submit/", {})
    late = {**typed, "seen": drafter.get(f"{address}soan/").context["form"].initial["seen"], "subject": "khác"}
    assert drafter.post(f"{address}soan/", late).status_code == 409
    assert OfficialDocument.objects.get(pk=paper.pk).subject == GOOD.subject


def test_whose_turn_it_is_finds_the_paper_on_todays_page(as_, cast, drawn):
    paper = drawn()
    address = f"/van-ban/{paper.pk}/"
    assert "đang soạn" in text_of(as_(cast.drafter).get("/"))
    assert not any("Văn bản đi chờ xử lý" in text_of(as_(actor).get("/")) for actor in (cast.approver, cast.clerk))
    assert "chờ số" not in text_of(as_(cast.clerk).get("/"))  # nobody has signed it
    as_(cast.drafter).post(f"{address}buoc/submit/", {})
    assert "chờ ký nháy" in text_of(as_(cast.approver).get("/"))
    as_(cast.approver).post(f"{address}buoc/initial/", {})
    assert "chờ kiểm tra thể thức" in text_of(as_(cast.clerk).get("/"))
    assert "chờ số" not in text_of(as_(cast.clerk).get("/"))
    as_(cast.clerk).post(f"{address}buoc/check/", {})
    assert "đã kiểm tra thể thức, chờ ký" in text_of(as_(cast.approver).get("/"))
    as_(cast.approver).post(f"{address}buoc/sign/", {})
    assert "Văn bản đi chờ số" in text_of(as_(cast.clerk).get("/"))
    as_(cast.clerk).post(f"{address}so/", {"office_number": "12"})
    assert "đã có số, chờ phát hành" in text_of(as_(cast.clerk).get("/"))
    as_(cast.clerk).post(f"{address}buoc/issue/", {})
    assert "Văn bản đi chờ xử lý" not in text_of(as_(cast.clerk).get("/"))


def test_who_drew_it_up_reads_on_todays_page_why_it_came_back(as_, cast, drawn):
    address = f"/van-ban/{drawn().pk}/"
    as_(cast.drafter).post(f"{address}buoc/submit/", {})
    as_(cast.approver).post(f"{address}buoc/return/", {"why": "Chưa ghi hạn báo cáo."})
    assert "bị trả lại: Chưa ghi hạn báo cáo." in text_of(as_(cast.drafter).get("/"))
    as_(cast.drafter).post(f"{address}buoc/submit/", {})
    assert "bị trả lại" not in text_of(as_(cast.drafter).get("/"))
