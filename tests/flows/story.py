"""What the story test says in sentences: who acts, what is asked of the database, what is measured of the sound."""

import json
import wave
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from loa.core.bulletin_steps import State
from loa.core.roles import Role
from loa.core.stations import StationKind
from loa.launch.week.journey import Journey, Step, travel
from loa.launch.week.texts import DECLARED_KEY
from loa.server.agencies.models import AgencyVersion
from loa.server.bulletins.models import Bulletin, BulletinKind, Revision, UnitText
from loa.server.bulletins.services import OwnWords, Words, approve_unit_text, draft_bulletin, submit_bulletin, write_unit_text
from loa.server.campaigns.models import Assignment
from loa.server.channels.models import Station
from loa.server.kit import clock, outbox
from loa.server.kit.actors import Actor, Grant
from loa.server.playlogs.models import Play
from loa.server.reports.models import Report
from loa.server.schedules.models import PublishedSchedule
from loa.server.voices.mixing.levels import loudness_lufs
from loa.wire.manifest import Item

PLAYED_FOLDER = "home/players/001/played"


@dataclass
class Story:
    """One journey, told chapter by chapter."""

    journey: Journey

    def goes_on(self, *steps: Step) -> None:
        """Take these steps as `./run --once` takes them."""
        travel(self.journey, [(step.__name__, step) for step in steps])

    def settles(self) -> None:
        """Whatever the last acts owe is done."""
        outbox.drain(now=self.journey.now)

    @property
    def now(self) -> datetime:
        """The story's own clock."""
        return self.journey.now

    @property
    def facts(self) -> dict[str, Any]:
        """What the steps left for each other."""
        return self.journey.facts

    @property
    def ward(self) -> AgencyVersion:
        """The ward whose loudspeaker is our own player."""
        ward: AgencyVersion = self.facts["demo_commune"]
        return ward

    def of_the_department(self, role: Role) -> Actor:
        """Who holds this role at the Sở."""
        return self.journey.cast.at(self.journey.cast.department().agency_id, role)

    def of_the_ward(self, role: Role) -> Actor:
        """Who holds this role at the ward."""
        return self.journey.cast.at(self.ward.agency_id, role)

    def assignment_of(self, agency_id: UUID) -> Assignment:
        """What the campaign asks of an agency."""
        return Assignment.objects.get(campaign=self.facts["campaign"], agency=agency_id)

    def stations_of_kind(self, kind: StationKind) -> list[Station]:
        """The stations of the few wards, by kind."""
        return [station for station in self.facts["stations"] if station.kind == kind]

    def somebody_with_two_roles(self) -> Actor:
        """The drafter of the Sở, were she also its leader."""
        drafter = self.of_the_department(Role.DRAFTER)
        office = self.journey.cast.department().agency_id
        grants = (Grant(Role.DRAFTER, office), Grant(Role.APPROVER, office))
        return Actor(name=drafter.name, person_id=drafter.person_id, agency_id=office, grants=grants)

    def text_submitted_by(self, author: Actor) -> Bulletin:
        """A short text that waits for an approver."""
        text = "Ủy ban nhân dân phường thông báo. Ngày mai tạm ngừng cấp nước từ 22h đến 5h sáng. Đề nghị bà con trữ nước."
        words = Words(title="Tạm ngừng cấp nước", text=text, valid_from=self.journey.day(0), source="thử")
        office = self.journey.cast.department().agency_id
        written = draft_bulletin(agency_id=office, words=words, kind=BulletinKind.NOTICE, simulated=True, by=author, now=self.now)
        submit_bulletin(bulletin_id=written.pk, length_seconds=4, longest_session_seconds=900, basis="thử", by=author, now=self.now)
        return written

    def shared_text_with_a_blank(self) -> Revision:
        """The text of the kit that leaves a sentence to the wards."""
        revisions: list[Revision] = self.facts["revisions"]
        return next(r for r in revisions if any(d["key"] == DECLARED_KEY for d in r.declared))

    def own_words_until(self, last_day: date) -> UnitText:
        """The ward's own sentence, entered by its officer, approved by its leader."""
        written = write_unit_text(
            revision_id=self.shared_text_with_a_blank().pk,
            agency_id=self.ward.agency_id,
            own=OwnWords(
                key=DECLARED_KEY,
                values={
                    "don_vi": self.ward.short_name.removeprefix("UBND "),
                    "dia_diem": "Nhà văn hóa trung tâm",
                    "ngay": f"{last_day:%-d/%-m/%Y}",
                    "gio": "8h-11h30",
                    "dien_thoai": "024 3123 4567",
                },
                source="Thông báo của Trạm Y tế (minh họa)",
                valid_from=self.journey.day(-2),
                valid_to=last_day,
            ),
            by=self.of_the_ward(Role.COMMUNE_OFFICER),
            now=self.now,
        )
        approve_unit_text(unit_text_id=written.pk, text_sha256=written.text_sha256, by=self.of_the_ward(Role.APPROVER), now=self.now)
        written.refresh_from_db()
        assert written.state == State.APPROVED
        self.settles()
        return written

    def items_of(self, station: Station) -> list[Item]:
        """What the station's newest published schedule holds."""
        schedule = PublishedSchedule.objects.filter(station=station).order_by("version").last()
        assert schedule is not None
        return [Item.model_validate(item) for item in schedule.items]

    def sounds_by_day(self, station: Station, revision: Revision) -> dict[date, set[tuple[str, ...]]]:
        """Day -> the clips with which this text is to sound there."""
        found: dict[date, set[tuple[str, ...]]] = {}
        for item in self.items_of(station):
            if item.revision_sha256 == revision.text_sha256:
                found.setdefault(local_day(item.starts_at), set()).add(tuple(asset.mp3_sha256 for asset in item.assets))
        return found

    def report_of(self, agency_id: UUID) -> Report:
        """The version in force."""
        return Report.objects.get(expected__round=self.facts["round"], expected__agency=agency_id, superseded_at=None)

    def agencies_behind(self, content: dict[str, Any]) -> set[UUID]:
        """Whose reports, and nobody else's, a report of the level above rests on."""
        cited = Report.objects.filter(expected__round=self.facts["round"], text_sha256__in=[one["sha256"] for one in content["cites"]])
        return set(cited.values_list("expected__agency", flat=True))

    def snapshot(self) -> dict[str, Any]:
        """The figures behind the official report, as the file holds them."""
        held: dict[str, Any] = json.loads((self.journey.out / "bao-cao-SO.snapshot.json").read_bytes())
        return held

    def tape_of(self, day: date) -> "Tape":
        """What sounded in the ward that morning."""
        (path,) = sorted((self.journey.out / PLAYED_FOLDER).glob(f"{day:%Y-%m-%d}_07*.wav"))
        return Tape(path)

    def morning_items(self, station: Station, day: date) -> list[Item]:
        """The campaign's items of that morning, in order."""
        campaign = self.facts["campaign"].pk
        first = [
            item for item in self.items_of(station) if local_day(item.starts_at) == day and item.starts_at.astimezone(clock.HANOI).hour < 12
        ]
        return [item for item in first if item.campaign_id == campaign]


