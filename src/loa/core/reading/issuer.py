"""Who issued the letter: from the letterhead, or inferred from symbol and place where it is lost."""

import re
from collections import Counter

from loa.core.reading.casing import office_name, spell_out
from loa.core.reading.head import ABOUT, TOLD_NUMBER, Anchors
from loa.core.reading.letter import Evidence
from loa.core.reading.page import Page, Span, fold, pattern_of, written_in_capitals
from loa.core.reading.tables.anchors import ABOUT_SPELT, NUMBERED
from loa.core.reading.tables.kinds import KINDS
from loa.core.reading.tables.offices import (
    BELOW_COMMITTEE,
    CENTRAL,
    COMMITTEE,
    COMMITTEES_OF_PARTY,
    FIELDS_OF_WORK,
    LOCAL,
    LOCAL_OPENINGS,
    NAME_HANGS,
    NOT_LOCAL,
    NOT_OPENINGS,
    OFFICE_OPENINGS,
    ORGANS,
    PARTY_COMMITTEES,
    PARTY_LOCAL,
    PEOPLES_COMMITTEE,
    PEOPLES_COUNCIL,
    UNFINISHED_NAMES,
    WELDED,
    YOUTH_UNION,
    YOUTH_UNION_PRINTED,
)
from loa.core.reading.tables.places import CITIES, CITIES_SINCE_2025, LEVELS, PROVINCES
from loa.core.reading.wording import one_of

OPENING = re.compile("(?!" + pattern_of(NOT_OPENINGS) + ")" + pattern_of(OFFICE_OPENINGS) + r"\b")
INCOMPLETE = re.compile(rf"(?:\b{one_of(NAME_HANGS)}|,|-|&)$")
PREFIXES = tuple(fold(p) for p in UNFINISHED_NAMES)
LEVEL_LINE = re.compile(r"(?:" + pattern_of(LEVELS) + r"|tp\.?)\b(?!\s+uy\b)")
PARTY_COMMITTEE = re.compile(rf"\b({one_of(COMMITTEES_OF_PARTY)[3:-1]})\b\s*(.*)")
LOCALITY = re.compile(r"\b(" + "|".join(LEVELS) + r")\s+((?!ủy\b|uỷ\b|hội\b).+)$")
LEVEL_LAST = re.compile(r"\s" + pattern_of(LEVELS) + r"$")
OWN_COMMITTEE = re.compile(rf"\b{one_of(PEOPLES_COMMITTEE)}\s+({one_of(LEVELS)[3:-1]})\b")
DRAWN = re.compile(r"[-_=~*.]{3,}")  # rules under the names
JOINT_OFFICE = re.compile(rf"\bvan\s+phong\s+{one_of(PEOPLES_COUNCIL)}\s*(?:va|&|-)\s*{one_of(PEOPLES_COMMITTEE)}\b")
ENDS_IN_PLACE = re.compile(r"\b" + pattern_of(LEVELS) + r"\s+(?!uy\b|hoi\b)\w+\s+\w+$")  # "… đặc khu Phú Quốc": the name is whole
OF_UNION = re.compile(rf"(?m){one_of(YOUTH_UNION_PRINTED)}(?=[ |]*$)")
OF_ISSUER = re.compile(rf"\s+cua\s+([^\n,;:.]{{3,80}}?)\s+(?=v[ ]?/[ ]?v\b|{one_of(ABOUT_SPELT)}\b)")
NUMBER_LINE = re.compile(rf"[ |]*{one_of(NUMBERED)}\s*[:.;]\s*[\d._/]")
DATE_GAP = 60  # characters at most between the place and its date
LINE_LENGTH = 160  # no line of a letterhead is longer
PROVINCE_OF = {fold(p): f"tỉnh {p}" for p in PROVINCES} | {fold(c): f"thành phố {c}" for c in (*CITIES, *CITIES_SINCE_2025)}
FIELDS = tuple(fold(field) for field in FIELDS_OF_WORK if " " in field)
KIND_MARKS = {fold(short) for shorts in KINDS.values() for short in shorts}


