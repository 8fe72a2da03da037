"""A person confirms that what was read is right: the doubt ends, and value, evidence and confidence stay."""

from datetime import timedelta

import pytest

from loa.core.reading.standing import mark_of
from loa.server.documents.errors import FieldUnknown, ReadingChangedMeanwhile
from loa.server.documents.queries import corrections_since, settled_of, values_standing
from loa.server.documents.services import confirm_reading, correct_reading, replace_deadline, replace_recipient
from loa.server.kit.actors import RightMissing
from loa.server.kit.models import AuditEntry
from loa.server.site.trail_reading import told as told_act

from ..conftest import LETTER, NOW

LATER = NOW + timedelta(hours=1)
CONFIRMED = "document.reading_confirmed"


@pytest.fixture
def by(cast):
    return {"by": cast.clerk, "now": LATER}


@pytest.fixture
def letter(make_letter):
    return make_letter(text=LETTER.replace("Phòng Văn hóa và Thông tin quận Ba Đình", "Ủy ban nhân dân các quận"))


def seen(letter, field, place=0):
    return mark_of({"value": values_standing(letter, field)[place]})


@pytest.mark.parametrize("field", ["signer", "date", "recipients", "deadlines"])
def test_a_value_is_confirmed_once_and_nothing_of_the_reading_changes(letter, by, field):
    before = (letter.reading, letter.corrected, [line.text for line in letter.recipients.all()])
    for _press in range(2):
        confirm_reading(document_id=letter.pk, field=field, seen=seen(letter, field), **by)
    letter.refresh_from_db()
    assert (letter.reading, letter.corrected, [line.text for line in letter.recipients.all()]) == before
    kept = letter.corrections.get()
    assert kept.confirms
    assert (kept.was, kept.by_name, kept.at) == (values_standing(letter, field)[0], by["by"].name, LATER)
    assert settled_of(letter).holds(field, values_standing(letter, field)[0])
    assert AuditEntry.objects.filter(event=CONFIRMED, subject_id=str(letter.pk)).count() == 1


def test_one_line_of_two_is_confirmed(letter, by):
    confirm_reading(document_id=letter.pk, field="recipients", seen=seen(letter, "recipients", 1), **by)
    first, second = values_standing(letter, "recipients")
    assert [settled_of(letter).holds("recipients", one) for one in (first, second)] == [False, True]


def test_the_trail_says_what_was_confirmed_or_corrected_by_its_name(letter, by):
    confirm_reading(document_id=letter.pk, field="deadlines", seen=seen(letter, "deadlines"), **by)
    line = letter.recipients.first()
    replace_recipient(document_id=letter.pk, line_id=line.pk, lines=["UBND phường Bạch Mai"], **by)
    acts = AuditEntry.objects.filter(subject_id=str(letter.pk)).order_by("-pk")[:2]
    assert [told_act(one).sentence for one in acts] == [
        "Sửa mục Kính gửi của văn bản",
        "Xác nhận mục Thời hạn của văn bản được đọc đúng",
    ]


def test_what_was_confirmed_may_be_put_right_later(letter, by):
    confirm_reading(document_id=letter.pk, field="signer", seen=seen(letter, "signer"), **by)
    correct_reading(document_id=letter.pk, field="signer", value="Trần Thị Mẫu", **by)
    assert settled_of(letter).fields["signer"].became == "Trần Thị Mẫu"
    assert not settled_of(letter).fields["signer"].confirms
    confirm_reading(document_id=letter.pk, field="deadlines", seen=seen(letter, "deadlines"), **by)
    was = values_standing(letter, "deadlines")[0]
    replace_deadline(document_id=letter.pk, sort="date", value=was["value"], day=letter.date + timedelta(days=20), time=None, **by)
    letter.refresh_from_db()
    assert not settled_of(letter).holds("deadlines", values_standing(letter, "deadlines")[0])


def test_a_line_that_means_others_since_has_to_be_confirmed_anew(letter, by):
    confirm_reading(document_id=letter.pk, field="recipients", seen=seen(letter, "recipients", 1), **by)
    correct_reading(document_id=letter.pk, field="date", value="28/7/2020", **by)
    correct_reading(document_id=letter.pk, field="date", value="1/8/2025", **by)  # no districts since 1/7/2025
    correct_reading(document_id=letter.pk, field="date", value="28/7/2021", **by)
    letter.refresh_from_db()
    assert not any(settled_of(letter).holds("recipients", one) for one in values_standing(letter, "recipients"))


def test_a_page_that_shows_an_older_value_confirms_nothing(letter, by):
    old = seen(letter, "signer")
    correct_reading(document_id=letter.pk, field="signer", value="Trần Thị Mẫu", **by)
    for field, mark in (("signer", old), ("recipients", "0" * 16), ("deadlines", "")):
        with pytest.raises(ReadingChangedMeanwhile):
            confirm_reading(document_id=letter.pk, field=field, seen=mark, **by)
    assert not AuditEntry.objects.filter(event=CONFIRMED).exists()


def test_a_line_that_means_nobody_cannot_be_confirmed(make_letter, by):
    letter = make_letter(text=LETTER.replace("Phòng Văn hóa và Thông tin quận Ba Đình", "Hội làng không ai biết"))
    line = letter.recipients.get(agencies=None)
    with pytest.raises(ReadingChangedMeanwhile):
        confirm_reading(document_id=letter.pk, field="recipients", seen=mark_of({"value": {"line": line.pk, "name": line.text}}), **by)


def test_only_known_fields_and_only_by_whoever_holds_the_book(letter, cast, by):
    with pytest.raises(FieldUnknown):
        confirm_reading(document_id=letter.pk, field="text", seen="", **by)
    with pytest.raises(RightMissing):
        confirm_reading(document_id=letter.pk, field="signer", seen=seen(letter, "signer"), by=cast.approver, now=NOW)


def test_a_confirmation_is_no_correction_to_tell_a_campaign_of(letter, by):
    confirm_reading(document_id=letter.pk, field="signer", seen=seen(letter, "signer"), **by)
    assert corrections_since(letter, NOW) == []
