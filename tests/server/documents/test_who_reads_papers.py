"""What an office took in is its own matter; the paper by which work is given is read by whom it names, and by nobody beside."""

from datetime import timedelta

from loa.server.campaigns.services import open_campaign, release_overdue
from loa.server.documents.queries import documents_of
from loa.server.documents.services import add_recipients, remove_recipient
from loa.server.kit.actors import Actor

from ..campaigns.test_who_may_be_given_work import PLAN
from ..conftest import LETTER, NOW, WEEK

TO_TWO_WARDS = LETTER.replace("Phòng Văn hóa và Thông tin quận Hai Bà Trưng", "UBND phường Bạch Mai").replace(
    "Phòng Văn hóa và Thông tin quận Ba Đình", "UBND phường Bạch Đằng"
)


def sees(actor, paper) -> bool:
    return documents_of(seen_by=actor).filter(pk=paper.pk).exists()


def open_it(cast, letter, city, **more):
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
        **more,
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


def test_who_was_named_by_mistake_after_work_was_given_reads_nothing_once_the_line_is_put_right(cast, make_letter, city):
    letter = make_letter()
    open_it(cast, letter, city)
    (line,) = add_recipients(document_id=letter.pk, lines=["UBND phường Bạch Mai"], by=cast.clerk, now=NOW + timedelta(hours=1))
    assert sees(cast.officer, letter)
    remove_recipient(document_id=letter.pk, line_id=line.pk, by=cast.clerk, now=NOW + timedelta(hours=2))
    assert not sees(cast.officer, letter)


def test_whom_work_reaches_past_a_sleeping_level_reads_the_letter_it_came_by(cast, make_letter, city):
    letter = make_letter()
    open_it(cast, letter, city, release_after_hours=24)
    assert not sees(cast.officer, letter)
    release_overdue(below={cast.office: (cast.ward,)}, by=Actor.system("bộ phận của Loa"), now=NOW + timedelta(hours=25))
    assert sees(cast.officer, letter)
    assert not sees(cast.neighbour_officer, letter)


def test_who_is_given_work_by_a_plan_without_salutation_reads_the_plan(cast, make_letter, city):
    plan = make_letter(text=PLAN.replace("quận Ba Đình", "quận Hai Bà Trưng"))
    open_it(cast, plan, city)
    assert sees(cast.office_drafter, plan)
    assert not sees(cast.officer, plan)
