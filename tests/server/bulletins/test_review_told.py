"""An approval is told of somebody who can still stand by it or deny it, and never by who works in that person's name."""

from datetime import timedelta

import pytest

from loa.core.roles import Role
from loa.server.bulletins.errors import NotAnApprover, OwnApprovalTold
from loa.server.bulletins.models import Approval
from loa.server.people.models import Person, RoleGrant
from loa.server.people.queries import actor_of

from ..conftest import DAY, NOW
from .test_outside_approval import record

TOMORROW = NOW + timedelta(days=1)


def tell(cast, bulletin, **how):
    from loa.server.bulletins.services import record_outside_approval

    from .test_outside_approval import AUDIO, told

    facts = {"bulletin_id": bulletin.pk, "told": told(cast, bulletin), "held_audio_sha256": AUDIO, "sound_by": frozenset()}
    return record_outside_approval(**{**facts, **how})


def test_who_has_left_since_is_not_told_to_have_approved(cast, make_bulletin):
    waiting = make_bulletin("submitted")
    RoleGrant.objects.filter(person=cast.approver.person_id).update(valid_to=DAY)
    with pytest.raises(NotAnApprover):
        tell(cast, waiting, by=cast.drafter, now=TOMORROW)
    assert not Approval.objects.exists()


def test_who_has_left_today_is_not_told_to_have_approved(cast, make_bulletin):
    waiting = make_bulletin("submitted")
    Person.objects.filter(pk=cast.approver.person_id).update(ended_on=DAY)
    with pytest.raises(NotAnApprover):
        record(cast, waiting)


def test_who_works_for_the_approver_does_not_tell_the_approvers_word(cast, make_bulletin):
    from dataclasses import replace

    waiting = make_bulletin("submitted")
    RoleGrant.objects.create(person_id=cast.approver.person_id, agency_id=cast.department, role=Role.DRAFTER, valid_from=DAY)
    for_the_approver = replace(cast.drafter, behalf_of=cast.approver.name, behalf_person_id=cast.approver.person_id)
    with pytest.raises(OwnApprovalTold):
        record(cast, waiting, by=for_the_approver)
    assert actor_of(Person.objects.get(pk=cast.approver.person_id), on=DAY).behalf_person_id is None
