"""Drafting from papers above at the page: choose, edit, draw up; the letter goes its way, and its campaign has the same clauses."""

import re
from dataclasses import replace
from datetime import date, datetime

import pypdfium2
import pytest
from tests.core.drafting.papers import ASKS_NOTHING, LETTER_OF_THE_CITY, LETTER_OF_THE_MINISTRY, SCHEME_OF_THE_CITY

from loa.core.errors import NotFound
from loa.core.reading import read_letter
from loa.core.roles import Role
from loa.server.agencies.queries import agency_named
from loa.server.campaigns.errors import LetterStillDraft, NotYoursToDirect
from loa.server.campaigns.services import open_campaign
from loa.server.documents.models import OfficialDocument
from loa.server.documents.papers import faults_of, paper_from_json, to_pdf
from loa.server.documents.papers.content import Annex, Column, Table
from loa.server.documents.papers.stored import paper_to_json
from loa.server.documents.papers.told import clauses_of, days_due
from loa.server.documents.services import enter_office_number, receive_document
from loa.server.kit import clock
from loa.server.kit.actors import Grant
from loa.server.places.queries import territory_of_city
from loa.server.site.drafting import Sentence, Written, draft_for, draw_up_from
from loa.server.site.drafting_form import DraftingForm
from loa.server.site.errors import PapersOfSeveralOffices, TooManyPapersAbove

from ..conftest import NOW, OWNER, WEEK

TODAY = date(2021, 7, 29)
PAGE = "/van-ban/soan-theo/"


@pytest.fixture(autouse=True)
def on_thursday(at):
    at(NOW)


@pytest.fixture
def receive(cast):
    """A paper above, registered by the Sở's văn thư unless said."""

    def take(text, *, agency_id=None, by=None):
        return receive_document(
            data=text.encode(), name="van-ban.txt", agency_id=agency_id or cast.department, by=by or cast.clerk, now=NOW
        )

    return take


@pytest.fixture
def two(receive):
    return receive(LETTER_OF_THE_CITY), receive(SCHEME_OF_THE_CITY)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def sent(prepared, **changed):
    """What a browser sends when nothing is touched."""
    form = DraftingForm(prepared=prepared, symbol="STTTT-BCXBTT")
    data = {"tu": [str(one.pk) for one in prepared.documents]}
    for name in form.fields:
        value = form[name].value()
        if value is True:
            data[name] = "on"
        elif value not in (None, False, ""):
            data[name] = value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
    data |= changed
    return {name: value for name, value in data.items() if value is not None}


def drawn(as_, cast, prepared, **changed):
    answer = as_(cast.drafter).post(PAGE, sent(prepared, **changed), follow=True)
    assert "Đã soạn văn bản" in text_of(answer), text_of(answer)[:3000]
    return OfficialDocument.objects.get(direction="out")


def test_the_letter_of_the_so_follows_from_the_two_papers_of_the_city(cast, two):
    prepared = draft_for([one.pk for one in two], seen_by=cast.drafter, on=TODAY)
    draft = prepared.draft
    assert [(line.text, len(line.agencies), line.chosen) for line in draft.recipients] == [
        ("Ủy ban nhân dân các quận, huyện, thị xã", 30, True),
        ("Phòng Văn hóa và Thông tin các quận, huyện, thị xã", 30, True),
        ("Trung tâm Văn hóa - Thông tin và Thể thao các quận, huyện, thị xã", 30, True),
    ]
    chosen = [clause for clause in draft.clauses if clause.chosen]
    assert [len(clause.sources) for clause in chosen] == [2, 1, 2, 1]
    assert chosen[0].text.startswith("Chỉ đạo hệ thống thông tin cơ sở tập trung tuyên truyền sâu rộng về mục đích")
    assert prepared.called == "Sở Thông tin và Truyền thông"
    assert (draft.proposal.day, draft.proposal.before.day) == (date(2021, 8, 13), date(2021, 8, 18))


