"""What an office took in is its own matter; the paper by which work is given is read by whom it names, and by nobody beside."""

from datetime import timedelta

from loa.server.campaigns.services import open_campaign
from loa.server.documents.queries import documents_of

from ..conftest import LETTER, NOW, WEEK

TO_TWO_WARDS = LETTER.replace("Phòng Văn hóa và Thông tin quận Hai Bà Trưng", "UBND phường Bạch Mai").replace(
    "Phòng Văn hóa và Thông tin quận Ba Đình", "UBND phường Bạch Đằng"
)


def sees(actor, paper) -> bool:
    return documents_of(seen_by=actor).filter(pk=paper.pk).exists()


def open_it(cast, letter, city):
    return open_campaign(
        document_id=letter.pk,
        title="Tiêm chủng",
        agency_id=cast.department,
        territory_id=city,
        starts_on=WEEK[0],
        ends_on=WEEK[1],
        due_at=NOW + timedelta(days=12),
        by=cast.drafter,
        now=NOW,
    )


def test_whom_a_registered_paper_names_reads_it_when_work_is_given_by_it_and_not_before(cast, make_letter, city):
    letter = make_letter()
    assert sees(cast.drafter, letter)
    assert not sees(cast.office_drafter, letter)
    open_it(cast, letter, city)
    assert sees(cast.office_drafter, letter)
    assert not sees(cast.officer, letter)  # a ward that the paper does not name


def test_a_neighbour_named_in_the_same_paper_does_not_see_this_wards_register(cast, make_letter, city):
    mine = make_letter(text=TO_TWO_WARDS, agency_id=cast.ward, by=cast.officer)
    assert sees(cast.officer, mine)
    assert not sees(cast.neighbour_officer, mine)
    open_it(cast, make_letter(7, text=TO_TWO_WARDS), city)
    assert not sees(cast.neighbour_officer, mine)


def test_those_above_see_what_a_ward_took_in(cast, make_letter):
    mine = make_letter(text=TO_TWO_WARDS, agency_id=cast.ward, by=cast.officer)
    assert sees(cast.office_drafter, mine)
