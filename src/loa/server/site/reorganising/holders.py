"""Which stages hold something of an agency that ends. The table stands in `site/wiring.py`; it is handed over at start-up."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from loa.core.reorganising.holdings import Carried, Holding


@dataclass(frozen=True, slots=True)
class Holder:
    """One line of the table: a stage, what it holds, and how it hands it over."""

    name: str
    holdings_of: Callable[..., Iterable[Holding]]
    carry_over: Callable[..., Carried]


_holders: list[Holder] = []


def wire(table: Sequence[Holder]) -> None:
    """Take the table."""
    _holders[:] = table


def holders() -> tuple[Holder, ...]:
    """The table, upstream first."""
    return tuple(_holders)


def all_holdings(agency_ids: Collection[UUID], *, on: date) -> dict[UUID, dict[str, list[Holding]]]:
    """What these agencies hold on that day, by agency and stage."""
    found: dict[UUID, dict[str, list[Holding]]] = {}
    for holder in _holders:
        for holding in holder.holdings_of(agency_ids, on=on):
            found.setdefault(holding.agency_id, {}).setdefault(holder.name, []).append(holding)
    return found
