"""What a snapshot says beside the figures: the form's words, the letterhead, how the work was directed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from loa.server.reports.form_registry import FieldType, Form


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues the report, to whom, and who signs: from the agency's data of the day."""

    superior_agency: str
    agency: str
    symbol: str
    place: str
    addressed_to: Sequence[str]
    signature_lines: Sequence[str]
    signer: str
    recipients: Sequence[str]
    archive: str = "VT"


@dataclass(frozen=True, slots=True)
class Direction:
    """How the letter went down: addressed and taken up, handed down by how many (passed over when announced: `released`), to how many."""

    addressed: int
    addressed_accepted: int
    handed_down: int
    below: int
    below_accepted: int
    guide: str = ""
    released: int = 0


@dataclass(frozen=True, slots=True)
class About:
    """What the report is about. `letter` reads "Công văn số 1349/STTTT-BCXBTT ngày 28/7/2021"; `bases` what it carries out."""

    title: str
    campaign: str
    letter: str
    bases: Sequence[str]
    letterhead: Letterhead
    direction: Direction


def about_json(about: About, form: Form, *, simulated: bool) -> dict[str, Any]:
    """As it stands in the snapshot, with the form's own words, so that the file explains itself."""
    return {
        "title": about.title,
        "campaign": {"title": about.campaign},
        "letter": about.letter,
        "bases": list(about.bases),
        "simulated": simulated,
        "letterhead": _plain(asdict(about.letterhead)),
        "direction": asdict(about.direction),
        "groups": [{"code": code, "name": name} for code, name in form.groups.items()],
        "indicators": [_indicator(form, code) for code in form.order],
        "ratios": [
            {"name": i.name, "group": i.group, "numerator": i.numerator, "denominator": i.denominator}
            for i in form.indicators
            if i.type is FieldType.RATIO
        ],
    }


def _indicator(form: Form, code: str) -> dict[str, Any]:
    field = form.field_of(code)
    assert field is not None  # `order` lists what fields make
    return {
        "code": code,
        "name": form.name_of(code),
        "unit": field.unit,
        "definition": field.definition,
        "group": field.group,
        "main": field.main,
    }


def _plain(held: Mapping[str, Any]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, list | tuple) else value for key, value in held.items()}
