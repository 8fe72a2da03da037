"""A hostile letter or correction is answered, never a crash."""

import pytest

from loa.core.errors import NotFound
from loa.server.documents.errors import DateNotUnderstood
from loa.server.documents.services import correct_reading, enter_office_number
from loa.server.kit.ids import new_id

from ..conftest import NOW


@pytest.mark.parametrize("day", ["1/1/99999999999999999999", "1/99999999999999999999/2021", "31/2/2021", "²/1/2021"])
def test_a_day_that_no_calendar_has_is_a_sentence(cast, make_letter, day):
    with pytest.raises(DateNotUnderstood):
        correct_reading(document_id=make_letter().pk, field="date", value=day, by=cast.clerk, now=NOW)


def test_a_paper_that_is_not_there_or_is_a_neighbours_is_not_found(cast, make_letter):
    foreign = make_letter(agency_id=cast.ward, by=cast.officer).pk
    for document_id in (new_id(), foreign):
        with pytest.raises(NotFound):
            correct_reading(document_id=document_id, field="subject", value="x", by=cast.neighbour_officer, now=NOW)
        with pytest.raises(NotFound):
            enter_office_number(document_id=document_id, office_number="1", by=cast.neighbour_officer, now=NOW)
