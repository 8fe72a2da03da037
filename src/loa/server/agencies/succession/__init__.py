"""What became of agencies: loading their lineage, and asking it."""

from loa.server.agencies.succession.loading import LINEAGE, agency_lineage_changed, load_agency_lineage
from loa.server.agencies.succession.questions import (
    agencies_of_ended_territories,
    functions_passed,
    predecessors_of,
    successors_of,
)

__all__ = [
    "LINEAGE",
    "agencies_of_ended_territories",
    "agency_lineage_changed",
    "functions_passed",
    "load_agency_lineage",
    "predecessors_of",
    "successors_of",
]