def test_the_page_shows_every_sentence_with_its_source_and_draws_the_letter_up(as_, cast, two):
    page = as_(cast.drafter).get(PAGE, {"tu": [str(one.pk) for one in two]})
    told = text_of(page)
    assert "2222/UBND-KGVX , mục 2.a" in told
    assert "Văn bản trên giao việc này cho nơi khác: Sở Y tế" in told
    prepared = draft_for([one.pk for one in two], seen_by=cast.drafter, on=TODAY)
    letter = drawn(as_, cast, prepared)
    paper = paper_from_json(letter.content)
    assert (letter.state, letter.agency_id, letter.basis_id) == ("draft", cast.department, two[0].pk)
    assert paper.urgency.vi == "KHẨN"
    assert paper.body[0].text.startswith("Thực hiện Công văn số 2222/UBND-KGVX ngày 20/7/2021 của Ủy ban nhân dân thành phố Hà Nội về việc")
    assert paper.body[0].text.endswith("Sở Thông tin và Truyền thông đề nghị các đơn vị thực hiện các nội dung sau:")
    assert paper.body[-1].text == (
        "Báo cáo kết quả thực hiện về Sở Thông tin và Truyền thông trước 17 giờ ngày 13/8/2021 để tổng hợp, "
        "báo cáo Ủy ban nhân dân thành phố Hà Nội./."
    )
    assert sum(recipient.agencies.count() for recipient in letter.recipients.all()) == 90
    assert {fault.code for fault in faults_of(paper)} <= {"name_missing"}
    shown = text_of(as_(cast.drafter).get(f"/van-ban/{letter.pk}/"))
    assert "333/PA-UBND : dùng cho các mục 1, 3, 4, 5 khi soạn" in shown


def test_the_letter_as_pdf_reads_back_with_the_clauses_that_were_drafted(as_, cast, two):
    letter = drawn(as_, cast, draft_for([one.pk for one in two], seen_by=cast.drafter, on=TODAY))
    paper = paper_from_json(letter.content)
    pages = pypdfium2.PdfDocument(to_pdf(paper))
    read = read_letter("\n".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pages))
    asked = list(read.requests())
    assert len(asked) == len(clauses_of(paper)) == 5
    assert asked[-1].kind == "report"
    assert read.deadline_dates == days_due(paper) == ("2021-08-13",)
    assert [one.number for one in read.basis_documents] == ["2222/UBND-KGVX", "333/PA-UBND"]


def test_what_was_left_out_changed_and_moved_is_so_in_the_letter(as_, cast, two):
    prepared = draft_for([one.pk for one in two], seen_by=cast.drafter, on=TODAY)
    first, second, *_others = [clause.key for clause in prepared.draft.clauses if clause.chosen]
    changes = {f"{first}_place": "50", f"{second}_text": "Mỗi phường một buổi.\na) Giờ phát;\nb) Cụm loa.", "r1_use": None, "due_day": ""}
    letter = drawn(as_, cast, prepared, **changes)
    clauses = clauses_of(paper_from_json(letter.content))
    assert clauses[0][2] == "Mỗi phường một buổi.\na) Giờ phát;\nb) Cụm loa."
    assert clauses[3][2].startswith("Chỉ đạo hệ thống")
    assert "trước" not in clauses[4][2]
    assert letter.recipients.count() == 2


def test_a_base_that_was_left_out_is_no_base_of_the_letter(as_, cast, two):
    prepared = draft_for([one.pk for one in two], seen_by=cast.drafter, on=TODAY)
    first = prepared.draft.bases[0]
    letter = drawn(as_, cast, prepared, **{f"{first.key}_use": None})
    assert letter.basis_id == two[1].pk
    assert [one["number"] for one in letter.reading["basis_documents"]] == ["333/PA-UBND"]
    assert paper_from_json(letter.content).body[0].text.startswith("Thực hiện Phương án số 333/PA-UBND")


