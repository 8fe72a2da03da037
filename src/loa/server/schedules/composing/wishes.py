"""Wishes for air time, joined with what bulletins and programmes say of themselves, and turned into what the rule weighs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from loa.core.bulletin_steps import State
from loa.core.filling import Claim, Held, Opening, Want
from loa.core.origins import Origin
from loa.core.priorities import Priority
from loa.core.quiet import midnight
from loa.server.bulletins.models import BulletinKind, Revision
from loa.server.bulletins.queries import revisions_within_reach
from loa.server.kit.actors import Actor
from loa.server.schedules.errors import ContentNotApproved, ContentNotFound, WishUnusable
from loa.server.schedules.models import Programme, ProgrammeItem, ProgrammeState, Session, Slot, SlotState


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Airings of one revision, or of one programme, in the week at some stations.

    `seconds` is one airing, `seconds_at` where an agency's own words make it longer; `agency_ids` None means every station asked for; of a notice, the one at home.
    `order` is the commune's own order. `accepted`: the commune has chosen to air what is thông thường from above; else it is offered.
    """

    revision_id: UUID | None = None
    programme_id: UUID | None = None
    seconds: int
    airings: int
    seconds_at: Mapping[UUID, int] = field(default_factory=dict)
    agency_ids: frozenset[UUID] | None = None
    order: int = 0
    accepted: bool = False


@dataclass(frozen=True)
class Content:
    """A wish with what stands behind it. `items` are the parts of a programme; empty for a bulletin."""

    wish: Wish
    key: str
    title: str
    priority: Priority
    agency_id: UUID
    is_notice: bool
    campaign_id: UUID | None
    not_before: datetime | None
    not_after: datetime | None
    items: tuple[ProgrammeItem, ...] = ()
    campaigns: Mapping[UUID, UUID | None] = field(default_factory=dict)

    def concerns(self, agency_id: UUID) -> bool:
        """Whether it is wished at this agency's station; a notice sounds at home unless others are named."""
        if self.wish.agency_ids is not None:
            return agency_id in self.wish.agency_ids
        return not self.is_notice or agency_id == self.agency_id

    def origin_at(self, agency_id: UUID) -> Origin:
        """As the station that plays it sees it."""
        if self.agency_id != agency_id:
            return Origin.RELAYED
        return Origin.OWN if self.is_notice else Origin.PRODUCED

    def claim_at(self, agency_id: UUID) -> Claim:
        """What its claim to time rests on there."""
        if self.items:
            return Claim.PROGRAMME
        return Claim.OWN if self.agency_id == agency_id else Claim.OFFERED

    def state_at(self, agency_id: UUID) -> SlotState:
        """Whether a slot of it is planned at once, or only offered."""
        offered = self.claim_at(agency_id) is Claim.OFFERED and self.priority is Priority.NORMAL and not self.wish.accepted
        return SlotState.OFFERED if offered else SlotState.PLANNED


def contents_of(wishes: Sequence[Wish], *, seen_by: Actor) -> list[Content]:
    """Load what the wishes ask for, as far as the actor sees it. Raises `WishUnusable`, `ContentNotFound`, `ContentNotApproved`."""
    if not all(_is_usable(wish) for wish in wishes):
        raise WishUnusable
    revisions = {
        one.pk: one for one in revisions_within_reach(seen_by=seen_by).filter(pk__in=[w.revision_id for w in wishes if w.revision_id])
    }
    programmes = {
        one.pk: one
        for one in Programme.objects.filter(pk__in=[w.programme_id for w in wishes if w.programme_id]).prefetch_related(
            "items__revision__bulletin"
        )
    }
    return [_of_revision(w, revisions) if w.revision_id else _of_programme(w, programmes) for w in wishes]


def is_approved(revision: Revision) -> bool:
    """Whether this revision was approved, no later one took its place, and its bulletin still stands."""
    bulletin = revision.bulletin
    stands = bulletin.state != State.WITHDRAWN and bulletin.superseded_by_id is None
    return hasattr(revision, "approval") and stands and not revision.is_replaced


def key_of(slot: Slot) -> str:
    """What a slot is an airing of; the parts of one programme share a key."""
    return f"p:{slot.programme_item.programme_id}" if slot.programme_item else f"r:{slot.revision_id}"


def want_at(content: Content, agency_id: UUID, *, held: int, now: datetime) -> Want | None:
    """The content's want at this agency's station, less the airings it holds there; None where nothing is left to ask."""
    airings = content.wish.airings - held
    if airings < 1:
        return None
    return Want(
        key=content.key,
        priority=content.priority,
        claim=content.claim_at(agency_id),
        seconds=content.wish.seconds_at.get(agency_id, content.wish.seconds),
        airings=airings,
        order=content.wish.order,
        not_before=max(now, content.not_before or now),
        not_after=content.not_after,
    )


def opening_of(session: Session, slots: Iterable[Slot]) -> Opening:
    """A session as the rule weighs it; slots are given in order of position."""
    blocks: dict[str, Held] = {}
    for slot in slots:
        key = key_of(slot)
        before = blocks[key].seconds if key in blocks else 0
        blocks[key] = Held(key, before + slot.planned_seconds, yields=slot.priority == Priority.NORMAL)
    taken = sum(held.seconds for held in blocks.values())
    ends_at = session.starts_at + timedelta(seconds=session.max_seconds)
    return Opening(str(session.pk), session.starts_at, ends_at, max(0, session.max_seconds - taken), tuple(blocks.values()))


def end_of(day: date) -> datetime:
    """The end of a local day, in UTC."""
    return (midnight(day) + timedelta(days=1)).astimezone(UTC)


def start_of(day: date) -> datetime:
    """The start of a local day, in UTC."""
    return midnight(day).astimezone(UTC)


def _is_usable(wish: Wish) -> bool:
    names_one_thing = (wish.revision_id is None) != (wish.programme_id is None)
    return names_one_thing and wish.airings >= 1 and min([wish.seconds, *wish.seconds_at.values()]) >= 1


def _of_revision(wish: Wish, revisions: Mapping[UUID, Revision]) -> Content:
    revision = revisions.get(wish.revision_id) if wish.revision_id else None
    if revision is None:
        raise ContentNotFound(revision_id=wish.revision_id)
    bulletin = revision.bulletin
    if not is_approved(revision):
        raise ContentNotApproved(title=bulletin.title)
    return Content(
        wish=wish,
        key=f"r:{revision.pk}",
        title=bulletin.title,
        priority=Priority(bulletin.priority),
        agency_id=bulletin.agency_id,
        is_notice=bulletin.kind == BulletinKind.NOTICE,
        campaign_id=bulletin.campaign_id,
        not_before=start_of(revision.valid_from),
        not_after=end_of(revision.valid_to) if revision.valid_to else None,
    )


def _of_programme(wish: Wish, programmes: Mapping[UUID, Programme]) -> Content:
    programme = programmes.get(wish.programme_id) if wish.programme_id else None
    if programme is None:
        raise ContentNotFound(programme_id=wish.programme_id)
    if programme.state != ProgrammeState.APPROVED:
        raise ContentNotApproved(title=programme.title)
    items = tuple(programme.items.all())
    return Content(
        wish=wish,
        key=f"p:{programme.pk}",
        title=programme.title,
        priority=Priority.NORMAL,
        agency_id=programme.agency_id,
        is_notice=False,
        campaign_id=None,
        not_before=start_of(programme.week_starts_on),
        not_after=end_of(programme.week_starts_on + timedelta(days=6)),
        items=items,
        campaigns={item.pk: item.revision.bulletin.campaign_id for item in items if item.revision},
    )
