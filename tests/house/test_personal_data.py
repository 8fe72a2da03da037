"""The register of personal data holds every table of the house: a new column that nobody declared does not pass."""

import dataclasses
import re

import pytest
from django.apps import apps
from django.urls import get_resolver

from loa.server.kit.events import REGISTRY
from loa.server.site.personal_data import FILE, register, undeclared

TABLES = {table.label: table for table in register().tables}
MODELS = {model._meta.label: model for model in apps.get_models(include_auto_created=True) if not model.__module__.startswith("tests")}


def test_every_table_is_in_the_register_and_nothing_else_is():
    assert sorted(TABLES) == sorted(MODELS)


@pytest.mark.parametrize("label", sorted(set(TABLES) & set(MODELS)))
def test_every_column_that_could_name_a_person_is_declared_once(label):
    table, model = TABLES[label], MODELS[label]
    assert sorted(table.declared) == sorted(undeclared(model))
    assert len(set(table.declared)) == len(table.declared)
    assert table.group in register().groups


@pytest.mark.parametrize("label", sorted(set(TABLES) & set(MODELS)))
def test_what_is_erased_leads_to_a_person(label):
    table, model = TABLES[label], MODELS[label]
    columns = {field.name for field in model._meta.concrete_fields}
    assert set(table.names.values()) <= columns | {"id"}
    if table.blank or table.unique or table.secret or table.rows:
        assert table.paths or table.whose_username or table.sessions, "no way from the row to the person"
    if table.retention_days:
        assert table.retention_column in columns
    assert table.rows in ("", "delete")


def test_a_name_beside_the_id_of_its_person_is_never_called_impersonal():
    """`by_name` beside `by_person_id` is a name."""
    wrong = []
    for label, table in TABLES.items():
        columns = {field.name for field in MODELS[label]._meta.concrete_fields}
        for name in table.none:
            base = re.sub(r"_name$", "", name)
            if f"{base}_person_id" in columns and label != "kit.AuditEntry":
                wrong.append(f"{label}.{name}")
    assert wrong == []


def test_a_group_of_nobody_holds_nothing_of_anybody():
    nobody = {name for name, group in register().groups.items() if group.subjects == "không ai"}
    assert [table.label for table in TABLES.values() if table.group in nobody and (table.free or table.kept or table.names)] == []


def test_every_group_says_why_on_what_ground_and_how_long():
    for name, group in register().groups.items():
        assert all(dataclasses.astuple(group)), name
        assert set(re.findall(r"\b(protection|archives|grassroots)\b", group.basis)) <= set(register().laws)
    assert all(reason.strip() for table in TABLES.values() for reason in table.kept.values())
    assert {table.group for table in TABLES.values()} == set(register().groups)
    assert "Nghị định 13/2023" not in FILE.read_text(encoding="utf-8")  # no longer in force


NAMES_A_PERSON = re.compile(r"(^|_)(username|full_name|phone|email|e_mail|person_name|by_name)$")


def test_an_event_that_names_a_person_says_whose_name_it_is():
    assert get_resolver().url_patterns  # opens every door, and with it every stage's events
    assert len(REGISTRY) > 60
    for event in REGISTRY.values():
        if not event.__module__.startswith("loa."):
            continue
        facts = {fact.name for fact in dataclasses.fields(event)}
        open_names = {name for name in facts if NAMES_A_PERSON.search(name)} - set(event.personal)
        assert open_names == set(), f"{event.code}: declare {open_names} in `personal`"
        assert set(event.personal.values()) - {""} <= facts, event.code