def test_a_refusal_keeps_what_was_typed(as_, cast, two):
    prepared = draft_for([one.pk for one in two], seen_by=cast.drafter, on=TODAY)
    client = as_(cast.drafter)
    late = client.post(PAGE, sent(prepared, due_day="19/8/2021", subject="một trích yếu tự viết"))
    assert late.status_code == 422
    assert "sau hạn cấp trên đặt cho cơ quan mình (17 giờ 00 ngày 18/8/2021)" in text_of(late)
    assert "một trích yếu tự viết" in text_of(late)
    nobody = client.post(PAGE, sent(prepared, r0_use=None, r1_use=None, r2_use=None))
    assert "Chưa chọn nơi nào ở phần Kính gửi" in text_of(nobody)
    unchosen = {f"{clause.key}_use": None for clause in (*prepared.draft.clauses, prepared.draft.report)}
    assert "Chưa chọn nội dung nào" in text_of(client.post(PAGE, sent(prepared, **unchosen)))
    key = next(clause.key for clause in prepared.draft.clauses if clause.chosen)
    assert "Hãy viết câu này, hoặc bỏ chọn" in text_of(client.post(PAGE, sent(prepared, **{f"{key}_text": " "})))
    assert not OfficialDocument.objects.filter(direction="out").exists()


def test_a_paper_that_asks_nothing_is_said_so_and_is_no_basis(as_, cast, receive):
    prepared = draft_for([receive(ASKS_NOTHING).pk], seen_by=cast.drafter, on=TODAY)
    assert not any(basis.chosen for basis in prepared.draft.bases)
    told = text_of(as_(cast.drafter).get(PAGE, {"tu": str(prepared.documents[0].pk)}))
    assert "Văn bản 77/TB-SYT không có nội dung nào giao cho cơ quan mình hoặc cấp dưới" in told


def test_the_office_below_drafts_from_the_letter_of_the_so_in_its_turn(cast, make_letter):
    letter = make_letter(agency_id=cast.office, by=OWNER)
    draft = draft_for([letter.pk], seen_by=cast.office_drafter, on=TODAY).draft
    assert [line.text for line in draft.recipients if line.chosen] == ["Ủy ban nhân dân các phường"]
    assert [clause.text[:22] for clause in draft.clauses if clause.chosen] == ["Tuyên truyền sâu rộng "]
    assert draft.report.text.startswith("Báo cáo kết quả thực hiện về Phòng Văn hóa và Thông tin để tổng hợp, báo cáo Sở")
    assert draft.proposal.before.day == date(2021, 8, 10)


def test_the_campaign_of_the_letter_has_its_clauses_and_its_deadline(as_, cast, two):
    letter = drawn(as_, cast, draft_for([one.pk for one in two], seen_by=cast.drafter, on=TODAY))
    facts = {
        "document_id": letter.pk,
        "title": "Tiêm chủng",
        "agency_id": cast.department,
        "territory_id": territory_of_city(TODAY),
        "starts_on": WEEK[0],
        "ends_on": WEEK[1],
        "due_at": datetime(2021, 8, 13, 17, tzinfo=clock.HANOI),
        "by": cast.drafter,
        "now": NOW,
    }
    with pytest.raises(LetterStillDraft):
        open_campaign(**facts)
    assert "Mở đợt tuyên truyền" not in text_of(as_(cast.drafter).get(f"/van-ban/{letter.pk}/"))
    enter_office_number(document_id=letter.pk, office_number="1349", by=cast.clerk, now=NOW)
    assert "Mở đợt tuyên truyền" in text_of(as_(cast.drafter).get(f"/van-ban/{letter.pk}/"))
    assert 'value="13/8/2021"' in as_(cast.drafter).get(f"/van-ban/{letter.pk}/mo-dot/").content.decode()
    campaign = open_campaign(**facts)
    asked = [(clause.number, clause.kind, clause.text) for clause in letter.clauses.all()]
    assert asked == list(clauses_of(paper_from_json(letter.content)))
    assert campaign.assignments.count() == 90
    assert campaign.assignments.first().clauses.count() == 5


def test_what_is_not_in_ones_own_register_is_not_found(as_, cast, two, receive):
    ids = [str(one.pk) for one in two]
    for stranger in (cast.office_drafter, cast.neighbour_officer, cast.clerk):
        assert as_(stranger).get(PAGE, {"tu": ids}).status_code == 404
        assert as_(stranger).post(PAGE, {"tu": ids}).status_code == 404
    with pytest.raises(NotFound):
        draft_for([one.pk for one in two], seen_by=cast.office_drafter, on=TODAY)
    more = [receive(LETTER_OF_THE_MINISTRY).pk, receive(ASKS_NOTHING).pk]
    with pytest.raises(TooManyPapersAbove):
        draft_for([*(one.pk for one in two), *more], seen_by=cast.drafter, on=TODAY)


