#!/usr/bin/env python3
"""Keep the database of this version, small and with rows: tests/house migrates each kept one forward.

usage: keep_landed.py NAME      writes tests/house/landed/NAME.sql and NAME.json; run it once for each version that lands
"""

# ruff: noqa: PLC0415 -- the home must be named before anything of the house is imported

import argparse
import json
import os
import sqlite3
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "house" / "landed"


def main() -> int:
    """Build in an empty home, dump, say how many rows each table has."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help="the version, for example 0.1 or the first letters of its commit")
    name = parser.parse_args().name
    with tempfile.TemporaryDirectory(prefix="loa-landed-") as home:
        os.environ.update(LOA_HOME=home, DJANGO_SETTINGS_MODULE="loa.server.site.settings")
        sys.path.insert(0, str(ROOT))
        _fill()
        facts = _facts()
        FOLDER.mkdir(exist_ok=True)
        with sqlite3.connect(Path(home) / "loa.sqlite3") as database:
            (FOLDER / f"{name}.sql").write_text("\n".join(database.iterdump()) + "\n", encoding="utf-8")
    (FOLDER / f"{name}.json").write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{name}: {sum(facts['rows'].values())} rows in {len(facts['rows'])} tables, {facts['sealed']} rows of the trail sealed")
    return 0


def _fill() -> None:
    """A ward on air, people with roles and acts, a sealed trail and a tail that is not sealed yet."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction
    from tests.server.site.air_world import LATER, NOW, OWNER, put_on_air

    from loa.core.roles import Role
    from loa.server.kit import outbox, trail
    from loa.server.people.queries import actor_of
    from loa.server.people.services import Newcomer, note_sign_in, take_in
    from loa.server.site import tasks

    call_command("migrate", verbosity=0, interactive=False)
    tasks.wake_by(lambda: None)
    with transaction.atomic():
        ids = put_on_air().ids
    newcomers = [
        Newcomer("Người Minh Họa", ((Role.COMMUNE_OFFICER, ids["agency_id"]),), "nguoi.minhhoa", "mat-khau-cua-kiem-thu", simulated=True),
        Newcomer("Quản Trị Minh Họa", ((Role.ADMINISTRATOR, ids["agency_id"]),), "quantri.minhhoa", None, simulated=True),
    ]
    people = take_in(newcomers, valid_from=date(2021, 1, 1), by=OWNER, now=NOW)
    for person in people:
        note_sign_in(by=actor_of(person, on=date(2021, 8, 1)), now=NOW)
    outbox.drain(now=NOW)
    while trail.seal():
        pass
    note_sign_in(by=actor_of(people[0], on=date(2021, 8, 1)), now=LATER + timedelta(minutes=1))


def _facts() -> dict[str, object]:
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    from loa.server.kit.models import AuditEntry

    last = dict(MigrationRecorder.Migration.objects.order_by("pk").values_list("app", "name"))
    tables = {model._meta.db_table: model.objects.count() for model in apps.get_models() if hasattr(model, "objects")}  # noqa: SLF001 -- public by Django's documentation
    sealed = AuditEntry.objects.exclude(seal_position=None).count()
    formats = sorted(AuditEntry.objects.values_list("format", flat=True).distinct())
    connection.close()
    return {"migrations": last, "rows": {name: rows for name, rows in tables.items() if rows}, "sealed": sealed, "formats": formats}


if __name__ == "__main__":
    sys.exit(main())
