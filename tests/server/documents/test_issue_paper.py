"""A paper of our own goes its way: draft, initials, form, signature, number, issue; returned, recalled, replaced."""

from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from tests.server.conftest import NOW, OWNER

from loa.core.paper_steps import (
    STEPS,
    OwnPaperNotSignable,
    PaperAction,
    PaperState,
    PaperStepNotOpen,
    PaperStepNotYours,
    open_actions,
    take_paper_step,
)
from loa.core.roles import Right
from loa.server.documents.errors import (
    FieldUnknown,
    FormFaulty,
    NotReplaceable,
    NumberMissing,
    NumberTaken,
    PaperDayFar,
    PaperIsIncoming,
    StepWhyMissing,
)
from loa.server.documents.models import OfficialDocument
from loa.server.documents.papers import PaperKind, paper_from_content, paper_from_json, paper_to_json
from loa.server.documents.papers.written import example_of
from loa.server.documents.services import (
    NewPaper,
    check_paper_form,
    correct_reading,
    draw_up_papers,
    drawing_up,
    enter_office_number,
    initial_paper,
    issue_paper,
    recall_paper,
    replace_paper,
    return_paper,
    sign_paper,
    submit_paper,
)
from loa.server.kit.models import AuditEntry

GOOD = paper_from_content(PaperKind.LETTER, example_of(PaperKind.LETTER))


@pytest.fixture
def drawn(cast):
    """A letter that the department's drafter drew up, in good form."""

    def draw(paper=GOOD, by=cast.drafter):
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
        return draw_up_papers({cast.department: new}, by=by, now=NOW)[cast.department]

    return draw


def walk(paper, cast, to="issued", number="12"):
    """The whole way, by those whose work each step is."""
    steps = [
        ("submitted", lambda: submit_paper(document_id=paper.pk, by=cast.drafter, now=NOW)),
        ("initialled", lambda: initial_paper(document_id=paper.pk, by=cast.approver, now=NOW)),
        ("checked", lambda: check_paper_form(document_id=paper.pk, by=cast.clerk, now=NOW)),
        ("signed", lambda: sign_paper(document_id=paper.pk, by=cast.approver, now=NOW)),
        (
            "numbered",
            lambda: enter_office_number(document_id=paper.pk, office_number=number, signed_on=date(2021, 7, 30), by=cast.clerk, now=NOW),
        ),
        ("issued", lambda: issue_paper(document_id=paper.pk, by=cast.clerk, now=NOW)),
    ]
    for state, step in steps:
        done = step()
        assert done.state == state
        if state == to:
            return done
    raise AssertionError(to)


def test_a_paper_goes_its_way_through_the_office(cast, drawn):
    paper = drawn()
    issued = walk(paper, cast)
    assert issued.issued_at == NOW
    assert issued.reference == "12/UBND-VHXH"
    assert [step.action for step in issued.steps.all()] == ["submit", "initial", "check", "sign", "number", "issue"]
    # What was initialled, checked and signed was one text.
    assert len({step.content_sha256 for step in issued.steps.all()[:4]}) == 1
    assert paper_from_json(issued.content).date_line == "An Bình, ngày 30 tháng 7 năm 2021"
    assert AuditEntry.objects.filter(event="document.issued", subject_id=str(paper.pk)).count() == 1


def test_no_step_is_left_out(cast, drawn):
    paper = drawn()
    with pytest.raises(PaperStepNotOpen):
        sign_paper(document_id=paper.pk, by=cast.approver, now=NOW)
    submit_paper(document_id=paper.pk, by=cast.drafter, now=NOW)
    with pytest.raises(PaperStepNotOpen):
        enter_office_number(document_id=paper.pk, office_number="12", by=cast.clerk, now=NOW)
    with pytest.raises(PaperStepNotOpen):
        issue_paper(document_id=paper.pk, by=cast.clerk, now=NOW)


def test_each_step_is_for_those_whose_work_it_is(cast, drawn):
    paper = drawn()
    submit_paper(document_id=paper.pk, by=cast.drafter, now=NOW)
    with pytest.raises(PaperStepNotYours):
        initial_paper(document_id=paper.pk, by=cast.clerk, now=NOW)
    initial_paper(document_id=paper.pk, by=cast.drafter, now=NOW)
    with pytest.raises(PaperStepNotYours):
        check_paper_form(document_id=paper.pk, by=cast.approver, now=NOW)