def test_papers_of_two_registers_are_not_mixed(cast, two, receive):
    both = replace(cast.drafter, grants=(*cast.drafter.grants, Grant(Role.DRAFTER, cast.office)))
    other = receive(LETTER_OF_THE_MINISTRY, agency_id=cast.office, by=OWNER)
    with pytest.raises(PapersOfSeveralOffices):
        draft_for([two[0].pk, other.pk], seen_by=both, on=TODAY)


def test_the_register_and_the_paper_lead_to_the_chooser(as_, cast, two):
    client = as_(cast.drafter)
    assert PAGE in client.get("/van-ban/").content.decode()
    assert f"{PAGE}?chon=1&amp;tu={two[0].pk}" in client.get(f"/van-ban/{two[0].pk}/").content.decode()
    chooser = client.get(PAGE, {"chon": "1", "tu": str(two[0].pk), "tim": "phương án"})
    assert chooser.content.decode().count(" checked") == 1
    assert "PA-UBND" in text_of(client.get(PAGE, {"tim": "PA-UBND"}))


def test_a_draft_is_shown_as_it_will_be_printed_and_its_next_step_stands_first(as_, cast, two):
    letter = drawn(as_, cast, draft_for([one.pk for one in two], seen_by=cast.drafter, on=TODAY))
    page = as_(cast.drafter).get(f"/van-ban/{letter.pk}/")
    told = text_of(page)
    shown = told[told.index("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI") :]
    for words in (
        "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hà Nội, ngày",
        "Kính gửi:",
        "- Ủy ban nhân dân các quận, huyện, thị xã;",
        "1. Chỉ đạo hệ thống thông tin cơ sở",
        "Nơi nhận:",
        "- Lưu: VT",
        "GIÁM ĐỐC",
    ):
        assert words in shown
        shown = shown[shown.index(words) :]
    assert told.index("Trình ký nháy") < told.index("Thể thức còn thiếu") < told.index("Số của cơ quan") < told.index("Kính gửi")


def test_annexes_are_named_under_the_paper_they_belong_to(cast, two, as_):
    letter = drawn(as_, cast, draft_for([one.pk for one in two], seen_by=cast.drafter, on=TODAY))
    table = Table((Column("TT"), Column("Đơn vị")), (("1", "Quận Ba Đình"),))
    paper = replace(paper_from_json(letter.content), annexes=(Annex("Phụ lục I", "Danh sách đơn vị", (table,)),))
    OfficialDocument.objects.filter(pk=letter.pk).update(content=paper_to_json(paper))
    told = text_of(as_(cast.drafter).get(f"/van-ban/{letter.pk}/"))
    assert re.search(r"Phụ lục I DANH SÁCH ĐƠN VỊ \(Kèm theo .*?\) TT Đơn vị 1 Quận Ba Đình", told)


def test_the_form_says_whom_the_papers_above_name_and_this_letter_does_not_go_to(as_, cast, two):
    told = text_of(as_(cast.drafter).get(PAGE, {"tu": [str(one.pk) for one in two]}))
    assert "Nơi khác mà văn bản cấp trên gửi: không giao việc" in told
    assert "không thuộc quyền giao việc của cơ quan mình; gửi để biết, phối hợp" in told


def test_a_letter_is_not_drawn_up_to_equals_whoever_asks(cast, two):
    prepared = draft_for([one.pk for one in two], seen_by=cast.drafter, on=TODAY)
    health = agency_named("Sở Y tế", on=TODAY).agency_id
    clause = next(clause for clause in prepared.draft.clauses if clause.chosen)
    written = Written(
        "STTTT", "tuyên truyền", (), (("Sở Y tế", (health,)),), (Sentence(clause.key, clause.text),), None, ("Như trên",), "VT"
    )
    with pytest.raises(NotYoursToDirect):
        draw_up_from(prepared, written, by=cast.drafter, now=NOW)
    assert not OfficialDocument.objects.filter(direction="out").exists()