def read_issuer(page: Page, anchors: Anchors, *, symbol: str | None, place: str | None) -> tuple[str | None, Evidence]:
    """Full name of the issuing agency."""
    lines = letterhead_lines(page, anchors)
    offices = split_offices(page, lines)
    guess = infer_issuer(page, symbol=symbol, place=place)
    if anchors.number is not None and anchors.number.re is TOLD_NUMBER:
        return told_issuer(page, anchors)
    if offices:
        name = name_from(page, offices, place=place, limit=anchors.limit)
        span = (offices[0][0][0], offices[-1][-1][1])
        if guess and guess.startswith(BELOW_COMMITTEE) and name.startswith("Ủy ban nhân dân"):
            return guess, Evidence(0.7, span, (name,))  # the office's own line is lost, the symbol keeps it
        agrees = guess is not None and fold(guess)[:8] == fold(name)[:8]
        return name, Evidence(0.95 if agrees else 0.85, span, (guess,) if guess and not agrees else ())
    if guess is None:
        return None, Evidence(0.3)
    confirmed = fold(guess.split(" thành phố ")[0].split(" tỉnh ")[0]) in page.bare[anchors.limit :]
    return guess, Evidence(0.85 if confirmed else 0.6, anchors.number.span() if anchors.number else None)


def told_issuer(page: Page, anchors: Anchors) -> tuple[str | None, Evidence]:
    """ "CV 77/UBND-KT ngày … của UBND xã Tân Hưng v/v …"."""
    after = anchors.date.end() if anchors.date else 0
    told = OF_ISSUER.match(page.bare, after, anchors.limit) if anchors.date else None
    if told is None:
        return None, Evidence(0.3)
    return spell_out(page.said(told.span(1))), Evidence(0.7, told.span(1))


def letterhead_lines(page: Page, anchors: Anchors) -> list[Span]:
    """Lines above the number (or the type) that are left when the motto, the date and the V/v are taken away."""
    taken = [
        *anchors.nation,
        *(s for s in (dated_span(anchors), anchors.number.span() if anchors.number else None) if s),
    ]
    about = ABOUT.search(page.bare, 0, anchors.limit)
    stops = [
        anchors.limit,
        *([anchors.title[0]] if anchors.title else []),
        *([about.start()] if about else []),
        *([anchors.number.start()] if anchors.number else []),
    ]
    rest = page.without([*taken, *(m.span() for m in DRAWN.finditer(page.text, 0, anchors.limit))])
    kept = []
    for start, end in rest.lines(0, min(stops)):
        words = rest.text[start:end].strip(" |*,-_.")
        if NUMBER_LINE.match(rest.bare, start, end):
            continue
        if not rest.is_blank((start, end)) and written_in_capitals(words) and 1 < len(words) <= LINE_LENGTH:
            kept.append((start, start + len(rest.text[start:end].rstrip(" |"))))
    return kept[:8]


def dated_span(anchors: Anchors) -> Span | None:
    """Place and date with what stands between."""
    if anchors.date is None:
        return anchors.place
    near = anchors.place is not None and 0 <= anchors.date.start() - anchors.place[1] < DATE_GAP
    return (anchors.place[0] if near and anchors.place else anchors.date.start()), anchors.date.end()


def split_offices(page: Page, lines: list[Span]) -> list[list[Span]]:
    """Lines grouped into agencies, superior first: a line that opens with an agency word starts a new one unless the last is unfinished."""
    offices: list[list[Span]] = []
    for line in lines:
        bare = " ".join(page.bare[line[0] : line[1]].strip(" |*").split())
        opens = OPENING.match(bare) is not None and not LEVEL_LINE.match(bare)
        if offices and not (opens and is_finished(" ".join(page.bare[a:b] for a, b in offices[-1]), bare)):
            offices[-1].append(line)
        elif opens or LEVEL_LINE.match(bare) or offices or bare.startswith("uy"):
            offices.append([line])
    return [office for office in offices if office]


