"""A letter out of papers above: the right clauses, in the office's words, each with its source, and an earlier deadline."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import loa.launch.samples
from loa.core.drafting import draft_from, opening, with_deadline
from loa.core.drafting.asked import Whom, pieces_of
from loa.core.drafting.bases import about, cited, day_words, rank_of
from loa.core.drafting.deadlines import counted_from
from loa.core.stamps import Security, Urgency
from loa.core.working_days import monday_to_friday

from .made import DEPARTMENT, OFFICE, TODAY, above
from .papers import ASKS_NOTHING, LETTER_OF_THE_CITY, LETTER_OF_THE_MINISTRY, SCHEME_OF_THE_CITY

WORKED = Path(loa.launch.samples.__file__).parent / "cong-van-mau.txt"  # the letter of a Sở that such papers lead to


def drafted(*texts, office=DEPARTMENT, today=TODAY, **corrected):
    return draft_from([above(text, **corrected) for text in texts], office, today=today)


def chosen(draft):
    return [clause for clause in draft.clauses if clause.chosen]


def codes(clause):
    return {remark.code for remark in clause.remarks}


def why(draft, beginning):
    return next(codes(clause) for clause in draft.clauses if clause.text.startswith(beginning))


# the worked example


def test_the_letter_of_the_so_follows_from_its_two_bases():
    draft = drafted(LETTER_OF_THE_CITY, SCHEME_OF_THE_CITY)
    texts = " ".join(clause.text for clause in chosen(draft))
    for words in ("mục đích, tầm quan trọng, đối tượng tiêm chủng", "Sổ sức khỏe điện tử", "loại hình thông tin cơ sở", "tòa nhà cao tầng"):
        assert words in texts
    assert draft.report.chosen
    assert [line.text for line in draft.recipients if line.chosen] == [
        "Ủy ban nhân dân các quận, huyện, thị xã",
        "Phòng Văn hóa và Thông tin các quận, huyện, thị xã",
        "Trung tâm Văn hóa - Thông tin và Thể thao các quận, huyện, thị xã",
    ]
    assert draft.urgency is Urgency.URGENT
    assert draft.subject == "đẩy mạnh tuyên truyền tiêm chủng vắc xin phòng COVID-19"


def test_every_clause_says_where_it_stands_in_which_paper():
    texts = {"2222": LETTER_OF_THE_CITY, "333": SCHEME_OF_THE_CITY, "4444": LETTER_OF_THE_MINISTRY}
    draft = drafted(*texts.values())
    for clause in (*draft.clauses, draft.report):
        assert clause.sources
        for source in clause.sources:
            first_words = " ".join(source.text.split()[:5])
            assert first_words in " ".join(texts[source.paper][slice(*source.span)].split())


def test_the_same_request_of_three_papers_is_one_clause_with_three_sources():
    draft = drafted(LETTER_OF_THE_CITY, SCHEME_OF_THE_CITY, LETTER_OF_THE_MINISTRY)
    first = chosen(draft)[0]
    assert [(source.reference, source.number) for source in first.sources] == [
        ("2222/UBND-KGVX", "2.a"),
        ("333/PA-UBND", "II.2"),
        ("4444/BTTTT-TTCS", "1"),
    ]
    kept_apart = [clause for clause in draft.clauses if clause.same_as == first.key]
    assert len(kept_apart) == 2
    assert all(not clause.chosen and codes(clause) >= {"same"} for clause in kept_apart)


def test_requests_with_other_figures_or_a_not_are_never_one():
    more = LETTER_OF_THE_MINISTRY.replace("4444/", "5555/").replace("ít nhất 03 lượt", "ít nhất 05 lượt")
    draft = drafted(LETTER_OF_THE_MINISTRY, more)
    assert sum(clause.text.startswith("Phát thanh ít nhất") and clause.chosen for clause in draft.clauses) == 2
    not_so = LETTER_OF_THE_MINISTRY.replace("4444/", "6666/").replace("2. Phát thanh ít nhất", "2. Không phát thanh quá")
    draft = drafted(LETTER_OF_THE_MINISTRY, not_so)
    assert any("near" in codes(clause) for clause in draft.clauses)
    assert sum("03 lượt mỗi ngày" in clause.text and clause.chosen for clause in draft.clauses) == 2


# who is asked, and in which words


def test_what_is_given_to_others_urges_only_or_is_the_offices_own_work_is_shown_and_not_chosen():
    draft = drafted(LETTER_OF_THE_CITY, SCHEME_OF_THE_CITY)
    assert why(draft, "Sở Y tế là cơ quan thường trực") == {"others"}
    assert why(draft, "Tham mưu Ủy ban nhân dân Thành phố") == {"own_work"}
    assert why(draft, "Nghiêm túc thực hiện") == {"urges"}


def test_a_last_sentence_that_only_asks_all_to_do_it_is_not_chosen():
    asked = LETTER_OF_THE_MINISTRY.replace("Nơi nhận:", "Đề nghị các đơn vị thực hiện./.\n\nNơi nhận:", 1)
    assert asked != LETTER_OF_THE_MINISTRY
    assert not any(clause.text == "Thực hiện." for clause in chosen(drafted(asked)))


def test_a_paper_of_a_superior_whose_name_is_written_short_is_carried_out_too():
    assert rank_of("UBND thành phố Hà Nội") == rank_of("Ủy ban nhân dân thành phố Hà Nội") < rank_of("Sở Thông tin và Truyền thông")


def test_the_name_of_the_office_goes_and_that_of_those_below_stays():
    texts = [clause.text for clause in chosen(drafted(SCHEME_OF_THE_CITY))]
    assert texts[0].startswith("Chỉ đạo hệ thống thông tin cơ sở")
    assert texts[1].startswith("Ủy ban nhân dân các quận, huyện, thị xã huy động tất cả")


@pytest.mark.parametrize(
    ("asked", "turned", "noted"),
    [
        (
            "Sở Thông tin và Truyền thông chỉ đạo, hướng dẫn Phòng Văn hóa và Thông tin các quận, huyện, thị xã tăng thời lượng tuyên truyền về an toàn tiêm chủng.",
            "Phòng Văn hóa và Thông tin các quận, huyện, thị xã tăng thời lượng tuyên truyền về an toàn tiêm chủng.",
            True,
        ),
        (
            "Sở Thông tin và Truyền thông chủ trì, phối hợp với Sở Y tế tuyên truyền về an toàn tiêm chủng.",
            "Tuyên truyền về an toàn tiêm chủng.",
            True,
        ),
        (
            "Giao Sở Thông tin và Truyền thông hướng dẫn hệ thống thông tin cơ sở tuyên truyền về an toàn tiêm chủng.",
            "Hướng dẫn hệ thống thông tin cơ sở tuyên truyền về an toàn tiêm chủng.",
            False,
        ),
    ],
)
def test_verbs_turn_where_the_addressee_changes_and_what_is_left_out_is_said(asked, turned, noted):
    (clause,) = one_clause(asked).clauses
    assert clause.chosen
    assert clause.text == turned
    assert ("left_out" in codes(clause)) is noted


def test_the_office_below_reads_its_own_name_without_its_place():
    papers = [above(WORKED.read_text(encoding="utf-8"))]
    assert {piece.whom for piece in pieces_of(papers[0], OFFICE, place=0)} == {Whom.US}
    draft = draft_from(papers, OFFICE, today=TODAY)
    assert len(chosen(draft)) == 3
    assert draft.proposal.before.day == date(2021, 8, 10)
    assert [line.text for line in draft.recipients] == ["Ủy ban nhân dân các phường"]


def test_a_paper_that_asks_nothing_gives_no_clause_and_is_no_basis():
    draft = drafted(ASKS_NOTHING, LETTER_OF_THE_CITY)
    assert {remark.code for remark in draft.remarks} == {"asks_nothing"}
    assert [(basis.text[:7], basis.chosen) for basis in draft.bases[:2]] == [("Thực hi", True), ("Căn cứ ", False)]
    alone = drafted(ASKS_NOTHING)
    assert alone.clauses == ()
    assert not alone.report.chosen
    assert codes(alone.report) == {"nobody_asks"}


def one_clause(words, **changed):
    text = LETTER_OF_THE_CITY[: LETTER_OF_THE_CITY.index("1. Sở Y tế")] + f"1. {words}\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    return drafted(text, **changed)


@pytest.mark.parametrize("join", ["; báo cáo", ". Báo cáo", "; tổng hợp, báo cáo", ", đồng thời báo cáo"])
def test_a_request_that_ends_in_a_report_gives_a_clause_and_a_report_with_its_deadline(join):
    asked = "Sở Thông tin và Truyền thông hướng dẫn hệ thống thông tin cơ sở tuyên truyền về an toàn tiêm chủng"
    draft = one_clause(f"{asked}{join} kết quả về Ủy ban nhân dân Thành phố trước ngày 18/8/2021.")
    (clause,) = draft.clauses
    assert clause.text == "Hướng dẫn hệ thống thông tin cơ sở tuyên truyền về an toàn tiêm chủng."
    assert codes(clause) == {"parted"}
    assert draft.report.chosen
    assert [(one.day, one.reports) for one in draft.deadlines] == [(date(2021, 8, 18), True)]


def test_the_deadline_of_the_work_itself_stays_with_the_work():
    words = "Sở Thông tin và Truyền thông hoàn thành lắp đặt cụm loa trước ngày 12/8/2021; báo cáo kết quả về Ủy ban nhân dân Thành phố."
    draft = one_clause(words)
    assert draft.clauses[0].text == "Hoàn thành lắp đặt cụm loa trước ngày 12/8/2021."
    assert codes(draft.clauses[0]) == {"parted", "dated"}
    assert [(one.day, one.reports) for one in draft.deadlines] == [(date(2021, 8, 12), False)]
    assert draft.proposal.before.day == date(2021, 8, 12)


def test_an_office_asks_its_own_units_and_requests_of_others():
    assert drafted(LETTER_OF_THE_CITY).asks == "đề nghị"
    own = replace(OFFICE, below=tuple(replace(one, own=True) for one in OFFICE.below))
    assert drafted(LETTER_OF_THE_CITY, office=own).asks == "yêu cầu"


def test_a_request_to_others_that_names_the_office_is_pointed_out():
    assert why(drafted(LETTER_OF_THE_CITY), "Sở Y tế chủ trì") == {"others", "names_us"}


# bases


def test_bases_are_worded_as_a_clerk_writes_and_stand_by_rank():
    draft = drafted(LETTER_OF_THE_CITY, LETTER_OF_THE_MINISTRY)
    lines = [(basis.text, basis.chosen) for basis in draft.bases]
    assert lines == [
        (
            "Thực hiện Công văn số 4444/BTTTT-TTCS ngày 22/7/2021 của Bộ Thông tin và Truyền thông về việc tăng cường tuyên truyền trên hệ thống thông tin cơ sở",
            True,
        ),
        (
            "Thực hiện Công văn số 2222/UBND-KGVX ngày 20/7/2021 của Ủy ban nhân dân thành phố Hà Nội về việc đẩy mạnh tuyên truyền tiêm chủng vắc xin phòng COVID-19",
            True,
        ),
        ("Thực hiện Quyết định số 3355/QĐ-BYT ngày 08/7/2021 của Bộ Y tế", False),
    ]


def test_a_party_paper_keeps_its_hyphen_and_what_was_not_read_is_said_not_invented():
    reading = {"number": "409", "symbol": "TB/TU", "doc_type": "Thông báo", "date": "2021-02-05", "issuer": "Thành ủy Hà Nội", "subject": "kết luận"}  # fmt: skip
    assert cited(reading) == "Thông báo số 409-TB/TU ngày 05/02/2021 của Thành ủy Hà Nội về kết luận"
    draft = drafted(LETTER_OF_THE_CITY, number=None, date=None)
    assert draft.bases[0].text.startswith("Thực hiện Công văn của Ủy ban nhân dân")
    assert {remark.code for remark in draft.bases[0].remarks} == {"unread"}


def test_the_opening_says_a_lead_word_once():
    lines = ["Thực hiện Công văn số 1/A-B;", "Thực hiện Kế hoạch số 2/KH-B;", "Căn cứ Luật Báo chí."]
    assert opening(lines, "Sở X", asks="đề nghị") == (
        "Thực hiện Công văn số 1/A-B; Kế hoạch số 2/KH-B; căn cứ Luật Báo chí, Sở X đề nghị các đơn vị thực hiện các nội dung sau:"
    )


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Về việc tăng cường tuyên truyền", "về việc tăng cường tuyên truyền"),
        ("V/v tăng cường tuyên truyền", "về việc tăng cường tuyên truyền"),
        ("Triển khai chiến dịch.", "về việc triển khai chiến dịch"),
        ("Công tác phòng, chống dịch", "về công tác phòng, chống dịch"),
    ],
)
def test_a_subject_ends_a_citation(subject, words):
    assert about(subject) == words


# deadlines


def test_the_earliest_deadline_wins_and_all_are_shown():
    draft = drafted(LETTER_OF_THE_CITY, SCHEME_OF_THE_CITY, LETTER_OF_THE_MINISTRY)
    assert [(one.day, one.reports) for one in draft.deadlines] == [
        (date(2021, 8, 18), True),
        (date(2021, 8, 20), True),
        (date(2021, 8, 23), True),
    ]
    assert draft.deadlines[2].counted
    assert draft.proposal.before.day == date(2021, 8, 18)
    assert (draft.proposal.day, draft.proposal.time, draft.proposal.working_days) == (date(2021, 8, 13), "17:00", 3)
    assert {remark.code for remark in draft.proposal.remarks} == {"several"}


@pytest.mark.parametrize(
    ("today", "day", "time"),
    [
        (date(2021, 8, 2), date(2021, 8, 13), "17:00"),  # twelve working days left: three before
        (date(2021, 8, 11), date(2021, 8, 16), "17:00"),  # five: two before
        (date(2021, 8, 16), date(2021, 8, 17), "17:00"),  # two: one before
        (date(2021, 8, 17), date(2021, 8, 18), "11:00"),  # one: the same day before noon
    ],
)
def test_the_own_deadline_lies_so_many_working_days_before_as_time_allows(today, day, time):
    proposal = drafted(SCHEME_OF_THE_CITY, today=today).proposal
    assert (proposal.day, proposal.time) == (day, time)


def test_a_deadline_gone_by_is_shown_and_not_built_upon():
    draft = drafted(SCHEME_OF_THE_CITY, today=date(2021, 8, 19))
    assert draft.proposal is None
    assert [one.past for one in draft.deadlines] == [True]


def test_a_relative_deadline_counts_from_what_it_names_and_from_nothing_else():
    five = {"count": 5, "unit": "day", "working": True, "since": "kể từ ngày nhận được văn bản"}
    days = {"received": date(2021, 7, 29), "issued": date(2021, 7, 28)}
    assert counted_from(five, monday_to_friday, **days) == date(2021, 8, 5)
    assert counted_from(five | {"since": "kể từ ngày ký"}, monday_to_friday, **days) == date(2021, 8, 4)
    assert counted_from(five | {"since": None}, monday_to_friday, **days) is None
    assert counted_from(five | {"unit": "week", "working": False}, monday_to_friday, **days) == date(2021, 9, 2)
    assert counted_from(five | {"unit": "hour", "working": False}, monday_to_friday, **days) is None


def test_the_deadline_stands_before_what_the_report_is_for():
    due = date(2021, 8, 3)
    assert with_deadline("Báo cáo về Sở để tổng hợp.", due, "17:00") == "Báo cáo về Sở trước 17 giờ ngày 03/8/2021 để tổng hợp."
    assert with_deadline("Báo cáo về Sở.", due, "11:30") == "Báo cáo về Sở trước 11 giờ 30 ngày 03/8/2021."
    assert with_deadline("Báo cáo về Sở.", None, "") == "Báo cáo về Sở."
    assert day_words(date(2021, 12, 3)) == "03/12/2021"


# the rest


def test_the_highest_stamp_is_inherited_and_a_secret_is_warned_of():
    draft = drafted(LETTER_OF_THE_CITY, urgency="HỎA TỐC", security="MẬT")
    assert (draft.urgency, draft.security) == (Urgency.AT_ONCE, Security.SECRET)
    assert "secret" in {remark.code for remark in draft.remarks}


def test_a_reading_kept_flat_before_there_was_a_tree_is_drafted_from_too():
    flat = [{"number": "1", "kind": "request", "text": "Phát tin về an toàn tiêm chủng trên đài truyền thanh."}]
    (clause,) = drafted(LETTER_OF_THE_CITY, clauses=flat).clauses
    assert (clause.text, clause.chosen) == (flat[0]["text"], True)
    assert drafted(LETTER_OF_THE_CITY, clauses=[]).clauses == ()


def test_remarks_are_said_in_the_readers_language():
    remark = next(one for clause in drafted(LETTER_OF_THE_CITY).clauses for one in clause.remarks if one.code == "others")
    assert remark.say(lambda _sentence: "given to {who}") == "given to Sở Y tế"


FRAGMENTS = (
    "1. Sở Thông tin và Truyền thông",
    "\na) ",
    "\n- ",
    "; báo cáo kết quả về Sở",
    " trước ngày 30/02/2021",
    " trước ngày 18/8/2021",
    "\n2. Các đơn vị",
    " chủ trì, phối hợp với Sở Y tế",
    " chỉ đạo, hướng dẫn Phòng VH&TT quận Ba Đình",
    " tuyên truyền",
    ":\n",
    " sau 05 ngày làm việc kể từ ngày ký",
    ".\n\n",
    " hằng tháng",
    " (",
)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30), st.dates(date(2021, 1, 1), date(2022, 1, 1)))
def test_whatever_a_paper_says_every_clause_has_a_source_and_its_words_come_from_it(fragments, today):
    text = LETTER_OF_THE_CITY[: LETTER_OF_THE_CITY.index("1. Sở Y tế")] + "".join(fragments)
    draft = drafted(text, LETTER_OF_THE_MINISTRY, today=today)
    for clause in draft.clauses:
        assert clause.sources
        said = " ".join(" ".join((*clause.addressees, *(source.text for source in clause.sources))).lower().split())
        assert {word.strip(".,;:()").lower() for word in clause.text.split()} - {""} <= {word.strip(".,;:()") for word in said.split()}
    assert draft.proposal is None or draft.proposal.day <= draft.proposal.before.day
