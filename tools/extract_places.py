"""Take Việt Nam's administrative units of 2021, of January 2025 and of today, and who became whom, out of published packages as CSV.

Run again at any time: `python tools/extract_places.py`. It downloads the packages into a throw-away folder (versions of one package
cannot stand in one environment, and one asks for a newer Python), reads their data files without installing anything, holds two
sources against each other, checks the counts and writes `src/loa/server/places/data/`. The product never imports these packages.
What the files can and cannot say: `docs/data.md`.
"""

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from places_sources import COMMUNE, DISTRICT, PROVINCE, Packages, Place, Tree, alike, read_packages, same_name
from places_tables import COLUMNS, DATA, LINEAGE_COLUMNS, write_csv, write_provenance

HANOI = 1
START = "2021-01-01"
LAST_DAY_2024, JANUARY = "2024-12-31", "2025-01-01"
LAST_DAY_OF_DISTRICTS, JULY = "2025-06-30", "2025-07-01"

UNREAD = "(chưa đối chiếu văn bản gốc)"
LAW_72 = f"Luật Tổ chức chính quyền địa phương 72/2025/QH15 {UNREAD}"
NQ_1286 = f"Nghị quyết 1286/NQ-UBTVQH15 {UNREAD}"
NQ_1656 = "Nghị quyết 1656/NQ-UBTVQH15 ngày 16/6/2025"
NQ_202 = f"Nghị quyết 202/2025/QH15 {UNREAD}"
NQ_175 = f"Nghị quyết 175/2024/QH15 {UNREAD}"
# A province that took another name and form and stayed what it was.
PROVINCES_RENAMED = {46: NQ_175}  # Thừa Thiên Huế: thành phố Huế
DISPUTED = "Hai nguồn không thống nhất về nơi chuyển đến."

WIDTHS = {PROVINCE: 2, DISTRICT: 3, COMMUNE: 5}
COUNTRY_ROW = {"identity": "vn", "name": "Việt Nam", "form": "nước", "kind": "country", "valid_from": START}
# What each map must count, or the packages no longer say what these files say.
COUNTS = {
    ("hanoi", "2021"): {"quận": 12, "thị xã": 1, "huyện": 17, "phường": 175, "xã": 383, "thị trấn": 21},
    ("hanoi", "2025-01"): {"quận": 12, "thị xã": 1, "huyện": 17, "phường": 160, "xã": 345, "thị trấn": 21},
    ("hanoi", "2025-07"): {"phường": 51, "xã": 75},
    ("country", "2021"): {PROVINCE: 63, DISTRICT: 705, COMMUNE: 10598},
    ("country", "2025-01"): {PROVINCE: 63, DISTRICT: 696, COMMUNE: 10035},
    ("country", "2025-07"): {PROVINCE: 34, COMMUNE: 3321},
}


@dataclass(frozen=True)
class Maps:
    """The three maps, and under which identity each unit of them stands."""

    packages: Packages
    old: dict[Place, str]  # units of 2021
    january: dict[Place, str]
    today: dict[Place, str]


Row = dict[str, str]


def main() -> None:
    """Write the maps of Hà Nội and of the rest of the country, the lineage of both, then the table that says where they come from."""
    with tempfile.TemporaryDirectory() as folder:
        packages = read_packages(Path(folder))
    check(packages)
    maps = with_identities(packages)
    for name, of_hanoi in (("hanoi", True), ("country", False)):
        files = {
            f"{name}-2021.csv": (COLUMNS, list(rows_of_2021(maps, of_hanoi))),
            f"{name}-2025-01.csv": (COLUMNS, list(rows_of_january(maps, of_hanoi))),
            f"{name}-2025-07.csv": (COLUMNS, list(rows_of_today(maps, of_hanoi))),
            f"lineage-{name}.csv": (LINEAGE_COLUMNS, list(lineage(maps, of_hanoi))),
        }
        for file, (columns, rows) in files.items():
            write_csv(DATA / file, columns, rows)
            print(f"{file}: {len(rows)} dòng")
    write_provenance()


def check(packages: Packages) -> None:
    """Stop if the packages no longer say what these maps must say."""
    trees = {"2021": packages.of_2021, "2025-01": packages.january, "2025-07": packages.today}
    for (name, day), expected in COUNTS.items():
        tree = trees[day]
        if name == "hanoi":
            counted = Counter(unit.form for place, unit in tree.items() if unit.province == HANOI and place[0] != PROVINCE)
        else:
            counted = Counter(kind for kind, _ in tree)
        if counted != expected:
            sys.exit(f"{name} {day}: đếm được {dict(counted)}, phải là {expected}")


# Identities.


