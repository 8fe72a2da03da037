"""Rows point upstream only, the trail points nowhere, and migrations say what the models say."""

import ast

import pytest
from django.apps import apps
from django.core.management import call_command

from loa.server.kit.models import AuditEntry, Delivery, OutboxMessage

from .conftest import SERVER, STAGES, named, tree_of

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def house_models():
    return [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("loa.server.")]


def test_foreign_keys_point_upstream_only():
    assert len(house_models()) > 20
    downstream = [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model in house_models()
        for field in model._meta.get_fields()
        if (field.many_to_one or field.many_to_many or (field.one_to_one and not field.auto_created)) and field.concrete
        if field.related_model.__module__.startswith("loa.server.")
        if STAGES.index(field.related_model._meta.app_label) > STAGES.index(model._meta.app_label)
    ]
    assert downstream == []


def test_foreign_keys_to_another_stage_are_written_as_text():
    wrong = []
    for path in SERVER.glob("*/models.py"):
        tree = tree_of(path)
        own = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
        for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in RELATIONS:
                to = call.args[0]
                written = isinstance(to, ast.Constant) or (isinstance(to, ast.Name) and to.id in own)
                wrong += [] if written else [f"{named(path)}:{call.lineno}"]
    assert wrong == []


@pytest.mark.parametrize("model", [AuditEntry, OutboxMessage, Delivery])
def test_the_trail_and_the_outbox_outlive_what_they_speak_of(model):
    pointing = [f.name for f in model._meta.get_fields() if f.concrete and f.is_relation]
    assert pointing == (["message"] if model is Delivery else [])


def test_nothing_disappears_with_what_it_points_at_in_another_stage():
    """Rows end, they are not deleted: only parts of one whole (a slot of its session) go with it, inside their own stage."""
    cascading = [
        f"{model.__name__}.{field.name}"
        for model in house_models()
        if not model._meta.auto_created
        for field in model._meta.get_fields()
        if field.concrete and (field.many_to_one or field.one_to_one) and field.remote_field.on_delete.__name__ != "PROTECT"
        if field.related_model._meta.app_label != model._meta.app_label
    ]
    assert cascading == []


def test_the_migrations_are_complete(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
