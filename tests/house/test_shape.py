"""Small files, short functions, thin doors, nothing left open, nothing of the machine it was written on."""

import ast
import re

from .conftest import ROOT, SERVER, named, project_files, source_files, tree_of

MOST_FILE_LINES = 450
MOST_FUNCTION_LINES = 60
# Longer ones, each with its reason.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}

# Public functions of services that no person calls: each with the reason why nobody's name stands beside them.
MACHINE = "a player acts, and says which one it is"
SOUND = "made by content hash in reaction to an act that has its actor"
BROWSER = "the browser itself: who came in, or went, stands in the trail as an act of its own"
PART = "a part of whatever act calls it, which names who acts"
FIRM = "a fact computed from what it is given; writes nothing"
WITHOUT_ACTOR: dict[str, str] = {
    "agencies/services/loading.py:agency_id": FIRM,
    "documents/services/exchanging.py:answer_file": FIRM,
    "documents/services/exchanging.py:content_sha256": FIRM,
    "documents/services/known.py:read_or_blank": FIRM,
    "documents/services/known.py:with_known": FIRM,
    "bulletins/services/texts.py:words_sha256": FIRM,
    "channels/services.py:count_scan": "whoever scans a code is not identified, by law and by promise",
    "dispatch/services.py:authenticate_player": MACHINE,
    "dispatch/services.py:enrol_player": MACHINE,
    "dispatch/services.py:keep_heartbeat": MACHINE,
    "dispatch/services.py:read_message": FIRM,
    "places/services.py:keep_words": "the index of names: a part of whatever act wrote them",
    "documents/services/addressing.py:address_paper": PART,
    "documents/services/addressing.py:end_line": PART,
    "documents/services/addressing.py:reason_of": FIRM,
    "documents/services/correcting.py:copies_mark": FIRM,
    "documents/services/correcting.py:copy_of": FIRM,
    "documents/services/correcting.py:fitting_line": FIRM,
    "documents/services/standing.py:clause_rows": FIRM,
    "documents/services/standing.py:keep_clauses": PART,
    "documents/services/standing.py:keep_deadlines": PART,
    "documents/services/standing.py:place_of_day": FIRM,
    "documents/services/standing.py:refuse_before_letter": FIRM,
    "documents/services/standing.py:said": FIRM,
    "documents/services/books.py:cut_to_column": FIRM,
    "documents/services/books.py:lock_book": PART,
    "documents/services/books.py:name_agencies": PART,
    "documents/services/books.py:number_in_book": PART,
    "documents/services/books.py:refuse_registered": FIRM,
    "documents/services/books.py:registered_before": FIRM,
    "documents/services/keeping.py:leaf_of": FIRM,
    "documents/services/keeping.py:page_of": PART,
    "documents/services/settling.py:settle_clauses": PART,
    "documents/services/settling.py:show_to_addressees": PART,
    "documents/services/sent_as.py:content_fixed": FIRM,
    "documents/services/sent_as.py:number_key": FIRM,
    "documents/services/sent_as.py:pdf_of": FIRM,
    "documents/services/sent_as.py:printed_day": FIRM,
    "documents/services/sent_as.py:rendered_pdf": FIRM,
    "documents/services/sent_as.py:same_number": FIRM,
    "documents/services/sent_as.py:shape_of": FIRM,
    "documents/services/sent_as.py:signed_file_of": FIRM,
    "documents/services/signed.py:trust_folder": FIRM,
    "people/services/grants.py:own_rights": FIRM,
    "people/services/held.py:day_of": FIRM,
    "people/services/held.py:leave_another_administrator": FIRM,
    "people/services/held.py:locked": FIRM,
    "people/services/held.py:open_grants": FIRM,
    "people/services/held.py:person_key": FIRM,
    "people/services/held.py:reason_given": FIRM,
    "people/services/sessions.py:leave_session": BROWSER,
    "people/services/sessions.py:open_session": BROWSER,
    "people/services/sessions.py:see_session": BROWSER,
    "places/services.py:territory_id": FIRM,
    "playlogs/services/taking.py:take_plays": MACHINE,
    "playlogs/services/ticking.py:snapshot": FIRM,
    "schedules/services/sessions.py:stations_at_work": FIRM,
    "schedules/services/sessions.py:week_of": FIRM,
    "voices/services/sounding.py:assemble_track": SOUND,
    "voices/services/sounding.py:join_clips": SOUND,
    "voices/services/sounding.py:prepare_track": SOUND,
    "voices/services/sounding.py:prepare_unit_tracks": SOUND,
    "voices/services/sounding.py:voice_frame": SOUND,
    "voices/services/voicing.py:chime_clip": SOUND,
    "voices/services/voicing.py:engine_called": FIRM,
    "voices/services/voicing.py:hash_of": FIRM,
    "voices/services/voicing.py:in_voice": SOUND,
    "voices/services/voicing.py:keep_clip": SOUND,
    "voices/services/voicing.py:voice_again": SOUND,
    "voices/services/voicing.py:voice_sentence": SOUND,
}


