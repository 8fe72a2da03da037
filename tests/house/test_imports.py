"""The walls stand: the contracts hold, and a wall that is broken is noticed."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .conftest import ROOT, SRC, named, source_files, tree_of

LINT = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]


def lint(where: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(where / "src")}
    return subprocess.run([*LINT, *options], cwd=where, env=environment, capture_output=True, text=True, check=False)


def copy_of_the_house(where: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", where)
    shutil.copytree(SRC, where / "src" / "loa", ignore=shutil.ignore_patterns("__pycache__", "data", "static", "templates", "fonts"))
    return where


def test_every_import_contract_holds():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert " 0 broken" in done.stdout


def test_an_import_from_bulletins_to_reports_breaks_the_river(tmp_path):
    house = copy_of_the_house(tmp_path)
    planted = house / "src" / "loa" / "server" / "bulletins" / "services" / "texts.py"
    planted.write_text("from loa.server.reports import queries as planted\n" + planted.read_text(encoding="utf-8"), encoding="utf-8")
    done = lint(house, "--contract", "river")
    assert done.returncode == 1, done.stdout
    assert "loa.server.bulletins.services.texts -> loa.server.reports.queries" in done.stdout


def test_core_imports_only_the_standard_library_and_itself():
    allowed = sys.stdlib_module_names | {"loa"}
    foreign = []
    for path in (p for p in source_files() if named(p).startswith("core/")):
        for node in ast.walk(tree_of(path)):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            foreign += [f"{named(path)}: {name}" for name in names if name.split(".")[0] not in allowed]
            foreign += [f"{named(path)}: {name}" for name in names if name.startswith("loa.") and not name.startswith("loa.core")]
    assert foreign == []


def test_core_has_no_clock_no_chance_and_no_files():
    forbidden = {
        "random",
        "secrets",
        "time",
        "os",
        "pathlib",
        "socket",
        "subprocess",
        "tempfile",
        "urllib.request",
        "sqlite3",
        "asyncio",
    }
    found = []
    for path in (p for p in source_files() if named(p).startswith("core/")):
        for node in ast.walk(tree_of(path)):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            found += [f"{named(path)}:{node.lineno} imports {name}" for name in names if name in forbidden]
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"now", "utcnow", "today", "uuid4"}
            ):
                found.append(f"{named(path)}:{node.lineno} calls {node.func.attr}")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"open", "uuid4", "input", "print"}:
                found.append(f"{named(path)}:{node.lineno} calls {node.func.id}")
    assert found == []


WITHOUT_DJANGO = """
import importlib, pkgutil, sys

class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "ninja", "av", "lxml", "typst"} or name.startswith("loa.server"):
            raise ImportError(f"{name} is on the other side of the wall")

sys.meta_path.insert(0, Wall())
for room in ("loa.core", "loa.wire", "loa.player"):
    package = importlib.import_module(room)
    for info in pkgutil.walk_packages(package.__path__, f"{room}."):
        importlib.import_module(info.name)
from loa.launch import cli
try:
    cli.main(["player", "--help"])
except SystemExit as leaving:
    sys.exit(leaving.code)
"""


def test_wire_and_player_work_where_django_is_not_installed(tmp_path):
    done = subprocess.run([sys.executable, "-c", WITHOUT_DJANGO], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
