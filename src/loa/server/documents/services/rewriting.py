"""Drafts of our own, rewritten by a person before they are submitted."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from loa.core.folding import nfc
from loa.core.paper_steps import PaperAction
from loa.server.documents.errors import NothingToRewrite
from loa.server.documents.events import PaperRewritten
from loa.server.documents.models import OfficialDocument
from loa.server.documents.papers.content import Paper
from loa.server.documents.papers.stored import content_sha256, paper_to_json
from loa.server.documents.services.books import held_paper
from loa.server.documents.services.issuing import take_step
from loa.server.kit import acts
from loa.server.kit.actors import Actor


@transaction.atomic
def rewrite_paper(*, document_id: UUID, paper: Paper, seen_sha256: str, by: Actor, now: datetime) -> OfficialDocument:
    """Sửa bản thảo văn bản đi. `seen_sha256` is of the content that was on the page: nobody's change is written over unseen.

    Raises `NothingToRewrite` where the paper has no content of ours or somebody changed it meanwhile, `PaperStepNotOpen` once it is submitted.
    """
    document = held_paper(document_id, by=by)
    if not document.content or content_sha256(document.content) != seen_sha256:
        raise NothingToRewrite
    content = paper_to_json(paper)
    if content == document.content:
        return document
    document.content, document.subject, document.symbol = content, nfc(paper.subject), paper.symbol
    document.signer = nfc(paper.signature.name)  # signatures that come back are compared with it
    document.save(update_fields=["content", "subject", "symbol", "signer"])
    document = take_step(document_id=document.pk, action=PaperAction.EDIT, by=by, now=now)
    acts.record(
        PaperRewritten(document_id=document.pk),
        by=by,
        now=now,
        before={"content_sha256": seen_sha256},
        after={"content_sha256": content_sha256(content)},
    )
    return document
