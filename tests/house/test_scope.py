"""Every address of the house, as a stranger and as the officer of the neighbouring ward: nothing of the other's work comes out.

The addresses are read from the URL conf, so a new page is tested without anybody remembering. A page that takes a new kind of id
fails here until the ward owns one of that kind.
"""

import importlib.util
import io
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from PIL import Image

from loa.core.stations import StationKind, Technology
from loa.server.activities.models import PersonalLink
from loa.server.activities.services import Done, log_activity
from loa.server.agencies.queries import agency_on
from loa.server.bulletins.models import Approval, ApprovalLink, Bulletin, BulletinKind
from loa.server.bulletins.services import OwnWords, draft_bulletin, write_unit_text
from loa.server.campaigns.models import Assignment, Campaign
from loa.server.channels.models import LinkPurpose, ShortLink
from loa.server.channels.services import NewStation, register_station
from loa.server.dispatch.models import Player
from loa.server.documents.models import Delivery, Exchange, ExchangeAnswer, FilePage, GivenFile, Proposal, SignedFile, SignedUpload
from loa.server.documents.papers import Paper, PaperKind, Signature
from loa.server.documents.papers.stored import paper_to_json
from loa.server.kit import clock, files
from loa.server.kit.actors import Actor
from loa.server.kit.ids import new_id
from loa.server.people.models import Account, AskedReopening, Delegation, Invitation, Passkey, PersonTitle, RoleGrant, SignInSession
from loa.server.reports.models import ExpectedReport, Report, ReportFigure, ReportingRound
from loa.server.schedules.models import Programme, Session, Slot
from loa.server.site.entry import PUBLIC
from loa.server.site.models import Reorganisation
from loa.server.voices.models import Reading, Track

# The house's own tests play with the cast of the service tests.
_spec = importlib.util.spec_from_file_location("loa_service_cast", Path(__file__).parent.parent / "server" / "conftest.py")
_cast = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_cast)
agencies_loaded, agencies, home, cast, make_letter, words = (
    getattr(_cast, name) for name in ("agencies_loaded", "agencies", "home", "cast", "make_letter", "words")
)

NOW = datetime(2021, 8, 4, 2, 0, tzinfo=clock.HANOI)
MARK = "Zùng Bạch Mai 4711"  # in everything the ward has written
OWNER = Actor.system("thử nghiệm")
OPEN = ("/v1",)  # operations that answer anybody
PAPER = Paper(kind=PaperKind.LETTER, issuing_agency=MARK, symbol="UBND", place="Hà Nội", subject=MARK, signature=Signature(("CHỦ TỊCH",)))


@dataclass(frozen=True)
class Address:
    """One pattern of the URL conf."""

    name: str
    route: str
    wants: tuple[str, ...]


def addresses():
    found = []
    for pattern in get_resolver().url_patterns:
        if not isinstance(pattern, URLPattern):
            continue
        found.append(Address(pattern.name or "", str(pattern.pattern), tuple(pattern.pattern.regex.groupindex)))
    return found


def operations(under=None, start=""):
    """Every operation of every API: its path, each variable part filled with a guess."""
    for pattern in under or get_resolver().url_patterns:
        path = start + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from operations(pattern.url_patterns, path)
        elif start:
            yield "/" + re.sub(r"<[^>]*>", "7b0c7a52-8f0e-4a55-9d1e-3c6f0a3f9d11", path)