def test_who_drew_a_paper_up_does_not_sign_it(cast, drawn):
    paper = drawn(by=cast.approver)
    submit_paper(document_id=paper.pk, by=cast.approver, now=NOW)
    initial_paper(document_id=paper.pk, by=cast.drafter, now=NOW)
    check_paper_form(document_id=paper.pk, by=cast.clerk, now=NOW)
    with pytest.raises(OwnPaperNotSignable):
        sign_paper(document_id=paper.pk, by=cast.approver, now=NOW)


def test_faults_of_form_are_named_and_pass_only_with_a_reason(cast, drawn):
    paper = drawn(replace(GOOD, addressed_to=(), archive=""))
    submit_paper(document_id=paper.pk, by=cast.drafter, now=NOW)
    initial_paper(document_id=paper.pk, by=cast.approver, now=NOW)
    with pytest.raises(FormFaulty, match="Lưu: VT"):
        check_paper_form(document_id=paper.pk, by=cast.clerk, now=NOW)
    checked = check_paper_form(document_id=paper.pk, why="Mẫu riêng của ngành", by=cast.clerk, now=NOW)
    assert checked.state == PaperState.CHECKED
    assert checked.steps.last().why == "Mẫu riêng của ngành"


def test_a_paper_is_given_back_with_a_reason_and_comes_again(cast, drawn):
    paper = drawn()
    submit_paper(document_id=paper.pk, by=cast.drafter, now=NOW)
    with pytest.raises(StepWhyMissing):
        return_paper(document_id=paper.pk, why="  ", by=cast.approver, now=NOW)
    assert return_paper(document_id=paper.pk, why="Thiếu căn cứ", by=cast.approver, now=NOW).state == PaperState.DRAFT
    assert submit_paper(document_id=paper.pk, by=cast.drafter, now=NOW).state == PaperState.SUBMITTED


def test_a_paper_signed_outside_gets_its_number_at_once(cast, drawn):
    numbered = enter_office_number(document_id=drawn().pk, office_number="15", by=cast.clerk, now=NOW)
    assert numbered.state == PaperState.NUMBERED
    again = enter_office_number(document_id=numbered.pk, office_number="16", by=cast.clerk, now=NOW)  # a slip of the pen
    assert again.reference == "16/UBND-VHXH"
    issue_paper(document_id=numbered.pk, by=cast.clerk, now=NOW)
    with pytest.raises(PaperStepNotOpen):
        enter_office_number(document_id=numbered.pk, office_number="17", by=cast.clerk, now=NOW)


def test_an_issued_paper_is_recalled_or_replaced_and_stays_in_the_book(cast, drawn):
    old, new, other = (walk(drawn(), cast, number=number) for number in ("12", "13", "14"))
    with pytest.raises(NotReplaceable):
        replace_paper(document_id=old.pk, replacement_id=old.pk, why="Sai số liệu", by=cast.approver, now=NOW)
    draft = drawn()
    with pytest.raises(NotReplaceable):
        replace_paper(document_id=old.pk, replacement_id=draft.pk, why="Sai số liệu", by=cast.approver, now=NOW)
    replaced = replace_paper(document_id=old.pk, replacement_id=new.pk, why="Sai số liệu", by=cast.approver, now=NOW)
    assert (replaced.state, replaced.replaced_by_id) == (PaperState.REPLACED, new.pk)
    assert recall_paper(document_id=other.pk, why="Ban hành nhầm", by=cast.approver, now=NOW).state == PaperState.RECALLED
    with pytest.raises(PaperStepNotOpen):
        recall_paper(document_id=other.pk, why="Lần nữa", by=cast.approver, now=NOW)


def test_a_paper_that_came_in_goes_no_such_way(cast, make_letter):
    with pytest.raises(PaperIsIncoming):
        submit_paper(document_id=make_letter().pk, by=OWNER, now=NOW)


def test_the_table_of_steps_has_one_way_through_and_no_dead_end_before_the_issue():
    reached = {PaperState.DRAFT}
    for _ in STEPS:
        reached |= {to for (at, _action), (_right, to) in STEPS.items() if at in reached}
    assert reached == set(PaperState)
    going = {at for at, _action in STEPS}
    assert set(PaperState) - going == {PaperState.RECALLED, PaperState.REPLACED}
    everything = frozenset(Right)
    for state in PaperState:
        for action in PaperAction:
            if action in open_actions(state, rights=everything, own_work=False):
                assert take_paper_step(state, action, rights=everything, own_work=False)
            else:
                with pytest.raises(PaperStepNotOpen):
                    take_paper_step(state, action, rights=everything, own_work=False)
    assert PaperAction.SIGN not in open_actions(PaperState.CHECKED, rights=everything, own_work=True)


