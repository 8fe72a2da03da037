"""Maps loaded once a process: the second module that wants them gets the rows as they were, without their being worked out again.

The loads themselves have tests of their own; here only the rows count.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection

STAGES = ("places", "agencies", "kit")
_kept: dict[str, list[tuple[str, Any]]] = {}


def loaded_or_kept(name: str, load: Callable[[], None]) -> None:
    """Load into this transaction; or, where this process has done so before, put the same rows back."""
    if name in _kept:
        for table, rows in _kept[name]:
            _put(table, rows)
    else:
        load()
        _kept[name] = [(table, _rows(table)) for table in _tables()]


def _tables() -> list[str]:
    models = [model for stage in STAGES for model in apps.get_app_config(stage).get_models()]
    return [model._meta.db_table for model in models if model._default_manager.exists()]


def _rows(table: str) -> Any:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f'COPY "{table}" TO STDOUT') as copied:
                return b"".join(bytes(part) for part in copied)
        cursor.execute(f'SELECT * FROM "{table}"')
        return cursor.fetchall()


def _put(table: str, rows: Any) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f'COPY "{table}" FROM STDIN') as copied:
                copied.write(rows)
        else:
            places = ", ".join("?" * len(rows[0]))
            cursor.cursor.connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)
