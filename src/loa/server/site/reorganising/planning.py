"""From a table of changes to a plan: every step with the value it must find, and everything a person should decide."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from loa.core.agencies import AgencyRow
from loa.core.folding import nfc, search_key
from loa.core.lineage import SuccessionKind
from loa.core.periods import Period
from loa.core.reorganising.holdings import Holding, Mark
from loa.core.reorganising.problems import Problem, kept
from loa.core.reorganising.sheet import Change, Rule
from loa.core.reorganising.units import Atlas, Heir, MapPlan, plan_map
from loa.core.territories import TerritoryRow
from loa.core.words import Counts, vi
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import territories_loaded
from loa.server.agencies.reorganising import agencies_after, agencies_serving, heir_at, identity, standing_on
from loa.server.kit import acts, files
from loa.server.kit.actors import Actor
from loa.server.kit.clock import HANOI
from loa.server.kit.events import plain
from loa.server.places.reorganising import atlas_on, facts_of_units
from loa.server.site.errors import ActMissing, NotReorganiser, SheetRefused
from loa.server.site.events import ReorganisationPrepared
from loa.server.site.models import Reorganisation, ReorganisationStep
from loa.server.site.reorganising.faces import NOBODY_YET, SUBJECTS
from loa.server.site.reorganising.holders import all_holdings
from loa.server.site.reorganising.queries import OPEN, may_reorganise
from loa.server.site.reorganising.workbook import changes_of

DAY = timedelta(days=1)
LONG_AGO = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Hand:
    """One agency that ends, and who takes over."""

    old: AgencyVersion
    new: AgencyRow | None
    heir: Heir


@dataclass(slots=True)
class Draft:
    """A plan in the making."""

    act: str
    changes: list[Change]
    atlas: Atlas
    map: MapPlan
    steps: list[dict[str, Any]] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def day(self) -> date:
        """The first day of the new map."""
        return self.map.effective_on

    def step(self, verb: str, subject: str, payload: Mapping[str, Any], *, expected: Any = None, not_before: date | None = None) -> None:
        """Add a step."""
        values = {"payload": plain(dict(payload)), "expected": plain(expected or {}), "not_before": not_before}
        self.steps.append({"verb": verb, "subject": subject[:400], **values})

    def name_of(self, key: str | None) -> str:
        """What a unit, old or new, is called."""
        if key in self.atlas.units:
            return self.atlas.units[key].full_name
        return next((one.full_name for one in self.map.beginnings if one.key == key), key or "")


@transaction.atomic
def prepare_reorganisation(
    *, data: bytes, file_name: str, act: str, by: Actor, now: datetime, effective_on: date | None = None
) -> Reorganisation:
    """Lập phương án: read the table, hold it against the map and all that agencies hold, and write the plan down. Changes nothing else.

    Raises NotReorganiser, SheetUnreadable, SheetTooLarge, ActMissing, and SheetRefused with every row that cannot be.
    """
    today = now.astimezone(HANOI).date()
    if not may_reorganise(by, today):
        raise NotReorganiser
    changes, problems = changes_of(data, file_name)
    draft = _draft(changes, problems, nfc(" ".join(act.split()))[:300], effective_on)
    _plan_map_steps(draft)
    hands = _plan_agencies(draft)
    _plan_hand_overs(draft, hands)
    _note_conflicts(draft, today)
    made = Reorganisation.objects.create(
        act=draft.act,
        effective_on=draft.day,
        file_name=nfc(file_name)[:200],
        file_sha256=files.keep(data, ending=".xlsx"),
        plan_sha256=_sha256(draft),
        counts=dict(draft.counts),
        conflicts=plain([kept(one) for one in draft.conflicts]),
        prepared_by=by.name[:200],
        prepared_by_person_id=by.person_id,
        prepared_at=now,
    )
    ReorganisationStep.objects.bulk_create(
        [ReorganisationStep(reorganisation=made, position=at, **step) for at, step in enumerate(draft.steps, start=1)], batch_size=500
    )
    event = ReorganisationPrepared(
        reorganisation_id=made.pk,
        act=made.act,
        effective_on=made.effective_on.isoformat(),
        plan_sha256=made.plan_sha256,
        steps=len(draft.steps),
        conflicts=len(draft.conflicts),
    )
    acts.record(event, by=by, now=now, after={"counts": made.counts})
    return made


def _draft(changes: list[Change], problems: list[Problem], act: str, given: date | None) -> Draft:
    """The changes held against the map. Whatever is wrong with any row is told at once, by the table itself or by the map."""
    dated = next((change for change in changes if change.effective_on), None)
    day = given or (dated.effective_on if dated else None)
    if dated and given and given != dated.effective_on:
        facts = {"written": f"{dated.effective_on:%d/%m/%Y}", "given": f"{given:%d/%m/%Y}"}
        problems = [*problems, Problem(dated.line, vi("Bảng ghi ngày hiệu lực {written}, khác ngày {given} đã chọn."), facts)]
    if problems and day is None:
        raise SheetRefused(problems)
    if not act or day is None:
        raise ActMissing
    atlas = atlas_on(day)
    plan = plan_map(changes, atlas, effective_on=day)
    wrong = {problem.line for problem in problems}
    if problems := [*problems, *(problem for problem in plan.problems if problem.line not in wrong)]:
        raise SheetRefused(problems)
    return Draft(act, changes, atlas, plan)


def _plan_map_steps(draft: Draft) -> None:
    """Units begin from the largest, change, and end from the smallest; then the map is redrawn once and lineage written."""
    plan, day = draft.map, draft.day.isoformat()
    facts = facts_of_units([unit.key for _, unit in plan.endings] + [one.unit.key for one in plan.changings], draft.day)
    leaving: dict[str, list[str]] = {}
    for unit in [unit for _, unit in plan.endings] + [one.unit for one in plan.changings]:
        leaving.setdefault(search_key(unit.full_name), []).append(unit.key)
    common = {"valid_from": day, "act": draft.act}
    for new in sorted(plan.beginnings, key=lambda one: (one.kind.rank, one.line)):
        said = {"key": new.key, "name": new.name, "form": new.form, "kind": new.kind, "code": new.code, "parent": new.parent}
        held = {**common, **said, "note": new.note, "leaving": leaving.get(search_key(new.full_name), [])}
        draft.step("unit.begin", f"{new.full_name} ({draft.name_of(new.parent)})", held)
    for one in sorted(plan.changings, key=lambda one: (one.unit.kind.rank, one.line)):
        said = {"key": one.unit.key, "name": one.name, "form": one.form, "kind": one.unit.kind, "code": one.code, "parent": one.parent}
        subject = f"{one.unit.full_name} → {one.form} {one.name} ({draft.name_of(one.parent)})"
        draft.step("unit.change", subject, {**common, **said, "note": one.note}, expected=facts[one.unit.key])
    for _, unit in sorted(plan.endings, key=lambda pair: (-pair[1].kind.rank, pair[0])):
        draft.step("unit.end", unit.full_name, {**common, "key": unit.key}, expected=facts[unit.key])
    keys = [unit.key for _, unit in plan.endings] + [one.unit.key for one in plan.changings] + [one.key for one in plan.beginnings]
    draft.step("map.redraw", SUBJECTS["map.redraw"], {"keys": keys})
    rows = [
        {
            "old": p.old,
            "new": p.new,
            "kind": p.kind,
            "weight": None if p.weight is None else str(p.weight),
            "basis": p.basis,
            "note": p.note,
        }
        for p in plan.passings
    ]
    draft.step("lineage.record", SUBJECTS["lineage.record"], {"rows": rows})
    draft.counts.update(units_end=len(plan.endings), units_begin=len(plan.beginnings), units_change=len(plan.changings))


def _plan_agencies(draft: Draft) -> list[Hand]:
    """Which agencies end and begin by the table of kinds, and who takes over from whom."""
    rows = agencies_after(_changed_rows(draft))
    standing = standing_on(rows, draft.day)
    ended = [unit.key for _, unit in draft.map.endings]
    changed = [one.unit.key for one in draft.map.changings]
    olds = agencies_serving([*ended, *changed], draft.day - DAY)
    still = {identity(row) for row in rows if row.period.holds(draft.day)}
    heirs = {heir.old: heir for heir in draft.map.heirs}
    hands: list[Hand] = []
    for old in olds:
        key = old.territory.key if old.territory else ""
        if key in heirs and old.agency_id not in still:
            hands.append(Hand(old, _new_agency(draft, old, heirs[key], rows, standing), heirs[key]))
        elif old.agency_id not in still:
            line = next((one.line for one in draft.map.changings if one.unit.key == key), 0)
            draft.conflicts.append(Problem(line, vi("{agency} không còn loại cơ quan phù hợp sau thay đổi."), {"agency": old.name}))
    _refuse_unknown_receivers(draft, rows)
    begun = [row for row in rows if row.period.first == draft.day and row.territory_key in {one.key for one in draft.map.beginnings}]
    served = {row.territory_key for row in begun}
    for one in draft.map.beginnings:
        if hands and one.key not in served:
            draft.conflicts.append(Problem(one.line, vi("{unit} chưa có cơ quan nào theo bảng loại cơ quan."), {"unit": one.full_name}))
    listed = {
        "heirs": sorted({str(identity(hand.new)) for hand in hands if hand.new}),
        "ended_units": ended,
        "ended": [{"id": hand.old.agency_id, "name": hand.old.name} for hand in hands],
        "begun": [{"id": identity(row), "name": row.name} for row in begun],
    }
    draft.step("agencies.align", SUBJECTS["agencies.align"], listed)
    draft.step("agencies.lineage", SUBJECTS["agencies.lineage"], {"rows": _agency_lineage(draft, hands, standing)})
    draft.counts.update(agencies_end=len(hands), agencies_begin=len(begun))
    return hands


def _changed_rows(draft: Draft) -> dict[str, list[TerritoryRow]]:
    """The periods that the touched territories would have."""
    ended = {unit.key for _, unit in draft.map.endings}
    changing = {one.unit.key: one for one in draft.map.changings}
    found: dict[str, list[TerritoryRow]] = {}
    for row in territories_loaded():
        if row.key not in ended and row.key not in changing:
            continue
        if row.period.first >= draft.day:
            found.setdefault(row.key, [])
            continue
        before = row
        if row.period.holds(draft.day):
            before = replace(row, period=replace(row.period, last=draft.day - DAY))
            if one := changing.get(row.key):
                after = replace(row, name=one.name, form=one.form, code=one.code, parent_key=one.parent)
                found.setdefault(row.key, []).append(replace(after, period=replace(row.period, first=draft.day)))
        found.setdefault(row.key, []).append(before)
    for new in draft.map.beginnings:
        begun = TerritoryRow(new.key, new.code, new.name, new.form, new.kind, new.parent, Period(draft.day))
        found[new.key] = [begun]
    return found


def _new_agency(draft: Draft, old: AgencyVersion, heir: Heir, rows: list[AgencyRow], standing: Mapping[Any, AgencyRow]) -> AgencyRow | None:
    if heir.receiver:
        return _called(heir.receiver, rows, draft.day)
    return heir_at(old, heir.to, standing) if heir.to else None


def _called(text: str, rows: list[AgencyRow], on: date) -> AgencyRow | None:
    """The one agency so called on that day."""
    wanted = search_key(text)
    found = {
        row.key: row
        for row in rows
        if row.period.holds(on) and wanted in {search_key(name) for name in (row.name, row.short_name, *row.aliases)}
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _refuse_unknown_receivers(draft: Draft, rows: list[AgencyRow]) -> None:
    unknown = {heir.line: heir.receiver for heir in draft.map.heirs if heir.receiver and _called(heir.receiver, rows, draft.day) is None}
    if unknown:
        sentence = vi("Nơi nhận việc “{text}” không phải đơn vị hay cơ quan có vào ngày hiệu lực. Hãy ghi tên đầy đủ.")
        raise SheetRefused([Problem(line, sentence, {"text": text}) for line, text in unknown.items()])


def _agency_lineage(draft: Draft, hands: list[Hand], standing: Mapping[Any, AgencyRow]) -> list[dict[str, Any]]:
    """For each agency that ends: its counterparts at the successors of its unit; else who was named; else nobody, said so."""
    passings: dict[str, list[Any]] = {}
    for passing in draft.map.passings:
        passings.setdefault(passing.old, []).append(passing)
    rows: list[dict[str, Any]] = []
    for hand in hands:
        said: dict[str, dict[str, Any]] = {}
        for passing in passings.get(hand.heir.old, ()):
            new = heir_at(hand.old, passing.new, standing) if passing.new else None
            if new is not None and passing.kind is not SuccessionKind.PART:
                weight = None if passing.weight is None else str(passing.weight)
                said[new.key] = {"new": str(identity(new)), "kind": passing.kind, "weight": weight, "basis": passing.basis, "note": ""}
        if not said and hand.new is not None:
            said[hand.new.key] = {"new": str(identity(hand.new)), "kind": SuccessionKind.MERGE, "weight": None, "basis": "", "note": ""}
        if not said:
            said[""] = {"new": None, "kind": SuccessionKind.ABOLISH, "weight": None, "basis": "", "note": ""}
        rows += [{"old": str(hand.old.agency_id), **row} for row in said.values()]
    return rows


def _plan_hand_overs(draft: Draft, hands: list[Hand]) -> None:
    """One step for each agency that ends, on the day: whatever it holds then, by the rule, in all stages at once or not at all."""
    held = all_holdings([hand.old.agency_id for hand in hands], on=draft.day)
    for hand in sorted(hands, key=lambda one: (one.heir.line, one.old.agency.key)):
        mine = held.get(hand.old.agency_id, {})
        payload = {
            "old": hand.old.agency_id,
            "new": identity(hand.new) if hand.new else None,
            "old_name": hand.old.name,
            "new_name": hand.new.name if hand.new else "",
            "effective_on": draft.day,
            "rule": hand.heir.rule,
            "finish_by": hand.heir.finish_by,
            "holdings": {stage: [_listed(holding) for holding in holdings] for stage, holdings in mine.items()},
        }
        expected = {stage: {h.what: sorted(item.id for item in h.items) for h in holdings} for stage, holdings in mine.items()}
        subject = f"{hand.old.name} → {hand.new.name if hand.new else NOBODY_YET}"
        draft.step("agency.hand_over", subject, payload, expected=expected, not_before=draft.day)
        everything = [holding for holdings in mine.values() for holding in holdings]
        for holding in everything:
            draft.counts[holding.what] += len(holding.items)
        _note_held(draft, hand, everything)


def _listed(holding: Holding) -> dict[str, Any]:
    return {
        "what": holding.what,
        "name": holding.name,
        "items_held": [{"id": i.id, "label": i.label, "words": i.words, "mark": i.mark, "person": i.person_id} for i in holding.items],
    }


def _note_held(draft: Draft, hand: Hand, held: list[Holding]) -> None:
    """What a person must decide about one agency."""
    items = [(holding, item) for holding in held for item in holding.items]
    counted = Counts(tuple((holding.name, len(holding.items)) for holding in held))
    line = hand.heir.line
    if items and hand.new is None:
        several = len(hand.heir.candidates) > 1
        sentence = (
            vi("{agency} có {count} đơn vị kế tục, chưa chọn nơi nhận việc ({held}). Người và việc ở lại đơn vị cũ.")
            if several
            else vi("{agency} chưa có nơi nhận ({held}). Người và việc ở lại đơn vị cũ.")
        )
        facts = {"agency": hand.old.name, "count": len(hand.heir.candidates), "held": counted}
        draft.conflicts.append(Problem(line, sentence, facts))
        left = [item.label for _, item in items if item.mark is Mark.ADMINISTRATOR]
        if left:
            facts = {"count": len(left), "agency": hand.old.name}
            draft.conflicts.append(Problem(line, vi("{count} quản trị viên của {agency} sẽ không còn đơn vị."), facts))
    drafts = [item.label for _, item in items if item.mark is Mark.DRAFT]
    if drafts:
        facts = {"agency": hand.old.name, "count": len(drafts), "first": drafts[0]}
        sentence = vi("{agency} còn {count} nội dung đang soạn dở ({first}). Bản nháp báo cáo không tự chuyển; hãy gửi trước hoặc lập lại.")
        draft.conflicts.append(Problem(line, sentence, facts))
    if hand.heir.rule is Rule.FINISH and hand.heir.finish_by is None:
        draft.conflicts.append(Problem(line, vi("{agency} chưa có hạn hoàn thành."), {"agency": hand.old.name}))


def _note_conflicts(draft: Draft, today: date) -> None:
    """What concerns the plan as a whole."""
    if draft.day < today - LONG_AGO:
        facts = {"day": f"{draft.day:%d/%m/%Y}", "count": (today - draft.day).days}
        draft.conflicts.append(Problem(0, vi("Ngày hiệu lực {day} đã qua {count} ngày; việc đã làm từ đó giữ tên đơn vị cũ."), facts))
    unweighed = [p for p in draft.map.passings if p.weight is None and p.new is not None]
    if unweighed:
        sentence = vi("{count} phần chưa biết tỷ lệ (dòng {lines}): số liệu cũ của các đơn vị này sẽ nằm ở mục chưa phân bổ.")
        lines = ", ".join(str(p.line) for p in unweighed[:10])
        draft.conflicts.append(Problem(unweighed[0].line, sentence, {"count": len(unweighed), "lines": lines}))
    _note_rests(draft)
    for other in Reorganisation.objects.filter(state__in=OPEN):
        facts = {"act": other.act, "day": f"{other.effective_on:%d/%m/%Y}"}
        draft.conflicts.append(Problem(0, vi("Còn phương án khác chưa xong: {act}, hiệu lực {day}."), facts))
    draft.conflicts.sort(key=lambda problem: problem.line)


def _note_rests(draft: Draft) -> None:
    """Units that end in weighed parts which are less than the whole: the rest of their figures will be nobody's."""
    for line, unit in draft.map.endings:
        parts = [p.weight for p in draft.map.passings if p.old == unit.key and p.new is not None]
        weighed = [weight for weight in parts if weight is not None]
        if parts and len(weighed) == len(parts) and sum(weighed) < 1:
            facts = {"unit": unit.full_name, "sum": f"{sum(weighed) * 100:.6f}".rstrip("0").rstrip(".").replace(".", ",")}
            sentence = vi("Các phần của {unit} mới được {sum}%: phần còn lại của số liệu cũ sẽ nằm ở mục chưa phân bổ.")
            draft.conflicts.append(Problem(line, sentence, facts))


def _sha256(draft: Draft) -> str:
    """Of all that will be done, so that what is confirmed is what was seen."""
    said = {"act": draft.act, "effective_on": draft.day, "steps": draft.steps, "conflicts": [one.say() for one in draft.conflicts]}
    return hashlib.sha256(json.dumps(plain(said), sort_keys=True, ensure_ascii=False).encode()).hexdigest()
