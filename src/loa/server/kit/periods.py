"""Rows that hold for a period of whole days, first and last both in force; and the guard that periods never overlap."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

from loa.core.periods import Period


class Dated(models.Model):
    """Base of rows with a period of validity (thời gian hiệu lực)."""

    valid_from = models.DateField("hiệu lực từ ngày")
    valid_to = models.DateField("hiệu lực đến hết ngày", null=True)

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        """The days on which the row holds."""
        return Period(self.valid_from, self.valid_to)


Held = TypeVar("Held", bound=Dated)


def in_force(on: date, *, path: str = "") -> Q:
    """The condition that a dated row, or the one at the end of `path` ("closure__"), holds on that day."""
    open_ended = Q(**{f"{path}valid_to": None}) | Q(**{f"{path}valid_to__gte": on})
    return Q(**{f"{path}valid_from__lte": on}) & open_ended


def refuse_overlaps(table: str, *columns: str) -> migrations.RunPython:
    """A migration operation: two rows of `table` with the same values in `columns` never hold on the same day.

    Exclusion constraint on PostgreSQL, triggers on SQLite; both raise IntegrityError. On SQLite, Django rebuilds a table to
    alter it and the triggers go with the old one: a later migration that alters `table` ends with this operation again.
    """

    same = {
        "sqlite": " AND ".join(f"held.{column} = NEW.{column}" for column in columns),
        "postgresql": ", ".join(f"{column} WITH =" for column in columns),
    }

    def guard(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _GUARDS[editor.connection.vendor]:
            editor.execute(statement.format(table=table, same=same[editor.connection.vendor]))

    def unguard(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _UNGUARDS[editor.connection.vendor]:
            editor.execute(statement.format(table=table))

    return migrations.RunPython(guard, unguard)


_TRIGGER = """
CREATE TRIGGER {{table}}_overlap_{verb} BEFORE {verb} ON {{table}}
WHEN EXISTS (
    SELECT 1 FROM {{table}} AS held
    WHERE {{same}} AND held.id <> NEW.id
      AND held.valid_from <= COALESCE(NEW.valid_to, '9999-12-31') AND COALESCE(held.valid_to, '9999-12-31') >= NEW.valid_from
)
BEGIN SELECT RAISE(ABORT, '{{table}}: periods overlap'); END
"""
_DROPS = ("DROP TRIGGER IF EXISTS {table}_overlap_insert", "DROP TRIGGER IF EXISTS {table}_overlap_update")
_GUARDS: dict[str, tuple[str, ...]] = {
    "sqlite": (*_DROPS, _TRIGGER.format(verb="insert"), _TRIGGER.format(verb="update")),
    "postgresql": (
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        "ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {table}_no_overlap",
        "ALTER TABLE {table} ADD CONSTRAINT {table}_no_overlap EXCLUDE USING gist ({same}, daterange(valid_from, valid_to, '[]') WITH &&)",
    ),
}
_UNGUARDS: dict[str, tuple[str, ...]] = {
    "sqlite": _DROPS,
    "postgresql": ("ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {table}_no_overlap",),
}


class Difference(NamedTuple, Generic[Held]):
    """What a table would change in the rows held."""

    added: list[Held]
    changed: list[Held]
    unchanged: int


def difference(held: Mapping[UUID, Held], wanted: Sequence[Held], *, facts: Sequence[str]) -> Difference[Held]:
    """Hold the wanted rows against those held under the same id, by the columns named in `facts`."""
    added = [row for row in wanted if row.pk not in held]
    changed = [row for row in wanted if row.pk in held and not same_facts(row, held[row.pk], facts)]
    return Difference(added, changed, len(wanted) - len(added) - len(changed))


def same_facts(one: Dated, other: Dated, facts: Sequence[str]) -> bool:
    """Whether two rows agree in these columns."""
    return all(getattr(one, name) == getattr(other, name) for name in facts)


def first_overlap(rows: Iterable[Held], *, identity: str) -> Held | None:
    """A row that holds on a day on which another of the same identity does: named before the database refuses without a name."""
    last: dict[Any, Held] = {}
    for row in sorted(rows, key=lambda r: r.valid_from):
        before = last.get(getattr(row, identity))
        if before is not None and before.period.shared(row.period):
            return row
        last[getattr(row, identity)] = row
    return None
