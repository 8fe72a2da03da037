"""What an office decides about how its words are said: in whose texts it counts, when, and that the text itself never changes."""

from datetime import timedelta

import pytest

from loa.core.errors import NotFound
from loa.core.sentences import split_sentences
from loa.core.speakable import places_of
from loa.server.kit.actors import RightMissing
from loa.server.voices.errors import PassageMissing, PlaceGone, ReadingUnusable, SoundIsApproved
from loa.server.voices.models import Clip, OfficeManner, Reading
from loa.server.voices.queries import dictionary_of, manner_of, readings_in, recorded_by, speech_of, track_of
from loa.server.voices.services import choose_manner, choose_reading, end_reading, give_again, give_reading, prepare_track
from loa.server.voices.tasks import prepare_as_read

from ..conftest import NOW

LATER = NOW + timedelta(hours=1)
CENTRE = "trung tâm của Bạch Mai"


def words_of(track):
    held = Clip.objects.in_bulk(track.clips)
    return [held[key].text for key in track.clips if held[key].text]


def heard(bulletin, *, at=NOW):
    return words_of(prepare_track(revision_id=bulletin.revisions.get(number=bulletin.current).pk, now=at))


@pytest.fixture
def draft(make_bulletin):
    return make_bulletin("draft", text="Mời họp tại TTBM. Đạt 3/4. Gọi 1900 9095 để hỏi.")


def test_an_office_says_its_abbreviation_as_it_decided_and_the_text_stays(cast, draft, hum, trail_of):
    given = give_reading(agency_id=cast.department, written="TTBM", spoken=CENTRE, by=cast.drafter, now=NOW)
    assert heard(draft)[0] == f"Mời họp tại {CENTRE}."
    assert "TTBM" in draft.revisions.get().text
    assert trail_of(given.pk) == ["voice.reading_given"]


def test_the_offices_above_decide_for_those_below_and_the_nearer_wins(cast, home):
    give_reading(agency_id=cast.department, written="BM", spoken="Bạch Mai của thành phố", by=cast.drafter, now=NOW)
    give_reading(agency_id=cast.department, written="TTBM", spoken=CENTRE, by=cast.drafter, now=NOW)
    give_reading(agency_id=cast.ward, written="BM", spoken="Bạch Mai", by=cast.officer, now=NOW)
    at = NOW + timedelta(minutes=1)
    assert speech_of(cast.ward, at=at).words == {"TTBM": CENTRE, "BM": "Bạch Mai"}
    assert speech_of(cast.department, at=at).words["BM"] == "Bạch Mai của thành phố"
    assert speech_of(cast.neighbour, at=at).words["BM"] == "Bạch Mai của thành phố"
    assert [(r.written, r.agency_id) for r in dictionary_of(cast.neighbour, at=at)] == [
        ("BM", cast.department),
        ("TTBM", cast.department),
    ]


def test_a_new_reading_ends_the_one_before(cast, home):
    first = give_reading(agency_id=cast.ward, written="BM", spoken="Bạch Mai", by=cast.officer, now=NOW)
    second = give_reading(agency_id=cast.ward, written=" BM ", spoken="phường Bạch Mai", by=cast.officer, now=LATER)
    first.refresh_from_db()
    assert (first.ended_at, second.ended_at) == (LATER, None)
    assert speech_of(cast.ward, at=NOW).words == {"BM": "Bạch Mai"}
    assert speech_of(cast.ward, at=LATER).words == {"BM": "phường Bạch Mai"}


def test_a_reading_is_kept_as_words_that_can_be_said(cast, home):
    given = give_reading(agency_id=cast.ward, written="Cổng B2", spoken="cổng B2 (phía T7)", by=cast.officer, now=NOW)
    assert given.spoken == "cổng bê hai, phía thứ bảy"


@pytest.mark.parametrize(("written", "spoken"), [("", "x"), ("BM", ""), ("BM", "…"), ("  ", "  ")])
def test_what_cannot_be_said_is_refused(cast, home, written, spoken):
    with pytest.raises(ReadingUnusable):
        give_reading(agency_id=cast.ward, written=written, spoken=spoken, by=cast.officer, now=NOW)
    assert not Reading.objects.exists()


