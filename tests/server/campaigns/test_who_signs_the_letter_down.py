"""The letter with which a level hands down bears the signature block of who hands it down, by the title of the day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from loa.server.agencies.queries import agency_on
from loa.server.campaigns.papers.forwarding import letter_handing_down
from loa.server.campaigns.services import open_campaign
from loa.server.documents.papers.stored import paper_from_json
from loa.server.people.models import PersonTitle
from loa.server.people.services import Newcomer, take_in

from ..conftest import DAY, NOW, OWNER, WEEK


@pytest.fixture
def letter_by(cast, make_letter, city):
    """The letter of the Phòng as it stands when this person hands down: lines and name of its signature block, and the register's signer."""
    letter = make_letter()
    campaign = open_campaign(
        document_id=letter.pk,
        agency_id=cast.department,
        territory_id=city,
        title="Tiêm chủng",
        starts_on=WEEK[0],
        ends_on=WEEK[1],
        due_at=NOW + timedelta(days=12),
        by=cast.drafter,
        now=NOW,
    )
    asked, office = campaign.assignments.get(agency=cast.office), agency_on(cast.office, DAY)

    def draw_up(by, on=DAY):
        paper = letter_handing_down(asked, office, to=[cast.ward], note="", due_at=None, on=on, by=by)
        signature = paper_from_json(paper.content).signature
        return list(signature.lines), signature.name, paper.signer

    return draw_up


@pytest.fixture
def titled(cast):
    def give(person_id, title, first=date(2021, 1, 1), last=None):
        PersonTitle.objects.create(person_id=person_id, agency_id=cast.office, title=title, valid_from=first, valid_to=last)

    return give


def test_a_drafter_leaves_it_to_the_heads_hand(cast, letter_by, titled):
    titled(cast.office_drafter.person_id, "Chuyên viên")
    assert letter_by(cast.office_drafter) == (["TRƯỞNG PHÒNG"], "", "")


def test_a_leader_signs_with_the_title_of_the_day(cast, letter_by, titled):
    titled(cast.office_leader.person_id, "Phó Trưởng phòng", last=date(2021, 7, 31))
    titled(cast.office_leader.person_id, "Trưởng phòng", first=date(2021, 8, 1))
    name = cast.office_leader.name
    assert letter_by(cast.office_leader, date(2021, 7, 30)) == (["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"], name, name)
    assert letter_by(cast.office_leader, date(2021, 8, 2)) == (["TRƯỞNG PHÒNG"], name, name)


def test_a_leader_whose_title_is_not_known_is_not_named(cast, letter_by):
    assert letter_by(cast.office_leader) == (["TRƯỞNG PHÒNG"], "", "")


@pytest.mark.parametrize(
    ("of", "block"),
    [
        ("Trưởng phòng", (["TUQ. TRƯỞNG PHÒNG", "TỔ TRƯỞNG TỔ VĂN HÓA"], "Lê Thị Tổ", "Lê Thị Tổ")),
        ("Phó Trưởng phòng", (["TUQ. TRƯỞNG PHÒNG", "TỔ TRƯỞNG TỔ VĂN HÓA"], "", "")),
        ("Chuyên viên", (["TRƯỞNG PHÒNG"], "", "")),
    ],
    ids=["of the head", "of a deputy, who cannot delegate it", "of who does not sign"],
)
def test_who_hands_down_by_delegation_signs_tuq_of_the_head(cast, letter_by, titled, of, block):
    other = take_in([Newcomer("Lê Thị Tổ", ())], valid_from=date(2021, 1, 1), by=OWNER, now=NOW)[0]
    titled(other.pk, "Tổ trưởng Tổ Văn hóa")
    titled(cast.office_leader.person_id, of)
    leader = cast.office_leader
    acting = replace(leader, name=other.full_name, person_id=other.pk, behalf_of=leader.name, behalf_person_id=leader.person_id)
    assert letter_by(acting) == block
