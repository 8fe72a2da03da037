"""Verbs about agencies: loading their tables, and entering the identifier of an office."""

from loa.server.agencies.services.identifiers import NewIdentifier, enter_identifier, enter_identifiers
from loa.server.agencies.services.loading import KINDS, NAMED, WRITTEN_IN_FULL, agency_id, load_agencies, load_shipped_agencies

__all__ = [
    "KINDS",
    "NAMED",
    "WRITTEN_IN_FULL",
    "NewIdentifier",
    "agency_id",
    "enter_identifier",
    "enter_identifiers",
    "load_agencies",
    "load_shipped_agencies",
]
