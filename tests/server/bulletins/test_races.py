"""Two leaders decide at the same moment: one act, one refusal."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections

from loa.core.errors import LoaError
from loa.core.roles import Role
from loa.server.agencies.models import Agency
from loa.server.bulletins.models import Approval, Bulletin, BulletinKind, UnitText
from loa.server.bulletins.services import (
    OwnWords,
    Words,
    approve_bulletin,
    draft_bulletin,
    return_bulletin,
    submit_bulletin,
    write_unit_text,
)
from loa.server.kit.actors import Actor, Grant
from loa.server.kit.ids import new_id

from ..conftest import DECLARED, NOW

pytestmark = pytest.mark.races


def at_once(*works) -> list[str]:
    def alone(work) -> str:
        try:
            work()
        except LoaError as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(alone, works))


@pytest.fixture
def waiting(transactional_db) -> Bulletin:
    agency = Agency.objects.create(key="so-tttt")
    drafter = Actor("Soạn", person_id=new_id(), grants=(Grant(Role.DRAFTER, agency.pk),))
    words = Words(title="Tin", text="Lời. [[diem_tiem]]", valid_from=date(2021, 8, 2), declared=[DECLARED])
    bulletin = draft_bulletin(agency_id=agency.pk, words=words, kind=BulletinKind.KIT, by=drafter, now=NOW)
    return submit_bulletin(bulletin_id=bulletin.pk, length_seconds=1, longest_session_seconds=None, basis="", by=drafter, now=NOW)


def leader(bulletin: Bulletin) -> Actor:
    return Actor("Duyệt", person_id=new_id(), grants=(Grant(Role.APPROVER, bulletin.agency_id),))


def test_of_an_approval_and_a_return_at_once_one_is_told_that_it_came_second(waiting):
    text = waiting.revisions.get().text_sha256
    heard = {"text_sha256": text, "audio_sha256": "a" * 64, "held_audio_sha256": "a" * 64, "sound_by": frozenset()}
    outcomes = at_once(
        lambda: approve_bulletin(bulletin_id=waiting.pk, **heard, by=leader(waiting), now=NOW),
        lambda: approve_bulletin(bulletin_id=waiting.pk, **heard, by=leader(waiting), now=NOW),
        lambda: return_bulletin(bulletin_id=waiting.pk, why="Sửa.", by=leader(waiting), now=NOW),
    )
    assert outcomes.count("done") == 1
    assert set(outcomes) <= {"done", "bulletin.changed_meanwhile", "bulletin.step_not_open"}
    waiting.refresh_from_db()
    assert Approval.objects.count() == (1 if waiting.state == "approved" else 0)


def test_of_two_entries_at_once_one_stands(waiting):
    officer = Actor("Cán bộ", person_id=new_id(), grants=(Grant(Role.COMMUNE_OFFICER, waiting.agency_id),))
    revision = waiting.revisions.get()

    def write(place: str):
        own = OwnWords("diem_tiem", {"dia_diem": place, "ngay": "2/8/2021"}, "Trạm Y tế", date(2021, 8, 2), date(2021, 8, 6))
        return lambda: write_unit_text(revision_id=revision.pk, agency_id=waiting.agency_id, own=own, by=officer, now=NOW)

    outcomes = at_once(*(write(f"Nhà văn hóa số {n}") for n in range(4)))
    assert "done" in outcomes
    assert UnitText.objects.filter(ended_at=None).count() == 1