def test_a_neighbour_neither_adds_nor_ends(cast, home):
    given = give_reading(agency_id=cast.ward, written="BM", spoken="Bạch Mai", by=cast.officer, now=NOW)
    with pytest.raises(RightMissing):
        give_reading(agency_id=cast.ward, written="BM", spoken="x", by=cast.neighbour_officer, now=NOW)
    with pytest.raises(NotFound):
        end_reading(reading_id=given.pk, by=cast.neighbour_officer, now=NOW)
    with pytest.raises(RightMissing):
        choose_manner(agency_id=cast.ward, chosen={"thousand": "ngàn"}, by=cast.neighbour_officer, now=NOW)


def test_an_ended_reading_counts_no_more_and_is_not_deleted(cast, draft, hum, trail_of):
    given = give_reading(agency_id=cast.department, written="TTBM", spoken=CENTRE, by=cast.drafter, now=NOW)
    end_reading(reading_id=given.pk, by=cast.drafter, now=LATER)
    end_reading(reading_id=given.pk, by=cast.drafter, now=LATER)
    assert CENTRE not in heard(draft, at=LATER)[0]
    assert trail_of(given.pk) == ["voice.reading_given", "voice.reading_ended"]
    assert Reading.objects.count() == 1


def test_a_choice_in_one_bulletin_is_heard_there_alone(cast, make_bulletin, draft, hum):
    other = make_bulletin("draft", text="Đạt 3/4.")
    choose_reading(bulletin_id=draft.pk, written="3/4", spoken="ba trên bốn", by=cast.drafter, now=NOW)
    assert heard(draft)[1] == "Đạt ba trên bốn."
    assert heard(other) == ["Đạt ba phần tư."]
    assert [r.written for r in readings_in(draft.pk, at=NOW)] == ["3/4"]


def test_what_a_bulletin_chose_wins_over_every_dictionary(cast, draft, home):
    give_reading(agency_id=cast.department, written="3/4", spoken="ngày ba tháng tư", by=cast.drafter, now=NOW)
    choose_reading(bulletin_id=draft.pk, written="3/4", spoken="ba trên bốn", by=cast.drafter, now=NOW)
    assert speech_of(cast.department, at=NOW, bulletin_id=draft.pk).words == {"3/4": "ba trên bốn"}


def test_a_hotline_is_given_again_slowly_after_its_sentence(cast, draft, hum, trail_of):
    given = give_again(bulletin_id=draft.pk, passage="1900 9095", by=cast.drafter, now=NOW)
    assert heard(draft)[-2:] == [
        "Gọi một chín không không, chín không chín năm để hỏi.",
        "Xin nhắc lại: một chín không không, chín không chín năm.",
    ]
    assert hum.spoken[-3:] == ["Xin nhắc lại:", "một chín không không,", "chín không chín năm."]
    assert trail_of(given.pk) == ["voice.passage_given_again"]


def test_only_what_stands_in_the_text_is_given_again(cast, draft, home):
    with pytest.raises(PassageMissing):
        give_again(bulletin_id=draft.pk, passage="0912 345 678", by=cast.drafter, now=NOW)


def test_after_the_approval_the_sound_is_what_was_heard(cast, make_bulletin, hum):
    approved = make_bulletin("approved", text="Mời họp tại TTBM.")
    before = heard(approved)
    give_reading(agency_id=cast.department, written="TTBM", spoken=CENTRE, by=cast.drafter, now=LATER)
    assert heard(approved, at=LATER + timedelta(hours=1)) == before
    with pytest.raises(SoundIsApproved):
        choose_reading(bulletin_id=approved.pk, written="TTBM", spoken=CENTRE, by=cast.drafter, now=LATER)
    with pytest.raises(SoundIsApproved):
        give_again(bulletin_id=approved.pk, passage="TTBM", by=cast.drafter, now=LATER)


def test_whoever_chose_how_it_sounds_counts_among_its_makers(cast, draft, hum):
    choose_reading(bulletin_id=draft.pk, written="3/4", spoken="ba trên bốn", by=cast.drafter, now=NOW)
    track = prepare_track(revision_id=draft.revisions.get().pk, now=NOW)
    assert recorded_by(track) == {cast.drafter.person_id}


def test_a_choice_makes_the_preview_anew(cast, draft, hum):
    assert "Đạt ba phần tư." in heard(draft)
    chosen = choose_reading(bulletin_id=draft.pk, written="3/4", spoken="ba trên bốn", by=cast.drafter, now=NOW)
    prepare_as_read({"bulletin_id": str(draft.pk)}, now=LATER)
    assert "Đạt ba trên bốn." in words_of(track_of(draft.revisions.get().pk))
    end_reading(reading_id=chosen.pk, by=cast.drafter, now=LATER)
    prepare_as_read({"bulletin_id": None}, now=LATER)
    prepare_as_read({"bulletin_id": str(draft.pk)}, now=LATER)
    assert "Đạt ba phần tư." in words_of(track_of(draft.revisions.get().pk))