def is_finished(so_far: str, following: str) -> bool:
    """The name so far can stand alone, and the break does not cut a pair of words that belong together."""
    so_far = " ".join(so_far.strip(" |*").split())
    if INCOMPLETE.search(so_far):
        return False
    if ENDS_IN_PLACE.search(so_far):
        return True
    if any(prefix.startswith(so_far) for prefix in PREFIXES):
        return False
    joined = f"{so_far} {following}"
    if any(at <= len(so_far) < at + len(field) - 1 for field in FIELDS if (at := joined.find(field)) >= 0):
        return False
    pair = f"{so_far.split()[-1]} {following.split(maxsplit=1)[0]}"
    return pair not in {fold(w) for w in WELDED}


def name_from(page: Page, offices: list[list[Span]], *, place: str | None, limit: int) -> str:
    """The last agency of the letterhead, completed by its superior's place where its own name does not say it."""
    names = [office_name(" ".join(page.text[slice(*line)].strip(" |*-") for line in office), page) for office in offices]
    own = names[-1]
    above = names[-2] if len(names) > 1 else None
    if above and own == "Chủ tịch":
        return f"Chủ tịch {above}"
    if above and fold(above) == "ban chap hanh trung uong" and own.startswith(("Ban ", "Ủy ban ", "Văn phòng")):
        return f"{own} Trung ương{' Đảng' if own == 'Văn phòng' else ''}"
    if fold(own).startswith(fold(COMMITTEE)) and OF_UNION.search(page.bare, 0, limit) and "doan" not in fold(own).split():
        return of_youth_union(own)
    if (
        above
        and (committee := PARTY_COMMITTEE.search(fold(above)))
        and not PARTY_COMMITTEE.search(fold(own))
        and own.startswith(("Ban ", "Ủy ban ", "Văn phòng", "Trung tâm"))
    ):
        at = fold(above).index(committee[1])
        return f"{own} {above[at:]}"
    organ = next((o for o in ORGANS if fold(own).startswith(fold(o)) and not OPENING.match(fold(own[len(o) :].strip()))), None)
    if above and organ and not PARTY_COMMITTEE.search(fold(above)):
        return f"{organ} {above}{own[len(organ) :]}"
    if own in ("Ủy ban nhân dân", "Hội đồng nhân dân") or (needs_place(own) and above is None):
        return completed(own, locality_from_place(page, place, own))
    if above and needs_place(own):
        return completed(own, locality_of(above) or locality_from_place(page, place, own))
    return own


def of_youth_union(name: str) -> str:
    """ "Ban Chấp hành tỉnh Sơn La" of a paper that bears the Youth Union's name in place of the nation's."""
    rest = name[len(COMMITTEE) :].strip()
    central, rest = ("Trung ương ", rest[len("Trung ương") :].strip()) if rest.startswith("Trung ương") else ("", rest)
    return f"{COMMITTEE} {central}{YOUTH_UNION} {rest}".strip()


def needs_place(name: str) -> bool:
    """A local body whose name says no place yet."""
    return (
        name.startswith(LOCAL_OPENINGS)
        and not name.startswith(NOT_LOCAL)
        and LOCALITY.search(name.lower()) is None
        and not PARTY_COMMITTEE.search(fold(name))
        and " khu vực " not in name
        and not names_a_place(name)
        and "Trung ương" not in name
    )


def names_a_place(name: str) -> bool:
    """A province stands in the name itself (or the body is national)."""
    folded = fold(name)
    return any(folded.endswith(p) for p in PROVINCE_OF) or folded.endswith(("viet nam", "chinh phu", "quoc hoi")) or " quoc gia" in folded


