"""Letters come in once, get the next number of their book, and keep what was read beside what was corrected."""

import unicodedata
from datetime import UTC, date, datetime

import pytest

from loa.core.errors import NotFound
from loa.server.documents.errors import (
    AlreadyRegistered,
    CorrectionTooLong,
    DateNotUnderstood,
    FieldUnknown,
    FileEmpty,
    FileNotText,
    NumberMissing,
)
from loa.server.documents.models import Direction, OfficialDocument
from loa.server.documents.services import NewPaper, correct_reading, draw_up_papers, enter_office_number, receive_document
from loa.server.kit import files
from loa.server.kit.actors import RightMissing
from loa.server.kit.models import AuditEntry

from ..conftest import LETTER, NOW


def test_a_letter_is_kept_read_and_registered(cast, make_letter, trail_of):
    letter = make_letter()
    assert files.read(letter.file_sha256) == LETTER.format(number=1349).encode()
    assert (letter.number, letter.symbol, letter.date) == ("1349", "STTTT-BCXBTT", date(2021, 7, 28))
    assert letter.reference == "1349/STTTT-BCXBTT"
    assert (letter.register_number, letter.register_year) == (1, 2021)
    assert [c.number for c in letter.clauses.all()][:1] == ["1"]
    assert trail_of(letter.pk) == ["document.received"]


def test_its_recipients_become_agencies(cast, make_letter):
    agencies = set(make_letter().recipients.values_list("agencies", flat=True))
    assert agencies == {cast.office, cast.other_office}


def test_a_letter_is_not_registered_twice(cast, make_letter):
    make_letter()
    with pytest.raises(AlreadyRegistered) as refusal:
        make_letter()
    assert "số đến 1 năm 2021" in str(refusal.value)
    assert "1349/STTTT-BCXBTT" in str(refusal.value)
    assert OfficialDocument.objects.count() == 1


def test_two_agencies_may_each_register_the_same_letter(cast, make_letter):
    make_letter()
    assert make_letter(agency_id=cast.ward, by=cast.officer).register_number == 1


def test_register_numbers_are_consecutive_in_each_book_and_year(cast, make_letter):
    assert [make_letter(n).register_number for n in (1, 2, 3)] == [1, 2, 3]
    assert make_letter(1, agency_id=cast.ward, by=cast.officer).register_number == 1
    # 23:30 UTC on 31/12 is already the new year in Hà Nội.
    new_year = datetime(2021, 12, 31, 23, 30, tzinfo=UTC)
    data = LETTER.format(number=4).encode()
    letter = receive_document(data=data, name="4.txt", agency_id=cast.department, by=cast.clerk, now=new_year)
    assert (letter.register_number, letter.register_year) == (1, 2022)


def test_a_correction_keeps_what_was_read(cast, make_letter):
    letter = make_letter()
    read = dict(letter.reading)
    corrected = correct_reading(document_id=letter.pk, field="subject", value="Trích yếu đúng", by=cast.clerk, now=NOW, why="đọc thiếu")
    correction = corrected.corrections.get()
    assert corrected.subject == "Trích yếu đúng"
    assert corrected.reading == read
    assert (correction.was, correction.became, correction.by_person_id) == (read["subject"], "Trích yếu đúng", cast.clerk.person_id)
    assert AuditEntry.objects.get(event="document.reading_corrected").why == "đọc thiếu"


def test_correcting_to_the_same_value_is_no_act(cast, make_letter):
    letter = make_letter()
    correct_reading(document_id=letter.pk, field="number", value="1349", by=cast.clerk, now=NOW)
    assert not letter.corrections.exists()


@pytest.mark.parametrize("typed", ["31/02/2021", "2021-02-31", "hôm qua", "28/7", "1/1/99999", "//", "٣/x/1"])
def test_a_day_that_is_none_is_told_and_changes_nothing(cast, make_letter, typed):
    letter = make_letter()
    with pytest.raises(DateNotUnderstood) as refusal:
        correct_reading(document_id=letter.pk, field="date", value=typed, by=cast.clerk, now=NOW)
    assert typed in str(refusal.value)
    letter.refresh_from_db()
    assert letter.date == date(2021, 7, 28)


