"""Steps 5 and 6: the content kit is written, heard, approved; communes add their own words; one posts a notice of its own."""

from datetime import timedelta
from uuid import UUID

from loa.core.agencies import AgencyKind
from loa.core.bulletin_steps import State
from loa.core.priorities import Priority
from loa.core.roles import Role
from loa.launch.week.journey import Journey
from loa.server.agencies.models import AgencyVersion
from loa.server.bulletins.kits import kit_for
from loa.server.bulletins.models import Bulletin, BulletinKind, Revision, UnitText
from loa.server.bulletins.services import (
    OwnWords,
    Words,
    approve_bulletin,
    approve_unit_text,
    draft_bulletin,
    edit_bulletin,
    give_opinion,
    return_bulletin,
    return_unit_text,
    submit_bulletin,
    write_unit_text,
)
from loa.server.kit import files, outbox
from loa.server.schedules.queries import longest_session
from loa.server.voices.queries import recorded_by, track_of

OWN_WORDS = 0.12
RETURNED = 0.06  # of the own words: a leader sends some back
DECLARED_KEY = "diem_tiem"
PLACES = (
    "Trạm Y tế",
    "Nhà văn hóa trung tâm",
    "Trường Tiểu học trên địa bàn",
    "Trường Trung học cơ sở trên địa bàn",
    "Hội trường Ủy ban nhân dân",
)


def write_the_kit(journey: Journey) -> tuple[str, int, int]:
    """Soạn bộ nội dung, nghe thử, xin ý kiến Sở Y tế, duyệt; one text goes back once with a sentence."""
    office = journey.cast.department()
    drafter, approver = journey.cast.at(office.agency_id, Role.DRAFTER), journey.cast.at(office.agency_id, Role.APPROVER)
    campaign = journey.facts["campaign"]
    kit = kit_for(campaign.document.subject)
    if kit is None:
        journey.facts["revisions"] = []
        return "chưa có bộ nội dung soạn sẵn cho văn bản này", 0, 0
    journey.at(journey.day(-3), 9)
    for position, text in enumerate(journey.bar(kit.bulletins, "Soạn, tạo tiếng và duyệt bộ nội dung"), start=1):
        bulletin = draft_bulletin(
            agency_id=office.agency_id,
            words=text.words,
            kind=BulletinKind.KIT,
            campaign_id=campaign.pk,
            priority=text.priority,
            position=position,
            simulated=True,
            by=drafter,
            now=journey.now,
        )
        if position == 1:
            bulletin = _send_back_once(journey, bulletin, text.words)
        _submit(journey, bulletin)
        _opinion_of_health(journey, bulletin)
        _approve(journey, bulletin)
    revisions = list(Revision.objects.filter(bulletin__campaign=campaign, approval__isnull=False).order_by("bulletin__position"))
    journey.facts["revisions"] = revisions
    _keep_previews(journey, revisions)
    minutes = sum(track.seconds for r in revisions if (track := track_of(r.pk))) / 60
    assert approver is not None
    return f"{len(revisions)} bản tin đã duyệt cả lời và tiếng, {minutes:.1f} phút".replace(".", ","), len(revisions), len(kit.bulletins)


def _send_back_once(journey: Journey, bulletin: Bulletin, words: Words) -> Bulletin:
    _submit(journey, bulletin)
    office = journey.cast.department()
    return_bulletin(
        bulletin_id=bulletin.pk,
        why="Nêu rõ số công văn của Sở trong phần nguồn.",
        by=journey.cast.at(office.agency_id, Role.APPROVER),
        now=journey.now,
    )
    journey.now += timedelta(minutes=20)
    edit_bulletin(
        bulletin_id=bulletin.pk,
        words=words,
        seen_revision=bulletin.current,
        by=journey.cast.at(office.agency_id, Role.DRAFTER),
        now=journey.now,
    )
    bulletin.refresh_from_db()
    return bulletin


def _submit(journey: Journey, bulletin: Bulletin) -> None:
    """As the door does it: the length of the sound, and the longest session of the area, handed over as plain values."""
    outbox.drain(now=journey.now)
    track = track_of(bulletin.revisions.get(number=bulletin.current).pk)
    assert track is not None
    writer = journey.cast.at(bulletin.agency_id, _writer(journey, bulletin.agency_id))
    longest = longest_session(agency_id=bulletin.agency_id, day=journey.day(0), seen_by=writer)
    submit_bulletin(
        bulletin_id=bulletin.pk,
        length_seconds=track.seconds,
        longest_session_seconds=longest.seconds,
        basis=longest.basis,
        by=writer,
        now=journey.now,
    )


def _writer(journey: Journey, agency_id: UUID) -> Role:
    return Role.COMMUNE_OFFICER if journey.cast.agencies[agency_id].kind == AgencyKind.COMMUNE_COMMITTEE else Role.DRAFTER


def _approve(journey: Journey, bulletin: Bulletin) -> None:
    outbox.drain(now=journey.now)
    revision = bulletin.revisions.get(number=bulletin.current)
    track = track_of(revision.pk)
    assert track is not None
    journey.now += timedelta(minutes=7)
    approve_bulletin(
        bulletin_id=bulletin.pk,
        text_sha256=revision.text_sha256,
        audio_sha256=track.audio_sha256,
        held_audio_sha256=track.audio_sha256,
        sound_by=recorded_by(track),
        by=journey.cast.at(bulletin.agency_id, Role.APPROVER),
        now=journey.now,
    )


