"""What agencies do in answer to others, wired in site/wiring.py."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from loa.server.agencies.reach import rebuild_reach


def keep_reach(_payload: Mapping[str, Any], *, now: datetime) -> None:  # noqa: ARG001 -- a reaction is handed the time
    """Trees, agencies or lineage changed: who sees whose work follows in the same transaction."""
    rebuild_reach()
