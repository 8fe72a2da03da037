"""What the demo remembers of itself: which agencies are the person's own, which day's map, which station sounds."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self
from uuid import UUID

FILE_NAME = "demo.json"


@dataclass(frozen=True, slots=True)
class Setting:
    """The demo of one home. `own` are the agencies that wait for the person; colleagues never act there."""

    map_date: date
    department: UUID
    office: UUID | None
    committee: UUID | None
    centre: UUID | None
    health: UUID | None
    ward: UUID
    neighbour: UUID
    station: UUID

    @property
    def own(self) -> frozenset[UUID]:
        """The agencies with an account of their own, whose work is left to the person."""
        held = (self.department, self.office, self.committee, self.ward)
        return frozenset(agency for agency in held if agency is not None)

    @classmethod
    def of(cls, home: Path) -> Self | None:
        """What is remembered in this home; `None` before its first start."""
        path = home / FILE_NAME
        if not path.exists():
            return None
        raw: dict[str, Any] = json.loads(path.read_text())
        day = date.fromisoformat(raw.pop("map_date"))
        places: dict[str, Any] = {name: UUID(value) if value else None for name, value in raw.items()}
        return cls(map_date=day, **places)

    def write(self, home: Path) -> None:
        """Remember, whole or not at all."""
        draft = home / f"{FILE_NAME}.draft"
        draft.write_text(json.dumps(asdict(self), default=str, indent=2))
        draft.replace(home / FILE_NAME)