def picture():
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def wards_work(cast, make_letter, words):
    """One of everything, owned by the ward Bạch Mai: what the pages' ids may lead to."""
    clock.take_from(lambda: NOW)
    letter = make_letter(4711, agency_id=cast.ward, by=cast.officer)
    type(letter).objects.filter(pk=letter.pk).update(subject=MARK, content=paper_to_json(PAPER))
    ward = agency_on(cast.ward, date(2021, 8, 4))
    days = {"map_date": date(2021, 7, 28), "starts_on": date(2021, 8, 2), "ends_on": date(2021, 8, 8)}
    campaign = Campaign.objects.create(
        title=MARK, document=letter, agency_id=cast.ward, territory_id=ward.territory_id, opened_at=NOW, **days
    )
    assignment = Assignment.objects.create(campaign=campaign, agency_id=cast.ward, letter=letter, sent_at=NOW)
    bulletin = draft_bulletin(
        agency_id=cast.ward,
        words=replace(words(), title=MARK, text=f"{MARK}. [[diem_tiem]]"),
        kind=BulletinKind.NOTICE,
        by=cast.officer,
        now=NOW,
    )
    Bulletin.objects.filter(pk=bulletin.pk).update(state="approved")
    revision = bulletin.revisions.get()
    Approval.objects.create(revision=revision, text_sha256=revision.text_sha256, audio_sha256="a" * 64, by_name="lãnh đạo", at=NOW)
    own = OwnWords("diem_tiem", {"dia_diem": MARK, "ngay": "5/8/2021"}, "Trạm Y tế", date(2021, 8, 1), date(2021, 8, 8))
    unit_text = write_unit_text(revision_id=revision.pk, agency_id=cast.ward, own=own, by=cast.officer, now=NOW)
    sound = files.keep(MARK.encode(), ending=".mp3")
    track = Track.objects.create(
        revision=revision, text_sha256="b" * 64, audio_sha256="a" * 64, machine=True, seconds=5, mp3_sha256=sound, made_at=NOW
    )
    station = register_station(
        station=NewStation(agency_id=cast.ward, name=MARK, kind=StationKind.HAND, technology=Technology.FM), by=OWNER, now=NOW
    )
    player = Player.objects.create(station=station, token_sha256="c" * 64, output="log", software=MARK, enrolled_at=NOW)
    session = Session.objects.create(
        station=station, agency_id=cast.ward, day=date(2021, 8, 4), starts_at=NOW + timedelta(hours=5), max_seconds=900
    )
    slot = Slot.objects.create(
        session=session, position=1, priority="normal", origin="own", revision=revision, title=MARK, planned_seconds=5
    )
    programme = Programme.objects.create(agency_id=cast.ward, title=MARK, week_starts_on=date(2021, 8, 2), author_name=MARK, made_at=NOW)
    done = Done(agency_id=cast.ward, kind="zalo_post", done_on=date(2021, 8, 3), quantity=1, note=MARK, photo=picture())
    activity = log_activity(done=done, by=cast.officer, now=NOW)
    opened = ReportingRound.objects.create(
        campaign=campaign,
        agency_id=cast.ward,
        form_code="chien-dich-tuyen-truyen",
        form_version=1,
        starts_on=date(2021, 8, 2),
        ends_on=date(2021, 8, 8),
        opened_at=NOW,
    )
    expected = ExpectedReport.objects.create(round=opened, agency_id=cast.ward, level="communes", code="x", name=MARK, due_at=NOW)
    report = Report.objects.create(expected=expected, version=1, filled_as_of=NOW, filled_by=MARK)
    figure = ReportFigure.objects.create(report=report, position=1, indicator="buoi-phat", unit="buổi", grade="declared", value=4711)
    plan = Reorganisation.objects.create(
        act=MARK,
        effective_on=date(2021, 9, 1),
        file_name=MARK,
        file_sha256="0" * 64,
        plan_sha256="0" * 64,
        prepared_by=MARK,
        prepared_at=NOW,
    )
    link = ShortLink.objects.create(
        code="abcdefg",
        purpose=LinkPurpose.OPERATOR,
        target_kind="session",
        target_id=session.pk,
        agency_id=cast.ward,
        channel="hand_session",
    )
    one_id = new_id()  # what the ward sent to its leader, and to a communicator
    hashes = {"text_sha256": revision.text_sha256, "audio_sha256": "a" * 64}
    person_id = cast.leader.person_id
    ApprovalLink.objects.create(
        id=one_id, revision=revision, person_id=person_id, made_by_name=MARK, made_at=NOW, expires_at=NOW + timedelta(days=2), **hashes
    )
    PersonalLink.objects.create(
        id=one_id, person_id=person_id, agency_id=cast.ward, valid_from=NOW.date(), valid_to=NOW.date(), made_by=MARK, made_at=NOW
    )
    yield {
        "document_id": letter.pk,
        "campaign_id": campaign.pk,
        "assignment_id": assignment.pk,
        "bulletin_id": bulletin.pk,
        "revision_id": revision.pk,
        "unit_text_id": unit_text.pk,
        "key": "diem_tiem",
        "kind": "sms",
        "track_id": track.pk,
        "reading_id": Reading.objects.create(agency_id=cast.ward, bulletin=bulletin, written=MARK, spoken=MARK, made_at=NOW).pk,
        "station_id": station.pk,
        "session_id": session.pk,
        "slot_id": slot.pk,
        "player_id": player.pk,
        "programme_id": programme.pk,
        "what": "ban-doc",
        "action": "submit",
        "page": 1,
        "given_id": one_id,
        "ending": "pdf",
        "activity_id": activity.pk,
        "round_id": opened.pk,
        "expected_id": expected.pk,
        "figure_id": figure.pk,
        "code": link.code,
        "link_id": one_id,
        "token": "doan-mo",  # a signed address is nobody's to guess
        "territory_id": ward.territory_id,
        "agency_id": cast.ward,
        "person_id": cast.officer.person_id,
        "passkey_id": Passkey.objects.create(
            account=Account.objects.create(username="chu-khoa", person_id=cast.leader.person_id),
            credential_id="x",
            public_key=b"x",
            house="localhost",
            name=MARK,
            added_at=NOW,
        ).pk,
        **of_files(cast, letter),
        **of_exchange(cast, letter),
        "reorganisation_id": plan.pk,
        "grant_id": RoleGrant.objects.get(person=cast.officer.person_id).pk,
        **of_people(cast),
    }
    clock.take_from(None)


