"""Reading one recipient line of a letter ("Kính gửi", "Nơi nhận") and finding the agencies it means.

Tables first: bodies that stand in many territories, offices of persons, words before an area. A line is read into bodies and an
area; the area is every territory of some forms ("quận, huyện, thị xã"), or named ones ("quận Ba Đình, Hoàn Kiếm"), or the city
itself. What is not understood is given back with a reason, never dropped and never guessed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from loa.core.agencies import AgencyKind
from loa.core.folding import nfc, search_key
from loa.core.recipient_words import BELOW, DEPARTMENTS, NATIONWIDE, OWN, POINTERS, reason_of_family
from loa.core.territories import ADMINISTRATIVE, KIND_OF_FORM, KINDS_OF_FORM, TerritoryKind
from loa.core.words import vi

# A body, as papers write and shorten it (folded), and what it is at each kind of territory.
BODIES: tuple[tuple[re.Pattern[str], Mapping[TerritoryKind, AgencyKind]], ...] = (
    (
        re.compile(r"(?:uy ban nhan dan|ubnd)\b"),
        {
            TerritoryKind.PROVINCE: AgencyKind.CITY_COMMITTEE,
            TerritoryKind.DISTRICT: AgencyKind.DISTRICT_COMMITTEE,
            TerritoryKind.COMMUNE: AgencyKind.COMMUNE_COMMITTEE,
        },
    ),
    (
        re.compile(r"phong (?:van hoa\W*(?:va )?thong tin|vh\W*(?:va )?tt)\b"),
        {TerritoryKind.DISTRICT: AgencyKind.DISTRICT_CULTURE_OFFICE},
    ),
    (
        re.compile(r"(?:trung tam|tt) (?:van hoa\W*(?:va )?thong tin\W*(?:va )?the thao|vh\W*tt\W*(?:va )?tt)\b"),
        {TerritoryKind.DISTRICT: AgencyKind.DISTRICT_MEDIA_CENTRE},
    ),
)
BODY_NAMES = ("UBND", "Phòng VH&TT", "Trung tâm VH-TT&TT")
# Written before a body: who of it. The letter still goes to the body.
OFFICES = (
    "pho giam doc|pgd|giam doc|gd|pho chu tich|pct|chu tich|pho bi thu|bi thu|thuong truc|lanh dao|truong phong|truong ban|thu truong"
    r"|bo truong|cuc truong|chanh van phong|cvp|tt\.(?= ?(?:thanh uy|tinh uy|quan uy|huyen uy|dang uy|hdnd))"
)
# Every form of a level at once.
LEVELS: dict[str, TerritoryKind] = {
    "cap tinh": TerritoryKind.PROVINCE,
    "cap huyen": TerritoryKind.DISTRICT,
    "cap xa": TerritoryKind.COMMUNE,
}
# "Các tỉnh" are other provinces, whose bodies are not in this directory: the line is said not to be understood.
FORMS: dict[str, str] = {search_key(form): form for form, kind in KIND_OF_FORM.items() if kind in ADMINISTRATIVE and form != "tỉnh"}
SHORT_FORMS: dict[str, str] = {"tp": "thành phố", "tx": "thị xã", "q": "quận", "h": "huyện", "p": "phường", "x": "xã", "tt": "thị trấn"}

_FORM = "|".join(sorted((*FORMS, *(f"{short}(?=[. ])" for short in SHORT_FORMS)), key=len, reverse=True))
_OFFICE = re.compile(rf"(?:dong chi |d/c |cac )*(?:{OFFICES})(?!\w)[ ,]*(?:cac )?(?:(?:{OFFICES})(?!\w))?[ ,]*")
_LEADING = re.compile(r"(?:(?:cac|cua|tai|o|tat ca|toan the|nhung)\b[ :]*)*(?:(?P<stated>\d+) )?(?:cac )?")
_BETWEEN = re.compile(r"[ ,;/]*(?:va )?[ ,;/]*")
_PURPOSE = re.compile(r"\((?:de |b/c|p/h|th|t/h|thay|phoi hop|bao cao|thuc hien)[^()]*\)\s*$")
_WHOLE = re.compile(rf"(?:{_FORM})\b(?: *(?:[,;/]|\bva\b|,? ?va\b) *(?:cac )?(?:{_FORM})\b)*")
_SCOPE = re.compile(r"(?:truc thuoc|thuoc|tren dia ban|trong|cua|toan) *(?:dia ban )?(?P<scope>.*)$")
_STARTS_WITH_FORM = re.compile(rf"(?:{_FORM})(?!\w)")
_PIECE = re.compile(rf"(?P<form>{_FORM})?[. ]*(?P<name>[^,;()]+)$")

# "(trừ quận Ba Đình)", ", không bao gồm …"
_EXCEPT = re.compile(r"[ ,]*\(?\s*\b(?:tru|ngoai tru|khong bao gom|khong gom)\b(?P<who>[^()]*)\)?")
DEPARTMENT_KINDS = frozenset({AgencyKind.DEPARTMENT, AgencyKind.DEPARTMENT_INFORMATION, AgencyKind.DEPARTMENT_CULTURE})


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A territory somebody named; `under` is the larger one they set beside it to tell it from others."""

    form: str | None
    name: str
    under: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line says: which bodies, of every territory of `forms` or of the `places` named, below `scope` if one is named."""

    bodies: tuple[int, ...]  # positions in BODIES
    forms: frozenset[str] = frozenset()
    places: tuple[NamedPlace, ...] = ()
    scope: str | None = None
    of_city: bool = False
    by_office: bool = False
    stated: int | None = None  # how many the line says there are


@dataclass(frozen=True, slots=True)
class Listed:
    """An agency in force, as far as matching needs it. `called` holds every name, made plain by `plain_name`."""

    agency_id: UUID
    kind: AgencyKind
    called: frozenset[str]
    form: str | None = None
    place: str | None = None  # folded, without the form
    above: tuple[str, ...] = ()  # folded full names of the territories above its own
    parent: UUID | None = None  # the agency to which it belongs
    near: bool = True  # stands at, below or above the territory of the agency that wrote the letter

    @property
    def path(self) -> tuple[str, ...]:
        """Folded full names of its territory and of those above it, the smallest first; empty where it serves no one territory."""
        return (f"{search_key(self.form)} {self.place}", *self.above) if self.form and self.place else ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The agencies a line means, how surely (0 to 1), and how it was read; `reason` says what could not be resolved.

    `candidates`: where a name fits several agencies, all of them, for a person to choose from.
    """

    text: str
    agencies: tuple[UUID, ...] = ()
    confidence: float = 0.0
    reading: str = ""
    reason: str | None = None
    candidates: tuple[UUID, ...] = ()


