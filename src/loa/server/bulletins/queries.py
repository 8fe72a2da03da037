"""Questions about texts."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from loa.core.bulletin_steps import State
from loa.core.errors import NotFound
from loa.core.unit_words import Declaration, Sentence, assembled
from loa.server.bulletins.models import Bulletin, Revision, UnitText
from loa.server.campaigns.models import Assignment
from loa.server.kit.actors import Actor
from loa.server.people.queries import agencies_above, agencies_seen_by


def bulletins_of(*, seen_by: Actor) -> "QuerySet[Bulletin]":
    """The texts of the agencies the actor sees; and, of the campaigns that the actor's agencies carry, the approved ones from above."""
    carried = Assignment.objects.filter(agency__in=seen_by.agency_ids).values("campaign")
    from_above = Q(campaign__in=carried, state=State.APPROVED, agency__in=agencies_above(seen_by))
    return Bulletin.objects.filter(Q(agency__in=agencies_seen_by(seen_by)) | from_above).select_related("campaign")


def revisions_within_reach(*, seen_by: Actor) -> "QuerySet[Revision]":
    """Revisions that the actor may put on the air: of agencies seen, and of those above; never a neighbour's. Approval is asked apart."""
    reach = Q(bulletin__agency__in=agencies_seen_by(seen_by)) | Q(bulletin__agency__in=agencies_above(seen_by))
    return Revision.objects.filter(reach).select_related("bulletin", "approval")


def bulletin_of(bulletin_id: UUID, *, seen_by: Actor) -> Bulletin:
    """One text. Raises `NotFound` outside the actor's scope."""
    bulletin = bulletins_of(seen_by=seen_by).filter(pk=bulletin_id).first()
    if bulletin is None:
        raise NotFound
    return bulletin


def bulletins_awaiting_approval(*, seen_by: Actor) -> "QuerySet[Bulletin]":
    """Texts of the actor's own agencies that wait for an approver who did not write them."""
    waiting = Bulletin.objects.filter(agency__in=seen_by.agency_ids, state=State.SUBMITTED).exclude(author_person_id=seen_by.person_id)
    return waiting.exclude(pk__in=Revision.objects.filter(author_person_id=seen_by.person_id).values("bulletin"))


def unit_texts_awaiting_approval(*, seen_by: Actor) -> "QuerySet[UnitText]":
    """A unit's own words that wait for its leader."""
    return (
        UnitText.objects.filter(agency__in=seen_by.agency_ids, state=State.SUBMITTED, ended_at=None)
        .exclude(author_person_id=seen_by.person_id)
        .select_related("revision__bulletin")
    )


def airable_revisions(*, on: date, campaign_id: UUID | None = None, seen_by: Actor) -> "QuerySet[Revision]":
    """Approved revisions, current and valid on that day, not superseded: nothing else may sound."""
    return (
        Revision.objects.filter(
            bulletin__in=bulletins_of(seen_by=seen_by).values("pk"),
            bulletin__state=State.APPROVED,
            bulletin__superseded_by=None,
            number=F("bulletin__current"),
            approval__isnull=False,
            valid_from__lte=on,
        )
        .filter(Q(valid_to=None) | Q(valid_to__gte=on))
        .filter(Q(bulletin__campaign=campaign_id) if campaign_id else Q())
        .select_related("bulletin__campaign__document", "approval")
        .order_by("bulletin__position", "bulletin__made_at")
    )


def own_sentences(
    revision_ids: Iterable[UUID], *, on: date, agency_ids: Iterable[UUID] | None = None
) -> dict[tuple[UUID, UUID], dict[str, str]]:
    """The units' own sentences that are approved and valid on that day: (revision, agency) -> key -> sentence. Expired ones fall out."""
    found = UnitText.objects.filter(
        revision__in=list(revision_ids), state=State.APPROVED, ended_at=None, valid_from__lte=on, valid_to__gte=on
    )
    if agency_ids is not None:
        found = found.filter(agency__in=list(agency_ids))
    own: dict[tuple[UUID, UUID], dict[str, str]] = {}
    for revision_id, agency_id, key, sentence in found.values_list("revision_id", "agency_id", "key", "sentence"):
        own.setdefault((revision_id, agency_id), {})[key] = sentence
    return own


def sentences_of(revision: Revision, own: dict[str, str] | None = None) -> tuple[Sentence, ...]:
    """The text as one unit hears it (`own` by key), or as everybody does."""
    return assembled(revision.text, [Declaration.of(d) for d in revision.declared], own or {})
