"""Every report form of every version: what any form must keep."""

import pytest

from loa.core.activity_kinds import KINDS
from loa.core.folding import nfc
from loa.server.reports.consolidation.gathering import GATHERERS
from loa.server.reports.form_registry import FieldType, registered_forms

FORMS = registered_forms()
FIELDS = [pytest.param(form, field, id=f"{form.reference}:{field.code}") for form in FORMS for field in form.indicators]


def test_there_is_at_least_one_form_and_versions_are_unique():
    references = [form.reference for form in FORMS]
    assert references
    assert len(set(references)) == len(references)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.reference)
def test_codes_are_unique_and_every_field_stands_in_a_group(form):
    codes = [field.code for field in form.indicators]
    assert len(set(codes)) == len(codes)
    assert len(set(form.order)) == len(form.order)
    assert {field.group for field in form.indicators} == set(form.groups)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.reference)
def test_times_sessions_texts_and_minutes_are_four_fields_and_produced_is_not_relayed(form):
    units = {field.unit for field in form.indicators}
    assert {"lượt", "buổi", "tin, bài", "phút"} <= units
    origins = [set(field.source["origin"].split()) for field in form.indicators if "origin" in field.source]
    assert all(not one & other for n, one in enumerate(origins) for other in origins[n + 1 :])


@pytest.mark.parametrize(("form", "field"), FIELDS)
def test_a_field_says_where_it_comes_from_and_what_it_means(form, field):
    assert field.source["from"] in {*GATHERERS, "typed", "figures"}
    assert nfc(field.name) == field.name
    if field.type is not FieldType.TEXT:
        assert field.unit
        assert field.definition.endswith(".")
    if field.type is FieldType.RATIO:
        assert {field.numerator, field.denominator} <= set(form.order)
    assert bool(field.answers) == (field.type in (FieldType.YES_NO, FieldType.THREE_STATE))
    assert len(field.answers) in {FieldType.YES_NO: {2}, FieldType.THREE_STATE: {3}}.get(field.type, {0})


@pytest.mark.parametrize(("form", "field"), [f for f in FIELDS if f.values[1].source["from"] == "activities"])
def test_a_field_from_activities_names_a_kind_and_a_unit_that_exist(form, field):
    kind = KINDS[field.source["kind"]]
    unit = next(unit for unit in kind.units if unit.value == field.source["unit"])
    assert unit.vi == field.unit
