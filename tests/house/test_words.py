"""Every refusal and every event speaks: its own code, its own sentence, in Vietnamese, and the references hold them all."""

import dataclasses
import importlib.util
import re
import string

import pytest

from .conftest import ROOT

spec = importlib.util.spec_from_file_location("write_references", ROOT / "tools" / "write_references.py")
references = importlib.util.module_from_spec(spec)
spec.loader.exec_module(references)
references.open_house()

ERRORS = references.error_classes()
EVENTS = references.event_classes()
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ\u1ea0-\u1ef9]")


def facts_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def twice(values: list[str]) -> list[str]:
    return sorted({value for value in values if values.count(value) > 1})


def test_every_refusal_has_its_own_code():
    assert len(ERRORS) > 80
    assert twice([e.code for e in ERRORS]) == []
    inherited = [e.__name__ for e in ERRORS if "code" not in vars(e)]
    assert inherited == []


def test_every_refusal_has_its_own_sentence_with_its_diacritics():
    assert twice([e.sentence for e in ERRORS]) == []
    assert [e.__name__ for e in ERRORS if "sentence" not in vars(e) or not VIETNAMESE.search(e.sentence)] == []
    # `{said}` passes on the whole sentence of the server.
    unfinished = [e.__name__ for e in ERRORS if not e.sentence.rstrip().endswith((".", "?", "!", "{said}"))]
    assert unfinished == []


def test_every_refusal_is_told_even_when_a_fact_is_missing():
    for error in ERRORS:
        assert str(error())


def test_every_refusal_keeps_the_status_of_its_kind():
    trunk = {403, 404, 409, 413, 422, 503}
    assert [e.__name__ for e in ERRORS if e.__name__ != "LoaError" and e.status not in trunk] == []
    assert [e.__name__ for e in ERRORS if "status" in vars(e) and e.__module__ != "loa.core.errors"] == []


def test_every_event_has_code_sentence_and_subject():
    assert len(EVENTS) > 30
    assert twice([e.code for e in EVENTS]) == []
    for event in EVENTS:
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", event.code), event
        assert VIETNAMESE.search(event.sentence), event
        facts = {fact.name for fact in dataclasses.fields(event)}
        assert event.subject in facts, event
        assert facts_in(event.sentence) <= facts, event


def test_every_wired_reaction_answers_a_known_event_under_a_name_of_its_own():
    from loa.server.kit import acts
    from loa.server.site.wiring import REACTIONS

    assert {r.event for r in REACTIONS} <= set(EVENTS)
    assert len({(r.event, r.name) for r in REACTIONS}) == len(REACTIONS)
    assert all(len(r.name) <= 120 for r in REACTIONS)
    assert all(acts.reaction_named(r.name) is not None for r in REACTIONS)


@pytest.mark.parametrize("name", ["errors.md", "events.md", "settings.md", "commands.md"])
def test_the_reference_says_what_the_code_says(name):
    """Mend with: .venv/bin/python tools/write_references.py"""
    pages = {path.name: (path, text) for path, text in references.pages().items()}
    path, text = pages[name]
    assert path.read_text(encoding="utf-8") == text


def test_every_setting_is_explained_and_nothing_else_is():
    assert references.setting_names() - {"LOA_"} == set(references.SETTINGS) | set(references.INTERNAL)
    for _, text in references.SETTINGS.values():
        assert VIETNAMESE.search(text)


def test_every_sub_command_says_what_it_does():
    page = references.commands_page()
    headings = re.findall(r"^##+ `loa [^`]+`\n\n(.*)$", page, re.MULTILINE)
    assert len(headings) >= 8
    assert [line for line in headings if not VIETNAMESE.search(line)] == []
