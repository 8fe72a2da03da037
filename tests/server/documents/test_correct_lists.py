"""A person puts right whom a letter addresses, what it asks, and by when. What was read stays beside it."""

from datetime import date, timedelta

import pytest

from loa.core.reading.clause import CONTEXT
from loa.core.reading.standing import clause_at, mark_of
from loa.core.roles import Role
from loa.server.campaigns.models import Assignment
from loa.server.campaigns.services import open_campaign
from loa.server.documents.errors import (
    CorrectionEmpty,
    CorrectionTooLong,
    DeadlineBeforeLetter,
    DeadlineStandsAlready,
    FieldUnknown,
    ReadingChangedMeanwhile,
    TooManyLines,
    WordsNotInOriginal,
)
from loa.server.documents.models import Recipient
from loa.server.documents.queries import clauses_standing, corrections_since, document_of, standing_reading
from loa.server.documents.services import (
    Asked,
    add_deadline,
    add_recipients,
    add_request,
    copies_mark,
    correct_clause,
    correct_copies,
    correct_reading,
    remove_deadline,
    remove_recipient,
    replace_deadline,
    replace_recipient,
)
from loa.server.kit.actors import RightMissing
from loa.server.kit.models import AuditEntry
from loa.server.people.queries import actors_of
from loa.server.people.services import Newcomer, take_in

from ..conftest import LETTER, NOW

LATER = NOW + timedelta(hours=1)
WITH_MORE = LETTER.replace("2. Báo cáo", "2. Các phòng cử cán bộ dự tập huấn; danh sách gửi trước ngày 05/8/2021.\n\n3. Báo cáo")


@pytest.fixture
def by(cast):
    return {"by": cast.clerk, "now": LATER}


@pytest.fixture
def told(make_letter):
    return make_letter()


def lines(letter):
    return [one.text for one in letter.recipients.all()]


def seen(letter, path):
    letter.refresh_from_db()
    clause = clause_at(standing_reading(letter)["clauses"], path)
    return clause, mark_of(clause)


def test_a_line_that_was_missed_is_added_and_held_against_the_agencies_of_the_letters_day(cast, told, by):
    added = add_recipients(document_id=told.pk, lines=["Ủy ban nhân dân phường Bạch Mai", "Hội làng không ai biết;"], **by)
    assert [one.agencies.count() for one in added] == [1, 0]
    assert added[0].agencies.get().pk == cast.ward
    assert added[1].reason
    assert lines(told)[2:] == ["Ủy ban nhân dân phường Bạch Mai", "Hội làng không ai biết"]
    correction = told.corrections.get()
    assert (correction.field, correction.was, correction.became) == ("recipients", None, lines(told)[2:])


def test_a_replaced_line_ends_and_the_new_ones_stand_in_its_place(cast, told, by):
    first = told.recipients.first()
    replace_recipient(
        document_id=told.pk,
        line_id=first.pk,
        lines=["Phòng Văn hóa và Thông tin quận Đống Đa", "UBND phường Bạch Mai"],
        why="đọc sót",
        **by,
    )
    assert lines(told) == ["Phòng Văn hóa và Thông tin quận Đống Đa", "UBND phường Bạch Mai", "Phòng Văn hóa và Thông tin quận Ba Đình"]
    assert Recipient.ever.get(pk=first.pk).ended_at == LATER
    assert told.reading["recipients"][0] == first.text
    assert AuditEntry.objects.get(event="document.reading_corrected").why == "đọc sót"


def test_a_line_taken_out_addresses_nobody_any_more(cast, told, by):
    line = told.recipients.get(agencies=cast.other_office)
    remove_recipient(document_id=told.pk, line_id=line.pk, **by)
    assert set(told.recipients.values_list("agencies", flat=True)) == {cast.office}
    with pytest.raises(ReadingChangedMeanwhile):
        remove_recipient(document_id=told.pk, line_id=line.pk, **by)
    assert told.corrections.count() == 1


def test_lines_without_words_or_too_many_or_too_long_are_refused_and_nothing_changes(told, by):
    for wrong, refusal in ((["  ;"], CorrectionEmpty), (["x"] * 400, TooManyLines), (["ủ" * 501], CorrectionTooLong)):
        with pytest.raises(refusal):
            add_recipients(document_id=told.pk, lines=wrong, **by)
    assert len(lines(told)) == 2
    assert not told.corrections.exists()


def test_a_corrected_day_holds_the_lines_against_the_agencies_of_that_day(cast, told, by):
    correct_reading(document_id=told.pk, field="date", value="1/8/2025", **by)
    assert [one.agencies.count() for one in told.recipients.all()] == [0, 0]  # no districts since 1/7/2025
    correct_reading(document_id=told.pk, field="date", value="28/7/2021", **by)
    assert set(told.recipients.values_list("agencies", flat=True)) == {cast.office, cast.other_office}