@dataclass(frozen=True)
class Tape:
    """A WAV file that the player wrote."""

    path: Path

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        with wave.open(str(self.path)) as file:
            return file.getnframes() / file.getframerate()

    @property
    def loudness_lufs(self) -> float:
        """How loud it is, silence between items left out by the gate of the measure."""
        return loudness_lufs(self.path.read_bytes())


def local_day(at: datetime) -> date:
    """The day in Hà Nội."""
    return at.astimezone(clock.HANOI).date()


def span_seconds(items: Iterable[Item]) -> float:
    """From the beginning of the first to the end of the last."""
    items = sorted(items, key=lambda item: item.starts_at)
    ends_at = max(item.starts_at + timedelta(seconds=item.seconds) for item in items)
    return (ends_at - items[0].starts_at).total_seconds()


def figures(content: dict[str, Any], indicator: str) -> dict[str, int]:
    """Grade -> value of one indicator of a report's content."""
    return {figure["grade"]: figure["value"] for figure in content["figures"] if figure["indicator"] == indicator}


def added(*counts: dict[str, int]) -> dict[str, int]:
    """Grade by grade; grades are never added to one another."""
    return {grade: sum(count.get(grade, 0) for count in counts) for grade in {grade for count in counts for grade in count}}


def slots_played(plays: Iterable[Play]) -> dict[str, int]:
    """Grade -> slots that sounded to their end: each slot once, by its strongest evidence. Counted here by hand, row by row."""
    best: dict[UUID, tuple[int, str]] = {}
    for play in plays:
        if play.outcome == "complete" and play.withdrawn_at is None:
            best[play.slot_id] = min(best.get(play.slot_id, (99, "")), (play.grade_rank, play.grade))
    counted: dict[str, int] = {}
    for _, grade in best.values():
        counted[grade] = counted.get(grade, 0) + 1
    return counted
