"""Papers that wait at an office that ends wait at its successor from then on; one that waits there already is not doubled."""

from datetime import date

import pytest

from loa.core.receipts import ReceiptState
from loa.core.reorganising.holdings import HandOver, HoldingMoved
from loa.core.reorganising.sheet import Rule
from loa.server.documents.models import Delivery
from loa.server.documents.reorganising import carry_over, holdings_of

from ..conftest import NOW, OWNER


@pytest.fixture
def hand_over(cast):
    def hand_over(new, **expected):
        handing = HandOver(
            old=cast.office,
            new=new,
            old_name="Phòng cũ",
            new_name="Phòng mới",
            effective_on=date(2021, 9, 1),
            rule=Rule.CARRY,
            finish_by=None,
            expected={what: frozenset(ids) for what, ids in expected.items()},
        )
        return carry_over(handing, by=OWNER, now=NOW)

    return hand_over


@pytest.fixture
def waiting(cast, make_letter):
    papers = [make_letter(n, agency_id=cast.department) for n in (1, 2, 3)]
    rows = [Delivery.objects.create(document=paper, agency_id=cast.office, delivered_at=NOW) for paper in papers]
    Delivery.objects.create(document=papers[1], agency_id=cast.other_office, delivered_at=NOW)
    Delivery.objects.filter(pk=rows[2].pk).update(state=ReceiptState.ACCEPTED)
    return rows


def test_what_waits_is_shown_before_anybody_agrees(cast, waiting):
    (held,) = holdings_of([cast.office, cast.ward], on=date(2021, 9, 1))
    assert {item.id for item in held.items} == {str(one.pk) for one in waiting[:2]}


def test_it_waits_at_the_successor_once(cast, waiting, hand_over):
    assert hand_over(cast.other_office).moved == {"delivery": 1}
    assert [Delivery.objects.get(pk=one.pk).agency_id for one in waiting] == [cast.other_office, cast.office, cast.office]


def test_without_a_successor_it_stays(cast, waiting, hand_over):
    assert set(hand_over(None).after["left"]) == {str(one.pk) for one in waiting[:2]}


def test_what_was_moved_meanwhile_stops_the_step(cast, waiting, hand_over):
    Delivery.objects.filter(pk=waiting[0].pk).update(agency=cast.ward)
    with pytest.raises(HoldingMoved):
        hand_over(cast.other_office, delivery=[str(waiting[0].pk)])
