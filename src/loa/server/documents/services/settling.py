"""What a paper of our own asks becomes clauses that work can be assigned by, once the paper is signed and can change no more."""

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
