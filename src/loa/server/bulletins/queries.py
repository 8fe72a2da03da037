"""Questions about texts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from loa.core.bulletin_steps import State
from loa.core.errors import NotFound
from loa.core.roles import Right
from loa.core.unit_words import Declaration, Sentence, assembled
from loa.server.bulletins.errors import LinkUnusable
from loa.server.bulletins.models import Approval, ApprovalLink, ApprovalWay, Bulletin, Revision, UnitText
from loa.server.campaigns.models import Assignment
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.people.queries import actor_of, agencies_above, agencies_seen_by

_WHAT_A_LINK_MAY = frozenset({Right.VIEW, Right.APPROVE})


def bulletins_of(*, seen_by: Actor) -> "QuerySet[Bulletin]":
    """The texts of the agencies the actor sees; and, of the campaigns that the actor's agencies carry, the approved ones from above."""
    carried = Assignment.objects.filter(agency__in=seen_by.agency_ids).values("campaign")
    from_above = Q(campaign__in=carried, state=State.APPROVED, agency__in=agencies_above(seen_by, ever=True))
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


def approvals_awaiting_confirmation(*, seen_by: Actor) -> "QuerySet[Approval]":
    """Approvals that somebody told in the actor's name and that the actor has neither confirmed nor denied; no role is needed to know."""
    told = [way for way in ApprovalWay if way.is_outside]
    waiting = Approval.objects.filter(by_person_id__isnull=False, by_person_id=seen_by.person_id, way__in=told, confirmed_at=None)
    return waiting.filter(denied_at=None).select_related("revision__bulletin").order_by("at")


def approval_link(link_id: UUID | None, *, now: datetime) -> ApprovalLink:
    """An open approval link. Raises `LinkUnusable` for one that is used, taken back or over."""
    links = ApprovalLink.objects.select_related("revision__bulletin__campaign", "person")
    link = links.filter(pk=link_id, used_at=None, ended_at=None, expires_at__gt=now).first() if link_id else None
    if link is None:
        raise LinkUnusable
    return link


def approver_at(link: ApprovalLink, *, now: datetime) -> Actor:
    """The approver as the link lets them act: at the writer's agency alone, to see and to approve."""
    actor = actor_of(link.person, on=now.astimezone(clock.HANOI).date(), via="link")
    agency_id = link.revision.bulletin.agency_id
    held = ((g, g.rights & _WHAT_A_LINK_MAY) for g in actor.grants if g.agency_id == agency_id)
    grants = tuple(replace(grant, own_rights=rights) for grant, rights in held if rights)
    return replace(actor, agency_id=agency_id, grants=grants)


def open_approval_links(bulletin_id: UUID, *, seen_by: Actor, now: datetime) -> "QuerySet[ApprovalLink]":
    """The approval links of a text that can still be used."""
    held = bulletins_of(seen_by=seen_by).filter(pk=bulletin_id).values("pk")
    links = ApprovalLink.objects.filter(revision__bulletin__in=held, used_at=None, ended_at=None, expires_at__gt=now)
    return links.select_related("person", "revision").order_by("made_at")


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