def of_files(cast, letter):
    """A file that could not be read, and a page of one that was."""
    facts = {"agency_id": cast.ward, "file_name": MARK, "given_by_name": MARK, "given_at": NOW}
    refused = GivenFile.objects.create(file_sha256=files.keep(MARK.encode()), state="refused", refusal=MARK, **facts)
    read = GivenFile.objects.create(file_sha256=letter.file_sha256, state="registered", document=letter, pages=1, **facts)
    FilePage.objects.create(given=read, number=1, picture_sha256=files.keep(MARK.encode(), ending=".jpg"), height=1.4)
    report = {"state": "unsigned", "checked_at": NOW.isoformat(), "signatures": [], "additions": 0, "roots": 0, "unread_trust": []}
    signed = SignedFile.objects.create(
        document=letter, file_sha256=files.keep(MARK.encode()), file_name=MARK, report=report, taken_by_name=MARK, taken_at=NOW
    )
    proposal = Proposal.objects.create(
        document=letter, field="signer", value=MARK, words=MARK, begins=0, ends=1, model=MARK, proposed_at=NOW
    )
    brought = SignedUpload.objects.create(
        document=letter,
        file_sha256=files.keep(MARK.encode()),
        file_name=MARK,
        state="refused",
        refusal=MARK,
        brought_by_name=MARK,
        brought_at=NOW,
    )
    ids = {"given_id": refused.pk, "page": 1, "signed_id": signed.pk, "proposal_id": proposal.pk, "key": "noi-nhan"}
    return {**ids, "upload_id": brought.pk}


def of_exchange(cast, letter):
    """A paper on its way into the ward's book, and a packet that came with its answer."""
    delivery = Delivery.objects.create(document=letter, agency_id=cast.ward, delivered_at=NOW)
    packet = Exchange.objects.create(
        agency_id=cast.ward,
        direction="in",
        identifier=MARK,
        business="0",
        organ=MARK,
        file_sha256=letter.file_sha256,
        content_sha256="e" * 64,
        document=letter,
        at=NOW,
    )
    reply = ExchangeAnswer.objects.create(exchange=packet, organ=MARK, status="01", said_at=NOW, noted_at=NOW)
    return {"delivery_id": delivery.pk, "exchange_id": packet.pk, "reply_id": reply.pk}


def of_people(cast):
    """A title, an invitation, a delegation and a session of the ward's leader."""
    leader, grant = cast.leader.person_id, RoleGrant.objects.get(person=cast.leader.person_id)
    account, _ = Account.objects.get_or_create(person_id=leader, defaults={"username": "lanh-dao"})
    held = {"valid_from": date(2021, 8, 1), "valid_to": date(2021, 8, 20)}
    invitation = Invitation.objects.create(
        account=account, kind="newcomer", token_sha256="d" * 64, made_at=NOW, expires_at=NOW + timedelta(days=7)
    )
    delegation = Delegation.objects.create(
        grant=grant, to_id=cast.officer.person_id, rights=["view", "approve"], why=MARK, made_at=NOW, **held
    )
    asked = AskedReopening.objects.create(
        account=account,
        what="second_step",
        guard="wait",
        why=MARK,
        asked_at=NOW,
        asked_by_person_id=new_id(),
        asked_by_name=MARK,
        expires_at=NOW + timedelta(days=8),
    )
    session = SignInSession.objects.create(account=account, started_at=NOW, last_seen_at=NOW, browser=MARK)
    return {
        "title_id": PersonTitle.objects.create(person_id=leader, agency_id=cast.ward, title=MARK, **held).pk,
        "invitation_id": invitation.pk,
        "delegation_id": delegation.pk,
        "reopening_id": asked.pk,
        "sign_in_id": session.pk,
        "token": "khong-phai-cua-ai",
    }


