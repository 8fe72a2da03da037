"""What a person may put right on the reading page beside the plain fields: Kính gửi, Nơi nhận, Yêu cầu, Thời hạn; one form open at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loa.core.reading.clause import CONTEXT, SECTION
from loa.core.reading.standing import SORTS, clause_at, days_in, deadlines_of, mark_of, paths_of
from loa.server.agencies.queries import Suggested
from loa.server.documents.forms import ClauseForm, CopiesForm, CorrectionForm, DeadlineForm, LineForm, RequestForm
from loa.server.documents.models import OfficialDocument, Proposal, Recipient
from loa.server.documents.pages.shown import ReadField, shown_proposal
from loa.server.documents.queries import (
    Openness,
    Settled,
    deadline_key,
    line_value,
    model_of_the_office,
    openness_of,
    standing_reading,
    suggested_agencies,
)
from loa.server.documents.services import copies_mark

SURE: Final = 0.9
MOST_CLAUSES: Final = 400
# What the last part of a key tells: the key of a place on the page is that of its form.
ADD_LINE, COPIES, ADD_DEADLINE, ADD_REQUEST = "them-kinh-gui", "noi-nhan", "them-thoi-han", "them-yeu-cau"
LINE, DEADLINE, CLAUSE = "kinh-gui-", "thoi-han-", "yeu-cau-"


@dataclass(frozen=True, slots=True)
class Open:
    """The one form that is open: which place it stands at."""

    key: str
    form: CorrectionForm


@dataclass(frozen=True, slots=True)
class Line:
    """A line of "Kính gửi": what it means, and how surely; of one that means nobody, agencies whose names come near."""

    pk: int
    key: str
    text: str
    agencies: int
    confidence: float
    reason: str
    anchor: str
    confirmed_by: str
    seen: str
    suggested: Sequence[Suggested] = ()

    @property
    def look(self) -> str:
        """As a colour class."""
        if not self.agencies:
            return "bad"
        return "good" if self.confirmed_by or self.confidence >= SURE else "doubt"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as the page shows it."""

    key: str
    said: str
    words: str
    anchor: str
    sure: str
    look: str
    confirmed_by: str
    seen: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A clause as the page shows it."""

    key: str
    depth: int
    number: str
    kind: str
    text: str
    addressees: str
    due: str
    anchor: str

    @property
    def asks(self) -> bool:
        """Somebody is to do something there."""
        return self.kind not in (CONTEXT, SECTION)


def lines_of(document: OfficialDocument, settled: Settled, *, may: bool) -> list[Line]:
    """The standing lines of "Kính gửi", unresolved ones first; to whoever may correct them agencies near by name are suggested."""
    spans = (document.reading.get("evidence") or {}).get("recipients", {}).get("spans") or []
    read = document.reading.get("recipients") or []
    places = {text: f"recipients-{at}" for at, text in enumerate(read) if at < len(spans)}
    rows = list(document.recipients.prefetch_related("agencies"))
    near = suggested_agencies(document, [one.text for one in rows if not one.agencies.all()]) if may else {}
    found = [
        Line(
            pk=one.pk,
            key=f"{LINE}{one.pk}",
            text=one.text,
            agencies=len(one.agencies.all()),
            confidence=one.confidence,
            reason=one.reason,
            anchor=places.get(one.text, ""),
            confirmed_by=settled.lines.get(one.pk, ""),
            seen=mark_of({"value": line_value(one)}),
            suggested=near.get(one.text, ()),
        )
        for one in rows
    ]
    return sorted(found, key=lambda one: ("bad", "doubt", "good").index(one.look))


def copies_of(document: OfficialDocument) -> tuple[list[str], str]:
    """Lines of "Nơi nhận" as they stand, and "Lưu"."""
    standing = standing_reading(document)
    return [_copy(one) for one in standing.get("cc") or []], str(standing.get("archive") or "")


def deadlines_shown(document: OfficialDocument, settled: Settled) -> list[Deadline]:
    """The standing deadlines, the most doubtful first."""
    evidence = document.reading.get("evidence") or {}
    by_hand = "deadlines" in document.corrected
    read = {deadline_key(one) for one in deadlines_of(document.reading, {})}
    shown = []
    for place, one in enumerate(deadlines_of(document.reading, document.corrected)):
        told = evidence.get(SORTS[one["sort"]]) or {}
        corrected, confirmed_by = by_hand and deadline_key(one) not in read, settled.deadlines.get(deadline_key(one), "")
        confidence = 1.0 if corrected or confirmed_by else float(told.get("confidence") or 0)
        span = one.get("span")
        words = one.get("words") or (" ".join(document.text[span[0] : span[1]].split()) if span else "")
        shown.append(
            (
                confidence,
                Deadline(
                    key=f"{DEADLINE}{place}",
                    said=said_of(one),
                    words=words,
                    anchor=f"deadlines-{place}" if span else "",
                    sure=_("đã sửa tay") if corrected else _("đã xác nhận") if confirmed_by else f"{round(confidence * 100)} %",
                    look="good" if confidence >= SURE else "doubt" if confidence >= 0.75 else "bad",
                    confirmed_by=confirmed_by,
                    seen=mark_of({"value": one}),
                ),
            )
        )
    return [one for _confidence, one in sorted(shown, key=lambda pair: pair[0])]


def missed_deadlines(document: OfficialDocument) -> list[str]:
    """Days that were seen and not taken for a deadline (one before the letter's own date); first and last day of the campaign are neither."""
    if "deadlines" in document.corrected:
        return []
    evidence = document.reading.get("evidence") or {}
    first, last = (evidence.get("campaign_period") or {}).get("span") or (0, 0)
    period = " ".join(document.text[first:last].split())
    seen = (evidence.get("deadline_dates") or {}).get("alternatives") or ()
    return [_day(str(one)) for one in seen if " ".join(str(one).split()) not in period]


def clauses_shown(document: OfficialDocument) -> list[Asked]:
    """The tree of clauses, one after the other, each with its depth."""
    tree = standing_reading(document).get("clauses") or []
    leaves = {anchor for _start, _end, anchor in asked_places(document)}
    shown = []
    for path, clause in list(paths_of(tree))[:MOST_CLAUSES]:
        key = f"{CLAUSE}{path.replace('.', '-')}"
        text = str(clause.get("text") or "")
        if clause.get("children") and clause.get("kind") in (SECTION, CONTEXT):
            text = text.split("\n", 1)[0]
        elif clause.get("children"):
            text = _own_text(clause)
        shown.append(
            Asked(
                key=key,
                depth=min(path.count("."), 3),
                number=str(clause.get("number") or "").rpartition(".")[2],
                kind=str(clause.get("kind") or "request"),
                text=text,
                addressees=", ".join(clause.get("addressees") or ()) if clause.get("kind") not in (CONTEXT, SECTION) else "",
                due=due_said(clause.get("due")),
                anchor=key.replace(CLAUSE, "clauses-") if key.replace(CLAUSE, "clauses-") in leaves else "",
            )
        )
    return shown


def asked_places(document: OfficialDocument) -> list[tuple[int, int, str]]:
    """Places of clauses without parts in the original, none over another, each with its anchor."""
    places: list[tuple[int, int, str]] = []
    for path, clause in paths_of(standing_reading(document).get("clauses") or []):
        span = clause.get("span")
        if span and not clause.get("children") and 0 <= span[0] < span[1] <= len(document.text):
            places.append((int(span[0]), int(span[1]), f"clauses-{path.replace('.', '-')}"))
    apart: list[tuple[int, int, str]] = []
    for place in sorted(places):
        if not apart or place[0] >= apart[-1][1]:
            apart.append(place)
    return apart


def _own_text(clause: Mapping[str, Any]) -> str:
    """The words of a clause before its first part."""
    text = str(clause.get("text") or "")
    first = str((clause.get("children") or [{}])[0].get("text") or "").split("\n", 1)[0]
    at = text.find(first) if first else -1
    own = text[:at].rstrip(" \n-+*•") if at > 0 else text.split("\n", 1)[0]
    return own.rsplit("\n", 1)[0] if len(own.rsplit("\n", 1)[-1]) < 4 else own


def said_of(deadline: Mapping[str, Any]) -> str:
    """A deadline in words: "17 giờ 00, 10/8/2021", "trước ngày 15 hằng tháng"."""
    value = str(deadline["value"])
    if deadline["sort"] == "month":
        year, _dash, month = value.partition("-")
        return _("trong tháng %(month)s/%(year)s") % {"month": month.lstrip("0"), "year": year} if month else value
    if deadline["sort"] != "date":
        return value
    return _with_hour(_day(value), deadline.get("time"))


def due_said(due: Mapping[str, Any] | None) -> str:
    """The deadline of a clause in words; empty where it has none."""
    if not due:
        return ""
    return _with_hour(_day(due["date"]), due.get("time")) if due.get("date") else str(due.get("words") or "")


def _with_hour(day: str, hour: object) -> str:
    if not hour:
        return day
    hours, _colon, minutes = str(hour).partition(":")
    return _("%(hour)s giờ %(minute)s, %(day)s") % {"hour": int(hours), "minute": minutes, "day": day}


def _day(iso: str) -> str:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day}/{day.month}/{day.year}"