def locality_of(name: str) -> str | None:
    """ "Ủy ban nhân dân quận Ba Đình" -> "quận Ba Đình"."""
    found = LOCALITY.search(name.lower())
    if found:
        return name[found.start(1) :][:1].lower() + name[found.start(1) :][1:]
    return next((PROVINCE_OF[p] for p in PROVINCE_OF if fold(name).endswith(" " + p)), None)


def completed(name: str, locality: str | None) -> str:
    """Name and place; Văn phòng of an UBND keeps the UBND."""
    if not locality:
        return name
    if name == "Văn phòng":
        return f"Văn phòng Ủy ban nhân dân {locality}"
    if ends_in := LEVEL_LAST.search(fold(name)):  # "VĂN PHÒNG HĐND VÀ UBND HUYỆN"
        name = name[: ends_in.start()].rstrip()
    return f"{name} {locality}"


def locality_from_place(page: Page, place: str | None, opening: str) -> str | None:
    """The unit of the place line, with the level the letter's body gives it ("Ủy ban nhân dân xã …"), else the province of that name."""
    if not place:
        return None
    bare = fold(place)
    bare = re.sub(r"^(?:tp\.?|thanh pho|tinh|quan|huyen|thi xa|phuong|xa|thi tran|dac khu)\s+", "", bare)
    name = place[len(place) - len(bare) :]
    body = re.search(
        rf"{re.escape(fold(opening.split(',', maxsplit=1)[0]))}\s+({pattern_of(LEVELS)[3:-1]})\s+{re.escape(bare)}\b", page.bare
    )
    if body:
        return f"{level_as_written(body[1])} {name}"
    if bare in PROVINCE_OF:
        return PROVINCE_OF[bare]
    said = re.search(rf"\b({pattern_of(LEVELS)[3:-1]})\s+{re.escape(bare)}\b", page.bare)
    level = said[1] if said else own_level(page)
    return f"{level_as_written(level)} {name}" if level else None


def own_level(page: Page) -> str | None:
    """ "UBND quận yêu cầu …": the level at which the body mostly speaks of its own committee, no name behind it."""
    levels = Counter(found[1] for found in OWN_COMMITTEE.finditer(page.bare) if not page.text[found.end() :][:2].lstrip().istitle())
    return levels.most_common(1)[0][0] if levels else None


def level_as_written(bare: str) -> str:
    """A level word with its diacritics."""
    return next(level for level in LEVELS if fold(level) == " ".join(bare.split()))


def infer_issuer(page: Page, *, symbol: str | None, place: str | None) -> str | None:
    """From the agency part of the symbol (STTTT + Hà Nội -> Sở Thông tin và Truyền thông thành phố Hà Nội)."""
    if not symbol:
        return None
    parts = [p for p in re.split(r"[-/]", symbol) if p and not p.isdigit()]
    if len(parts) > 1 and (fold(parts[0]) in KIND_MARKS and parts[0] not in LOCAL):
        parts = parts[1:]
    for part in parts:
        if part in CENTRAL:
            return CENTRAL[part]
        if part in LOCAL:
            locality = locality_from_place(page, place, LOCAL[part])
            joint = JOINT_OFFICE.search(page.bare) if locality and LOCAL[part].startswith("Văn phòng") else None
            return f"{page.said(joint.span())} {locality}" if joint else completed(LOCAL[part], locality)
        if part in PARTY_LOCAL or part in PARTY_COMMITTEES:
            return party_body(page, part, place)
    return None


def party_body(page: Page, part: str, place: str | None) -> str | None:
    """Tỉnh ủy or Thành ủy and their committees."""
    locality = locality_from_place(page, place, "ủy ban nhân dân")
    name = locality.split(" ", 2 if locality.startswith(("thành phố", "thị xã", "thị trấn", "đặc khu")) else 1)[-1] if locality else ""
    committee = PARTY_COMMITTEES.get(part) or ("Thành ủy" if (locality or "").startswith("thành phố") else "Tỉnh ủy")
    return " ".join(w for w in (PARTY_LOCAL.get(part, ""), committee, name) if w)
