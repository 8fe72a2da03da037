"""What every test stands on: a home of its own and, when asked, a PostgreSQL of its own.

A pytest plugin loaded by `-p` and not a conftest: pytest-django reads the settings before any conftest is imported, and settings
read late would write into `var/`, the demo's home.

`LOA_TEST_DATABASE=postgres pytest -m postgres` runs the service tests on a temporary PostgreSQL.
"""

import atexit
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import hypothesis
import pytest

HOME = tempfile.mkdtemp(prefix="loa-test-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["LOA_HOME"] = HOME
for name in ("LOA_PUBLIC_URL", "LOA_MQTT_URL", "LOA_REDIS_URL", "LOA_SECRET", "LOA_ALLOWED_HOSTS", "LOA_OIDC_ISSUER", "LOA_OIDC_CLIENT_ID"):
    os.environ.pop(name, None)

ON_POSTGRES = os.environ.get("LOA_TEST_DATABASE") == "postgres"
# Nothing of these tests has to survive a power cut.
UNSAFE_BUT_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
}


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parent.parent.name))
    if not found:
        raise pytest.UsageError("PostgreSQL is missing: run ./test --setup, or apt install postgresql")
    return found[-1].parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_postgres() -> str:
    """Start a temporary PostgreSQL on a free port of 127.0.0.1; returns its address. It stops when this process ends."""
    binaries, folder, password = _binaries(), Path(tempfile.mkdtemp(prefix="loa-postgres-")), secrets.token_urlsafe(24)
    secret = folder / "password"
    secret.write_text(password)
    # PostgreSQL refuses to run as root.
    runs_as = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    if runs_as:
        for path in (folder, secret):
            shutil.chown(path, "postgres", "postgres")

    def run(name: str, *arguments: str) -> None:
        done = subprocess.run([binaries / name, *arguments], cwd=folder, capture_output=True, text=True, check=False, **runs_as)
        if done.returncode:
            raise pytest.UsageError(f"{name} failed: {done.stderr or done.stdout}")

    data = str(folder / "data")
    run("initdb", "-D", data, "-U", "loa", "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    port = _free_port()
    options = " ".join(f"-c {key}={value}" for key, value in UNSAFE_BUT_FAST.items())
    # pg_ctl hands its output to the server it leaves behind, so that goes to a file and not to our pipe.
    where = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    run("pg_ctl", "-D", data, "-w", "-s", "-l", str(folder / "log"), "-o", f"{where} {options}", "start")

    def stop() -> None:
        run("pg_ctl", "-D", data, "-s", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leaves through atexit
    return f"postgres://loa:{password}@127.0.0.1:{port}/loa"


# On PostgreSQL the question is the database, not the property: ten examples show it.
hypothesis.settings.register_profile("postgres", max_examples=10)
if ON_POSTGRES:
    hypothesis.settings.load_profile("postgres")

# The workers of pytest-xdist inherit the address from the process that started them.
if "PYTEST_XDIST_WORKER" not in os.environ:
    if ON_POSTGRES:
        os.environ["LOA_DATABASE_URL"] = start_postgres()
    else:
        os.environ.pop("LOA_DATABASE_URL", None)


def pytest_configure() -> None:
    """Tests that commit empty the whole database afterwards; the trail, which the database keeps, has to let them."""
    from importlib import import_module

    from loa.server.kit.guards import LIFTED, SET

    vendor, backend = ("postgresql", "postgresql") if ON_POSTGRES else ("sqlite", "sqlite3")
    operations = import_module(f"django.db.backends.{backend}.base").DatabaseOperations
    plain = operations.sql_flush

    def sql_flush(self, *given, **options):
        return [*LIFTED[vendor], *plain(self, *given, **options), *SET[vendor]]

    operations.sql_flush = sql_flush


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Service tests that use the database also run on PostgreSQL; races run only there."""
    for item in items:
        uses_database = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if "tests/server/" in item.path.as_posix() and uses_database and not item.get_closest_marker("heavy"):
            item.add_marker(pytest.mark.postgres)
    if not ON_POSTGRES:
        races = [item for item in items if item.get_closest_marker("races")]
        config.hook.pytest_deselected(items=races)
        items[:] = [item for item in items if not item.get_closest_marker("races")]
