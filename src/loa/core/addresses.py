"""Whether an address of the web can be reached by a resident's phone, judged by its face alone."""

import ipaddress
from urllib.parse import urlsplit

_INSIDE = ("localhost", ".localhost", ".local", ".lan", ".internal", ".intranet", ".home.arpa", ".test", ".example", ".invalid")


def reachable_from_outside(address: str) -> bool:
    """False for no address, another scheme than http(s), this machine, private networks and names without a dot.

    A public name that leads to a private machine cannot be told from its face.
    """
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or not host:
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(_INSIDE)