def with_identities(packages: Packages) -> Maps:
    """The same code and name go on as the same unit; another name under the same code is another unit, and nothing is guessed between."""
    old = {place: key(place, packages.of_2021, "2021") for place in packages.of_2021}
    january = {place: old[place] if goes_on(packages, place) else key(place, packages.january, "2025-01") for place in packages.january}
    formed = {code for code, sources in provinces_joined(packages).items() if len(sources) > 1}
    today = {}
    for place, unit in packages.today.items():
        kind, code = place
        if kind == PROVINCE:
            today[place] = f"vn-2025-07:{code:02d}" if code in formed else january[place]
        elif unit.province == HANOI:
            today[place] = f"hanoi-2025-07:{packages.first_codes[place]:05d}"
        else:
            today[place] = key(place, packages.today, "2025-07")
    return Maps(packages, old, january, today)


def key(place: Place, tree: Tree, day: str) -> str:
    """The key of a unit that first stands on the map of that day."""
    kind, code = place
    if kind == PROVINCE:
        return f"vn:{code:02d}"
    return f"{'hanoi' if tree[place].province == HANOI else 'vn'}-{day}:{code:0{WIDTHS[kind]}d}"


def goes_on(packages: Packages, place: Place) -> bool:
    """Whether a unit of January 2025 is the one that had its code in 2021: the same name, or two spellings of it.

    A name that differs a little counts as a spelling only if a third source of January 2025 has the old one, in the same district.
    """
    kind, _ = place
    before, after, third = packages.of_2021.get(place), packages.january[place], packages.january_again.get(place)
    if before is None:
        return False
    if kind == PROVINCE or same_name(before.name, after.name):
        return True
    one_place = third is not None and (before.parent == after.parent == third.parent)
    return one_place and third is not None and same_name(third.name, before.name) and alike(before.name, after.name)


def provinces_joined(packages: Packages) -> dict[int, set[int]]:
    """For each province of today, those it was made of: where the communes of each went."""
    became: dict[int, Counter[int]] = defaultdict(Counter)
    for old, new in packages.pairs | packages.pairs_again:
        became[packages.january[COMMUNE, old].province][packages.today[COMMUNE, new].province] += 1
    joined: dict[int, set[int]] = defaultdict(set)
    for before, targets in became.items():
        (after, whole), total = targets.most_common(1)[0], targets.total()
        if whole < 0.99 * total:
            sys.exit(f"Tỉnh {before}: xã của tỉnh chuyển về nhiều tỉnh {dict(targets)}")
        joined[after].add(before)
    return joined


# Rows of the maps.


def rows_of_2021(maps: Maps, of_hanoi: bool) -> Iterator[Row]:
    """Each unit of 2021, to the day its name, form or parent changed or it ended."""
    tree, january = maps.packages.of_2021, maps.packages.january
    if of_hanoi:
        yield dict.fromkeys(COLUMNS, "") | COUNTRY_ROW
    for place in in_order(tree, of_hanoi):
        goes = maps.january.get(place) == maps.old[place]
        stays = goes and not changed(maps, place)
        change = PROVINCES_RENAMED[place[1]] if place[0] == PROVINCE and not stays else NQ_1286 if of_hanoi else ""
        end, end_act = ending(maps, place, january) if stays else (LAST_DAY_2024, change)
        yield row(maps.old, tree, place) | {"valid_from": START, "valid_to": end, "end_act": end_act}


def rows_of_january(maps: Maps, of_hanoi: bool) -> Iterator[Row]:
    """Each unit new in January 2025, or with another name, form or parent since then."""
    tree = maps.packages.january
    for place in in_order(tree, of_hanoi):
        if maps.january[place] == maps.old.get(place) and not changed(maps, place):
            continue
        end, end_act = ending(maps, place, tree)
        act = PROVINCES_RENAMED[place[1]] if place[0] == PROVINCE else NQ_1286 if of_hanoi else ""
        yield row(maps.january, tree, place) | {"valid_from": JANUARY, "valid_to": end, "act": act, "end_act": end_act}


def rows_of_today(maps: Maps, of_hanoi: bool) -> Iterator[Row]:
    """Each unit that stands since 1 July 2025."""
    tree = maps.packages.today
    for place in in_order(tree, of_hanoi):
        if place[0] == PROVINCE and not maps.today[place].startswith("vn-2025-07:"):
            continue
        act = NQ_202 if place[0] == PROVINCE else NQ_1656 if of_hanoi else ""
        yield row(maps.today, tree, place) | {"valid_from": JULY, "act": act}


def changed(maps: Maps, place: Place) -> bool:
    """Whether a unit that goes on has another form, another parent or another name since January 2025; a spelling is no other name."""
    before, after = maps.packages.of_2021[place], maps.packages.january[place]
    parents = (maps.old.get(before.parent), maps.january.get(after.parent)) if before.parent and after.parent else (None, None)
    renamed = place[0] == PROVINCE and not same_name(before.name, after.name)
    return renamed or before.form != after.form or parents[0] != parents[1]


