"""The visitor's address behind a reverse proxy. Only proxies that the installation names are believed; by default there are none."""

from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

HEADER = "HTTP_X_FORWARDED_FOR"
MOST_STATIONS = 20  # longer lists are somebody's play: a real one has as many entries as there are proxies


def networks(given: Iterable[str]) -> tuple[Network, ...]:
    """Addresses and networks as the setting names them ("10.0.0.7", "10.0.0.0/8"). Raises ImproperlyConfigured for anything else."""
    try:
        return tuple(ip_network(one, strict=False) for one in given)
    except ValueError as error:
        msg = f"LOA_TRUSTED_PROXIES: {error}"
        raise ImproperlyConfigured(msg) from None


def visitor_address(caller: str, forwarded: str, *, trusted: Sequence[Network]) -> str:
    """The nearest address in the row (the caller, then X-Forwarded-For from its end) that is no trusted proxy.

    What stands before it may be anybody's invention. Where a proxy hands on what is no address, the proxy's own is the nearest known.
    """
    nearest = _address(caller)
    if nearest is None:
        return caller
    for entry in reversed(forwarded.split(",")[-MOST_STATIONS:]):
        if not any(nearest in network for network in trusted):
            break
        before = _address(entry)
        if before is None:
            break
        nearest = before
    return str(nearest)


def _address(written: str) -> Address | None:
    """An address as headers write it, with or without a port; IPv4 within IPv6 as IPv4."""
    bare = written.strip().strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


class TrustedProxiesMiddleware:
    """First of all: what follows (locks after wrong passwords, lists of sessions, tallies of refusals) sees the visitor's own address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.trusted = networks(settings.LOA_TRUSTED_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.trusted and HEADER in request.META:
            caller, forwarded = request.META.get("REMOTE_ADDR", ""), request.META[HEADER]
            request.META["REMOTE_ADDR"] = visitor_address(caller, forwarded, trusted=self.trusted)
        return self.get_response(request)