def functions(path):
    return [n for n in ast.walk(tree_of(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_files_stay_small():
    long = {named(p) for p in source_files() if len(p.read_text(encoding="utf-8").splitlines()) > MOST_FILE_LINES}
    assert long == set(LONG_FILES)


def test_functions_stay_short():
    long = {
        f"{named(p)}:{f.name}" for p in source_files() for f in functions(p) if (f.end_lineno or 0) - f.lineno + 1 > MOST_FUNCTION_LINES
    }
    assert long == set(LONG_FUNCTIONS)


def service_modules():
    return [p for stage in SERVER.iterdir() for p in (stage / "services.py", *(stage / "services").glob("*.py")) if p.is_file()]


def test_every_service_says_who_acts_and_takes_its_facts_by_name():
    nameless, positional = set(), set()
    for path in service_modules():
        for f in tree_of(path).body:
            if isinstance(f, ast.FunctionDef) and not f.name.startswith("_"):
                key = f"{named(path).removeprefix('server/')}:{f.name}"
                given = {a.arg for a in f.args.kwonlyargs}
                if "by" not in given:
                    nameless.add(key)
                elif f.args.args and len(f.args.args) > 1:
                    positional.add(key)
    assert nameless == set(WITHOUT_ACTOR)
    assert positional == set()


def test_doors_write_nothing_themselves():
    """Pages and APIs parse, call one service and answer."""
    writing = re.compile(r"\.(save|create|bulk_create|update|update_or_create|get_or_create|delete)\(")
    doors = [
        p for stage in SERVER.iterdir() for p in (stage / "pages.py", stage / "api.py", *(stage / "pages").glob("*.py")) if p.is_file()
    ]
    assert len(doors) >= 4
    found = []
    for path in doors:
        for call in (n for n in ast.walk(tree_of(path)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)):
            # dict.update and set.update of a page's own values are no writing.
            text = ast.unparse(call.func)
            if writing.search(f".{call.func.attr}(") and (call.func.attr != "update" or "objects" in text):
                found.append(f"{named(path)}:{call.lineno} {text}")
    assert found == []


def test_public_functions_of_services_and_queries_say_what_they_do():
    silent = [
        f"{named(p)}:{f.name}"
        for p in source_files()
        if p.name in {"services.py", "queries.py"} or p.parent.name in {"services", "queries"}
        for f in tree_of(p).body
        if isinstance(f, ast.FunctionDef | ast.ClassDef) and not f.name.startswith("_") and not ast.get_docstring(f)
    ]
    assert silent == []


def test_nothing_is_left_open():
    # Put together so that this file does not find itself.
    marks = re.compile(
        "|".join(["TO" + "DO", "FIX" + "ME", r"\b" + "X" * 3 + r"\b", "raise NotImpl" + "emented", r"pytest\.mark\.(skip|x" + r"fail)\b"])
    )
    code = [
        p for p in project_files() if p.suffix in {".py", ".html", ".js", ".css", ".toml", ".md", ".sh", ""} and "vendor" not in p.parts
    ]
    found = [f"{p.relative_to(ROOT)}: {m[0]}" for p in code for m in marks.finditer(p.read_text(encoding="utf-8", errors="replace"))]
    assert found == []


def test_no_file_names_the_machine_it_was_written_on_or_where_packages_came_from():
    homes = "|".join(["/wo" + "rk/", "/ro" + r"ot/\w", "/ho" + r"me/\w+/", "/Us" + "ers/"])
    registries = "|".join(
        ["--(?:extra-)?in" + "dex-url", "--trusted-" + "host", r"py" + r"pi\.org/simple", "files.python" + "hosted", "arti" + "factory"]
    )
    marks = re.compile(f"{homes}|{registries}")
    found = [
        f"{p.relative_to(ROOT)}: {m[0]}"
        for p in project_files()
        if "vendor" not in p.parts
        for m in marks.finditer(p.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_no_secret_is_committed():
    marks = re.compile("-----BEGIN [A-Z ]*PRIVATE " + "KEY-----|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}")
    found = [str(p.relative_to(ROOT)) for p in project_files() if marks.search(p.read_text(encoding="utf-8", errors="replace"))]
    assert found == []
