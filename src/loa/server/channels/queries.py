"""Stations, boards and links in the caller's scope; and the address residents can reach."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet, Sum

from loa.core.addresses import reachable_from_outside
from loa.server.channels.errors import LinkNotFound, StationNotFound
from loa.server.channels.models import Board, Cluster, LinkCount, ShortLink, Station
from loa.server.kit.actors import Actor
from loa.server.people.queries import agencies_seen_by


def stations(*, seen_by: Actor, on: date | None = None, agency_ids: Iterable[UUID] | None = None) -> QuerySet[Station]:
    """Stations in scope, by name; those at work on that day, of those agencies, where given."""
    found = Station.objects.filter(agency__in=agencies_seen_by(seen_by)).select_related("agency").order_by("search_key", "pk")
    if agency_ids is not None:
        found = found.filter(agency__in=list(agency_ids))
    return found if on is None else found.filter(_at_work(on))


def _at_work(on: date) -> Q:
    return (Q(started_on=None) | Q(started_on__lte=on)) & (Q(ended_on=None) | Q(ended_on__gt=on))


def station(station_id: UUID, *, seen_by: Actor) -> Station:
    """One station in scope. Raises `StationNotFound`."""
    found = stations(seen_by=seen_by).filter(pk=station_id).first()
    if found is None:
        raise StationNotFound(station_id=station_id)
    return found


def clusters(*, seen_by: Actor, station_id: UUID | None = None) -> QuerySet[Cluster]:
    """Clusters of loudspeakers in scope."""
    found = Cluster.objects.filter(station__agency__in=agencies_seen_by(seen_by)).select_related("station").order_by("search_key", "pk")
    return found if station_id is None else found.filter(station=station_id)


def boards(*, seen_by: Actor, agency_ids: Iterable[UUID] | None = None) -> QuerySet[Board]:
    """Public boards in scope that still stand."""
    found = Board.objects.filter(agency__in=agencies_seen_by(seen_by), ended_on=None).order_by("search_key", "pk")
    return found if agency_ids is None else found.filter(agency__in=list(agency_ids))


def link_of_code(code: str) -> ShortLink:
    """The link behind a printed code; open to everybody, as the code is. Raises `LinkNotFound`."""
    found = ShortLink.objects.filter(code=code).first()
    if found is None:
        raise LinkNotFound(code=code[:20])
    return found


def scans_by_agency_and_channel(
    *, seen_by: Actor, first_day: date, last_day: date, target_ids: Iterable[UUID] | None = None
) -> list[dict[str, object]]:
    """Lượt quét in scope between two days, both included: rows of agency_id, channel, purpose, day, scans."""
    counts = LinkCount.objects.filter(link__agency__in=agencies_seen_by(seen_by), day__range=(first_day, last_day))
    if target_ids is not None:
        counts = counts.filter(link__target_id__in=list(target_ids))
    rows = counts.values("link__agency_id", "link__channel", "link__purpose", "day").annotate(scans=Sum("count"))
    return [
        {
            "agency_id": row["link__agency_id"],
            "channel": row["link__channel"],
            "purpose": row["link__purpose"],
            "day": row["day"],
            "scans": row["scans"],
        }
        for row in rows.order_by("day", "link__agency_id", "link__channel", "link__purpose")
    ]


def public_url(path: str) -> str | None:
    """The full address of a page, as a resident's phone would open it.

    None where LOA_PUBLIC_URL is not set or cannot be reached from outside: then nothing carries a QR.
    """
    base = str(getattr(settings, "LOA_PUBLIC_URL", "") or "").strip()
    return urljoin(base.rstrip("/") + "/", path.lstrip("/")) if reachable_from_outside(base) else None


def link_url(link: ShortLink) -> str | None:
    """The short address of a link, or None where no phone could reach it."""
    return public_url(f"s/{link.code}")