def test_whoever_forgets_to_look_first_hears_from_the_database_in_the_same_sentence(cast, drawn, monkeypatch):
    first, second = (drawn(), drawn())
    enter_office_number(document_id=first.pk, office_number="15", by=cast.clerk, now=NOW)
    refuse, looks = drawing_up._refuse_taken, []
    monkeypatch.setattr(drawing_up, "_refuse_taken", lambda document: looks.append(1) if not looks else refuse(document))
    with pytest.raises(NumberTaken, match="Số 15/"):
        enter_office_number(document_id=second.pk, office_number="015", by=cast.clerk, now=NOW)
    second.refresh_from_db()
    assert (second.office_number, second.number_year, second.state) == ("", None, PaperState.DRAFT)


def test_the_database_itself_holds_one_number_once_a_year(cast, drawn):
    first, second = (drawn(), drawn())
    numbered = enter_office_number(document_id=first.pk, office_number="15", by=cast.clerk, now=NOW)
    again = OfficialDocument.objects.filter(pk=second.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.update(number_key="15", number_year=numbered.number_year)
    again.update(number_key="15", number_year=numbered.number_year + 1)
    again.update(number_key="15", number_year=numbered.number_year, symbol="KH-STTTT")


def test_no_two_papers_of_one_office_bear_one_number_of_a_year(cast, drawn):
    first = enter_office_number(document_id=drawn().pk, office_number="15", by=cast.clerk, now=NOW)
    second = drawn()
    for same in ("15", "015"):
        with pytest.raises(NumberTaken):
            enter_office_number(document_id=second.pk, office_number=same, by=cast.clerk, now=NOW)
    assert enter_office_number(document_id=first.pk, office_number="15", by=cast.clerk, now=NOW).office_number == "15"
    next_year = date(first.date.year + 1, 1, 4)
    assert enter_office_number(document_id=second.pk, office_number="15", signed_on=next_year, by=cast.clerk, now=NOW).date == next_year


@pytest.mark.parametrize("number", ["", "   ", "số", "😀", "1" * 41])
def test_a_number_of_the_book_has_a_digit_and_is_short(cast, drawn, number):
    paper = drawn()
    with pytest.raises(NumberMissing):
        enter_office_number(document_id=paper.pk, office_number=number, by=cast.clerk, now=NOW)
    assert OfficialDocument.objects.get(pk=paper.pk).state == PaperState.DRAFT


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2029, 9, 9)])
def test_a_day_more_than_a_year_away_is_a_slip_of_the_pen(cast, drawn, day):
    paper = drawn()
    with pytest.raises(PaperDayFar):
        enter_office_number(document_id=paper.pk, office_number="45", signed_on=day, by=cast.clerk, now=NOW)
    assert OfficialDocument.objects.get(pk=paper.pk).date == paper.date


def test_what_a_paper_of_our_own_says_is_not_corrected_as_if_a_machine_had_read_it(cast, drawn):
    numbered = enter_office_number(document_id=drawn().pk, office_number="15", by=cast.clerk, now=NOW)
    with pytest.raises(FieldUnknown):
        correct_reading(document_id=numbered.pk, field="symbol", value="KHÁC", by=cast.clerk, now=NOW)


def test_numbers_entered_before_there_was_a_constraint_are_claimed_by_the_first_paper(cast, drawn):
    first, second, third, blank = (drawn() for _place in range(4))
    for paper, number in ((first, "015"), (second, "15"), (third, "16")):
        OfficialDocument.objects.filter(pk=paper.pk).update(office_number=number)  # as an older version left them
    migration = import_module("loa.server.documents.migrations.0007_numbers_uploads_and_prints")
    migration.number_papers(apps, None)
    held = {paper.pk: (paper.number_key, paper.number_year) for paper in OfficialDocument.objects.all()}
    year = first.date.year
    assert [held[paper.pk] for paper in (first, second, third, blank)] == [("15", year), ("15", None), ("16", year), ("", None)]
