"""What the changes do to the map: which units end, begin, change and pass on; and what the map does not allow."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from loa.core.folding import nfc, search_key
from loa.core.lineage import SuccessionKind
from loa.core.reorganising.problems import Problem
from loa.core.reorganising.sheet import GOES_ON, Change, Rule
from loa.core.territories import ADMINISTRATIVE, KINDS_OF_FORM, TerritoryKind, written_name
from loa.core.words import vi


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit in force on the last day of the old map. `until` is its known last day; `later` says that something later is already recorded."""

    key: str
    code: str
    name: str
    form: str
    kind: TerritoryKind
    parent: str | None
    since: date
    until: date | None = None
    later: bool = False

    @property
    def full_name(self) -> str:
        """The name with its form."""
        return f"{self.form} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """A unit that begins; `parent` is a key."""

    line: int
    key: str
    name: str
    form: str
    kind: TerritoryKind
    code: str
    parent: str | None
    note: str = ""

    @property
    def full_name(self) -> str:
        """The name with its form."""
        return f"{self.form} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changing:
    """A unit that goes on with another name, code or parent."""

    line: int
    unit: Unit
    name: str
    form: str
    code: str
    parent: str | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """One line of lineage: the unit `old` (a key) passes to `new` (a key; None where nothing takes its place)."""

    line: int
    old: str
    new: str | None
    kind: SuccessionKind
    weight: Decimal | None
    basis: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heir:
    """Who takes over from a unit that ends: `to` is a key; `receiver` the words of a row that names an agency; both empty: nobody yet."""

    old: str
    line: int
    to: str | None
    receiver: str
    rule: Rule
    finish_by: date | None
    candidates: tuple[str, ...]


@dataclass(slots=True)
class MapPlan:
    """What happens to the map on the day."""

    effective_on: date
    endings: list[tuple[int, Unit]] = field(default_factory=list)
    beginnings: list[Beginning] = field(default_factory=list)
    changings: list[Changing] = field(default_factory=list)
    passings: list[Passing] = field(default_factory=list)
    heirs: list[Heir] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Atlas:
    """The units in force on the last day of the old map, found by name, code and parent."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = {unit.key: unit for unit in units}
        self.called: dict[str, list[Unit]] = defaultdict(list)
        self.coded: dict[str, list[Unit]] = defaultdict(list)
        self.children: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units.values():
            self.called[search_key(unit.full_name)].append(unit)
            self.called[search_key(unit.name)].append(unit)
            if unit.code:
                self.coded[unit.code].append(unit)
            if unit.parent:
                self.children[unit.parent].append(unit)

    def way_up(self, key: str | None) -> list[Unit]:
        """The unit and all above it."""
        way: list[Unit] = []
        while key is not None and key in self.units and self.units[key] not in way:
            way.append(self.units[key])
            key = way[-1].parent
        return way

    def named(self, text: str, *, within: str = "", code: str = "") -> list[Unit]:
        """Units so called; of one code, and below a unit so called, where given. The exact spelling wins over the folded one."""
        name = written_name(text)
        found = self.called.get(" ".join(name.words), [])
        if name.form is not None:
            found = [unit for unit in found if search_key(unit.form) == search_key(name.form or "")]
        if code:
            found = [unit for unit in found if unit.code in {code, code.zfill(5), code.zfill(3), code.zfill(2)}]
        if within:
            above = {search_key(within), " ".join(written_name(within).words)}
            found = [u for u in found if any(above & {search_key(a.full_name), search_key(a.name)} for a in self.way_up(u.parent))]
        if len(found) > 1:
            found = [u for u in found if nfc(text).casefold().endswith(u.name.casefold())] or found
        return list({unit.key: unit for unit in found}.values())


def plan_map(changes: Sequence[Change], atlas: Atlas, *, effective_on: date) -> MapPlan:
    """Hold the changes against the map. Problems name the row; a plan with problems is not to be carried out."""
    work = _Work(atlas, MapPlan(effective_on))
    olds = [(change, unit) for change in changes if (unit := work.old_unit(change)) is not None]
    work.refuse_repeated(olds)
    work.note_endings(olds)
    work.note_beginnings(olds)
    work.note_changings(olds)
    work.pass_on(olds)
    work.settle_children(olds)
    work.refuse_taken_names()
    work.refuse_circles()
    work.name_heirs(olds)
    return work.plan


