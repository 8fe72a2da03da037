"""Reading the packages: each map as a tree of units, and the two conversions from the units of January 2025 to those of today."""

import json
import re
import runpy
import sqlite3
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, ClassVar

PROVINCE, DISTRICT, COMMUNE = "province", "district", "commune"
Place = tuple[str, int]  # kind and official code


@dataclass(frozen=True)
class Unit:
    """A unit on one map: its name without the form, the province it lies in, and what it lies directly under."""

    name: str
    form: str
    province: int
    parent: Place | None = None


Tree = dict[Place, Unit]
LICENCES = {"vietnam-provinces": "GPL-3.0-or-later", "vietnamadminunits": "MIT"}


@dataclass(frozen=True)
class Packages:
    """Everything the packages say, as far as it is used. `…_again` comes from a second source and is held against the first."""

    of_2021: Tree
    january: Tree  # just before 1 July 2025; Hà Nội from the first source, the rest from the second
    january_again: Tree
    today: Tree
    first_codes: dict[Place, int]  # the code by which the first release of today's map had a unit
    pairs: set[tuple[int, int]]  # commune of January 2025, commune of today
    pairs_again: set[tuple[int, int]]
    zones: dict[int, int]  # island districts without communes, and the special zone each became

    FIRST: ClassVar[str] = "vietnam-provinces 2026.9.0"
    AGAIN: ClassVar[str] = "vietnamadminunits 1.0.4"
    BOTH: ClassVar[str] = "vietnam-provinces 2026.9.0; vietnamadminunits 1.0.4"
    # name, version, the day its data were taken as the package says it (file dates for the one that does not say)
    PINS: ClassVar[dict[str, tuple[str, str, str]]] = {
        "0.5.0": ("vietnam-provinces", "0.5.0", "2023-05-07"),
        "0.6.0": ("vietnam-provinces", "0.6.0", "2025-01-04"),
        "2025.10.1": ("vietnam-provinces", "2025.10.1", "2025-10-18"),
        "2026.9.0": ("vietnam-provinces", "2026.9.0", "2026-09-20"),
        AGAIN: ("vietnamadminunits", "1.0.4", "2025-08-23"),
    }


# Names of forms in the packages that papers write otherwise.
FORMS = {"thành phố trung ương": "thành phố"}
KNOWN_FORMS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")
# The sources write small what they could not write large: "Đại áng", "Nậm ét".
SMALL_LETTER = re.compile(r"(?<!\S)[áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđ]")
HANOI = 1


def read_packages(folder: Path) -> Packages:
    """Download and read them all."""
    at = {pin: unpacked(folder, name, version) for pin, (name, version, _) in Packages.PINS.items()}
    january_again, first_today, today = nested(at["0.6.0"]), nested(at["2025.10.1"]), nested(at["2026.9.0"])
    second = Second(at[Packages.AGAIN])
    of_hanoi = {place: unit for place, unit in january_again.items() if unit.province == HANOI}
    elsewhere = {place: unit for place, unit in second.january().items() if unit.province != HANOI}
    by_name = {(unit.province, spelling(full(unit))): place[1] for place, unit in first_today.items() if place[0] == COMMUNE}
    first_codes = {place: by_name[unit.province, spelling(full(unit))] for place, unit in today.items() if place[0] == COMMUNE}
    conversion = runpy.run_path(str(at["2026.9.0"] / "vietnam_provinces" / "_ward_conversion_2025.py"))
    pairs = {(old, new.code) for old, entry in conversion["OLD_TO_NEW"].items() for new in entry.new_wards}
    pairs_again, zones = second.pairs()
    return Packages(nested(at["0.5.0"]), of_hanoi | elsewhere, january_again, today, first_codes, pairs, pairs_again, zones)


def unpacked(folder: Path, name: str, version: str) -> Path:
    """The files of one release, fetched and unpacked, never installed."""
    target = folder / f"{name}-{version}"
    wanted = ["--no-deps", "--only-binary", ":all:", "--ignore-requires-python", "--dest", str(target), f"{name}=={version}"]
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", *wanted], check=True)
    with zipfile.ZipFile(next(target.glob("*.whl"))) as wheel:
        wheel.extractall(target)
    return target


def nested(folder: Path) -> Tree:
    """A map as vietnam-provinces nests it: provinces, with districts or with communes."""
    provinces = json.loads((folder / "vietnam_provinces" / "data" / "nested-divisions.json").read_text(encoding="utf-8"))
    tree: Tree = {}
    for province in provinces:
        here = province["code"]
        tree[PROVINCE, here] = unit(province["name"], here, None, otherwise=province["division_type"])
        if "districts" not in province:
            tree.update(communes_of(province, here, (PROVINCE, here)))
        for district in province.get("districts", ()):
            tree[DISTRICT, district["code"]] = unit(district["name"], here, (PROVINCE, here))
            tree.update(communes_of(district, here, (DISTRICT, district["code"])))
    return tree