def _opinion_of_health(journey: Journey, bulletin: Bulletin) -> None:
    health = next((v for v in journey.cast.of_kind(AgencyKind.DEPARTMENT) if v.short_name == "Sở Y tế"), None)
    if health is not None:
        give_opinion(
            revision_id=bulletin.revisions.get(number=bulletin.current).pk,
            agency_id=health.agency_id,
            agrees=True,
            text="Nội dung chuyên môn phù hợp (ý kiến minh họa).",
            by=journey.cast.at(health.agency_id, Role.APPROVER),
            now=journey.now,
        )


def _keep_previews(journey: Journey, revisions: list[Revision]) -> None:
    lines = []
    for number, revision in enumerate(revisions, start=1):
        track = track_of(revision.pk)
        assert track is not None
        journey.keep("03-noi-dung", f"{number:02d}.mp3", files.read(track.mp3_sha256, ending=".mp3"))
        journey.keep("03-noi-dung", f"{number:02d}.txt", f"{revision.bulletin.title}\n\n{revision.text}\n\nNguồn: {revision.source}\n")
        lines.append(f"{number:02d}  {track.seconds:6.1f} giây  {track.loudness_lufs:6.2f} LUFS  {revision.bulletin.title}")
    journey.keep("03-noi-dung", "am-luong.txt", "\n".join(lines) + "\n")
    journey.facts["loudness"] = [t.loudness_lufs for r in revisions if (t := track_of(r.pk))]


def add_own_words(journey: Journey) -> tuple[str, int, int]:
    """Lời riêng của xã, phường: entered by the officer, approved by the leader; blanks left empty air by the shared sentence."""
    journey.at(journey.day(-2), 8, 30)
    revision = next((r for r in journey.facts["revisions"] if any(d["key"] == DECLARED_KEY for d in r.declared)), None)
    communes: list[UUID] = journey.facts["communes"]
    _notice(journey, journey.facts["demo_commune"])
    if revision is None:
        return "văn bản này không có câu dành cho lời riêng", 0, len(communes)
    entering = [a for a in communes if journey.chance.happens(OWN_WORDS, "own_words", journey.cast.agencies[a].agency.key)]
    for agency_id in journey.bar(entering, "Xã, phường thêm lời riêng"):
        enter_own_words(journey, revision, journey.cast.agencies[agency_id])
        outbox.drain(now=journey.now)
    approved = UnitText.objects.filter(revision=revision, state=State.APPROVED, ended_at=None).count()
    return f"{approved} lời riêng đã duyệt, {len(entering) - approved} trả lại để sửa; nơi khác phát câu chung", approved, len(communes)


def enter_own_words(journey: Journey, revision: Revision, commune: AgencyVersion) -> None:
    chance = journey.chance.of("own_words_values", commune.agency.key)
    officer = journey.cast.at(commune.agency_id, Role.COMMUNE_OFFICER)
    leader = journey.cast.at(commune.agency_id, Role.APPROVER)
    day = journey.day(chance.randint(1, 4))
    written = write_unit_text(
        revision_id=revision.pk,
        agency_id=commune.agency_id,
        own=OwnWords(
            key=DECLARED_KEY,
            values={
                "don_vi": commune.short_name.removeprefix("UBND "),
                "dia_diem": chance.choice(PLACES),
                "ngay": f"{day:%-d/%-m/%Y}",
                "gio": chance.choice(("7h30-11h30", "8h-11h30", "13h30-17h")),
                "dien_thoai": f"024 3{chance.randint(100, 999)} {chance.randint(1000, 9999)}",
            },
            source=f"Thông báo của Trạm Y tế {commune.short_name.removeprefix('UBND ')} (minh họa)",
            valid_from=journey.day(-2),
            valid_to=day,
        ),
        by=officer,
        now=journey.now,
    )
    if chance.random() < RETURNED:
        return_unit_text(unit_text_id=written.pk, why="Ghi lại giờ tiêm theo giấy mời.", by=leader, now=journey.now)
    else:
        approve_unit_text(unit_text_id=written.pk, text_sha256=written.text_sha256, by=leader, now=journey.now)


def _notice(journey: Journey, commune: AgencyVersion) -> None:
    """The ward's own notice: type, approve, next session."""
    officer = journey.cast.at(commune.agency_id, Role.COMMUNE_OFFICER)
    name = commune.short_name.removeprefix("UBND ")
    bulletin = draft_bulletin(
        agency_id=commune.agency_id,
        words=Words(
            title=f"Lịch thu gom rác trong những ngày giãn cách tại {name}",
            text=f"Ủy ban nhân dân {name} thông báo. Trong những ngày giãn cách, rác được thu gom từ 18h đến 20h hằng ngày. "
            "Đề nghị bà con để rác trước cửa trong khung giờ này, đeo khẩu trang và không đứng nói chuyện đông người.",
            valid_from=journey.day(0),
            valid_to=journey.day(6),
            short_text=f"{name}: rác thu gom 18h-20h hằng ngày. Để rác trước cửa, đeo khẩu trang.",
            board_text="THU GOM RÁC: 18h–20h HẰNG NGÀY\nĐể rác trước cửa – đeo khẩu trang",
            source=f"Ủy ban nhân dân {name} (minh họa)",
        ),
        kind=BulletinKind.NOTICE,
        priority=Priority.NORMAL,
        simulated=True,
        by=officer,
        now=journey.now,
    )
    _submit(journey, bulletin)
    _approve(journey, bulletin)
    journey.facts["notice"] = bulletin