class _Work:
    def __init__(self, atlas: Atlas, plan: MapPlan) -> None:
        self.atlas, self.plan = atlas, plan
        self.ending: dict[str, int] = {}
        self.begun: dict[tuple[str, str], Beginning] = {}
        self.target: dict[int, str] = {}  # line -> key of the new unit
        self.moved: set[str] = set()

    def refuse(self, line: int, sentence: str, /, **facts: object) -> None:
        self.plan.problems.append(Problem(line, sentence, facts))

    def old_unit(self, change: Change) -> Unit | None:
        found = self.atlas.named(change.old, within=change.old_parent, code=change.old_code)
        if len(found) != 1:
            self._refuse_search(change.line, change.old, found)
            return None
        unit, day = found[0], self.plan.effective_on
        if unit.until is not None:
            sentence = vi("{unit} đã được ghi hết hiệu lực ngày {day}: thời gian sẽ chồng lên nhau. Hãy xem lại tên và ngày hiệu lực.")
            self.refuse(change.line, sentence, unit=unit.full_name, day=f"{unit.until:%d/%m/%Y}")
            return None
        if unit.later:
            sentence = vi("{unit} đã có thay đổi được ghi từ ngày {day} trở đi: thời gian sẽ chồng lên nhau. Hãy xem lại ngày hiệu lực.")
            self.refuse(change.line, sentence, unit=unit.full_name, day=f"{day:%d/%m/%Y}")
            return None
        if unit.since >= day:
            sentence = vi("{unit} chỉ có từ ngày {since}, không trước ngày hiệu lực {day}.")
            self.refuse(change.line, sentence, unit=unit.full_name, since=f"{unit.since:%d/%m/%Y}", day=f"{day:%d/%m/%Y}")
            return None
        return unit

    def _refuse_search(self, line: int, text: str, found: Sequence[Unit]) -> None:
        if not found:
            sentence = vi("Không có “{text}” vào ngày trước ngày hiệu lực. Hãy kiểm tra tên, loại, mã và đơn vị cấp trên.")
            self.refuse(line, sentence, text=text)
        else:
            names = "; ".join(", ".join(u.full_name for u in self.atlas.way_up(unit.key)[:2]) for unit in found[:5])
            self.refuse(line, vi("Có nhiều đơn vị tên “{text}”: {names}. Hãy ghi thêm đơn vị cấp trên hoặc mã."), text=text, names=names)

    def refuse_repeated(self, olds: Sequence[tuple[Change, Unit]]) -> None:
        """Two rows that mean the same unit under two spellings."""
        first: dict[str, Change] = {}
        for change, unit in olds:
            before = first.setdefault(unit.key, change)
            apart = search_key(before.old) != search_key(change.old) or before.old_code != change.old_code
            if before is not change and (apart or before.old_parent != change.old_parent):
                sentence = vi("{unit} đã có ở dòng {line} với cách ghi khác. Mỗi đơn vị cũ ghi một cách.")
                self.refuse(change.line, sentence, unit=unit.full_name, line=before.line)

    def note_endings(self, olds: Sequence[tuple[Change, Unit]]) -> None:
        """A unit of which only parts are taken goes on, and so does one that changes its name or parent."""
        for change, unit in olds:
            if change.kind not in (*GOES_ON, SuccessionKind.PART) and unit.key not in self.ending:
                self.ending[unit.key] = change.line
                self.plan.endings.append((change.line, unit))

    def parent_of(self, change: Change, unit: Unit) -> str | None:
        """The key of the new parent: as written, or the nearest one above the old unit that goes on."""
        if not change.parent:
            return next((above.key for above in self.atlas.way_up(unit.parent) if above.key not in self.ending), None)
        standing = [one for one in self.atlas.named(change.parent) if one.key not in self.ending and one.until is None]
        higher = [one for one in standing if one.kind.rank < unit.kind.rank]
        begun = [one.key for (name, _), one in self.begun.items() if name == " ".join(written_name(change.parent).words)]
        found = begun or [one.key for one in higher]
        if len(found) == 1:
            return found[0]
        if standing and not higher:
            self.refuse(change.line, vi("“{parent}” không phải cấp trên của {unit}."), parent=change.parent, unit=unit.full_name)
        elif not found:
            sentence = vi("Đơn vị cấp trên “{parent}” không có vào ngày hiệu lực, hoặc kết thúc trong chính bảng này.")
            self.refuse(change.line, sentence, parent=change.parent)
        else:
            self.refuse(change.line, vi("Có nhiều đơn vị tên “{parent}”. Hãy ghi đầy đủ loại đơn vị."), parent=change.parent)
        return None

    def note_beginnings(self, olds: Sequence[tuple[Change, Unit]]) -> None:
        # The larger first: a new district may be the parent of a new commune.
        for change, unit in sorted(olds, key=lambda pair: (pair[1].kind.rank, pair[0].line)):
            if change.new and change.kind not in GOES_ON:
                key = self._receiving(change, unit) if change.stands else self._begin(change, unit)
                if key is not None:
                    self.target[change.line] = key

    def _receiving(self, change: Change, unit: Unit) -> str | None:
        found = self.atlas.named(f"{change.form} {change.new}", within=change.parent, code=change.code)
        if len(found) != 1:
            self._refuse_search(change.line, f"{change.form} {change.new}", found)
            return None
        one = found[0]
        if one.key == unit.key:
            self.refuse(change.line, vi("{unit} không thể nhập vào chính nó."), unit=unit.full_name)
        elif one.key in self.ending:
            facts = {"unit": one.full_name, "line": self.ending[one.key]}
            self.refuse(change.line, vi("{unit} ghi là đơn vị nhận đã có nhưng kết thúc ở dòng {line}."), **facts)
        elif one.until is not None or one.later:
            sentence = vi("{unit} ghi là đơn vị nhận đã có nhưng đã có thay đổi được ghi từ ngày hiệu lực trở đi.")
            self.refuse(change.line, sentence, unit=one.full_name)
        elif one.kind is not unit.kind:
            self.refuse(change.line, vi("{unit} và đơn vị nhận không cùng cấp."), unit=unit.full_name)
        else:
            return one.key
        return None

    def _begin(self, change: Change, unit: Unit) -> str | None:
        parent = self.parent_of(change, unit)
        if not form_fits(change.form, unit.kind):
            facts = {"form": change.form, "kind": unit.kind.vi}
            self.refuse(change.line, vi("Loại “{form}” không dùng cho đơn vị {kind}."), **facts)
            return None
        place = (change.becomes, parent or "")
        if place not in self.begun:
            self.begun[place] = Beginning(
                line=change.line,
                key=new_key(self.plan.effective_on, change, parent),
                name=change.new,
                form=change.form,
                kind=unit.kind,
                code=change.code,
                parent=parent,
                note=change.note,
            )
            self.plan.beginnings.append(self.begun[place])
        elif self.begun[place].kind is not unit.kind:
            self.refuse(change.line, vi("{unit} và các đơn vị cùng nhập không cùng cấp."), unit=unit.full_name)
        return self.begun[place].key

    def note_changings(self, olds: Sequence[tuple[Change, Unit]]) -> None:
        for change, unit in olds:
            if change.kind not in GOES_ON:
                continue
            parent = self.parent_of(change, unit) if change.parent or unit.parent in self.ending else unit.parent
            form = change.form or unit.form
            if not form_fits(form, unit.kind):
                self.refuse(change.line, vi("Loại “{form}” không dùng cho đơn vị {kind}."), form=form, kind=unit.kind.vi)
            changed = Changing(
                line=change.line,
                unit=unit,
                name=change.new or unit.name,
                form=form,
                code=change.code or unit.code,
                parent=parent,
                note=change.note,
            )
            if (changed.name, changed.form, changed.code, changed.parent) == (unit.name, unit.form, unit.code, unit.parent):
                self.refuse(change.line, vi("Dòng này không làm {unit} thay đổi gì."), unit=unit.full_name)
            self.moved.add(unit.key)
            self.plan.changings.append(changed)

    def pass_on(self, olds: Sequence[tuple[Change, Unit]]) -> None:
        for change, unit in olds:
            if change.kind in GOES_ON or (change.new and change.line not in self.target):
                continue
            self.plan.passings.append(
                Passing(
                    line=change.line,
                    old=unit.key,
                    new=self.target.get(change.line),
                    kind=change.kind,
                    weight=change.weight,
                    basis=change.basis,
                    note=change.note,
                )
            )

    def settle_children(self, olds: Sequence[tuple[Change, Unit]]) -> None:
        """What lies under a unit that ends goes with it to its one successor, or must have a row of its own."""
        successors = self.successors()
        spoken_of = {unit.key for _, unit in olds}
        for line, unit in self.plan.endings:
            heirs = successors.get(unit.key, [])
            for child in self.atlas.children.get(unit.key, ()):
                if child.key in spoken_of or (child.until is not None and child.until < self.plan.effective_on):
                    continue
                if len(heirs) != 1:
                    sentence = vi("{child} thuộc {unit} chưa có đơn vị cấp trên mới. Hãy thêm một dòng cho {child}.")
                    self.refuse(line, sentence, child=child.full_name, unit=unit.full_name)
                    continue
                self.plan.changings.append(
                    Changing(line=line, unit=child, name=child.name, form=child.form, code=child.code, parent=heirs[0])
                )

    def successors(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for passing in self.plan.passings:
            if passing.new is not None and passing.new not in found[passing.old]:
                found[passing.old].append(passing.new)
        return found

    def refuse_taken_names(self) -> None:
        changed = {change.unit.key: change for change in self.plan.changings}
        after: dict[tuple[str, str | None], str] = {}
        codes: dict[tuple[str, TerritoryKind], str] = {}
        for unit in self.atlas.units.values():
            if unit.key not in self.ending and unit.key not in changed and (unit.until is None or unit.until >= self.plan.effective_on):
                after[search_key(unit.full_name), unit.parent] = unit.full_name
                codes[unit.code, unit.kind] = unit.full_name
        # Groups of two merged communes may both be called "tổ dân phố số 1" until the new commune numbers them anew.
        coming = [(b.line, b.full_name, b.code, b.kind, b.parent) for b in self.plan.beginnings]
        coming += [
            (c.line, f"{c.form} {c.name}", c.code, c.unit.kind, c.parent) for c in self.plan.changings if c.unit.kind in ADMINISTRATIVE
        ]
        for line, name, code, kind, parent in coming:
            if (search_key(name), parent) in after:
                sentence = vi("Đã có {unit} dưới cùng đơn vị cấp trên. Nếu đó là đơn vị nhận, ghi “có” ở cột “Đơn vị nhận đã có”.")
                self.refuse(line, sentence, unit=name)
            elif code and (code, kind) in codes:
                self.refuse(line, vi("Mã {code} đang là của {unit}."), code=code, unit=codes[code, kind])
            after[search_key(name), parent] = name
            if code:
                codes[code, kind] = name

    def refuse_circles(self) -> None:
        above = {key: unit.parent for key, unit in self.atlas.units.items()}
        above |= {one.key: one.parent for one in self.plan.beginnings}
        above |= {one.unit.key: one.parent for one in self.plan.changings}
        for changing in self.plan.changings:
            step, seen = changing.parent, {changing.unit.key}
            while step is not None and step not in seen:
                seen.add(step)
                step = above.get(step)
            if step is not None:
                self.refuse(changing.line, vi("{unit} sẽ nằm trong chính nó. Hãy sửa đơn vị cấp trên mới."), unit=changing.unit.full_name)

    def name_heirs(self, olds: Sequence[tuple[Change, Unit]]) -> None:
        rows: dict[str, list[Change]] = defaultdict(list)
        for change, unit in olds:
            rows[unit.key].append(change)
        successors, by_name = self.successors(), {search_key(one.full_name): one.key for one in self.plan.beginnings}
        for line, unit in self.plan.endings:
            said = rows[unit.key]
            candidates = tuple(successors.get(unit.key, ()))
            receiver = next((row.receiver for row in said if row.receiver), "")
            to = candidates[0] if len(candidates) == 1 and not receiver else None
            if receiver:
                named = by_name.get(search_key(receiver)) or next((one.key for one in self.atlas.named(receiver)), None)
                to = named if named is not None and named not in self.ending else None
            finish_by = next((row.finish_by for row in said if row.finish_by), None)
            rule = next((row.rule for row in said if row.rule), Rule.CARRY)
            words = "" if to else receiver
            self.plan.heirs.append(
                Heir(old=unit.key, line=line, to=to, receiver=words, rule=rule, finish_by=finish_by, candidates=candidates)
            )


def form_fits(form: str, kind: TerritoryKind) -> bool:
    """Whether units of this kind bear that form."""
    return kind in KINDS_OF_FORM.get(form, ())


def new_key(effective_on: date, change: Change, parent: str | None) -> str:
    """The lasting key of a new unit: the same act entered on another machine gives the same identity where the code is known."""
    if change.code:
        return f"vn-{effective_on.isoformat()}:{change.code}"
    return f"vn-{effective_on.isoformat()}:{change.becomes.replace(' ', '-')}@{(parent or 'none').rsplit(':', 1)[-1]}"[:80]