def communes_of(above: dict[str, Any], province: int, parent: Place) -> Tree:
    """The communes that one entry nests."""
    return {(COMMUNE, ward["code"]): unit(ward["name"], province, parent) for ward in above.get("wards", ())}


def unit(name: str, province: int, parent: Place | None, *, otherwise: str = "") -> Unit:
    """A unit from its full name: the form in front (`otherwise` where there is none), the rest the name.

    One release gives the type of every commune as "xã"; the name knows better.
    """
    text = " ".join(unicodedata.normalize("NFC", name).split())
    for form in KNOWN_FORMS:
        if text.casefold().startswith(form + " "):
            bare = text[len(form) + 1 :]
            return Unit(SMALL_LETTER.sub(lambda letter: letter.group().upper(), bare), form, province, parent)
    if otherwise:
        return Unit(text, FORMS.get(otherwise, otherwise), province, parent)
    sys.exit(f"Tên {name!r} không bắt đầu bằng một loại đơn vị")


class Second:
    """The second source, vietnamadminunits: a database of both maps and a conversion between names made plain."""

    def __init__(self, folder: Path) -> None:
        data = folder / "vietnamadminunits" / "data"
        self.rows = sqlite3.connect(data / "dataset.db")
        self.conversion = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))

    def january(self) -> Tree:
        """The map as it stood just before 1 July 2025."""
        tree: Tree = {}
        asked = "SELECT province, provinceCode, district, districtCode, ward, wardCode FROM admin_units_legacy"
        for province, p_code, district, d_code, ward, w_code in self.rows.execute(asked):
            here, below = int(p_code), int(d_code)
            tree[PROVINCE, here] = unit(province, here, None)
            tree[DISTRICT, below] = unit(district, here, (PROVINCE, here))
            if w_code:
                tree[COMMUNE, int(w_code)] = unit(ward, here, (DISTRICT, below))
        return tree

    def pairs(self) -> tuple[set[tuple[int, int]], dict[int, int]]:
        """Communes of January 2025 and of today that share ground; and the island districts that became special zones."""
        asked = "SELECT provinceKey, districtKey, coalesce(wardKey, ''), wardCode, districtCode FROM admin_units_legacy"
        old: dict[str, int] = {}
        islands: dict[str, int] = {}
        for province, district, ward, code, d_code in self.rows.execute(asked):
            (old if code else islands)[f"{province}_{district}_{ward}"] = int(code or d_code)
        new = {(p, w): int(code) for p, w, code in self.rows.execute("SELECT provinceKey, wardKey, wardCode FROM admin_units")}
        named = [
            (before, new[province, after])
            for province, entries in self.conversion["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
            for after, sources in entries.items()
            for before in sources
        ]
        named += [
            (before, new[province, part["newWardKey"]])
            for province, entries in self.conversion["DICT_PROVINCE_WARD_DIVIDED"].items()
            for before, parts in entries.items()
            for part in parts
        ]
        found = {(old[before], after) for before, after in named if before in old}
        return found, {islands[before]: after for before, after in named if before in islands}


# Names.


def full(one: Unit) -> str:
    """The name with its form."""
    return f"{one.form} {one.name}"


def folded(text: str) -> str:
    """No diacritics, đ as d, lower case."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return bare.replace("đ", "d")


def spelling(text: str) -> str:
    """A name with its diacritics, but wherever a tone mark stands ("Hoà", "Hòa") and whichever dash or apostrophe."""
    done = []
    for word in re.findall(r"\w+", unicodedata.normalize("NFC", text.casefold())):
        marks = unicodedata.normalize("NFD", word)
        tone = "".join(c for c in marks if c in "\u0300\u0301\u0303\u0309\u0323")
        done.append("".join(c for c in marks if c not in tone) + tone)
    return " ".join(done)


def letters(name: str) -> str:
    """What two spellings of one name share: letters and digits, "NT" written out, "05" as "5"."""
    plain = re.sub(r"\bn\.?t\b", "nong truong", folded(name))
    plain = re.sub(r"\b0+(?=\d)", "", plain)
    return re.sub(r"[^a-z0-9]", "", plain)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, spelling of tones, dashes and spaces aside."""
    return letters(one) == letters(other)


def alike(one: str, other: str) -> bool:
    """Whether two names could be two spellings of one ("Sán Xả Hồ", "Sán Sả Hồ")."""
    return SequenceMatcher(None, letters(one), letters(other)).ratio() >= 0.6
