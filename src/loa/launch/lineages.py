"""What a territory came from and what it became, step by step, as the command line shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from loa.core.lineage import SuccessionKind
from loa.server.places.models import Succession, TerritoryVersion


@dataclass(frozen=True, slots=True)
class Link:
    """One succession met on the way; `step` says how many lie between it and the territory asked about."""

    step: int
    name: str | None  # of the other unit; None: none, or not known
    succession: Succession

    def said(self) -> str:
        """One line for people."""
        one = self.succession
        line = f"{one.effective_on:%d/%m/%Y} {SuccessionKind(one.kind).vi}: {self.name or self._nobody()}"
        if self.name:
            line += f", {self._share()}"
        return "; ".join(part for part in (line, one.act and f"theo {one.act}", one.source and f"nguồn {one.source}", one.note) if part)

    def as_json(self) -> dict[str, Any]:
        """The same for machines; `known` is false where nobody knows the other unit."""
        one = self.succession
        return {
            "step": self.step,
            "name": self.name,
            "known": self.name is not None or one.kind == SuccessionKind.ABOLISH,
            "kind": one.kind,
            "effective_on": one.effective_on.isoformat(),
            "weight": None if one.weight is None else float(one.weight),
            "basis": one.basis,
            "act": one.act,
            "source": one.source,
            "note": one.note,
        }

    def _nobody(self) -> str:
        return "không có đơn vị kế tục" if self.succession.kind == SuccessionKind.ABOLISH else "chưa rõ đơn vị kế tục"

    def _share(self) -> str:
        weight = self.succession.weight
        if weight is None:
            return "một phần, tỷ lệ chưa rõ"
        if weight == 1:
            return "toàn bộ"
        share = f"{(weight * 100).normalize():f}".replace(".", ",")
        return f"{share}%" + (f" ({self.succession.basis})" if self.succession.basis else "")


def links_on(territory_id: UUID) -> list[Link]:
    """What became of it, each step below the one it follows."""
    return _walk(territory_id, lambda ids: Succession.objects.filter(old__in=ids), lambda one: one.old_id, lambda one: one.new_id)


def links_back(territory_id: UUID) -> list[Link]:
    """What it came from, each step below the one it leads to."""
    return _walk(territory_id, lambda ids: Succession.objects.filter(new__in=ids), lambda one: one.new_id, lambda one: one.old_id)


def _walk(
    start: UUID,
    ask: Callable[[Iterable[UUID]], Iterable[Succession]],
    near: Callable[[Succession], UUID | None],
    far: Callable[[Succession], UUID | None],
) -> list[Link]:
    """One question for each step in time; lineage has no cycles."""
    met: dict[UUID | None, list[Succession]] = {}
    wave = {start}
    while wave:
        found = list(ask(wave))
        for one in found:
            met.setdefault(near(one), []).append(one)
        wave = {other for one in found if (other := far(one)) and other not in met}
    names = _names(each for several in met.values() for each in several)

    def below(unit: UUID, step: int) -> list[Link]:
        links: list[Link] = []
        for one in sorted(met.get(unit, ()), key=lambda one: (one.effective_on, names.get((far(one), one.pk)) or "")):
            other = far(one)
            links.append(Link(step, names.get((other, one.pk)), one))
            links += below(other, step + 1) if other else []
        return links

    return below(start, 0)


def _names(successions: Iterable[Succession]) -> dict[tuple[UUID | None, Any], str]:
    """What each unit was called around the day of each succession: the old one until the day before, the new one from that day on."""
    everyone = list(successions)
    ids = {unit for one in everyone for unit in (one.old_id, one.new_id) if unit}
    versions: dict[UUID, list[TerritoryVersion]] = {}
    for version in TerritoryVersion.objects.filter(territory_id__in=ids).order_by("valid_from"):
        versions.setdefault(version.territory_id, []).append(version)
    names: dict[tuple[UUID | None, Any], str] = {}
    for one in everyone:
        for unit, day in ((one.old_id, one.effective_on - timedelta(days=1)), (one.new_id, one.effective_on)):
            held = next((version for version in versions.get(unit, ()) if version.period.holds(day)), None) if unit else None
            if held:
                names[unit, one.pk] = held.full_name
    return names
