"""What became of territories: loading lineage, asking it, and showing figures on the map of another day."""

from loa.server.places.succession.loading import lineage_changed, load_lineage
from loa.server.places.succession.questions import (
    came_from,
    lineage_held,
    predecessors,
    successions_of,
    successors,
    went_to,
)
from loa.server.places.succession.restating import Cell, restated
from loa.server.places.succession.shares import map_day, share_table

__all__ = [
    "Cell",
    "came_from",
    "lineage_changed",
    "lineage_held",
    "load_lineage",
    "map_day",
    "predecessors",
    "restated",
    "share_table",
    "successions_of",
    "successors",
    "went_to",
]