def _copy(one: Mapping[str, Any]) -> str:
    return f"{one['name']} ({one['purpose']})" if one.get("purpose") else str(one["name"])


def form_at(document: OfficialDocument, key: str) -> Open | None:
    """The form of a place of the page, filled with what stands; None where there is no such place."""
    for begins, make in FORMS:
        if key.startswith(begins):
            form = make(document, key.removeprefix(begins))
            return Open(key, form) if form is not None else None
    return None


def days_to_choose(document: OfficialDocument) -> list[tuple[str, str]]:
    """The days that the original names from its own date on, each with the words around it."""
    since = document.date.isoformat() if document.date else None
    named = days_in(document.text, since=since)
    return [(iso, f"{_day(iso)}: “{words}”") for iso, _span, words in named if since is None or iso > since]


def _line_form(document: OfficialDocument, key: str) -> CorrectionForm | None:
    held: Recipient | None = document.recipients.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
    return LineForm(initial={"line": held.pk, "lines": held.text}) if held else None


def _deadline_form(document: OfficialDocument, key: str) -> CorrectionForm | None:
    told = deadlines_of(document.reading, document.corrected)
    if not (key.isascii() and key.isdigit() and len(key) < 6 and int(key) < len(told)):
        return None
    one = told[int(key)]
    days = days_to_choose(document)
    initial = {"sort": one["sort"], "value": one["value"], "hour": _time(one.get("time"))}
    return DeadlineForm(initial=initial | _day_held(one["value"] if one["sort"] == "date" else None, days), days=days)