def test_copies_are_one_list_with_purposes_in_brackets(told, by):
    mark = copies_mark(told)
    correct_copies(document_id=told.pk, lines=["Như trên", "UBND Thành phố (để báo cáo);", ""], archive="VT, BCXBTT, An", seen=mark, **by)
    told.refresh_from_db()
    standing = standing_reading(told)
    assert standing["cc"] == [{"name": "Như trên", "purpose": None}, {"name": "UBND Thành phố", "purpose": "để báo cáo"}]
    assert (standing["archive"], told.reading["archive"]) == ("VT, BCXBTT, An", "VT, BCXBTT")
    assert sorted(told.corrections.values_list("field", flat=True)) == ["archive", "cc"]
    with pytest.raises(ReadingChangedMeanwhile):
        correct_copies(document_id=told.pk, lines=["Khác"], archive="", seen=mark, **by)


def test_a_wrong_deadline_is_replaced_in_the_clauses_that_name_it_too(told, by):
    replace_deadline(document_id=told.pk, sort="date", value="2021-08-10", day=date(2021, 8, 12), time="16:30", **by)
    told.refresh_from_db()
    standing = standing_reading(told)
    assert (standing["deadline_dates"], standing["deadline_times"]) == (["2021-08-12"], ["2021-08-12T16:30"])
    assert (standing["clauses"][1]["due"]["date"], standing["clauses"][1]["due"]["time"]) == ("2021-08-12", "16:30")
    assert told.reading["deadline_dates"] == ["2021-08-10"]
    assert "deadline_dates" not in standing["evidence"]


def test_a_missed_deadline_is_added_with_the_words_of_the_original(told, by):
    with pytest.raises(WordsNotInOriginal):
        add_deadline(document_id=told.pk, day=date(2021, 8, 9), time=None, words="trước ngày 09/8/2021", **by)
    add_deadline(document_id=told.pk, day=date(2021, 8, 9), time=None, words="thời gian   tiêm chủng", **by)
    told.refresh_from_db()
    span = told.corrected["deadlines"][0]["span"]
    assert told.text[slice(*span)] == "thời gian tiêm chủng"
    assert standing_reading(told)["deadline_dates"] == ["2021-08-09", "2021-08-10"]


def test_a_deadline_is_not_added_twice_nor_before_the_letter(told, by):
    with pytest.raises(DeadlineStandsAlready):
        add_deadline(document_id=told.pk, day=date(2021, 8, 10), time=None, **by)
    with pytest.raises(DeadlineBeforeLetter):
        add_deadline(document_id=told.pk, day=date(2021, 7, 27), time=None, **by)
    assert not told.corrections.exists()


def test_a_day_that_is_no_deadline_is_taken_out_of_its_clause_too(told, by):
    remove_deadline(document_id=told.pk, sort="date", value="2021-08-10", **by)
    told.refresh_from_db()
    assert standing_reading(told)["deadline_dates"] == []
    assert standing_reading(told)["clauses"][1]["due"] is None
    with pytest.raises(ReadingChangedMeanwhile):
        remove_deadline(document_id=told.pk, sort="date", value="2021-08-10", **by)


def test_who_what_and_by_when_of_a_clause_are_put_right(told, by):
    clause, mark = seen(told, "1")
    asked = Asked(kind="report", text="Báo cáo kết quả về Sở.", addressees=("Các phòng;", " "), day=date(2021, 8, 11), time="17:00")
    correct_clause(document_id=told.pk, path="1", seen=mark, asked=asked, **by)
    became, _mark = seen(told, "1")
    assert (became["text"], became["addressees"], became["due"]["date"]) == ("Báo cáo kết quả về Sở.", ["Các phòng"], "2021-08-11")
    assert (became["verb"], became["span"]) == ("báo cáo", clause["span"])
    assert standing_reading(told)["deadline_dates"] == ["2021-08-11"]  # the old day stood in no other clause
    assert [row.text for row in clauses_standing(told)][1] == "Báo cáo kết quả về Sở."
    assert told.reading["clauses"][1]["text"] == clause["text"]


def test_a_clause_that_asks_nothing_is_no_request_and_can_become_one_again(told, by):
    _clause, mark = seen(told, "0")
    correct_clause(document_id=told.pk, path="0", seen=mark, asked=Asked(kind=CONTEXT, text="Nhắc lại chủ trương."), **by)
    assert [row.number for row in clauses_standing(told)] == ["2"]
    _clause, mark = seen(told, "0")
    correct_clause(document_id=told.pk, path="0", seen=mark, asked=Asked(text="Tuyên truyền.", addressees=("các đơn vị",)), **by)
    assert next(row.text for row in clauses_standing(told)) == "Tuyên truyền."


