"""The house as files and as syntax trees, read once."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "loa"
SERVER = SRC / "server"
STAGES = [
    "kit",
    "places",
    "agencies",
    "people",
    "documents",
    "campaigns",
    "bulletins",
    "voices",
    "channels",
    "schedules",
    "dispatch",
    "alerts",
    "playlogs",
    "activities",
    "feedback",
    "reports",
    "site",
]


@cache
def source_files() -> tuple[Path, ...]:
    """Every module of the house, migrations left out."""
    return tuple(sorted(p for p in SRC.rglob("*.py") if "migrations" not in p.parts))


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    """A path as people cite it: "server/kit/acts.py"."""
    return path.relative_to(SRC).as_posix()


@cache
def project_files() -> tuple[Path, ...]:
    """What is committed or about to be: everything that git does not ignore and that is text."""
    said = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    found = [ROOT / name for name in said.split("\0") if name]
    return tuple(p for p in found if p.is_file() and b"\0" not in p.read_bytes()[:8192])