@pytest.mark.parametrize(("typed", "day"), [("28/7/2021", date(2021, 7, 28)), ("2021-07-01", date(2021, 7, 1)), ("  ", None)])
def test_a_day_is_typed_as_people_write_it(cast, make_letter, typed, day):
    assert correct_reading(document_id=make_letter().pk, field="date", value=typed, by=cast.clerk, now=NOW).date == day


def test_a_letter_dated_on_the_thirty_first_of_february_is_registered_without_a_date(cast, make_letter):
    letter = make_letter(text=LETTER.replace("28 tháng 7", "31 tháng 02"))
    assert letter.date is None


def test_a_name_of_three_hundred_decomposed_letters_is_kept_in_nfc_or_refused_with_its_length(cast, make_letter):
    name = unicodedata.normalize("NFD", "ệ" * 300)
    assert len(name) == 900
    held = make_letter()
    before = held.signer
    with pytest.raises(CorrectionTooLong) as refused:
        correct_reading(document_id=held.pk, field="signer", value=name, by=cast.clerk, now=NOW)
    held.refresh_from_db()
    assert (refused.value.facts["length"], refused.value.facts["most"], held.signer) == (300, 200, before)
    corrected = correct_reading(document_id=held.pk, field="signer", value=name[:300], by=cast.clerk, now=NOW)
    assert corrected.signer == "ệ" * 100
    data = LETTER.format(number=5).encode()
    letter = receive_document(data=data, name=f"{name}.txt", agency_id=cast.department, by=cast.clerk, now=NOW)
    assert letter.file_name == f"{'ệ' * 251}.txt"


def test_a_field_nobody_may_correct_is_refused(cast, make_letter):
    with pytest.raises(FieldUnknown):
        correct_reading(document_id=make_letter().pk, field="agency_id", value="x", by=cast.clerk, now=NOW)


def test_only_whoever_holds_the_book_registers_and_corrects(cast, make_letter):
    letter = make_letter()
    with pytest.raises(RightMissing):
        make_letter(2, by=cast.officer)
    with pytest.raises(NotFound):
        correct_reading(document_id=letter.pk, field="subject", value="x", by=cast.officer, now=NOW)
    with pytest.raises(RightMissing):
        correct_reading(document_id=letter.pk, field="subject", value="x", by=cast.approver, now=NOW)


@pytest.mark.parametrize(("data", "refusal"), [(b"", FileEmpty), (b" \n\t", FileEmpty), (bytes(range(256)) * 40, FileNotText)])
def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_registered(cast, data, refusal):
    with pytest.raises(refusal):
        receive_document(data=data, name="tệp.txt", agency_id=cast.department, by=cast.clerk, now=NOW)
    assert not OfficialDocument.objects.exists()


def test_the_office_number_is_entered_by_the_clerk_and_never_invented(cast, make_letter):
    paper = NewPaper(
        doc_type="Công văn",
        symbol="VHTT",
        subject="V/v tuyên truyền",
        issuer="Phòng VH&TT quận Hai Bà Trưng",
        place="Hai Bà Trưng",
        date=date(2021, 7, 30),
        signer="",
        content={},
        to=(("Ủy ban nhân dân phường Bạch Mai", (cast.ward,)),),
        basis_id=make_letter().pk,
    )
    drawn = draw_up_papers({cast.office: paper}, by=cast.office_drafter, now=NOW)[cast.office]
    assert (drawn.direction, drawn.register_number, drawn.office_number) == (Direction.OUT, 1, "")
    for unusable in ("", "  ", "1" * 41):
        with pytest.raises(NumberMissing):
            enter_office_number(document_id=drawn.pk, office_number=unusable, by=cast.office_drafter, now=NOW)
    assert enter_office_number(document_id=drawn.pk, office_number=" 123 ", by=cast.office_drafter, now=NOW).reference == "123/VHTT"
