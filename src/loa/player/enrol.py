"""Enrolment (ghi danh): a one-time code becomes an identity, a token and the one key that the player believes."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

import loa
from loa.player.errors import PlayerAlreadyEnrolled, PlayerNotEnrolled, ServerRefused, ServerUnreachable
from loa.player.settings import Settings
from loa.player.transport import Transport
from loa.wire.heartbeat import Enrolment, EnrolmentRequest


def enrol(transport: Transport, *, server: str, code: str, home: Path, output: str = "wav", **choices: Any) -> Settings:
    """Spend the code and write `player.json`; `choices` are further fields of `Settings`.

    Raises `PlayerAlreadyEnrolled`, `ServerUnreachable`, `ServerRefused`.
    """
    _must_be_free(home)
    asked = EnrolmentRequest(code=code, output=output, software=f"loa {loa.__version__}")
    given = _spend(transport, asked, server)
    mqtt = {"mqtt_host": given.mqtt_host, "mqtt_port": given.mqtt_port} if given.mqtt_host else {}
    settings = Settings(
        server=server,
        player_id=given.player_id,
        station_id=given.station_id,
        station_name=given.station_name,
        token=given.token,
        public_key_hex=given.public_key_hex,
        output=output,
        **(mqtt | choices),
    )
    settings.write(home)
    return settings


def _must_be_free(home: Path) -> None:
    try:
        held = Settings.of(home)
    except PlayerNotEnrolled:
        return
    raise PlayerAlreadyEnrolled(home=home, player_id=held.player_id)


def _spend(transport: Transport, asked: EnrolmentRequest, server: str) -> Enrolment:
    try:
        status, _, body = transport.request(
            "POST", "/player/v1/enrol", {"Content-Type": "application/json"}, asked.model_dump_json().encode()
        )
    except OSError:
        raise ServerUnreachable(server=server) from None
    try:
        if status < 400:
            return Enrolment.model_validate_json(body)
        said = _Refusal.model_validate_json(body).sentence
    except ValidationError:
        said = "không rõ lý do; hãy kiểm tra địa chỉ máy chủ."
    raise ServerRefused(status=status, said=said)


class _Refusal(BaseModel):
    sentence: str
