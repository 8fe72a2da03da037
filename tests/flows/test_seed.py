"""Same seed: the same figures, grades and sources. Another seed: another week. Secrets come from no seed."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from tests.launch.conftest import loa

SCRIPT = Path(__file__).with_name("small_city.py")
# Name of the journey -> its seed, and the order in which Python goes through sets of strings.
JOURNEYS = {"first": (11, "1"), "again": (11, "2"), "other": (12, "3")}
SECONDS = 600  # far more than it takes: only a hang is cut off


@dataclass(frozen=True)
class Travelled:
    """What one journey left."""

    out: Path

    @cached_property
    def snapshot(self) -> dict[str, Any]:
        """The figures behind its official report."""
        held: dict[str, Any] = json.loads((self.out / "bao-cao-SO.snapshot.json").read_bytes())
        return held

    @property
    def unsigned(self) -> dict[str, Any]:
        """All of it but the key and what the key made."""
        return {key: value for key, value in self.snapshot.items() if key not in ("signature", "public_key")}

    @property
    def secrets(self) -> dict[str, str]:
        """Everything that lets somebody in or sign."""
        home = self.out / "home"
        player = json.loads((home / "players" / "001" / "player.json").read_text())
        return {
            "key": (home / "keys" / "installation.pem").read_text(),
            "public key": self.snapshot["public_key"],
            "session secret": (home / "secret").read_text(),
            "player's token": player["token"],
            "fingerprint": (self.out / "06-bao-cao" / "dau-van-tay-khoa.txt").read_text(),
        }


@pytest.fixture(scope="module")
def journeys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Travelled]:
    """All of them at once, each in a process and a copy of the prepared home of its own."""
    folder = tmp_path_factory.mktemp("seed")
    prepared = folder / "prepared"
    assert loa("trail", "verify", home=prepared).returncode == 0
    (prepared / "secret").unlink()
    running = {name: start(prepared, folder / name, *how) for name, how in JOURNEYS.items()}
    said = {name: process.communicate(timeout=SECONDS)[0] for name, process in running.items()}
    for name, process in running.items():
        assert process.returncode == 0, f"{name}: {said[name]}"
    shutil.rmtree(prepared)
    return {name: Travelled(folder / name) for name in JOURNEYS}


def start(prepared: Path, out: Path, seed: int, hash_seed: str) -> subprocess.Popen[str]:
    """One journey, on its way."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LOA_")}
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(prepared), str(out), str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**clean, "PYTHONHASHSEED": hash_seed},
    )


def test_the_same_seed_gives_the_same_snapshot_but_for_the_key(journeys: dict[str, Travelled]) -> None:
    first, again = journeys["first"].unsigned, journeys["again"].unsigned
    assert first["figures"] == again["figures"]  # before the whole, because it shows what differs
    assert first["below"] == again["below"]
    assert first == again


def test_another_seed_gives_other_figures(journeys: dict[str, Travelled]) -> None:
    assert journeys["first"].unsigned["figures"] != journeys["other"].unsigned["figures"]


def test_no_secret_comes_from_the_seed(journeys: dict[str, Travelled]) -> None:
    first, again = journeys["first"].secrets, journeys["again"].secrets
    assert [name for name in first if first[name] == again[name]] == []
