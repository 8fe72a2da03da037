"""Content kits (bộ nội dung) shipped with Loa: one TOML file each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from loa.core.folding import search_key
from loa.core.priorities import Priority
from loa.server.bulletins.services import Words


@dataclass(frozen=True, slots=True)
class KitBulletin:
    """One text of a kit, and which points of the letter it covers."""

    words: Words
    priority: Priority
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kit:
    """Bộ nội dung: the texts for one kind of campaign."""

    code: str
    title: str
    matches: tuple[str, ...]
    bulletins: tuple[KitBulletin, ...]


@cache
def kits() -> tuple[Kit, ...]:
    """Every kit that ships."""
    folder = files(__name__)
    return tuple(
        _kit(tomllib.loads(file.read_text(encoding="utf-8")))
        for file in sorted(folder.iterdir(), key=lambda f: f.name)
        if file.name.endswith(".toml")
    )


def kit_for(subject: str) -> Kit | None:
    """The kit whose words the letter's subject holds most of; `None` where no kit fits."""
    key = search_key(subject)
    scored = [(sum(search_key(word) in key for word in kit.matches), kit) for kit in kits()]
    best, kit = max(scored, key=lambda pair: pair[0])
    return kit if best >= 2 else None


def _kit(raw: Mapping[str, Any]) -> Kit:
    return Kit(
        code=raw["code"],
        title=raw["title"],
        matches=tuple(raw["matches"]),
        bulletins=tuple(_bulletin(b, raw["valid_from"], raw["valid_to"]) for b in raw["bulletins"]),
    )


def _bulletin(raw: Mapping[str, Any], valid_from: date, valid_to: date) -> KitBulletin:
    return KitBulletin(
        words=Words(
            title=raw["title"],
            text=raw["text"].strip(),
            valid_from=valid_from,
            valid_to=valid_to,
            declared=raw.get("declared", ()),
            short_text=raw["short_text"],
            board_text=raw["board_text"],
            talking_points=raw["talking_points"],
            source=raw["source"],
        ),
        priority=Priority(raw["priority"]),
        covers=tuple(raw["covers"]),
    )
