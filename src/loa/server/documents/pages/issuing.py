"""The way of an outgoing paper as its page shows it: what was done, what can be done now, what its form lacks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from loa.core.paper_steps import PaperAction, PaperState, open_actions
from loa.core.roles import Right
from loa.server.documents import services
from loa.server.documents.forms import StepForm
from loa.server.documents.models import Direction, OfficialDocument, PaperStep
from loa.server.documents.papers import Fault, faults_of, paper_from_json
from loa.server.documents.queries import issued_papers_of
from loa.server.kit.actors import Actor

# The number has a form of its own.
STEPS: Final[Mapping[PaperAction, Callable[..., OfficialDocument]]] = {
    PaperAction.SUBMIT: services.submit_paper,
    PaperAction.RETURN: services.return_paper,
    PaperAction.INITIAL: services.initial_paper,
    PaperAction.CHECK: services.check_paper_form,
    PaperAction.SIGN: services.sign_paper,
    PaperAction.ISSUE: services.issue_paper,
    PaperAction.RECALL: services.recall_paper,
    PaperAction.REPLACE: services.replace_paper,
}
DONE: Final = {
    PaperAction.SUBMIT: _("Đã trình văn bản."),
    PaperAction.RETURN: _("Đã trả lại người soạn."),
    PaperAction.INITIAL: _("Đã ký nháy."),
    PaperAction.CHECK: _("Đã kiểm tra thể thức."),
    PaperAction.SIGN: _("Đã ghi nhận văn bản được ký."),
    PaperAction.ISSUE: _("Đã phát hành văn bản."),
    PaperAction.RECALL: _("Đã thu hồi văn bản."),
    PaperAction.REPLACE: _("Đã thay thế văn bản."),
}
LABELS: Final = {
    PaperAction.SUBMIT: _("Trình ký nháy"),
    PaperAction.RETURN: _("Trả lại người soạn"),
    PaperAction.INITIAL: _("Ký nháy"),
    PaperAction.CHECK: _("Xác nhận đúng thể thức"),
    PaperAction.SIGN: _("Ghi nhận đã ký"),
    PaperAction.ISSUE: _("Phát hành"),
    PaperAction.RECALL: _("Thu hồi"),
    PaperAction.REPLACE: _("Thay thế"),
}
# Open on the page at once; the others unfold.
_FORWARD: Final = frozenset({PaperAction.SUBMIT, PaperAction.INITIAL, PaperAction.CHECK, PaperAction.SIGN, PaperAction.ISSUE})
_BEFORE_SIGNATURE: Final = frozenset({PaperState.DRAFT, PaperState.SUBMITTED, PaperState.INITIALLED, PaperState.CHECKED})


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step that the reader may take now."""

    action: PaperAction
    label: str
    form: StepForm
    forward: bool


@dataclass(frozen=True, slots=True)
class Way:
    """Where the paper stands."""

    state: PaperState
    look: str
    steps: tuple[PaperStep, ...]
    open: tuple[NextStep, ...]
    may_number: bool
    may_edit: bool
    faults: tuple[Fault, ...]


def way_of(document: OfficialDocument, *, actor: Actor, sent: StepForm | None = None) -> Way | None:
    """The way of a paper of our own, with the steps open to the actor; `sent` is a form that was refused. None for a paper that came in."""
    if document.direction != Direction.OUT:
        return None
    state = PaperState(document.state or PaperState.DRAFT)
    rights = frozenset(Right) if actor.is_system else actor.rights_at(document.agency_id)
    own = actor.is_system or document.agency_id in actor.agency_ids
    open_now = open_actions(state, rights=rights, own_work=document.drawn_up_by_person_id in actor.persons)
    return Way(
        state=state,
        look={PaperState.ISSUED: "good", PaperState.RECALLED: "bad", PaperState.REPLACED: "bad"}.get(state, "doubt"),
        steps=tuple(document.steps.all()) if own else (),  # who did what is the office's own matter
        open=tuple(
            NextStep(
                action=action,
                label=str(LABELS[action]),
                form=sent if sent and sent.action is action else step_form(document, action, seen_by=actor),
                forward=action in _FORWARD,
            )
            for action in open_now
            if action in STEPS
        ),
        may_number=PaperAction.NUMBER in open_now,
        may_edit=PaperAction.EDIT in open_now and bool(document.content),
        faults=faults_of(paper_from_json(document.content)) if own and document.content and state in _BEFORE_SIGNATURE else (),
    )


def step_form(document: OfficialDocument, action: PaperAction, *, seen_by: Actor, sent: Mapping[str, Any] | None = None) -> StepForm:
    """The form of one step."""
    issued = (
        [
            (one.pk, f"{one.reference} – {one.subject[:80]}")
            for one in issued_papers_of(document.agency_id, seen_by=seen_by).exclude(pk=document.pk)[:50]
        ]
        if action is PaperAction.REPLACE
        else []
    )
    return StepForm(sent, action=action, issued=issued, prefix=None, auto_id=f"id_{action}_%s")
