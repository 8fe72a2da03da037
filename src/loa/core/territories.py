"""Territories (đơn vị hành chính, địa bàn): kinds, forms, how they are written, and who lies under whom and when.

The level of a territory is its kind, never its depth: districts ended on 30/6/2025 and nothing else moved.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from loa.core.errors import BadInput
from loa.core.faces import Faced
from loa.core.folding import nfc, search_key
from loa.core.periods import Period, joined
from loa.core.tables import Row
from loa.core.words import vi


class TerritoryKind(Faced):
    """From the largest to the smallest."""

    COUNTRY = "country", "cả nước"
    PROVINCE = "province", "cấp tỉnh"
    DISTRICT = "district", "cấp huyện"
    COMMUNE = "commune", "cấp xã"
    RESIDENTIAL_GROUP = "residential_group", "tổ dân phố, thôn"
    BUILDING = "building", "chung cư, tòa nhà"

    @property
    def rank(self) -> int:
        """0 for the largest."""
        return list(TerritoryKind).index(self)


# What the law counts as administrative units; groups and buildings are below them.
ADMINISTRATIVE = (TerritoryKind.PROVINCE, TerritoryKind.DISTRICT, TerritoryKind.COMMUNE)

# Forms as papers write them, and the kind each belongs to. "Thành phố" alone means the city under the centre; one under a province
# (Thủ Đức, until 30/6/2025) was a district.
KIND_OF_FORM: dict[str, TerritoryKind] = {
    "nước": TerritoryKind.COUNTRY,
    "tỉnh": TerritoryKind.PROVINCE,
    "thành phố": TerritoryKind.PROVINCE,
    "quận": TerritoryKind.DISTRICT,
    "huyện": TerritoryKind.DISTRICT,
    "thị xã": TerritoryKind.DISTRICT,
    "phường": TerritoryKind.COMMUNE,
    "xã": TerritoryKind.COMMUNE,
    "thị trấn": TerritoryKind.COMMUNE,
    "đặc khu": TerritoryKind.COMMUNE,
    "tổ dân phố": TerritoryKind.RESIDENTIAL_GROUP,
    "thôn": TerritoryKind.RESIDENTIAL_GROUP,
    "khu dân cư": TerritoryKind.RESIDENTIAL_GROUP,
    "khu phố": TerritoryKind.RESIDENTIAL_GROUP,
    "làng": TerritoryKind.RESIDENTIAL_GROUP,
    "bản": TerritoryKind.RESIDENTIAL_GROUP,
    "ấp": TerritoryKind.RESIDENTIAL_GROUP,
    "xóm": TerritoryKind.RESIDENTIAL_GROUP,
    "chung cư": TerritoryKind.BUILDING,
    "tòa nhà": TerritoryKind.BUILDING,
}

KINDS_OF_FORM: dict[str, tuple[TerritoryKind, ...]] = {form: (kind,) for form, kind in KIND_OF_FORM.items()} | {
    "thành phố": (TerritoryKind.PROVINCE, TerritoryKind.DISTRICT)
}

# How people shorten the forms, folded.
ABBREVIATIONS: dict[str, str] = {
    "tp": "thành phố",
    "q": "quận",
    "h": "huyện",
    "tx": "thị xã",
    "p": "phường",
    "x": "xã",
    "tt": "thị trấn",
    "tdp": "tổ dân phố",
    "cc": "chung cư",
}

_WORD = re.compile(r"[^\W_]{1,60}")
# Nobody looks for a country, and "nước" begins the names of communes.
_FOLDED_FORMS: dict[str, str] = {search_key(form): form for form in KIND_OF_FORM if form != "nước"}


class TerritoryCycle(BadInput):
    """A territory lies under itself."""

    code = "places.cycle"
    sentence = vi("{unit} đang nằm trong chính nó. Hãy sửa cột đơn vị cấp trên rồi nạp lại.")


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name as somebody wrote it, folded, with the form they gave, if any.

    `whole`: the same words with the form taken as part of the name, where they can be read so: "phuong lien" may be Phương Liên.
    """

    form: str | None
    name: str
    whole: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words to look for, folded; the form first."""
        return (*(search_key(self.form).split() if self.form else ()), *self.name.split())


def written_name(text: str) -> WrittenName:
    """Split the form from the name: "P. Bạch Mai", "p bach mai", "phường Bạch Mai" all give ("phường", "bach mai"); "q1" gives ("quận", "1").

    A form with nothing after it is taken as a name: "xã" alone finds whatever is called so. With its diacritics a word is a form
    only if it is that very word: "Phương Liên" gives no form.
    """
    plain = " ".join(nfc(text).casefold().replace(".", " ").split())
    folded = search_key(plain)
    for head, form in (*_FOLDED_FORMS.items(), *ABBREVIATIONS.items()):
        rest = folded.removeprefix(head)
        if rest == folded or not (rest.startswith(" ") or (head in ABBREVIATIONS and rest.isdigit())):
            continue
        said = " ".join(plain.split()[: len(head.split())])
        if head not in ABBREVIATIONS and said not in (form, head):
            continue
        return WrittenName(form, rest.strip(), whole=folded if said == head and head not in ABBREVIATIONS else None)
    return WrittenName(None, folded)


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as search knows them, each once: folded, letters and digits only, "01" as "1".

    "Ea H'đing" gives ("ea", "h", "ding").
    """
    return tuple(dict.fromkeys(word.lstrip("0") or "0" for word in _WORD.findall(search_key(name))))


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """One period of one territory, as a table gives it. `key` and `parent_key` name identities; names carry no form."""

    key: str
    code: str
    name: str
    form: str
    kind: TerritoryKind
    parent_key: str | None
    period: Period
    act: str = ""
    end_act: str = ""
    source: str = ""
    note: str = ""


