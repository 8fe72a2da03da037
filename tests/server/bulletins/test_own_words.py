"""A unit's own words: typed, warned about, approved by its own leader, frozen, and gone when they expire."""

from datetime import date

import pytest

from loa.core.bulletin_steps import OwnWorkNotApprovable, State
from loa.core.errors import NotFound
from loa.core.unit_words import FieldMissing, FieldNotUnderstood, FieldTooLong, plain_text
from loa.server.bulletins.errors import ChangedMeanwhile, HeardSomethingElse, KeyNotDeclared, SourceMissing, ValidityUpsideDown, WhyMissing
from loa.server.bulletins.models import UnitText
from loa.server.bulletins.queries import own_sentences, sentences_of, unit_texts_awaiting_approval
from loa.server.bulletins.services import OwnWords, approve_unit_text, return_unit_text, write_unit_text
from loa.server.kit.actors import Actor, Grant, RightMissing, Role

from ..conftest import NOW

VALUES = {"dia_diem": "Trường Trung học cơ sở Tô Hoàng", "ngay": "2/8/2021-6/8/2021"}
OWN = "Điểm tiêm đặt tại Trường Trung học cơ sở Tô Hoàng, ngày 2/8/2021-6/8/2021."
SHARED = "Địa điểm tiêm được báo trong giấy mời."


def own(values=None, **given) -> OwnWords:
    facts = {"key": "diem_tiem", "source": "Trạm Y tế phường", "valid_from": date(2021, 8, 2), "valid_to": date(2021, 8, 6)}
    return OwnWords(values=values if values is not None else VALUES, **{**facts, **given})


@pytest.fixture
def revision(make_bulletin):
    return make_bulletin("approved").revisions.get()


@pytest.fixture
def write(cast, revision):
    def make(values=None, **given) -> UnitText:
        return write_unit_text(revision_id=revision.pk, agency_id=cast.ward, own=own(values, **given), by=cast.officer, now=NOW)

    return make


def approved(unit_text: UnitText, cast) -> UnitText:
    return approve_unit_text(unit_text_id=unit_text.pk, text_sha256=unit_text.text_sha256, by=cast.leader, now=NOW)


def heard(revision, cast, on: date) -> str:
    return plain_text(sentences_of(revision, own_sentences([revision.pk], on=on).get((revision.pk, cast.ward))))


def test_a_unit_hears_its_own_sentence_while_it_is_valid_and_the_shared_one_after(cast, revision, write):
    approved(write(), cast)
    assert OWN in heard(revision, cast, date(2021, 8, 2))
    assert OWN in heard(revision, cast, date(2021, 8, 6))
    for outside in (date(2021, 8, 1), date(2021, 8, 7)):
        assert heard(revision, cast, outside) == f"Kính thưa nhân dân. {SHARED} Đề nghị bà con đến đúng giờ."


def test_an_unfilled_unit_airs_without_own_words(cast, revision):
    assert SHARED in heard(revision, cast, date(2021, 8, 3))


def test_words_not_yet_approved_do_not_air(cast, revision, write):
    write()
    assert SHARED in heard(revision, cast, date(2021, 8, 3))


def test_the_neighbour_does_not_hear_them(cast, revision, write):
    approved(write(), cast)
    assert (revision.pk, cast.neighbour) not in own_sentences([revision.pk], on=date(2021, 8, 3))


def test_its_own_leader_approves_and_nobody_else(cast, write):
    words = write()
    assert words in unit_texts_awaiting_approval(seen_by=cast.leader)
    for stranger in (cast.neighbour_leader,):
        with pytest.raises(NotFound):
            approve_unit_text(unit_text_id=words.pk, text_sha256=words.text_sha256, by=stranger, now=NOW)
    assert approved(words, cast).approved_by_person_id == cast.leader.person_id


def test_nobody_approves_their_own_words(cast, write):
    grants = tuple(Grant(role, cast.ward) for role in (Role.COMMUNE_OFFICER, Role.APPROVER))
    both = Actor(name="Cán bộ", person_id=cast.officer.person_id, agency_id=cast.ward, grants=grants)
    words = write()
    with pytest.raises(OwnWorkNotApprovable):
        approve_unit_text(unit_text_id=words.pk, text_sha256=words.text_sha256, by=both, now=NOW)


def test_words_that_changed_since_they_were_read_are_not_approved(cast, write):
    words = write()
    with pytest.raises(HeardSomethingElse):
        approve_unit_text(unit_text_id=words.pk, text_sha256="0" * 64, by=cast.leader, now=NOW)


def test_a_new_entry_replaces_the_last_and_the_replaced_one_is_not_approved(cast, revision, write):
    first = write()
    second = write({**VALUES, "dia_diem": "Nhà văn hóa số 5"})
    with pytest.raises(ChangedMeanwhile):
        approved(first, cast)
    approved(second, cast)
    assert "Nhà văn hóa số 5" in heard(revision, cast, date(2021, 8, 3))
    assert UnitText.objects.filter(ended_at=None).count() == 1


def test_a_return_needs_a_sentence(cast, write):
    words = write()
    with pytest.raises(WhyMissing):
        return_unit_text(unit_text_id=words.pk, why=" ", by=cast.leader, now=NOW)
    returned = return_unit_text(unit_text_id=words.pk, why="Sai ngày.", by=cast.leader, now=NOW)
    assert (returned.state, returned.returned_why) == (State.DRAFT, "Sai ngày.")


def test_a_personal_phone_and_a_name_are_warned_about(write):
    warnings = write({**VALUES, "dia_diem": "nhà bà Lan, gọi anh Nguyễn Văn Nam 0912 345 678"}).warnings
    assert any("0912 345 678" in w for w in warnings)
    assert any("Nguyễn Văn Nam" in w for w in warnings)


def test_streets_and_schools_that_bear_a_name_are_not_warned_about(write):
    assert write({**VALUES, "dia_diem": "Trường THCS Tô Hoàng, phố Bạch Mai, đường Lê Đại Hành"}).warnings == []


@pytest.mark.parametrize(
    ("values", "refusal", "said"),
    [
        ({"ngay": "2/8/2021"}, FieldMissing, "Địa điểm tiêm"),
        ({**VALUES, "dia_diem": " \n "}, FieldMissing, "Địa điểm tiêm"),
        ({**VALUES, "ngay": "31/02/2021"}, FieldNotUnderstood, "31/02/2021"),
        ({**VALUES, "ngay": "6/8/2021-2/8/2021"}, FieldNotUnderstood, "6/8/2021-2/8/2021"),
        ({**VALUES, "dia_diem": "a" * 301}, FieldTooLong, "301"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(write, values, refusal, said):
    with pytest.raises(refusal) as told:
        write(values)
    assert said in str(told.value)


def test_three_hundred_decomposed_letters_are_three_hundred_and_not_more(write):
    """`ệ` written as e + two marks is three code points in NFD and one letter in NFC."""
    assert write({**VALUES, "dia_diem": "e\u0323\u0302" * 300}).sentence.count("ệ") >= 300


def test_words_name_a_declared_place_a_source_and_a_period_that_runs_forward(write):
    with pytest.raises(KeyNotDeclared):
        write(key="gio_phat")
    with pytest.raises(SourceMissing):
        write(source="  ")
    with pytest.raises(ValidityUpsideDown):
        write(valid_to=date(2021, 8, 1))


def test_a_unit_does_not_write_for_its_neighbour(cast, revision):
    with pytest.raises(RightMissing):
        write_unit_text(revision_id=revision.pk, agency_id=cast.neighbour, own=own(), by=cast.officer, now=NOW)
