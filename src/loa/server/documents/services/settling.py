"""A paper by which work is given: what it asks becomes clauses, and whoever gets the work may read it."""

from loa.server.documents.models import Clause, Direction, OfficialDocument
from loa.server.documents.papers.stored import paper_from_json
from loa.server.documents.papers.told import clauses_of


def settle_clauses(document: OfficialDocument) -> None:
    """Yêu cầu của văn bản đi: one row a clause, out of its content; nothing where they stand already. Joins the caller's transaction."""
    if document.direction != Direction.OUT or not document.content or document.clauses.exists():
        return
    asked = clauses_of(paper_from_json(document.content))
    Clause.objects.bulk_create(
        [
            Clause(document=document, position=place, number=number, kind=kind, text=text)
            for place, (number, kind, text) in enumerate(asked, start=1)
        ]
    )


def show_to_addressees(document: OfficialDocument) -> None:
    """Work is given with this paper: whom it names reads it in the register of the office above. Joins the caller's transaction."""
    OfficialDocument.objects.filter(pk=document.pk).update(goes_at_once=True)
