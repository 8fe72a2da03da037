"""LOA_HOME: the one folder that holds an installation's data. Made on first use, marked as Loa's own, never shared by two."""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import loa
from loa.core.errors import Conflict
from loa.core.words import vi

if TYPE_CHECKING:
    from loa.server.kit.actors import Actor

MARK = "loa-home.json"


JOURNEY = "journey.json"  # left by `--once`: a week that is over, to be read


class NotOurFolder(Conflict):
    """The folder holds things that are not Loa's."""

    code = "home.not_ours"
    sentence = vi(
        "Thư mục {path} có dữ liệu không phải của Loa nên không dùng. Hãy chọn thư mục trống, hoặc thư mục đã có tệp loa-home.json."
    )


def open_home(path: Path) -> None:
    """Set Django up on this home; it must have been prepared."""
    os.environ["LOA_HOME"] = str(path.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loa.server.site.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def prepare_home(path: Path) -> None:
    """Make the folder if need be, migrate, load Hà Nội. Does nothing twice; progress goes to stderr."""
    _claim(path)
    open_home(path)
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from loa.server.site.translations import compile_catalogue

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        _say("Chuẩn bị cơ sở dữ liệu…")
        call_command("migrate", interactive=False, verbosity=0)
    compile_catalogue()
    _load_hanoi()


def start_over(path: Path) -> None:
    """Empty a home that carries Loa's own mark. Raises `NotOurFolder` for any other folder that is not empty."""
    if path.exists():
        _claim(path)
        for entry in path.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
    _claim(path)


def _claim(path: Path) -> None:
    mark = path / MARK
    if mark.exists():
        return
    if path.exists() and any(path.iterdir()):
        raise NotOurFolder(path=path)
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    mark.write_text(json.dumps({"what": "Loa", "made_by_version": loa.__version__}))


def _load_hanoi() -> None:
    """Bring territories and agencies of Hà Nội, 2021 and today, in line with the shipped tables; a second time changes nothing."""
    from loa.server.agencies.models import Agency, AgencyReach
    from loa.server.agencies.reach import rebuild_reach
    from loa.server.agencies.services import load_shipped_agencies
    from loa.server.agencies.succession import load_agency_lineage
    from loa.server.kit import clock
    from loa.server.places.services import load_hanoi

    if not Agency.objects.exists():
        _say("Nạp địa bàn và đơn vị của Hà Nội…")
    load_hanoi(by=owner(), now=clock.now())
    load_shipped_agencies(by=owner(), now=clock.now())
    load_agency_lineage(by=owner(), now=clock.now())
    if not AgencyReach.objects.exists():  # a home that was made before this table was
        rebuild_reach()


def owner() -> "Actor":
    """The person at this machine's command line: whoever holds the files holds the installation."""
    from loa.server.kit.actors import Actor

    return Actor.system("người quản trị máy", via="cli")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
