"""The pages of approving otherwise: the link on a telephone that nobody signed in on, and the approval told by somebody else."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from PIL import Image

from loa.core.bulletin_steps import State
from loa.server.bulletins.models import Approval, ApprovalLink, Bulletin
from loa.server.bulletins.services import make_approval_link
from loa.server.campaigns.models import Assignment, Campaign
from loa.server.kit import clock, time_codes
from loa.server.kit.links import signed
from loa.server.kit.models import AuditEntry
from loa.server.people.models import Account, RoleGrant
from loa.server.people.services.second_factors import add_time_code
from loa.server.places.queries import territory_of_city
from loa.server.voices.models import Track

from ..conftest import NOW
from .conftest import WEDNESDAY

AUDIO = "a" * 64
SECRET = b"12345678901234567890"


@pytest.fixture
def waiting(make_bulletin):
    bulletin = make_bulletin("submitted")
    revision = bulletin.revisions.get()
    Track.objects.create(
        revision=revision, text_sha256=revision.text_sha256, audio_sha256=AUDIO, machine=True, seconds=40, mp3_sha256="c" * 64, made_at=NOW
    )
    return bulletin


def account_of(actor, username, *, with_code=False):
    account = Account.objects.create(username=username, person_id=actor.person_id, password="!")
    if with_code:
        earlier = clock.real() - timedelta(days=1)
        add_time_code(account_id=account.pk, secret=SECRET, code=time_codes.code_at(SECRET, earlier), at=earlier, by=actor, now=NOW)
    return account


def link_of(cast, bulletin):
    about = {"bulletin_id": bulletin.pk, "approver_id": cast.approver.person_id, "audio_sha256": AUDIO}
    made = make_approval_link(**about, by=cast.drafter, now=WEDNESDAY)
    return made, reverse("approve-at-link", args=[signed(made.pk, purpose="approval")])


def decide(code, decision="approve", **more):
    return {"text_sha256": "", "audio_sha256": AUDIO, "code": code, "decision": decision, **more}


def picture():
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG")
    out.seek(0)
    out.name = "but-phe.png"
    return out


def told(bulletin, **data):
    return {**data, "text_sha256": bulletin.revisions.get().text_sha256}


def test_a_leader_reads_and_approves_on_a_telephone_with_the_code_of_the_app(client, cast, waiting):
    account_of(cast.approver, "lanh-dao", with_code=True)
    _link, address = link_of(cast, waiting)
    page = client.get(address)
    assert page.status_code == 200
    assert "Kính thưa nhân dân." in page.content.decode()
    now = time_codes.code_at(SECRET, clock.real())
    assert client.post(address, told(waiting, **decide(now))).status_code == 200
    waiting.refresh_from_db()
    assert (waiting.state, Approval.objects.get().way) == (State.APPROVED, "link")
    assert client.get(address).status_code == 404


def test_a_wrong_code_decides_nothing_and_keeps_the_link(client, cast, waiting):
    account_of(cast.approver, "lanh-dao", with_code=True)
    link, address = link_of(cast, waiting)
    for code in ("000000", "", "abcd-efgh-jkmn"):
        answer = client.post(address, told(waiting, **decide(code, "return", why="Sửa câu hai.")))
        assert answer.status_code >= 400
        assert "Sửa câu hai." in answer.content.decode()
    waiting.refresh_from_db()
    link.refresh_from_db()
    assert (waiting.state, link.used_at) == (State.SUBMITTED, None)
    assert (link.wrong_codes, AuditEntry.objects.filter(event="bulletin.link_code_refused").count()) == (3, 3)


def test_who_has_no_second_factor_does_not_approve_by_link(client, cast, waiting):
    account_of(cast.approver, "lanh-dao")
    _link, address = link_of(cast, waiting)
    assert client.post(address, told(waiting, **decide("123456"))).status_code == 409
    assert client.get("/duyet/giả-mạo/").status_code == 404
    assert client.get(f"{address}x/").status_code == 404


def test_the_drafter_makes_a_link_sees_it_and_takes_it_back(as_, cast, waiting):
    client = as_(cast.drafter)
    page = reverse("bulletin-otherwise", args=[waiting.pk])
    made = client.post(page, {"what": "send", "send-approver": str(cast.approver.person_id)})
    link = ApprovalLink.objects.get()
    assert made["Location"] == reverse("approval-link", args=[link.pk])
    assert signed(link.pk, purpose="approval") in client.get(made["Location"]).content.decode()
    client.post(reverse("approval-link-end", args=[link.pk]))
    assert client.get(made["Location"]).status_code == 404


def test_an_approval_told_shows_its_picture_and_its_flag_and_waits_for_the_approver_alone(as_, cast, waiting):
    browser, revision = as_(cast.drafter), waiting.revisions.get()
    said = {"approver": str(cast.approver.person_id), "way": "paper", "given_on": "4/8/2021", "given_at": "5:20", "picture": picture()}
    page = reverse("bulletin-otherwise", args=[waiting.pk])
    assert browser.post(page, {"what": "told", **{f"told-{name}": value for name, value in said.items()}}).status_code == 302
    assert "chờ xác nhận" in browser.get(reverse("bulletin", args=[waiting.pk])).content.decode()
    assert browser.get(reverse("approval-evidence", args=[revision.pk]))["Content-Type"] == "image/jpeg"
    assert browser.post(reverse("approval-confirm", args=[revision.pk])).status_code == 403
    assert Approval.objects.get().is_unconfirmed


def test_what_was_told_badly_is_kept_and_said_at_its_field(as_, cast, waiting):
    browser = as_(cast.drafter)
    said = {"approver": str(cast.approver.person_id), "way": "phone", "given_on": "5/8/2021", "given_at": "5:20", "note": "Đã gọi."}
    page = reverse("bulletin-otherwise", args=[waiting.pk])
    data = {"what": "told", **{f"told-{name}": value for name, value in said.items()}, "told-picture": picture()}
    answer = browser.post(page, data)
    assert answer.status_code == 422
    assert "Đã gọi." in answer.content.decode()
    assert "không ở tương lai" in answer.content.decode()


def test_who_carries_a_text_from_above_hears_it_and_does_not_see_the_picture_of_its_approval(as_, cast, waiting, make_letter):
    letter = make_letter()
    days = {"map_date": NOW.date(), "starts_on": WEDNESDAY.date(), "ends_on": WEDNESDAY.date()}
    campaign = Campaign.objects.create(
        title="Đợt", document=letter, agency_id=cast.department, territory_id=territory_of_city(WEDNESDAY.date()), opened_at=NOW, **days
    )
    Assignment.objects.create(campaign=campaign, agency_id=cast.ward, letter=letter, sent_at=NOW)
    Bulletin.objects.filter(pk=waiting.pk).update(campaign=campaign)
    said = {"approver": str(cast.approver.person_id), "way": "paper", "given_on": "4/8/2021", "given_at": "5:20", "picture": picture()}
    told_page = reverse("bulletin-otherwise", args=[waiting.pk])
    as_(cast.drafter).post(told_page, {"what": "told", **{f"told-{name}": value for name, value in said.items()}})
    page, evidence = reverse("bulletin", args=[waiting.pk]), reverse("approval-evidence", args=[waiting.revisions.get().pk])
    assert evidence in as_(cast.drafter).get(page).content.decode()
    below = as_(cast.officer)
    assert "chờ xác nhận" in below.get(page).content.decode()
    assert evidence not in below.get(page).content.decode()
    assert below.get(evidence).status_code == 404


def test_who_lost_the_role_finds_the_approval_told_in_their_name_and_denies_it(as_, cast, waiting):
    said = {"approver": str(cast.approver.person_id), "way": "paper", "given_on": "4/8/2021", "given_at": "5:20", "picture": picture()}
    told_page = reverse("bulletin-otherwise", args=[waiting.pk])
    as_(cast.drafter).post(told_page, {"what": "told", **{f"told-{name}": value for name, value in said.items()}})
    door = reverse("approval-confirm", args=[waiting.revisions.get().pk])
    leader = as_(cast.approver)
    assert leader.get(door)["Location"] == reverse("bulletin", args=[waiting.pk])
    RoleGrant.objects.filter(person=cast.approver.person_id).update(valid_to=WEDNESDAY.date() - timedelta(days=1))
    assert leader.get(reverse("bulletin", args=[waiting.pk])).status_code == 404
    assert door in leader.get(reverse("today")).content.decode()
    page = leader.get(door).content.decode()
    assert "Kính thưa nhân dân." in page
    evidence = reverse("approval-evidence", args=[waiting.revisions.get().pk])
    assert evidence in page
    assert leader.get(evidence).status_code == 200
    assert as_(cast.officer).get(door).status_code == 404
    assert leader.post(door, {"deny": "1", "why": ""})["Location"] == door
    assert leader.post(door, {"deny": "1", "why": "Tôi không duyệt."})["Location"] == reverse("today")
    assert leader.get(door).status_code == 404
    waiting.refresh_from_db()
    assert waiting.state == State.WITHDRAWN