def ending(maps: Maps, place: Place, tree: Tree) -> tuple[str, str]:
    """Last day and act of a unit that stood before 1 July 2025; none where it still stands."""
    if place[0] == PROVINCE:
        return ("", "") if maps.today.get(place) == maps.january[place] else (LAST_DAY_OF_DISTRICTS, NQ_202)
    act = LAW_72 if place[0] == DISTRICT else NQ_1656 if tree[place].province == HANOI else ""
    return LAST_DAY_OF_DISTRICTS, act


def row(identities: dict[Place, str], tree: Tree, place: Place) -> Row:
    """What the table says of a unit, its days apart."""
    kind, code = place
    unit = tree[place]
    return dict.fromkeys(COLUMNS, "") | {
        "identity": identities[place],
        "code": f"{code:0{WIDTHS[kind]}d}",
        "name": unit.name,
        "form": unit.form,
        "kind": kind,
        "parent": identities[unit.parent] if unit.parent else "vn",
    }


def in_order(tree: Tree, of_hanoi: bool) -> list[Place]:
    """Units of Hà Nội, or of all others: provinces, districts, communes, each by code."""
    kinds = (PROVINCE, DISTRICT, COMMUNE)
    return sorted((p for p, unit in tree.items() if (unit.province == HANOI) == of_hanoi), key=lambda p: (kinds.index(p[0]), p[1]))


# Lineage.


def lineage(maps: Maps, of_hanoi: bool) -> Iterator[Row]:
    """Who became whom. Without `new` nobody knows, save for districts, which nothing followed."""
    packages = maps.packages
    for place in in_order(packages.of_2021, of_hanoi):
        if maps.january.get(place) != maps.old[place]:
            yield link(maps.old[place], "", "merge", JANUARY, act=NQ_1286 if of_hanoi else "")
    yield from province_links(maps, of_hanoi)
    zones = dict(packages.zones)
    for place in in_order(packages.january, of_hanoi):
        if place[0] == DISTRICT:
            zone = zones.get(place[1])
            if zone is None:
                yield link(maps.january[place], "", "abolish", JULY, act=LAW_72)
            else:
                yield link(maps.january[place], maps.today[COMMUNE, zone], "rename", JULY, weight="1", source=Packages.AGAIN)
    yield from commune_links(maps, of_hanoi)


def province_links(maps: Maps, of_hanoi: bool) -> Iterator[Row]:
    if of_hanoi:
        return
    for after, sources in sorted(provinces_joined(maps.packages).items()):
        for before in sorted(sources):
            old, new = maps.january[PROVINCE, before], maps.today[PROVINCE, after]
            if old != new:
                yield link(old, new, "merge", JULY, weight="1", act=NQ_202, source=Packages.BOTH)


def commune_links(maps: Maps, of_hanoi: bool) -> Iterator[Row]:
    """Whole where both sources name one and the same target; else parts of unknown size."""
    packages = maps.packages
    first, again = targets(packages.pairs), targets(packages.pairs_again)
    came_from = targets((new, old) for old, new in packages.pairs | packages.pairs_again)
    act = NQ_1656 if of_hanoi else ""
    for place in in_order(packages.january, of_hanoi):
        kind, code = place
        if kind != COMMUNE:
            continue
        old = maps.january[place]
        one, other = first.get(code, set()), again.get(code, set())
        disputed = bool(one and other and one != other)
        source = Packages.BOTH if one and other else Packages.FIRST if one else Packages.AGAIN
        for target in sorted(one | other):
            new = maps.today[COMMUNE, target]
            if len(one | other) > 1:
                yield link(old, new, "part", JULY, act=act, source=source, note=DISPUTED if disputed else "")
            else:
                yield link(old, new, whole(packages, place, target, came_from), JULY, weight="1", act=act, source=source)


def whole(packages: Packages, place: Place, target: int, came_from: dict[int, set[int]]) -> str:
    """How a commune that went on undivided did so."""
    if came_from[target] != {place[1]}:
        return "merge"
    before, after = packages.january[place], packages.today[COMMUNE, target]
    return "transfer" if same_name(before.name, after.name) and before.form == after.form else "rename"


def targets(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return found


def link(old: str, new: str, kind: str, day: str, *, weight: str = "", act: str = "", source: str = "", note: str = "") -> Row:
    row = {"old": old, "new": new, "kind": kind, "effective_on": day, "weight": weight, "act": act, "source": source, "note": note}
    return dict.fromkeys(LINEAGE_COLUMNS, "") | row


if __name__ == "__main__":
    main()