def sign_in(client, actor, username):
    Account.objects.create(username=username, person_id=actor.person_id, password=make_password("x"))
    client.force_login(Account.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["second_factor"] = "test"
    session.save()


def path_of(address, ids):
    return reverse(address.name, kwargs={name: ids[name] for name in address.wants}) if address.name else ""


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_stranger_is_asked_to_sign_in_everywhere_but_on_the_declared_pages(client, wards_work):
    let_in = []
    for address in (a for a in addresses() if a.name):
        path = path_of(address, wards_work)
        for method in (client.get, client.post):
            response = method(path)
            asked = response.status_code == 302 and response["Location"].startswith("/dang-nhap/")
            assert MARK.encode() not in body(response), path
            if not asked:
                let_in.append(path)
    assert all(path.startswith(PUBLIC) for path in let_in), let_in


def test_the_neighbouring_ward_gets_nothing_of_this_wards_work(client, cast, wards_work):
    sign_in(client, cast.neighbour_officer, "lang-gieng")
    open_doors = []
    for address in (a for a in addresses() if a.name and not path_of(a, wards_work).startswith(PUBLIC)):
        path = path_of(address, wards_work)
        for method in (client.get, client.post):
            if address.name == "sign-out":
                continue
            response = method(path)
            assert response.status_code < 500, path
            assert MARK.encode() not in body(response), path
            if address.wants and response.status_code not in {403, 404, 405}:
                open_doors.append((method.__name__ if hasattr(method, "__name__") else "", path, response.status_code))
    assert open_doors == []


def test_no_operation_of_an_api_tells_a_stranger_or_the_neighbour_anything(client, cast, wards_work):
    paths = sorted(set(operations()))
    assert any("manifest" in path for path in paths), paths
    for known in (False, True):
        if known:
            sign_in(client, cast.neighbour_officer, "lang-gieng")
        for path in paths:
            for method in (client.get, client.post, client.put, client.delete):
                response = method(path, content_type="application/json") if method != client.get else method(path)
                told = body(response).decode(errors="replace")
                assert MARK not in told, path
                assert response.status_code in {400, 401, 403, 404, 405, 422} or path.rstrip("/").endswith(OPEN), (
                    path,
                    response.status_code,
                )


def test_the_ward_itself_finds_its_work_so_that_the_test_above_tests_something(client, cast, wards_work):
    sign_in(client, cast.officer, "can-bo")
    silent = []
    for name in (
        "document",
        "campaign",
        "bulletin",
        "week",
        "station",
        "running-order",
        "report",
        "bulletins",
        "documents",
        "activities",
        "figure",
    ):
        address = next(a for a in addresses() if a.name == name)
        response = client.get(path_of(address, wards_work))
        if response.status_code != 200 or MARK not in response.content.decode():
            silent.append((name, response.status_code))
    assert silent == []


@pytest.mark.parametrize("given", ["not-a-uuid", "7b0c7a52-8f0e-4a55-9d1e-3c6f0a3f9d11", "0" * 5000, "%00", "../../etc/passwd", "🎉"])
def test_a_wrong_id_is_not_found_and_never_an_error_of_the_server(client, cast, wards_work, given):
    sign_in(client, cast.officer, "can-bo")
    for start in ("/van-ban/", "/dot/", "/ban-tin/", "/lich/", "/dai/", "/buoi/", "/bao-cao/", "/so-lieu/", "/bao-cao/ky/", "/am-thanh/"):
        response = client.get(f"{start}{given}/")
        assert response.status_code in {404, 400, 301}, (start, response.status_code)


def test_no_query_of_an_address_makes_an_error_of_the_server(client, cast, wards_work):
    sign_in(client, cast.officer, "can-bo")
    wild = dict.fromkeys(
        ("trang", "tim", "tuan", "ngay", "muc", "xem", "luot", "ban", "so", "cap", "tep", "trang-thai", "dot", "next"), "9" * 400 + "🎉"
    )
    for address in (a for a in addresses() if a.name and a.name != "sign-out"):
        path = path_of(address, wards_work)
        assert client.get(path, wild).status_code < 500, path
        assert client.post(path, {**wild, "assignment": "x", "kind": "x", "quantity": "-1", "seen": "9" * 30}).status_code < 500, path


def test_every_page_says_what_the_browser_may_load_and_it_is_nothing_from_outside(client, cast, wards_work):
    sign_in(client, cast.officer, "can-bo")
    for address in (a for a in addresses() if a.name and not a.name.startswith("sign-out")):
        response = client.get(path_of(address, wards_work))
        policy = response.get("Content-Security-Policy", "")
        assert policy.startswith("default-src 'none'"), address.name
        if "text/html" in response.get("Content-Type", ""):
            text = response.content.decode()
            assert not [v for tag in ("src=", "href=", "action=") for v in _values(text, tag) if v.startswith(("//", "http"))], address.name
            assert " style=" not in text or address.name == "bulletin-as", address.name


def _values(text, attribute):
    return [piece.split('"')[1] for piece in text.split(attribute)[1:] if piece.startswith('"')]
