"""English is complete: every sentence that a page, a refusal or a form can show has its translation, with the same places for facts."""

import importlib.util
import os
import re
import shutil
import time
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po
from django.utils.translation import override

from loa.server.site import translations
from loa.server.site.templatetags.shown import said

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location("loa_messages", ROOT / "tools" / "messages.py")
messages = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(messages)


def catalogue():
    return read_po(BytesIO(messages.PO.read_bytes()), locale="en")


def test_every_sentence_has_its_translation():
    held = {(m.context or "", m.id[0] if isinstance(m.id, tuple) else m.id) for m in catalogue() if m.id and m.string and all(m.string)}
    wanted = {(context or "", words[0] if isinstance(words, tuple) else words) for words, _where, context in messages.found()}
    assert sorted(wanted - held) == []


def test_a_word_of_two_meanings_is_translated_as_the_page_means_it():
    with override("en"):
        assert (said("bài"), said("bài", "phần của chương trình")) == ("posts", "feature")
        assert (said("hoạt động"), said("hoạt động", messages.TABLES_UNDER)) == ("working", "activity")


def test_a_context_that_a_page_asks_for_stands_in_the_catalogue():
    asked = {
        context
        for path in messages.SRC.rglob("templates/**/*.html")
        for context in re.findall(r'\|said:"([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert asked
    assert asked <= {m.context for m in catalogue()}


def test_a_translation_keeps_the_places_of_its_facts():
    def places(text):
        return sorted(re.findall(r"%\(\w+\)s|\{\w+[^}]*\}", text))

    for message in (m for m in catalogue() if m.id):
        source = message.id[0] if isinstance(message.id, tuple) else message.id
        for english in message.string if isinstance(message.string, tuple) else (message.string,):
            assert places(english) == places(source), source


def test_the_catalogue_is_compiled_once_and_again_when_it_has_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "LOCALE", tmp_path)
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    shutil.copy(messages.PO, source)
    assert [path.name for path in translations.compile_catalogue()] == ["django.mo"]
    assert translations.compile_catalogue() == []
    os.utime(source, (time.time() + 5, time.time() + 5))
    assert [path.name for path in translations.compile_catalogue()] == ["django.mo"]
