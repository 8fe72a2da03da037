"""The settings of one player: one JSON file in its folder, written at enrolment, readable by its owner only."""

import os
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from loa.player.errors import PlayerNotEnrolled, SettingsUnreadable

FILE_NAME = "player.json"


class Settings(BaseModel):
    """What a player needs to know. Paths are relative to its home unless absolute."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    server: str
    player_id: UUID
    station_id: UUID
    station_name: str = ""
    token: str
    public_key_hex: str = Field(pattern=r"^[0-9a-f]{64}$")
    output: str = "wav"
    output_options: dict[str, Any] = {}
    cache: str = "cache"
    cache_is_shared: bool = False  # simulated players share one folder; none of them may then throw a file away
    cache_limit_bytes: int = 2 * 1024**3
    clock_file: str = ""  # the demo's clock, of `./run`
    mqtt_host: str = ""
    mqtt_port: int = 1883
    simulated: bool = False
    durable_log: bool = True  # False: no fsync at each record; a killed process loses nothing, a power cut may

    @classmethod
    def of(cls, home: Path) -> Self:
        """Read them. Raises `PlayerNotEnrolled`, `SettingsUnreadable`."""
        path = home / FILE_NAME
        try:
            return cls.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            raise PlayerNotEnrolled(home=home) from None
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            detail = f"{'.'.join(map(str, first['loc']))}: {first['type']}"
            raise SettingsUnreadable(path=path, detail=detail) from None

    def write(self, home: Path) -> None:
        """Write them whole or not at all, mode 0600: the token stands in them."""
        home.mkdir(parents=True, exist_ok=True)
        draft = home / f"{FILE_NAME}.draft"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(self.model_dump_json(indent=2))
        draft.replace(home / FILE_NAME)
