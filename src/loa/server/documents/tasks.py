"""Reactions of documents: files that take time are read here, a few pages at a time, so that other work has its turn."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django_tasks import task

from loa.server.documents import services
from loa.server.documents.queries import files_resting, model_of_the_office, signed_uploads_resting
from loa.server.kit import clock
from loa.server.kit.actors import Actor

READER = Actor.system("bộ phận đọc văn bản của Loa", via="task")
PROPOSER = Actor.system("mô hình ngôn ngữ của cơ quan", via="task")
CHECKER = Actor.system("bộ phận kiểm tra chữ ký số của Loa", via="task")


@task()
def read_given(given_id: str) -> str:
    """A slice of a file; comes again by itself while pages are left. Returns where it stands."""
    given = services.read_on(given_id=UUID(given_id), by=READER, clock=clock.now)
    if given.state in services.UNDER_WAY and given.worked_at is None:
        read_given.enqueue(given_id)
    return str(given.state)


def start_reading(payload: dict[str, Any], *, now: datetime) -> None:  # noqa: ARG001 -- a reaction
    """FileGivenIn: have it read."""
    read_given.enqueue(payload["given_id"])


@task()
def look_at_signatures(document_id: str) -> int:
    """Signatures of a paper that came in. Returns how many people signed."""
    kept = services.check_signatures(document_id=UUID(document_id), by=CHECKER, now=clock.now())
    return len(kept.report["signatures"]) if kept else 0


def start_checking(payload: dict[str, Any], *, now: datetime) -> None:  # noqa: ARG001 -- a reaction
    """DocumentReceived: have its signatures checked."""
    look_at_signatures.enqueue(payload["document_id"])


@task()
def check_signed(upload_id: str) -> str:
    """A signed file that was brought back. Returns where it stands."""
    return str(services.check_brought(upload_id=UUID(upload_id), by=CHECKER, clock=clock.now).state)


def start_check_of_signed(payload: dict[str, Any], *, now: datetime) -> None:  # noqa: ARG001 -- a reaction
    """SignedFileBrought: have it checked."""
    check_signed.enqueue(payload["upload_id"])


@task()
def ask_model(document_id: str, again: bool = False, not_secret: bool = False) -> int:
    """The office's language model, asked about what was read badly. Returns how much it proposed."""
    asked = services.propose_reading(document_id=UUID(document_id), again=again, not_secret=not_secret, by=PROPOSER, now=clock.now())
    return asked.proposed if asked else 0


def start_proposing(payload: dict[str, Any], *, now: datetime) -> None:  # noqa: ARG001 -- a reaction
    """DocumentReceived: have the office's language model asked, where there is one."""
    if model_of_the_office() is not None:
        ask_model.enqueue(payload["document_id"])


def propose_again(payload: dict[str, Any], *, now: datetime) -> None:  # noqa: ARG001 -- a reaction
    """ProposalsRequested: a person wants it asked."""
    ask_model.enqueue(payload["document_id"], again=True, not_secret=payload["not_secret"])


def go_on_checking() -> None:
    """Signed files whose worker was killed, or whose turn was lost."""
    for upload_id in signed_uploads_resting(now=clock.now()):
        check_signed.enqueue(str(upload_id))


def go_on_reading() -> None:
    """Files whose worker was killed, or whose turn was lost."""
    for given_id in files_resting(now=clock.now()):
        read_given.enqueue(str(given_id))
