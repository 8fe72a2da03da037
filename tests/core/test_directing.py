"""Who may be given work by whom: along the lines, never across, never up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.agencies import AgencyKind
from loa.core.directing import BY_OWN_LETTER, HANDED_ON, WHY_NOT, Line, Standing, above, may_be_given_work, standing_to

K = AgencyKind
LINES = {
    line.agency: line
    for line in (
        Line("ministry", K.CENTRAL_BODY),
        Line("city", K.CITY_COMMITTEE),
        Line("so", K.DEPARTMENT_INFORMATION, "city", "ministry"),
        Line("health", K.DEPARTMENT, "city"),
        Line("district", K.DISTRICT_COMMITTEE, "city"),
        Line("other_district", K.DISTRICT_COMMITTEE, "city"),
        Line("office", K.DISTRICT_CULTURE_OFFICE, "district", "so"),
        Line("centre", K.DISTRICT_MEDIA_CENTRE, "district", "so"),
        Line("ward", K.COMMUNE_COMMITTEE, "district", "office"),
        Line("other_ward", K.COMMUNE_COMMITTEE, "other_district"),
        Line("party", K.PARTY_BODY),
    )
}


@pytest.mark.parametrize(
    ("giver", "asked", "standing"),
    [
        ("so", "so", Standing.ITSELF),
        ("so", "office", Standing.GUIDED),
        ("so", "centre", Standing.GUIDED),
        ("so", "district", Standing.REQUESTED),
        ("so", "ward", Standing.FURTHER_DOWN),
        ("so", "health", Standing.BESIDE),
        ("so", "city", Standing.ABOVE),
        ("so", "ministry", Standing.ABOVE),
        ("so", "party", Standing.BESIDE),
        ("health", "district", Standing.REQUESTED),
        ("health", "office", Standing.BESIDE),
        ("city", "district", Standing.BELONGS),
        ("city", "ward", Standing.FURTHER_DOWN),
        ("district", "ward", Standing.BELONGS),
        ("district", "other_district", Standing.BESIDE),
        ("district", "other_ward", Standing.BESIDE),
        ("office", "ward", Standing.GUIDED),
        ("office", "district", Standing.ABOVE),
        ("office", "centre", Standing.BESIDE),
        ("office", "other_ward", Standing.BESIDE),
        ("centre", "ward", Standing.BESIDE),  # a unit that serves a district directs nobody in it
        ("ward", "office", Standing.ABOVE),
        ("party", "city", Standing.BESIDE),
    ],
)
def test_how_agencies_stand_to_each_other(giver, asked, standing):
    assert standing_to(LINES[giver], LINES[asked], LINES) is standing


def test_who_received_a_letter_hands_on_one_level_down_and_who_wrote_it_asks_all_below():
    assert {one for one in Standing if may_be_given_work(one, by_own_letter=False)} == {Standing.ITSELF, Standing.BELONGS, Standing.GUIDED}
    assert {one for one in Standing if may_be_given_work(one, by_own_letter=True)} == set(BY_OWN_LETTER)
    assert set(HANDED_ON) < set(BY_OWN_LETTER)


def test_each_that_may_be_left_out_has_its_reason():
    assert set(WHY_NOT) == set(Standing) - HANDED_ON


def test_what_does_not_stand_on_the_day_gives_and_gets_nothing():
    assert standing_to(None, LINES["ward"], LINES) is standing_to(LINES["so"], None, LINES) is Standing.GONE


KINDS = st.sampled_from(list(AgencyKind))
ANY_LINES = st.dictionaries(st.integers(0, 7), st.tuples(KINDS, st.none() | st.integers(0, 9), st.none() | st.integers(0, 9)), min_size=2)


@given(ANY_LINES)
def test_nobody_gives_work_to_whoever_is_above_whatever_the_lines_are(drawn):
    lines = {one: Line(one, kind, up, guide) for one, (kind, up, guide) in drawn.items()}
    for giver in lines.values():
        for asked in lines.values():
            standing = standing_to(giver, asked, lines)
            down = giver.agency in above(asked, lines)
            if asked.agency in above(giver, lines) and not down and asked != giver and standing is not Standing.REQUESTED:
                assert standing is Standing.ABOVE
            if standing in (Standing.BELONGS, Standing.GUIDED, Standing.FURTHER_DOWN):
                assert down
            if standing is Standing.REQUESTED:
                assert asked.belongs_to == giver.belongs_to
