"""Whoever gave the voice does not approve it; whoever does not see a text gives no opinion on it."""

import pytest

from loa.core.bulletin_steps import OwnWorkNotApprovable
from loa.core.errors import NotFound
from loa.server.bulletins.models import Opinion
from loa.server.bulletins.services import approve_bulletin, give_opinion

from ..conftest import NOW


def test_whoever_recorded_the_sound_does_not_approve_it(cast, make_bulletin):
    bulletin = make_bulletin("submitted")
    sound = {"audio_sha256": "b" * 64, "held_audio_sha256": "b" * 64, "sound_by": frozenset({cast.approver.person_id})}
    with pytest.raises(OwnWorkNotApprovable):
        approve_bulletin(bulletin_id=bulletin.pk, text_sha256=bulletin.revisions.get().text_sha256, **sound, by=cast.approver, now=NOW)


def test_a_neighbour_gives_no_opinion_on_a_text_it_does_not_see(cast, make_bulletin):
    for state in ("draft", "submitted"):
        revision = make_bulletin(state, agency_id=cast.ward, author=cast.officer).revisions.get()
        with pytest.raises(NotFound):
            give_opinion(revision_id=revision.pk, agency_id=cast.neighbour, agrees=True, text="", by=cast.neighbour_leader, now=NOW)
    assert not Opinion.objects.exists()


def test_an_office_below_is_asked_while_the_text_waits_and_not_before(cast, make_bulletin):
    here = {"agency_id": cast.office, "agrees": True, "text": "Đồng ý.", "by": cast.office_leader, "now": NOW}
    with pytest.raises(NotFound):
        give_opinion(revision_id=make_bulletin().revisions.get().pk, **here)
    assert give_opinion(revision_id=make_bulletin("submitted").revisions.get().pk, **here).agrees
