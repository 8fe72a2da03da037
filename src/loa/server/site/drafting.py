"""A letter out of papers above: what follows from them for the office, and the letter drawn up from what a person made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from loa.core.agencies import AgencyKind
from loa.core.directing import Standing
from loa.core.drafting import MOST_PAPERS, Deadline, Draft, Office, PaperAbove, draft_from, opening, with_deadline
from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.core.reading.clause import REPORT
from loa.core.roles import Right
from loa.core.stamps import Security, Urgency
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import agency_on_or_first, agency_versions_on, resolve_recipients
from loa.server.campaigns.papers.addressees import offices_below, refuse_undirected
from loa.server.campaigns.queries import AskedLine, work_given_by
from loa.server.documents.models import PLAIN_FIELDS, Direction, OfficialDocument
from loa.server.documents.papers import ILLUSTRATION, Block, Numbered, Paper, PaperKind, Paragraph
from loa.server.documents.papers.as_text import blocks_of
from loa.server.documents.papers.signing import signature_of
from loa.server.documents.papers.stored import paper_to_json
from loa.server.documents.queries import documents_of, standing_reading
from loa.server.documents.services import NewPaper, draw_up_papers
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.kit.working_days import is_worked
from loa.server.places.queries import territory_of_city
from loa.server.site.errors import (
    DraftAsksNothing,
    DraftForNobody,
    DraftLaterThanAbove,
    PapersOfSeveralOffices,
    TooManyPapersAbove,
)

END_OF_OFFICE_HOURS: Final = time(17)
Others = list[tuple[Standing, tuple[UUID, ...]]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The papers chosen, the office as it stands, and the draft that follows."""

    documents: tuple[OfficialDocument, ...]
    office: AgencyVersion
    called: str
    day: date
    draft: Draft

    @property
    def agency_id(self) -> UUID:
        """In whose name the letter goes out."""
        return self.office.agency_id

    @property
    def latest(self) -> datetime | None:
        """The earliest moment by which a superior wants its report: the office's own deadline lies before it."""
        reports = [one for one in self.draft.deadlines if one.reports and one.day and not one.past]
        return moment_of(reports[0]) if reports else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A base or clause as a person left it; `key` is that of the draft's own from which it came."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """The letter as a person left it."""

    symbol: str
    subject: str
    bases: tuple[Sentence, ...]
    to: tuple[tuple[str, tuple[UUID, ...]], ...]
    clauses: tuple[Sentence, ...]
    due_at: datetime | None
    copies: tuple[str, ...]
    archive: str
    urgency: Urgency = Urgency.NONE
    security: Security = Security.NONE


def papers_to_draft_from(*, seen_by: Actor) -> Any:
    """Papers that came in at the actor's own offices where the actor may draft, newest first."""
    offices = [agency_id for agency_id in seen_by.agency_ids if seen_by.may(Right.DIRECT, agency_id)]
    return documents_of(seen_by=seen_by).filter(agency__in=offices, direction=Direction.IN)


def draft_for(document_ids: Sequence[UUID], *, seen_by: Actor, on: date) -> Prepared:
    """What follows from these papers for the office that registered them. Raises `NotFound`, `TooManyPapersAbove`, `PapersOfSeveralOffices`."""
    wanted = list(dict.fromkeys(document_ids))
    if len(wanted) > MOST_PAPERS:
        raise TooManyPapersAbove(most=MOST_PAPERS)
    held = {one.pk: one for one in papers_to_draft_from(seen_by=seen_by).filter(pk__in=wanted).prefetch_related("recipients__agencies")}
    if not wanted or len(held) != len(wanted):
        raise NotFound
    documents = tuple(held[one] for one in wanted)
    if len({one.agency_id for one in documents}) > 1:
        raise PapersOfSeveralOffices
    agency_id, day = documents[0].agency_id, _map_day(documents, on)
    version = agency_on_or_first(agency_id, day)
    called = name_on_paper(version)
    office = Office(agency_id=agency_id, name=called, kind=AgencyKind(version.kind), below=offices_below(agency_id, day))
    draft = draft_from([_above(one, on=day) for one in documents], office, today=on, is_worked=is_worked)
    return Prepared(documents, version, called, day, draft)


