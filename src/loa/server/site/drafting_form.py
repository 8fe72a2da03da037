"""The draft as a form: every base, recipient and clause may be left out, changed and put elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from itertools import count
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loa.core.drafting import Basis, Drafted, Line
from loa.core.stamps import Urgency
from loa.server.documents.models import OfficialDocument
from loa.server.kit.clock import HANOI
from loa.server.kit.forms import ActForm, Day, Words
from loa.server.site.drafting import END_OF_OFFICE_HOURS, Prepared, Sentence, Written

MOST_CLAUSE = 6000
LAST = 999  # a clause without a place goes behind those that have one


@dataclass(frozen=True, slots=True)
class SourceShown:
    """Where a clause comes from, to be read beside it."""

    document: OfficialDocument
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """A clause with its fields and what it comes from."""

    clause: Drafted
    use: BoundField
    place: BoundField | None
    text: BoundField
    sources: tuple[SourceShown, ...]


class DraftingForm(ActForm):
    """Soạn văn bản từ các văn bản cấp trên."""

    at: ClassVar[dict[str, str]] = {"site.draft_later_than_above": "due_day"}

    symbol = forms.CharField(
        label=_("Ký hiệu"), max_length=60, help_text=_("Gồm tên cơ quan và đơn vị soạn thảo, ví dụ STTTT-BCXBTT. Số để trống cho văn thư.")
    )
    subject = Words(label=_("Trích yếu"), max_length=500)
    urgency = forms.ChoiceField(label=_("Mức độ khẩn"), required=False)
    due_day = Day(label=_("Hạn báo cáo: ngày"), required=False)
    due_hour = forms.TimeField(
        label=_("Hạn báo cáo: giờ"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Không phải một giờ có thật, ví dụ 17:00.")},
    )
    copies = Words(label=_("Nơi nhận"), help_text=_("Mỗi nơi một dòng, không ghi dòng “Lưu”."))
    archive = forms.CharField(label=_("Lưu"), max_length=120, initial="VT")

    def __init__(self, *args: Any, prepared: Prepared, symbol: str = "", **kwargs: Any) -> None:
        self.prepared = prepared
        draft = prepared.draft
        proposal = draft.proposal
        kwargs["initial"] = {
            "symbol": symbol,
            "subject": draft.subject,
            "urgency": draft.urgency.value,
            "due_day": proposal.day if proposal else None,
            "due_hour": time.fromisoformat(proposal.time) if proposal else None,
            "copies": "\n".join(draft.copies),
        }
        super().__init__(*args, **kwargs)
        self.fields["urgency"].choices = [("", _("không"))] + [(one.value, _(one.vi)) for one in Urgency if one]  # type: ignore[attr-defined]
        for basis in draft.bases:
            self._add(basis.key, basis.text, basis.chosen, label=_("Căn cứ"), rows=2)
        for line in draft.recipients:
            self.fields[f"{line.key}_use"] = forms.BooleanField(label=line.text, required=False, initial=line.chosen)
        order = count(1)
        for clause in draft.clauses:
            self._add(clause.key, clause.text, clause.chosen, label=_("Nội dung"), rows=4)
            place = next(order) if clause.chosen else None
            self.fields[f"{clause.key}_place"] = forms.IntegerField(
                label=_("Thứ tự"), required=False, min_value=1, max_value=LAST, initial=place
            )
        self._add(draft.report.key, draft.report.text, draft.report.chosen, label=_("Hướng dẫn báo cáo"), rows=3)

    def _add(self, key: str, text: str, chosen: bool, *, label: Any, rows: int) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "class": "grows"})
        self.fields[f"{key}_use"] = forms.BooleanField(label=_("Đưa vào văn bản"), required=False, initial=chosen)
        self.fields[f"{key}_text"] = Words(label=label, required=False, max_length=MOST_CLAUSE, initial=text, widget=widget)

    def clean(self) -> dict[str, Any]:
        """What is to stand in the letter has words."""
        told = super().clean() or {}
        for name in [name for name in self.fields if name.endswith("_use")]:
            text = name.removesuffix("_use") + "_text"
            if told.get(name) and text in self.fields and text not in self.errors and not str(told.get(text) or "").strip():
                self.add_error(text, gettext("Hãy viết câu này, hoặc bỏ chọn."))
        return told

    @property
    def bases(self) -> list[tuple[Basis, BoundField, BoundField]]:
        """The bases proposed, with their fields."""
        return self._bases(proposed=True)

    @property
    def other_bases(self) -> list[tuple[Basis, BoundField, BoundField]]:
        """The bases offered and not proposed."""
        return self._bases(proposed=False)

    def _bases(self, *, proposed: bool) -> list[tuple[Basis, BoundField, BoundField]]:
        found = [basis for basis in self.prepared.draft.bases if basis.chosen is proposed]
        return [(basis, self[f"{basis.key}_use"], self[f"{basis.key}_text"]) for basis in found]

    @property
    def recipients(self) -> Iterator[tuple[Line, BoundField]]:
        """Each line of "Kính gửi" with its box."""
        for line in self.prepared.draft.recipients:
            yield line, self[f"{line.key}_use"]

    @property
    def clauses(self) -> list[ClauseShown]:
        """The clauses proposed with their fields and sources, in the order of the papers; and those that a person has put in."""
        return [one for one in self._clauses() if one.clause.chosen or one.use.value()]

    @property
    def other_clauses(self) -> list[ClauseShown]:
        """Everything else that the papers ask, each with why it is not proposed."""
        return [one for one in self._clauses() if not (one.clause.chosen or one.use.value())]

    def _clauses(self) -> Iterator[ClauseShown]:
        for clause in self.prepared.draft.clauses:
            yield self._shown(clause, self[f"{clause.key}_place"])

    @property
    def report(self) -> ClauseShown:
        """The clause about reports."""
        return self._shown(self.prepared.draft.report, None)

    def _shown(self, clause: Drafted, place: BoundField | None) -> ClauseShown:
        documents = {str(one.pk): one for one in self.prepared.documents}
        sources = tuple(SourceShown(documents[one.paper], one.number or "", one.text) for one in clause.sources)
        return ClauseShown(clause, self[f"{clause.key}_use"], place, self[f"{clause.key}_text"], sources)

    @property
    def written(self) -> Written:
        """What was sent."""
        told, draft = self.cleaned_data, self.prepared.draft
        chosen = [clause for clause in draft.clauses if told[f"{clause.key}_use"]]
        places = {clause.key: (told.get(f"{clause.key}_place") or LAST) for clause in chosen}
        ordered = [*sorted(chosen, key=lambda clause: places[clause.key]), *([draft.report] if told["report_use"] else [])]
        return Written(
            symbol=told["symbol"],
            subject=" ".join(told["subject"].split()),
            bases=tuple(Sentence(basis.key, told[f"{basis.key}_text"].strip()) for basis in draft.bases if told[f"{basis.key}_use"]),
            to=tuple((line.text, line.agencies) for line in draft.recipients if told[f"{line.key}_use"]),
            clauses=tuple(Sentence(clause.key, told[f"{clause.key}_text"].strip()) for clause in ordered),
            due_at=self.due_at,
            copies=tuple(line.strip() for line in told["copies"].splitlines() if line.strip()),
            archive=told["archive"],
            urgency=Urgency(told["urgency"] or ""),
            security=draft.security,
        )

    @property
    def due_at(self) -> datetime | None:
        """The deadline, aware; the end of office hours where no hour is given."""
        day = self.cleaned_data.get("due_day")
        return datetime.combine(day, self.cleaned_data.get("due_hour") or END_OF_OFFICE_HOURS, tzinfo=HANOI) if day else None


def ids_of(texts: list[str]) -> list[UUID]:
    """The ids among these words, once each; what is none is passed over."""
    found: list[UUID] = []
    for text in texts[:50]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))