MAX_NAME_LENGTH = 200
TERRITORY_COLUMNS = ("identity", "code", "name", "form", "kind", "parent", "valid_from", "valid_to", "act", "end_act", "note")


def territory_row(row: Row, *, source: str) -> TerritoryRow:
    """Read one row; raises TableRefused with the column at fault."""
    form = row.needed("form")
    kind = next((kind for kind in KINDS_OF_FORM.get(form, ()) if kind == row.needed("kind")), None)
    if kind is None:
        raise row.place.refuse(vi("Loại đơn vị “{form}” không thuộc cấp “{kind}”."), form=form, kind=row["kind"])
    period = Period(row.first_day("valid_from"), row.day("valid_to"))
    if not period.is_valid:
        raise row.place.refuse(vi("Ngày hết hiệu lực đứng trước ngày bắt đầu."))
    name = row.needed("name")
    if len(name) > MAX_NAME_LENGTH:
        raise row.place.refuse(vi("Tên dài {length} ký tự, dài nhất là {most}."), length=len(name), most=MAX_NAME_LENGTH)
    return TerritoryRow(
        key=row.needed("identity"),
        code=row["code"],
        name=name,
        form=form,
        kind=kind,
        parent_key=row["parent"] or None,
        period=period,
        act=row["act"],
        end_act=row["end_act"],
        source=source,
        note=row["note"],
    )


@dataclass(frozen=True, slots=True)
class Link:
    """For a period, a territory lies directly under its parent (None: under nothing)."""

    unit: str
    parent: str | None
    period: Period


@dataclass(frozen=True, slots=True)
class Ancestry:
    """For a period, `descendant` lies `depth` steps under `ancestor`; depth 0 is the territory itself."""

    ancestor: str
    descendant: str
    depth: int
    period: Period


def ancestries(links: Iterable[Link]) -> list[Ancestry]:
    """Everybody's ancestors with the days on which each is one: the closure of a tree that changes with time.

    Raises TerritoryCycle.
    """
    climb = _Climb()
    for link in links:
        climb.links[link.unit].append(link)
    return [row for unit in list(climb.links) for row in climb.above(unit)]


@dataclass
class _Climb:
    links: dict[str, list[Link]] = field(default_factory=lambda: defaultdict(list))
    known: dict[str, list[Ancestry]] = field(default_factory=dict)
    on_the_way: set[str] = field(default_factory=set)

    def above(self, unit: str) -> list[Ancestry]:
        if unit not in self.known:
            if unit in self.on_the_way:
                raise TerritoryCycle(unit=unit)
            self.on_the_way.add(unit)
            self.known[unit] = self._climbed(unit)
            self.on_the_way.remove(unit)
        return self.known[unit]

    def _climbed(self, unit: str) -> list[Ancestry]:
        spans: dict[tuple[str, int], list[Period]] = defaultdict(list)
        for link in self.links.get(unit, ()):
            spans[unit, 0].append(link.period)
            for above in self.above(link.parent) if link.parent else ():
                if days := above.period.shared(link.period):
                    spans[above.ancestor, above.depth + 1].append(days)
        return [Ancestry(ancestor, unit, depth, days) for (ancestor, depth), each in spans.items() for days in joined(each)]
