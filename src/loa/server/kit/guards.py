"""The database itself keeps the trail as written: no row goes, no row changes but where the sealer or an erasure may.

The sealer sets its two columns once. An erasure blanks what may name a person, and says whose in `erased` in the same statement; what
the chain of format 2 covers never changes. Whoever owns the database can lift the guard; then the chain and the anchors tell.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "kit_auditentry"
_NEVER = (
    "id",
    "at",
    "event",
    "subject_id",
    "actor_person_id",
    "behalf_person_id",
    "agency_id",
    "agency_name",
    "via",
    "refused",
    "format",
    "commitments",
)
_ONCE = ("seal_position", "seal_sha256")
_ONLY_ERASED = ("actor_name", "behalf_of", "why", "payload", "before", "after", "salts", "personal")


def _differs(column: str, how: str) -> str:
    return f'OLD."{column}" {how} NEW."{column}"'


def _changed(*, differs: str, same: str) -> str:
    never = " OR ".join(_differs(column, differs) for column in _NEVER)
    once = " OR ".join(_differs(column, differs) for column in _ONCE)
    erased = " OR ".join(_differs(column, differs) for column in _ONLY_ERASED)
    return f"{never} OR (OLD.seal_position IS NOT NULL AND ({once})) OR ({_differs('erased', same)} AND ({erased}))"


_AS_WRITTEN_SQLITE = (
    f"CREATE TRIGGER {TABLE}_as_written BEFORE UPDATE ON {TABLE} WHEN {_changed(differs='IS NOT', same='IS')} "
    f"BEGIN SELECT RAISE(ABORT, '{TABLE}: rows stay as written'); END"
)
_REFUSE = (
    f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{TABLE}: rows stay as written' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)
_AS_WRITTEN_POSTGRESQL = (
    f"CREATE TRIGGER {TABLE}_as_written BEFORE UPDATE ON {TABLE} FOR EACH ROW "
    f"WHEN ({_changed(differs='IS DISTINCT FROM', same='IS NOT DISTINCT FROM')}) EXECUTE FUNCTION {TABLE}_refuse()"
)

LIFTED: dict[str, tuple[str, ...]] = {
    "sqlite": (f"DROP TRIGGER IF EXISTS {TABLE}_stays", f"DROP TRIGGER IF EXISTS {TABLE}_as_written"),
    "postgresql": (
        f"DROP TRIGGER IF EXISTS {TABLE}_stays ON {TABLE}",
        f"DROP TRIGGER IF EXISTS {TABLE}_not_emptied ON {TABLE}",
        f"DROP TRIGGER IF EXISTS {TABLE}_as_written ON {TABLE}",
    ),
}
SET: dict[str, tuple[str, ...]] = {
    "sqlite": (
        f"CREATE TRIGGER {TABLE}_stays BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{TABLE}: rows stay'); END",
        _AS_WRITTEN_SQLITE,
    ),
    "postgresql": (
        _REFUSE,
        f"CREATE TRIGGER {TABLE}_stays BEFORE DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
        f"CREATE TRIGGER {TABLE}_not_emptied BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
        _AS_WRITTEN_POSTGRESQL,
    ),
}


def keep_as_written() -> migrations.RunPython:
    """A migration operation: the trail is append-only. On SQLite a later migration that alters the table ends with this again."""

    def guard(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in (*LIFTED[editor.connection.vendor], *SET[editor.connection.vendor]):
            editor.execute(statement)

    def lift(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in LIFTED[editor.connection.vendor]:
            editor.execute(statement)

    return migrations.RunPython(guard, lift)