def plain_name(text: str) -> str:
    """A name made comparable: folded, "&" and "và" alike, marks and the words for this city left out."""
    folded = search_key(text).replace("&", " va ")
    bare = re.sub(r"[^\w\s]", " ", folded)
    return " ".join(bare.split())


def seen_from(directory: Sequence[Listed], ground: tuple[str, ...]) -> list[Listed]:
    """The directory with `near` set, for a letter written by who serves the territory of this path: "các phường" are that district's."""
    return [replace(agency, near=_on_one_line(agency.path, ground)) for agency in directory]


def ground_of(issuer: str, directory: Sequence[Listed]) -> tuple[str, ...]:
    """The path of the territory that the name of the issuer ends in ("Phòng Y tế quận Hai Bà Trưng"); empty where none or several."""
    name = plain_name(issuer)
    ends = {agency.path for agency in directory if agency.path and name.endswith(f" {plain_name(agency.path[0])}")}
    return ends.pop() if len(ends) == 1 else ()


def _on_one_line(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return longer[len(longer) - len(shorter) :] == shorter


def resolve(text: str, directory: Sequence[Listed], *, issuer: UUID | None = None) -> Resolution:
    """The agencies that one recipient line means, out of those in force. `issuer` wrote it: "các đơn vị trực thuộc" are its own."""
    line = _PURPOSE.sub("", search_key(text)).strip(" .;,:-+*")
    if ";" in line:
        return _joined(text, [resolve(part, directory, issuer=issuer) for part in _parts(text)])
    if not line:
        return Resolution(text, reason=vi("Dòng này không nêu cơ quan nhận."))
    if points := next((said for pattern, said in POINTERS if pattern.match(line)), None):
        return Resolution(text, reason=points)
    if exception := _EXCEPT.search(line):
        return _without(text, line, exception, directory, issuer)
    by_name = _by_name(text, line, directory)
    if by_name and by_name.agencies:
        return by_name
    if (everywhere := NATIONWIDE.search(line)) and (ours := _of_the_country(text, line[: everywhere.start()], directory, issuer)):
        return ours
    reading = read_recipient(text)
    if reading is not None:
        by_area = _named_places(text, reading, directory) if reading.places else _whole_levels(text, reading, directory, issuer)
        if by_area.agencies or by_name is None:
            return by_area
    return by_name or _by_group(text, line, directory, issuer) or _one_by_one(text, line, directory)


def _without(text: str, line: str, exception: re.Match[str], directory: Sequence[Listed], issuer: UUID | None) -> Resolution:
    """A line with an exception ("các quận, trừ quận Ba Đình"): all it names but those; if the exception is not understood, nobody."""
    whole = resolve(line[: exception.start()] + line[exception.end() :], directory, issuer=issuer)
    left_out = exception["who"].strip(" ,.;:()")
    head = ", ".join(BODY_NAMES[body] for body in _bodies(_without_leading(line))[0])
    # An exception without a body of its own has the body of the line.
    own = _bodies(_without_leading(left_out))[0]
    taken = resolve(left_out if own or not head else f"{head} {left_out}", directory, issuer=issuer)
    if not taken.agencies or taken.reason or not set(taken.agencies) <= set(whole.agencies):
        return Resolution(text, reason=vi("Chưa rõ phần loại trừ của dòng này. Hãy chọn cơ quan nhận bằng tay."), candidates=whole.agencies)
    kept = tuple(agency for agency in whole.agencies if agency not in set(taken.agencies))
    said = vi("{reading}, trừ {count} cơ quan").format(reading=whole.reading, count=len(taken.agencies))
    return Resolution(text, kept, min(whole.confidence, taken.confidence, 0.9), said, whole.reason)


def _by_group(text: str, line: str, directory: Sequence[Listed], issuer: UUID | None) -> Resolution | None:
    """A line that means a group: all departments, those below an agency, those of the whole country; or one the directory seldom holds."""
    if DEPARTMENTS.fullmatch(line):
        found = tuple(agency.agency_id for agency in directory if agency.kind in DEPARTMENT_KINDS)
        reason = vi("Danh mục có {count} sở, ban, ngành. Hãy kiểm tra đã đủ chưa.").format(count=len(found))
        return Resolution(text, found, 0.5 if found else 0.0, vi("các sở, ban, ngành trong danh mục") if found else "", reason)
    if below := BELOW.match(line):
        return _below(text, below["whose"].strip(" ,.()"), directory, issuer)
    said = reason_of_family(line)
    # Several names in one line are looked up one by one first.
    return Resolution(text, reason=said) if said and "," not in line else None


def _of_the_country(text: str, head: str, directory: Sequence[Listed], issuer: UUID | None) -> Resolution | None:
    """ "UBND các tỉnh, thành phố": of all those of the country, the one that this directory holds."""
    bodies = _bodies(_without_leading(head))[0]
    if bodies:
        wanted = _wanted(bodies, {TerritoryKind.PROVINCE})
        found = tuple(agency.agency_id for agency in directory if agency.kind in wanted)
    else:
        found = resolve(head, directory, issuer=issuer).agencies if head.strip() else ()
    if not found:
        return None
    return Resolution(text, found, 0.8, vi("các tỉnh, thành phố: chỉ cơ quan trong danh mục này"))


def _below(text: str, whose: str, directory: Sequence[Listed], issuer: UUID | None) -> Resolution:
    """ "Các đơn vị trực thuộc Sở": those that belong to the agency named, or to the one that wrote."""
    named = _by_name(whose, whose, directory) if whose not in OWN else None
    above = issuer if whose in OWN else named.agencies[0] if named and named.agencies else None
    found = tuple(agency.agency_id for agency in directory if above is not None and agency.parent == above)
    if not found:
        return Resolution(text, reason=vi("Danh mục chưa có đơn vị trực thuộc nào của cơ quan này. Hãy chọn hoặc thêm cơ quan."))
    reason = vi("Danh mục có {count} đơn vị trực thuộc. Hãy kiểm tra đã đủ chưa.").format(count=len(found))
    return Resolution(text, found, 0.5, vi("các đơn vị trực thuộc"), reason)


def _parts(text: str) -> Iterator[str]:
    """The parts between semicolons; one that names only an area keeps the body before it ("UBND các quận: A, B; các huyện: C")."""
    head = ""
    for part in filter(str.strip, text.split(";")):
        folded = _without_leading(search_key(part).strip(" .,:-+*"))
        if bodies := _bodies(folded)[0]:
            head = ", ".join(BODY_NAMES[body] for body in bodies)
        yield f"{head} {part.strip()}" if head and not bodies and _STARTS_WITH_FORM.match(folded) else part


def _joined(text: str, parts: Sequence[Resolution]) -> Resolution:
    """A line that holds several recipients: what each part says, and what any of them could not say."""
    agencies = tuple(dict.fromkeys(agency for part in parts for agency in part.agencies))
    reasons = " ".join(f"{part.text.strip(' -+*.')}: {part.reason}" for part in parts if part.reason)
    readings = "; ".join(dict.fromkeys(part.reading for part in parts if part.reading))
    confidence = 0.0 if not agencies else 0.5 if reasons else min(part.confidence for part in parts)
    candidates = tuple(candidate for part in parts for candidate in part.candidates)
    return Resolution(text, agencies, confidence, readings, reasons or None, candidates)


def read_recipient(text: str) -> Reading | None:
    """Read a line into bodies and an area; None where no known body heads it or the area is not understood."""
    line = _without_leading(_PURPOSE.sub("", search_key(text)).strip(" .;,:-+*"))
    office = _OFFICE.match(line)
    bodies, rest = _bodies(_without_leading(line[office.end() :] if office else line))
    if not bodies:
        return None
    stated = _LEADING.match(rest)
    number = int(stated["stated"]) if stated and stated["stated"] else None
    return _area(Reading(bodies=bodies, by_office=office is not None, stated=number), _without_leading(rest))


def _without_leading(text: str) -> str:
    found = _LEADING.match(text)
    return text[found.end() :] if found else text


def _bodies(line: str) -> tuple[tuple[int, ...], str]:
    """The bodies at the head of the line, and what follows them."""
    found: list[int] = []
    while True:
        step = _without_leading(line[_BETWEEN.match(line).end() :]) if found else line  # type: ignore[union-attr] # the pattern may be empty, so it always matches
        hit = next(((at, match) for at, (pattern, _) in enumerate(BODIES) if (match := pattern.match(step))), None)
        if hit is None:
            return tuple(found), line.strip(" ,;:")
        found.append(hit[0])
        line = step[hit[1].end() :]


def _area(reading: Reading, rest: str) -> Reading | None:
    if not rest:
        return None
    if level := next((level for level in LEVELS if rest == level or rest.startswith(level + " ")), None):
        forms = frozenset(form for form, kind in KIND_OF_FORM.items() if kind is LEVELS[level])
        return _with_scope(reading, forms, rest.removeprefix(level))
    if rest in ("thanh pho", "tp"):
        return _replaced(reading, of_city=True)
    whole = _WHOLE.match(rest)
    tail = rest[whole.end() :].strip() if whole else ""
    if whole and (not tail or _SCOPE.match(tail) or _STARTS_WITH_FORM.match(tail)):
        forms = frozenset(_form(word) for word in re.findall(_FORM, whole.group()))
        return _with_scope(reading, forms, tail)
    places = _places(rest.replace(":", " "))
    return _replaced(reading, places=places) if places else None


def _with_scope(reading: Reading, forms: frozenset[str], tail: str) -> Reading:
    found = _SCOPE.match(tail.strip())
    scope = found["scope"].strip() if found else tail.strip()
    return _replaced(reading, forms=forms, scope=None if _means_here(scope) else scope)


def _means_here(scope: str) -> bool:
    """Whether the words name no more than the territory the letter is about: "trên địa bàn quận" in a district's letter."""
    return scope in {"", "tp", "trung uong", "tinh", *FORMS}


def _replaced(reading: Reading, **facts: object) -> Reading:
    held = {name: getattr(reading, name) for name in Reading.__slots__}
    return Reading(**(held | facts))


def _places(text: str) -> tuple[NamedPlace, ...]:
    """Names one after the other; a form holds until the next; a larger one beside a smaller tells where that lies."""
    pieces = [piece for piece in re.split(r"[,;()]| va ", text) if piece.strip()]
    places: list[NamedPlace] = []
    form: str | None = None
    for piece in pieces:
        found = _PIECE.match(_without_bodies(piece.strip()))
        name = found["name"].strip() if found else ""
        if not found or not name or name in FORMS:
            return ()
        given = _form(found["form"]) if found["form"] else None
        if given and places and _is_larger(given, places[-1].form):
            places[-1] = NamedPlace(places[-1].form, places[-1].name, under=f"{search_key(given)} {name}")
            continue
        form = given or form
        places.append(NamedPlace(form, name))
    return tuple(places)


def _without_bodies(piece: str) -> str:
    """The area alone: "ubnd quan tay ho" beside an earlier "ubnd quan ba dinh" says its body once more."""
    return _without_leading(_bodies(piece)[1])


def _form(folded: str) -> str:
    return FORMS.get(folded) or SHORT_FORMS[folded]


def _is_larger(form: str, than: str | None) -> bool:
    return than is not None and KIND_OF_FORM[form].rank < KIND_OF_FORM[than].rank


def _by_name(text: str, line: str, directory: Sequence[Listed]) -> Resolution | None:
    """A line that is the name of one agency, or a person's office at one."""
    office = _OFFICE.match(line)
    without_aside = re.sub(r"\([^()]*\)", " ", line)
    tries = [(line, 1.0), (without_aside, 1.0)]
    if office:
        tries += [(line[office.end() :], 0.9), (without_aside[office.end() :], 0.9)]
    for words, confidence in tries:
        wanted = plain_name(words)
        found = [agency for agency in directory if wanted in agency.called]
        if len(found) == 1:
            reading = vi("đúng tên cơ quan") if confidence == 1.0 else vi("chức danh tại cơ quan")
            return Resolution(text, (found[0].agency_id,), confidence, reading)
        if found:
            ids = tuple(agency.agency_id for agency in found)
            return Resolution(text, reason=vi("Có nhiều cơ quan cùng tên này. Hãy chọn một."), candidates=ids)
    return None


def _one_by_one(text: str, line: str, directory: Sequence[Listed]) -> Resolution:
    """A line with several names and nothing else; what is not found among them is said."""
    pieces = [piece.strip() for piece in re.split(r"[,;]", line) if piece.strip()]
    hits = {piece: _by_name(piece, piece, directory) for piece in pieces} if len(pieces) > 1 else {}
    found = tuple(dict.fromkeys(agency for hit in hits.values() if hit for agency in hit.agencies))
    if not found:
        return Resolution(text, reason=vi("Chưa nhận ra cơ quan này trong danh mục. Hãy chọn hoặc thêm cơ quan."))
    unknown = [piece for piece, hit in hits.items() if not (hit and hit.agencies)]
    reason = _not_found(text, unknown) if unknown else None
    return Resolution(text, found, 0.5 if unknown else 0.9, vi("các cơ quan được nêu tên"), reason)


def _whole_levels(text: str, reading: Reading, directory: Sequence[Listed], issuer: UUID | None) -> Resolution:
    kinds = {TerritoryKind.PROVINCE} if reading.of_city else _kinds_meant(reading.forms)
    wanted = _wanted(reading.bodies, kinds)
    level = [agency for agency in directory if agency.kind in wanted and _lies_under(agency, reading.scope)]
    named = [agency for agency in level if reading.of_city or agency.form in reading.forms]
    # "UBND các phường" of a district are its own; "UBND các quận" in its letter can only be all of them, it does not write to itself.
    own = [agency for agency in named if agency.near] if reading.scope is None else named
    found = own if any(agency.agency_id != issuer for agency in own) else named
    if not found:
        return Resolution(
            text, reason=vi("Vào ngày của văn bản không có cơ quan nào như dòng này nêu. Hãy kiểm tra ngày, hoặc chọn cơ quan.")
        )
    addressed = {agency.form or "" for agency in found}
    left_out = {agency.form or "" for agency in level if agency.near or found is named} - addressed
    confidence, said = 1.0, vi("tất cả: {forms}").format(forms=", ".join(_in_order(addressed)))
    if len(found) < len(named):
        confidence, said = 0.9, said + vi("; chỉ trong địa bàn của cơ quan ban hành")
    if left_out:
        confidence, said = 0.8, said + vi("; không nêu: {forms}").format(forms=", ".join(_in_order(left_out)))
    if reading.by_office:
        confidence -= 0.1
    if reading.stated is not None and reading.stated * len(reading.bodies) != len(found):
        confidence, said = 0.5, said + vi("; văn bản ghi {stated} đơn vị").format(stated=reading.stated)
    return Resolution(text, tuple(agency.agency_id for agency in found), confidence, said)


def _kinds_meant(forms: Iterable[str]) -> set[TerritoryKind]:
    """The kinds of these forms; one of two kinds ("thành phố") means the one of its neighbours: "các quận, huyện, thành phố"."""
    each = [KINDS_OF_FORM[form] for form in forms]
    sure = {kinds[0] for kinds in each if len(kinds) == 1}
    return sure | {next((kind for kind in kinds if kind in sure), kinds[0]) for kinds in each}


def _in_order(forms: Iterable[str]) -> list[str]:
    return sorted(forms, key=list(KIND_OF_FORM).index)


def _named_places(text: str, reading: Reading, directory: Sequence[Listed]) -> Resolution:
    found: list[UUID] = []
    unknown: list[str] = []
    candidates: list[UUID] = []
    for place in reading.places:
        for body in reading.bodies:
            matches = [agency for agency in directory if agency.kind in BODIES[body][1].values() and _is_of(agency, place)]
            if len(matches) == 1:
                found.append(matches[0].agency_id)
            else:
                unknown.append(place.name)
                candidates += [agency.agency_id for agency in matches]
    reason = _not_found(text, unknown) if unknown else None
    confidence = 0.0 if not found else 0.5 if unknown else 0.9 if reading.by_office else 1.0
    return Resolution(text, tuple(found), confidence, vi("các cơ quan được nêu tên") if found else "", reason, tuple(candidates))


def _not_found(text: str, folded_names: Iterable[str]) -> str:
    names = ", ".join(_as_written(text, name) for name in dict.fromkeys(folded_names))
    return vi("Vào ngày của văn bản chưa xác định được một cơ quan duy nhất cho: {names}. Hãy chọn trong danh mục.").format(names=names)


def _as_written(text: str, folded: str) -> str:
    """The words of the line that a folded name came from, with their diacritics."""
    clean = " ".join(nfc(text).split())
    start = search_key(clean).find(folded)
    return clean[start : start + len(folded)] if start >= 0 else folded


def _wanted(bodies: Iterable[int], kinds: Iterable[TerritoryKind]) -> frozenset[AgencyKind]:
    return frozenset(kind for body in bodies for level in kinds if (kind := BODIES[body][1].get(level)))


def _is_of(agency: Listed, place: NamedPlace) -> bool:
    same = agency.place == place.name and (place.form is None or agency.form == place.form)
    return same and _lies_under(agency, place.under)


def _lies_under(agency: Listed, scope: str | None) -> bool:
    return scope is None or any(name == scope or name.endswith(f" {scope}") for name in agency.above)