def left_out_of(prepared: Prepared) -> list[tuple[OfficialDocument, AskedLine, Others]]:
    """Whom the papers above name and this letter does not go to: equals, superiors, units of those below, what ended."""
    found: list[tuple[OfficialDocument, AskedLine, Others]] = []
    for document in prepared.documents:
        for line in work_given_by(document, giver=prepared.agency_id, on=prepared.day).lines:
            others: Others = [(standing, agencies) for standing, agencies in line.left_out if standing is not Standing.REQUESTED]
            if others:
                found.append((document, line, others))
    return found


def _map_day(documents: Sequence[OfficialDocument], on: date) -> date:
    """Today; for papers of an office that has ended, the day of the newest of them."""
    if agency_versions_on(on).filter(agency_id=documents[0].agency_id).exists():
        return on
    return max((one.date for one in documents if one.date), default=on)


def _above(document: OfficialDocument, *, on: date) -> PaperAbove:
    """The paper as read and corrected, its addressees held against the agencies of its day."""
    corrected = set(document.corrections.values_list("field", flat=True))
    reading = {**standing_reading(document), **{name: getattr(document, name) for name in PLAIN_FIELDS}}
    reading["date"] = document.date.isoformat() if document.date else None
    reading["evidence"] = {name: told for name, told in reading["evidence"].items() if name not in corrected}
    named = {one.text: frozenset(agency.pk for agency in one.agencies.all()) for one in document.recipients.all()}
    reading["recipients"] = list(named)
    day = document.date or on
    lines = [line for line in dict.fromkeys(_addressees(reading.get("clauses") or ())) if line not in named]
    for found in resolve_recipients(lines, on=day, within=territory_of_city(day), issuer=document.issuer) if lines else ():
        named[found.text] = frozenset(found.agencies)
    return PaperAbove(str(document.pk), reading, clock.day_of(document.registered_at), named)


def _addressees(clauses: Sequence[Mapping[str, Any]]) -> list[str]:
    return [
        name for clause in clauses for name in (*(clause.get("addressees") or ()), *_addressees(clause.get("children") or ()))
    ]  # fmt: skip


def name_on_paper(office: AgencyVersion) -> str:
    """The office as its letterhead calls it: what the line above it says already is left out ("… thành phố Hà Nội")."""
    place = office.superior_line.removeprefix("ỦY BAN NHÂN DÂN ").strip()
    return office.name[: -len(place)].rstrip() if place and office.name.upper().endswith(f" {place}") else office.name


def moment_of(deadline: Deadline) -> datetime:
    """The deadline as a moment; the end of office hours where no hour is said."""
    assert deadline.day is not None
    hour = time.fromisoformat(deadline.time) if deadline.time else END_OF_OFFICE_HOURS
    return datetime.combine(deadline.day, hour, tzinfo=clock.HANOI)


