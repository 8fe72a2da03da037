"""Whoever runs an older version comes along: each landed database migrates forward, keeps its rows, and its trail still verifies.

A version that lands leaves its database with tools/keep_landed.py.
"""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

LANDED = Path(__file__).parent / "landed"
NAMES = sorted(path.stem for path in LANDED.glob("*.json"))
# Tables that hold no facts of their own and are worked out anew.
WORKED_OUT = {"django_content_type", "auth_permission", "django_migrations"}

FORWARD = """
import django, json, sys
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0, interactive=False)
call_command("makemigrations", check=True, dry_run=True, verbosity=0)
from loa.server.kit import trail
from loa.server.kit.models import AuditEntry
before = trail.verify()
formats = sorted(AuditEntry.objects.values_list("format", flat=True).distinct())
while trail.seal():
    pass
after = trail.verify()
from django.db import IntegrityError, transaction
refused = 0
for attempt in (lambda: AuditEntry.objects.filter(seal_position=1).delete(), lambda: AuditEntry.objects.update(subject_id="x")):
    try:
        with transaction.atomic():
            attempt()
    except IntegrityError:
        refused += 1
with connection.cursor() as cursor:
    rows = {}
    for name in connection.introspection.table_names():
        cursor.execute(f'SELECT COUNT(*) FROM "{name}"')
        rows[name] = cursor.fetchone()[0]
print(json.dumps({
    "before": [before.holds, before.sealed, before.unsealed], "after": [after.holds, after.sealed, after.unsealed],
    "formats": formats, "refused": refused, "rows": rows,
}))
"""


@pytest.fixture(scope="module", params=NAMES)
def brought_forward(request, tmp_path_factory):
    """What the landed database says after it was migrated, and what it held before."""
    home = tmp_path_factory.mktemp(f"landed-{request.param}")
    (home / "loa-home.json").write_text("{}")
    with sqlite3.connect(home / "loa.sqlite3") as database:
        database.executescript((LANDED / f"{request.param}.sql").read_text(encoding="utf-8"))
    environment = {name: value for name, value in os.environ.items() if name != "LOA_DATABASE_URL"}
    environment |= {"LOA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "loa.server.site.settings"}
    done = subprocess.run([sys.executable, "-c", FORWARD], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads((LANDED / f"{request.param}.json").read_text(encoding="utf-8")), json.loads(done.stdout)


def test_every_landed_version_is_kept():
    assert NAMES
    assert all((LANDED / f"{name}.sql").is_file() for name in NAMES)


def test_no_row_is_lost_on_the_way(brought_forward):
    kept, now = brought_forward
    fewer = {
        name: (rows, now["rows"].get(name))
        for name, rows in kept["rows"].items()
        if name not in WORKED_OUT and rows > now["rows"].get(name, 0)
    }
    assert fewer == {}


def test_the_trail_verifies_in_the_format_it_was_written_in_and_goes_on(brought_forward):
    kept, now = brought_forward
    unsealed = kept["rows"]["kit_auditentry"] - kept["sealed"]
    assert now["before"] == [True, kept["sealed"], unsealed]
    assert now["after"] == [True, kept["sealed"] + unsealed, 0]
    assert set(kept["formats"]) <= set(now["formats"])


def test_the_trail_of_before_is_append_only_now(brought_forward):
    assert brought_forward[1]["refused"] == 2