def _clause_form(document: OfficialDocument, key: str) -> CorrectionForm | None:
    path = key.replace("-", ".")
    clause = clause_at(standing_reading(document).get("clauses") or [], path)
    if clause is None:
        return None
    due = clause.get("due") or {}
    initial = {
        "path": path,
        "seen": mark_of(clause),
        "kind": clause.get("kind"),
        "addressees": "\n".join(clause.get("addressees") or ()),
        "text": clause.get("text"),
        "hour": _time(due.get("time")),
    }
    days = days_to_choose(document)
    return ClauseForm(initial=initial | _day_held(due.get("date"), days), days=days, **clause_facts(clause))


def _day_held(iso: str | None, days: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The day that stands: chosen where the original names it, else typed."""
    if iso is None:
        return {}
    return {"found": iso} if iso in dict(days) else {"day": date.fromisoformat(iso)}


def clause_facts(clause: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the form of a clause must know: whether it holds others, and a deadline that is no day."""
    due = (clause or {}).get("due") or {}
    section = (clause or {}).get("kind") == SECTION and bool((clause or {}).get("children"))
    return {"section": section, "worded": "" if due.get("date") else str(due.get("words") or "")}


def _copies_form(document: OfficialDocument, _key: str) -> CorrectionForm:
    lines, archive = copies_of(document)
    return CopiesForm(initial={"seen": copies_mark(document), "lines": "\n".join(lines), "archive": archive})


def _time(hour: object) -> time | None:
    return time.fromisoformat(str(hour)) if hour else None


FORMS: Final[Sequence[tuple[str, Any]]] = (
    (ADD_LINE, lambda _document, _key: LineForm()),
    (COPIES, _copies_form),
    (ADD_DEADLINE, lambda document, _key: DeadlineForm(days=days_to_choose(document))),
    (ADD_REQUEST, lambda document, _key: RequestForm(initial={"kind": "request"}, days=days_to_choose(document))),
    (LINE, _line_form),
    (DEADLINE, _deadline_form),
    (CLAUSE, _clause_form),
)


def parts_of(
    document: OfficialDocument, settled: Settled, *, opened: Open | None, proposals: Sequence[Proposal] = (), may: bool = False
) -> dict[str, Any]:
    """All of it for the page of a paper that came in; `may`: whoever looks may correct it."""
    copies, archive = copies_of(document)
    clauses = clauses_shown(document)
    return {
        "opened": opened,
        "lines": lines_of(document, settled, may=may),
        "copies": copies,
        "archive": archive,
        "deadlines": deadlines_shown(document, settled),
        "missed": missed_deadlines(document),
        "asked": [one for one in clauses if one.kind != CONTEXT],
        "explained": [one for one in clauses if one.kind == CONTEXT],
        "line_proposals": [shown_proposal(one) for one in proposals if one.field == "recipients"],
        "deadline_proposals": [shown_proposal(one) for one in proposals if one.field == "deadlines"],
        "explained_open": opened is not None and any(one.key == opened.key for one in clauses if one.kind == CONTEXT),
    }


OUTCOMES: Final = {
    "answered": gettext_lazy("đã trả lời"),
    "nothing": gettext_lazy("không còn mục nào trống hay ngờ để hỏi"),
    "slow": gettext_lazy("chưa trả lời kịp"),
    "resting": gettext_lazy("tạm nghỉ sau một lần hỏi không được"),
    "unreachable": gettext_lazy("không kết nối được"),
    "too_large": gettext_lazy("trả lời quá dài"),
    "cut_off": gettext_lazy("trả lời bị đứt giữa chừng"),
    "not_json": gettext_lazy("trả lời không đúng dạng"),
    "shape": gettext_lazy("trả lời không đúng dạng"),
    "url": gettext_lazy("địa chỉ trong thiết lập chưa đúng"),
    "key": gettext_lazy("khóa trong thiết lập chưa đúng"),
    "name": gettext_lazy("tên trong thiết lập chưa đúng"),
}
DROPPED: Final = {
    "words": gettext_lazy("chữ trích không có trong văn bản"),
    "value": gettext_lazy("giá trị không nằm trong chữ trích"),
    "date": gettext_lazy("ngày không có trong chữ trích"),
    "same": gettext_lazy("trùng giá trị đang dùng hoặc đã trả lời"),
    "field": gettext_lazy("mục không được hỏi"),
    "too_many": gettext_lazy("quá nhiều"),
    "shape": gettext_lazy("không đúng dạng"),
    "not_json": gettext_lazy("không đúng dạng"),
}


def model_of(document: OfficialDocument, *, may: bool) -> dict[str, Any]:
    """How the office's language model was asked about the paper, and whether the actor may have it asked."""
    last = document.asked.order_by("-at", "-pk").first() if may else None
    model = model_of_the_office() if may else None
    openness = openness_of(document) if model else None
    return {
        "asked_model": last,
        "asked_outcome": OUTCOMES.get(last.outcome, last.outcome) if last else "",
        "asked_dropped": [(DROPPED.get(reason, reason), count) for reason, count in last.dropped.items()] if last else [],
        "may_ask": openness in (Openness.OPEN, Openness.UNSEEN),
        "stamped": openness is Openness.STAMPED,
        "unseen": openness is Openness.UNSEEN,
    }


def doubts_of(parts: Mapping[str, Any], fields: Sequence[ReadField]) -> list[tuple[str, str]]:
    """What a person should look at before work is given by the paper: its name and its place on the page."""
    doubts = [(field.label, f"m-{field.name}") for field in fields if field.look != "good"]
    doubts += [(_("Kính gửi: %(line)s") % {"line": line.text[:60]}, line.key) for line in parts["lines"] if line.look != "good"]
    doubts += [(_("Thời hạn %(day)s") % {"day": one.said}, one.key) for one in parts["deadlines"] if one.look != "good"]
    doubts += [(_("“%(day)s” có phải thời hạn không?") % {"day": day}, "thoi-han") for day in parts["missed"]]
    if not parts["asked"]:
        doubts.append((_("Không thấy yêu cầu nào"), "yeu-cau"))
    return doubts