@transaction.atomic
def draw_up_from(prepared: Prepared, written: Written, *, by: Actor, now: datetime) -> OfficialDocument:
    """Soạn văn bản từ các văn bản cấp trên: a draft of the office's own, which then goes its way through the office.

    Raises `DraftAsksNothing`, `DraftForNobody`, `DraftLaterThanAbove`, `NotYoursToDirect`.
    """
    if not written.clauses:
        raise DraftAsksNothing
    if not written.to:
        raise DraftForNobody
    refuse_undirected(prepared.agency_id, [agency for _line, agencies in written.to for agency in agencies], on=prepared.day)
    if written.due_at and prepared.latest and written.due_at > prepared.latest:
        raise DraftLaterThanAbove(given=_moment(written.due_at), above=_moment(prepared.latest))
    today, simulated = clock.day_of(now), any(one.simulated for one in prepared.documents)
    signature = signature_of(prepared.office, on=today)
    paper = Paper(
        kind=PaperKind.LETTER,
        issuing_agency=prepared.called,
        superior_agency=prepared.office.superior_line,
        symbol=written.symbol,
        place=prepared.office.place_name or "Hà Nội",
        signed_on=today,
        year=today.year,
        subject=nfc(written.subject),
        addressed_to=tuple(line for line, _agencies in written.to),
        body=body_of(prepared, written),
        signature=signature,
        recipients=written.copies,
        archive=written.archive,
        mark=ILLUSTRATION if simulated else "",
        urgency=written.urgency,
        security=written.security,
    )
    new = NewPaper(
        doc_type=paper.kind.vi,
        symbol=paper.symbol,
        subject=paper.subject,
        issuer=prepared.office.name,
        place=paper.place,
        date=today,
        signer=signature.name,
        content=paper_to_json(paper),
        to=written.to,
        basis_id=next((document.pk for document, _lead in _resting_on(prepared, written)), None),
        simulated=simulated,
        reading=_known(prepared, written),
    )
    return draw_up_papers({prepared.agency_id: new}, by=by, now=now)[prepared.agency_id]


def body_of(prepared: Prepared, written: Written) -> tuple[Block, ...]:
    """The opening with its bases, then the clauses under their new numbers; the reports' clause with its deadline."""
    blocks: list[Block] = [Paragraph(opening([basis.text for basis in written.bases], prepared.called, asks=prepared.draft.asks))]
    for place, clause in enumerate(written.clauses, start=1):
        due = written.due_at.astimezone(clock.HANOI) if written.due_at and clause.key == REPORT else None
        text = with_deadline(clause.text, due.date(), f"{due:%H:%M}") if due else clause.text
        first, _, rest = nfc(text).strip().partition("\n")
        blocks += [Numbered(f"{place}.", first.strip()), *blocks_of(rest)]
    last = blocks[-1]
    if isinstance(last, Numbered | Paragraph):
        ended = last.text.rstrip(" ./,;") + "./."
        blocks[-1] = Numbered(last.number, ended) if isinstance(last, Numbered) else Paragraph(ended)
    return tuple(blocks)


def _resting_on(prepared: Prepared, written: Written) -> list[tuple[OfficialDocument, str]]:
    """The papers above that stand among the bases, in the order of the letter, each with what it is to it."""
    held = {str(one.pk): one for one in prepared.documents}
    papers = {basis.key: basis.papers[0] for basis in prepared.draft.bases if not basis.cited_by}
    return [
        (held[papers[basis.key]], "căn cứ" if basis.text.startswith("Căn cứ") else "thực hiện")
        for basis in written.bases
        if basis.key in papers
    ]


def _known(prepared: Prepared, written: Written) -> dict[str, Any]:
    """What is known of the letter without reading it: its papers above, where each clause comes from, its copies."""
    sources = {clause.key: clause.sources for clause in (*prepared.draft.clauses, prepared.draft.report)}
    copies = [line.partition(" (") for line in written.copies if line != "Như trên"]
    return {
        "drafted_from": [{"document": str(one.pk), "reference": one.reference} for one in prepared.documents],
        "clause_sources": [
            [{"document": one.paper, "number": one.number, "span": list(one.span)} for one in sources.get(clause.key, ())]
            for clause in written.clauses
        ],
        "basis_documents": [
            {"number": one.reference, "date": one.date.isoformat() if one.date else None, "issuer": one.issuer or None, "role": role}
            for one, role in _resting_on(prepared, written)
        ],
        "cc": [{"name": name, "purpose": purpose.rstrip(")") or None} for name, _sign, purpose in copies],
        "archive": written.archive,
    }


def _moment(moment: datetime) -> str:
    local = moment.astimezone(clock.HANOI)
    return f"{local:%H} giờ {local:%M} ngày {local.day}/{local.month}/{local.year}"
