"""Reading a letter from top to bottom."""

import re
from dataclasses import replace

from loa.core.folding import nfc
from loa.core.reading.annexes import read_annexes
from loa.core.reading.casing import running_case
from loa.core.reading.citations import opening_of, read_citations
from loa.core.reading.clauses import read_clauses
from loa.core.reading.cleaned import cleaned, put_back
from loa.core.reading.deadlines import read_deadlines
from loa.core.reading.doubt import WORDS, doubt_date, doubted
from loa.core.reading.head import Anchors, find_anchors, read_date, read_number, read_place
from loa.core.reading.issuer import read_issuer
from loa.core.reading.letter import Evidence, Letter
from loa.core.reading.lists import read_copies, read_recipients
from loa.core.reading.noise import without_noise
from loa.core.reading.page import fold, lay_out
from loa.core.reading.rows import unrolled
from loa.core.reading.signature import read_signature
from loa.core.reading.stamps import read_stamps
from loa.core.reading.subject import read_subject
from loa.core.reading.tables.kinds import kinds_of_symbol
from loa.core.reading.tail import find_tail

READ_LENGTH = 400_000  # characters that are read; a letter with its annexes is far shorter


def read_letter(text: str) -> Letter:
    """Read an official letter (văn bản hành chính, văn bản của Đảng). Never raises on any text; what is not there is None or empty.

    Spans in the evidence are places in `nfc(text)`.
    """
    plain, places = cleaned(nfc(text[:READ_LENGTH]))
    letter = read_plain(plain)
    return letter if places is None else put_back(letter, places)


def read_plain(text: str) -> Letter:
    """Read a text without invisible letters."""
    page = unrolled(lay_out(text))
    anchors = find_anchors(page)
    stamps = read_stamps(page, anchors)
    stamped = [e.span for e in stamps.evidence.values() if e.span and not (anchors.title and e.span[0] >= anchors.title[0])]
    if stamped:
        page = page.without(stamped)
        anchors = find_anchors(page)
    numbered = read_number(page, anchors)
    number, symbol = numbered["number"][0], numbered["symbol"][0]
    place, place_evidence = read_place(page, anchors)
    kind, kind_evidence = read_kind(anchors, symbol)
    subject, subject_evidence = read_subject(page, anchors)
    recipients = read_recipients(page, anchors)
    above = max(subject_evidence.span[1] if subject_evidence.span else 0, head_end(anchors))
    start = max(above, recipients.end)
    page = without_noise(page, start)
    tail = find_tail(page, start)
    copies = read_copies(page, tail.noi_nhan, list(tail.cc_lines))
    issuer, issuer_evidence = read_issuer(page, anchors, symbol=symbol, place=place)
    signature = read_signature(page, tail, issuer=issuer)
    opening = opening_of(page, start, tail.body_end)
    invited = recipients.evidence.span if anchors.kind == "Giấy mời" and not anchors.addressed else None
    reasons = (above, invited[0]) if invited and above < invited[0] else None  # they stand before those whom it invites
    basis, mentioned, cited = read_citations(page, (start, tail.body_end), fold(own_number(number, symbol)), above=reasons)
    day, day_evidence = read_date(page, anchors)
    day_evidence = doubt_date(day, day_evidence, (*basis, *mentioned))
    deadlines = read_deadlines(page, (opening.start, opening.asks), tail.body_end, issued=day)
    annexes, annex_evidence = read_annexes(page, (start, tail.body_end), tail.proper_end)
    letter = Letter(
        number=number, symbol=symbol, doc_type=kind, issuer=issuer, place=place, date=day,
        subject=running_case(subject, page) if subject else None,
        urgency=stamps.urgency, security=stamps.security, draft=stamps.draft,
        recipients=recipients.names, cc=copies.cc, archive=copies.archive,
        signer=signature.signer, position=signature.position, sign_capacity=signature.sign_capacity,
        signers=signature.signers, annexes=annexes,
        basis_documents=basis, mentioned_documents=mentioned,
        deadline_dates=deadlines.dates, deadline_recurring=deadlines.recurring,
        deadline_relative=deadlines.relative, deadline_times=deadlines.times,
        deadline_months=deadlines.months, period_end=deadlines.period_end, campaign_period=deadlines.campaign_period,
        truncated=not tail.closed and not re.search(r"[.!?\"”]\s*$", page.text),
        clauses=read_clauses(page, opening.end, tail.body_end, asks=opening.asks, issued=day, kind=kind),
        evidence={
            "number": numbered["number"][1], "symbol": numbered["symbol"][1], "doc_type": kind_evidence, "issuer": issuer_evidence,
            "place": place_evidence, "date": day_evidence, "subject": subject_evidence, "recipients": recipients.evidence,
            **stamps.evidence, "annexes": annex_evidence, **copies.evidence, **signature.evidence, **cited, **deadlines.evidence,
        },
    )  # fmt: skip
    values = {name: getattr(letter, name) for name in WORDS}
    return replace(letter, evidence=doubted(letter.evidence, values, page))


def head_end(anchors: Anchors) -> int:
    """The lowest anchor of the head."""
    ends = [
        anchors.number.end() if anchors.number else 0,
        anchors.date.end() if anchors.date else 0,
        anchors.title[1] if anchors.title else 0,
    ]
    return max(
        e
        for e in (*ends, anchors.addressed[1] if anchors.addressed else 0)
        if e <= max(anchors.limit, anchors.addressed[1] if anchors.addressed else 0) or e == 0
    )


def own_number(number: str | None, symbol: str | None) -> str:
    """The letter's own number as others would cite it."""
    if not number or not symbol:
        return ""
    return f"{number}-{symbol}" if re.match(r"[^-]+/", symbol) and not symbol[0].isdigit() else f"{number}/{symbol}"


def read_kind(anchors: Anchors, symbol: str | None) -> tuple[str | None, Evidence]:
    """Type of the paper: its title line and its symbol together; a công văn has neither, but "V/v" under its number."""
    by_symbol = kinds_of_symbol(symbol) if symbol else []
    if anchors.kind:
        return anchors.kind, Evidence(
            0.97 if anchors.kind in by_symbol else 0.85, anchors.title, tuple(k for k in by_symbol if k != anchors.kind)
        )
    if by_symbol and anchors.about is None:
        return by_symbol[0], Evidence(
            0.8 if len(by_symbol) == 1 else 0.5, anchors.number.span(4) if anchors.number else None, tuple(by_symbol[1:])
        )
    if symbol or anchors.about or anchors.addressed:
        where = anchors.about or anchors.addressed or (anchors.number.span() if anchors.number else None)
        others = tuple(kind for kind in by_symbol if kind != "Công văn")
        sure = 0.93 if (anchors.about or by_symbol) and symbol and not others else 0.75
        return "Công văn", Evidence(sure, where, others)
    return None, Evidence(0.3)