def test_an_office_says_numbers_as_its_region_does_and_asks_above_for_the_rest(cast, make_bulletin, hum, trail_of):
    choose_manner(agency_id=cast.department, chosen={"thousand": "ngàn", "odd": "lẻ"}, by=cast.drafter, now=NOW)
    choose_manner(agency_id=cast.ward, chosen={"thousand": "nghìn", "four": "bốn", "odd": "chẳng có"}, by=cast.officer, now=NOW)
    how = speech_of(cast.ward, at=NOW).manner
    assert (how.thousand, how.odd, how.four) == ("nghìn", "lẻ", "bốn")
    assert heard(make_bulletin("draft", text="Có 1.105 hộ.")) == ["Có một ngàn một trăm lẻ năm hộ."]
    assert trail_of(cast.department)[-1] == "voice.manner_chosen"


def test_choosing_the_same_manner_again_is_no_act(cast, home):
    first = choose_manner(agency_id=cast.ward, chosen={"thousand": "ngàn"}, by=cast.officer, now=NOW)
    assert choose_manner(agency_id=cast.ward, chosen={"thousand": "ngàn"}, by=cast.officer, now=LATER) == first
    choose_manner(agency_id=cast.ward, chosen={}, by=cast.officer, now=LATER)
    assert (OfficeManner.objects.count(), manner_of(cast.ward, at=LATER)) == (2, {})


def test_an_office_that_decided_nothing_speaks_as_before(cast, home, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        assert speech_of(cast.ward, at=NOW).words == {}


def place_in(bulletin, written, nth=0):
    text = bulletin.revisions.get(number=bulletin.current).text
    return [place for sentence in split_sentences(text) for _, place in places_of(sentence, written)][nth]


@pytest.fixture
def twice(make_bulletin):
    return make_bulletin("draft", text="Mời họp tại TT lúc 8h. Sau đó TT tặng quà cho TT Tây Đằng.")


def test_a_reading_chosen_for_one_place_leaves_the_others_as_they_were(cast, twice):
    made = choose_reading(
        bulletin_id=twice.pk, written="TT", spoken="thường trực", place=place_in(twice, "TT", 1), by=cast.drafter, now=NOW
    )
    assert made.around == "Sau đó TT tặng quà cho TT Tây Đằng."
    assert heard(twice) == ["Mời họp tại trung tâm lúc tám giờ.", "Sau đó thường trực tặng quà cho thị trấn Tây Đằng."]


def test_a_place_is_decided_over_the_whole_bulletin_and_each_by_itself(cast, twice):
    choose_reading(bulletin_id=twice.pk, written="TT", spoken="thị trấn", by=cast.drafter, now=NOW)
    choose_reading(bulletin_id=twice.pk, written="TT", spoken="trung tâm", place=place_in(twice, "TT"), by=cast.drafter, now=NOW)
    newer = choose_reading(bulletin_id=twice.pk, written="TT", spoken="Thủ tướng", place=place_in(twice, "TT"), by=cast.drafter, now=LATER)
    assert heard(twice, at=LATER)[0] == "Mời họp tại Thủ tướng lúc tám giờ."
    assert heard(twice, at=LATER)[1] == "Sau đó thị trấn tặng quà cho thị trấn Tây Đằng."
    assert [r.spoken for r in readings_in(twice.pk, at=LATER).exclude(place="")] == [newer.spoken]


def test_a_choice_for_a_sentence_that_was_changed_is_refused(cast, twice):
    with pytest.raises(PlaceGone):
        choose_reading(bulletin_id=twice.pk, written="TT", spoken="thị trấn", place="0" * 32 + ":0", by=cast.drafter, now=NOW)
    assert not Reading.objects.exists()


def test_what_is_given_again_is_given_as_it_was_chosen_at_its_place(cast, twice):
    choose_reading(bulletin_id=twice.pk, written="TT", spoken="thường trực", place=place_in(twice, "TT"), by=cast.drafter, now=NOW)
    give_again(bulletin_id=twice.pk, passage="tại TT", by=cast.drafter, now=NOW)
    assert heard(twice)[:2] == ["Mời họp tại thường trực lúc tám giờ.", "Xin nhắc lại: tại thường trực."]
