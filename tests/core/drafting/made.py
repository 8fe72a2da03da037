"""A small directory of the city and its offices, and papers above as they reach the Sở."""

from datetime import date
from uuid import UUID, uuid5

from loa.core.agencies import AgencyKind
from loa.core.drafting import Below, Office, PaperAbove
from loa.core.reading import read_letter
from loa.core.recipients import Listed, plain_name, resolve

SPACE = UUID("7b0c7a52-8f0e-4a55-9d1e-3c6f0a3f9d11")
TODAY = date(2021, 7, 26)
PLACES = (("quận", "Ba Đình"), ("quận", "Hai Bà Trưng"), ("huyện", "Ba Vì"), ("huyện", "Sóc Sơn"), ("thị xã", "Sơn Tây"))
BODIES = {
    AgencyKind.DISTRICT_COMMITTEE: "Ủy ban nhân dân",
    AgencyKind.DISTRICT_CULTURE_OFFICE: "Phòng Văn hóa và Thông tin",
    AgencyKind.DISTRICT_MEDIA_CENTRE: "Trung tâm Văn hóa - Thông tin và Thể thao",
}
DEPARTMENTS = {
    "Sở Thông tin và Truyền thông": AgencyKind.DEPARTMENT_INFORMATION,
    "Sở Y tế": AgencyKind.DEPARTMENT,
    "Ủy ban nhân dân thành phố Hà Nội": AgencyKind.CITY_COMMITTEE,
}


def id_of(name):
    return uuid5(SPACE, name)


def directory():
    named = [(name, kind, None, None) for name, kind in DEPARTMENTS.items()]
    named += [(f"{body} {form} {place}", kind, form, place) for kind, body in BODIES.items() for form, place in PLACES]
    shorter = {"Ủy ban nhân dân": "UBND", "Phòng Văn hóa và Thông tin": "Phòng VH&TT"}
    return [
        Listed(
            agency_id=id_of(name),
            kind=kind,
            called=frozenset(plain_name(one) for one in (name, *(name.replace(full, short) for full, short in shorter.items()))),
            form=form,
            place=plain_name(place) if place else None,
            above=("thanh pho ha noi",) if place else (),
        )
        for name, kind, form, place in named
    ]


DIRECTORY = directory()
DEPARTMENT = Office(
    agency_id=id_of("Sở Thông tin và Truyền thông"),
    name="Sở Thông tin và Truyền thông",
    kind=AgencyKind.DEPARTMENT_INFORMATION,
    below=tuple(
        Below(one.agency_id, one.kind, f"{one.kind.value} {one.place}", one.form, guided=one.kind is not AgencyKind.DISTRICT_COMMITTEE)
        for one in DIRECTORY
        if one.kind in BODIES
    ),
)
OFFICE = Office(
    agency_id=id_of("Phòng Văn hóa và Thông tin quận Ba Đình"),
    name="Phòng Văn hóa và Thông tin quận Ba Đình",
    kind=AgencyKind.DISTRICT_CULTURE_OFFICE,
    below=tuple(Below(id_of(f"ward {n}"), AgencyKind.COMMUNE_COMMITTEE, f"Ủy ban nhân dân phường {n}", "phường") for n in range(1, 6)),
)


def above(text, *, key=None, received=TODAY, **corrected):
    """A paper as it stands in the register: read, held against the directory."""
    reading = read_letter(text).as_json() | corrected
    lines = set(reading["recipients"]) | {name for clause in walk(reading["clauses"]) for name in clause.get("addressees", ())}
    named = {line: frozenset(resolve(line, DIRECTORY).agencies) for line in lines}
    return PaperAbove(key or f"{reading['number']}", reading, received, named)


def walk(clauses):
    for clause in clauses:
        yield clause
        yield from walk(clause.get("children", ()))