def test_a_page_that_is_behind_corrects_nothing(told, by):
    _clause, mark = seen(told, "0")
    correct_clause(document_id=told.pk, path="0", seen=mark, asked=Asked(text="Một."), **by)
    with pytest.raises(ReadingChangedMeanwhile):
        correct_clause(document_id=told.pk, path="0", seen=mark, asked=Asked(text="Hai."), **by)
    with pytest.raises(ReadingChangedMeanwhile):
        correct_clause(document_id=told.pk, path="9.1", seen=mark, asked=Asked(text="Hai."), **by)
    assert seen(told, "0")[0]["text"] == "Một."


def test_correcting_a_clause_to_what_it_is_is_no_act(told, by):
    clause, mark = seen(told, "1")
    asked = Asked(clause["kind"], clause["text"], tuple(clause["addressees"]), date(2021, 8, 10), None)
    correct_clause(document_id=told.pk, path="1", seen=mark, asked=asked, **by)
    assert not told.corrections.exists()


def test_a_missed_request_is_added_by_its_words_in_the_original(make_letter, by):
    letter = make_letter(text=WITH_MORE.replace("Sở Thông tin và Truyền thông đề nghị", "Thực hiện chỉ đạo của Thành phố, Sở đề nghị"))
    before = len(standing_reading(letter)["clauses"])
    add_request(document_id=letter.pk, words="Các phòng cử cán bộ dự\n tập huấn", asked=Asked(day=date(2021, 8, 5)), **by)
    letter.refresh_from_db()
    tree = standing_reading(letter)["clauses"]
    added = next(one for one in tree if one["text"].startswith("Các phòng cử cán bộ dự tập huấn") and not one["number"])
    assert len(tree) == before + 1
    assert added["addressees"] == ["Các phòng"]
    assert added["verb"] == "cử"
    assert any(row.text == "Các phòng cử cán bộ dự tập huấn" for row in clauses_standing(letter))
    with pytest.raises(WordsNotInOriginal):
        add_request(document_id=letter.pk, words="Nộp tiền ngay", asked=Asked(), **by)
    with pytest.raises(FieldUnknown):
        add_request(document_id=letter.pk, words="tập huấn", asked=Asked(kind=CONTEXT), **by)


def test_a_campaign_opened_afterwards_uses_what_was_put_right(cast, city, told, by):
    remove_recipient(document_id=told.pk, line_id=told.recipients.get(agencies=cast.other_office).pk, **by)
    _clause, mark = seen(told, "0")
    correct_clause(document_id=told.pk, path="0", seen=mark, asked=Asked(text="Tuyên truyền đúng đối tượng."), **by)
    campaign = opened(cast, city, told, now=LATER)
    assert [one.agency_id for one in campaign.assignments.all()] == [cast.office]
    assert next(c.text for c in campaign.assignments.get().clauses.all()) == "Tuyên truyền đúng đối tượng."
    assert not corrections_since(told, campaign.opened_at)


def test_a_campaign_opened_before_is_told_and_not_changed(cast, city, told, by):
    campaign = opened(cast, city, told, now=NOW)
    first = [c.text for c in clauses_standing(told)]
    _clause, mark = seen(told, "0")
    correct_clause(document_id=told.pk, path="0", seen=mark, asked=Asked(text="Khác."), **by)
    remove_recipient(document_id=told.pk, line_id=told.recipients.get(agencies=cast.other_office).pk, **by)
    assert {one.agency_id for one in campaign.assignments.all()} == {cast.office, cast.other_office}
    given = Assignment.objects.get(campaign=campaign, agency=cast.office)
    assert [c.text for c in given.clauses.all()] == first
    assert [c.text for c in clauses_standing(told, at=campaign.opened_at)] == first
    assert len(corrections_since(told, campaign.opened_at)) == 2


def test_whose_line_was_taken_out_goes_on_reading_the_letter_it_was_given_work_by(cast, city, told, by):
    person = take_in(
        [Newcomer(full_name="Chuyên viên Ba Đình", roles=((Role.DRAFTER, cast.other_office),), simulated=True)],
        valid_from=date(2021, 1, 1),
        **by,
    )[0]
    reader = actors_of([person], on=date(2021, 7, 29))[person.pk]
    opened(cast, city, told, now=NOW)
    line = told.recipients.get(agencies=cast.other_office)
    remove_recipient(document_id=told.pk, line_id=line.pk, **by)
    assert document_of(told.pk, seen_by=reader).pk == told.pk


def test_only_whoever_holds_the_book_puts_right(cast, told):
    with pytest.raises(RightMissing):
        add_recipients(document_id=told.pk, lines=["x"], by=cast.approver, now=NOW)


def opened(cast, city, letter, *, now):
    return open_campaign(
        document_id=letter.pk,
        title="Đợt thử",
        agency_id=cast.department,
        territory_id=city,
        starts_on=date(2021, 8, 1),
        ends_on=date(2021, 8, 8),
        due_at=None,
        by=cast.drafter,
        now=now,
    )
