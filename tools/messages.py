"""Bring the English catalogue in line with the sources: `python tools/messages.py` rewrites django.po and lists what is untranslated.

Looks at templates (through Django's own reader), at gettext calls and `vi("…")` in Python, at the faces of enums, at the forms
of reports, which are data, at what the register of personal data tells a person, and at what the shipped tables say of themselves.

One Vietnamese word may need two English ones ("bài": a feature of a programme, a post): then it stands under a context, in a template
as `{% translate "…" context "…" %}` or `|said:"…"`, for faces in the table below.
"""

import csv
import importlib
import json
import os
import pkgutil
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

import loa
from loa.core.activity_kinds import KINDS
from loa.core.faces import Faced

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "loa"
PO = SRC / "server" / "site" / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "vi": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
LEFT_OUT = ("loa.launch", "loa.player", ".migrations", "worker")  # modules that show no faces, or that start something when imported

FACES_UNDER = {"Part": "phần của chương trình", "PaperKind": "loại văn bản", "Word": "quyền"}  # enum -> context of its faces
TABLES_UNDER = "bảng dữ liệu"  # names of tables in the register of personal data

Found = Iterator[tuple[str | tuple[str, ...], str, str | None]]  # words, where they stand, context


def main() -> int:
    """Rewrite the catalogue; exit 1 where something is untranslated."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loa.server.site.settings")
    os.environ.setdefault("LOA_HOME", tempfile.mkdtemp())
    django.setup()
    held = read_po(BytesIO(PO.read_bytes()), locale="en") if PO.exists() else Catalog(locale="en")
    fresh = Catalog(locale="en", project="loa", charset="utf-8", fuzzy=False)
    for words, where, context in sorted(found(), key=lambda one: one[1]):
        before = held.get(words[0] if isinstance(words, tuple) else words, context)
        fresh.add(words, string=before.string if before else None, locations=[(where, 0)], context=context)
    PO.parent.mkdir(parents=True, exist_ok=True)
    out = BytesIO()
    write_po(out, fresh, width=140, omit_header=False, include_lineno=False, sort_by_file=True)
    PO.write_bytes(out.getvalue())
    missing = [
        (m.context, m.id) if m.context else m.id for m in fresh if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)
    ]
    for one in missing:
        print(one)
    print(f"{len(fresh)} messages, {len(missing)} untranslated", file=sys.stderr)
    return 1 if missing else 0


def found() -> Found:
    """Every message, with the file it stands in and its context, where it has one."""
    yield from in_templates()
    yield from in_python()
    yield from in_faces()
    yield from in_forms()
    yield from in_register()
    yield from in_tables()


def in_templates() -> Found:
    for path in sorted(SRC.rglob("templates/**/*.html")):
        code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # What is no message comes back as words with the page's indentation, which Python would take for its own.
        yield from _extracted("\n".join(line.strip() for line in code.splitlines()).encode(), path)


def in_python() -> Found:
    for path in sorted(SRC.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _extracted(path.read_bytes(), path)


def _extracted(code: bytes, path: Path) -> Found:
    for _line, words, _comments, context in extract("python", BytesIO(code), keywords=KEYWORDS, options={"encoding": "utf-8"}):
        plain = tuple(w for w in words if w) if isinstance(words, tuple) else words
        if plain:
            yield plain, path.relative_to(ROOT).as_posix(), context


def in_faces() -> Found:
    for info in pkgutil.walk_packages(loa.__path__, "loa."):
        if not any(part in info.name for part in LEFT_OUT):
            importlib.import_module(info.name)
    waiting = list(Faced.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("loa."):
            yield from ((member.vi, kind.__module__, FACES_UNDER.get(kind.__name__)) for member in kind if member.vi)
    yield from ((kind.vi, "loa.core.activity_kinds", None) for kind in KINDS.values())
    channels = importlib.import_module("loa.server.channels.kinds").KINDS
    yield from ((kind.TITLE, "loa.server.channels.kinds", None) for kind in channels)


def in_forms() -> Found:
    for path in sorted((SRC / "server" / "reports" / "forms").glob("*.json")):
        form = json.loads(path.read_text(encoding="utf-8"))
        where = path.relative_to(ROOT).as_posix()
        yield form["title"], where, None
        yield from ((name, where, None) for name in form["groups"].values())
        for indicator in form["indicators"]:
            for part in ("name", "definition", "unit"):
                if indicator.get(part):
                    yield indicator[part], where, None
            yield from ((answer, where, None) for answer in indicator.get("answers", []))


def in_register() -> Found:
    """Why data are held and for how long, and what each table is called: as the page of one's own data says it."""
    register = importlib.import_module("loa.server.site.personal_data").register()
    where = "src/loa/server/site/personal_data.toml"
    personal = [table for table in register.tables if table.personal]
    for name in sorted({table.group for table in personal}):
        yield register.groups[name].purpose, where, None
        yield register.groups[name].retention, where, None
    yield from ((table.said, where, TABLES_UNDER) for table in personal)


def in_tables() -> Found:
    """Notes of shipped territories and agencies, and what holds for a table as a whole, as the look-up pages show them."""
    for path in sorted((SRC / "server").glob("*/data/*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = csv.DictReader(stream)
            column = "caveat" if path.name == "provenance.csv" else "note"
            said = sorted({row[column] for row in rows if row.get(column)})
        yield from ((note, path.relative_to(ROOT).as_posix(), None) for note in said)


if __name__ == "__main__":
    sys.exit(main())
