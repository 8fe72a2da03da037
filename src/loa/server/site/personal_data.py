"""The register of personal data, read against the models: whose a row is, what it says of a person, what erasing does to it.

`personal_data.toml` declares; nothing here names a table. Export, erasure, retention and the record of the impact assessment walk it.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Model, Q, QuerySet

from loa.core.folding import search_key
from loa.server.kit.forgetting import Words, as_text, mentioning, spellings
from loa.server.people.models import Account, Person

FILE = Path(__file__).parent / "personal_data.toml"
_BY_ID = "_person_id"


@dataclass(frozen=True, slots=True)
class Group:
    """Why a group of tables holds what it holds."""

    subjects: str
    purpose: str
    basis: str
    retention: str


@dataclass(frozen=True, slots=True)
class Table:
    """What the register says of one model. The names are explained at the head of the file."""

    label: str
    group: str
    none: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    blank: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)
    whose: tuple[str, ...] = ()
    whose_username: str = ""
    sessions: bool = False
    trail: bool = False
    rows: str = ""
    retention_days: int = 0
    retention_column: str = ""
    retention_unless: str = ""
    called: str = ""

    @property
    def model(self) -> type[Model]:
        """The model it speaks of."""
        return apps.get_model(self.label)

    @property
    def objects(self) -> "QuerySet[Any]":
        """All its rows."""
        return self.model._base_manager.all()  # noqa: SLF001 -- the manager that leaves no row out, ended ones neither

    @property
    def said(self) -> str:
        """Its name in Vietnamese: the model's own, or the register's for a model of a library that has none."""
        return self.called or str(self.model._meta.verbose_name)  # noqa: SLF001 -- public by Django's documentation

    @property
    def declared(self) -> list[str]:
        """Every column it speaks of."""
        return [*self.none, *self.names, *self.blank, *self.unique, *self.secret, *self.free, *self.kept]

    @property
    def personal(self) -> bool:
        """Whether the table says anything of a person."""
        return bool(self.paths or self.whose_username or self.sessions or self.names or self.blank or self.free or self.kept)

    @property
    def paths(self) -> tuple[str, ...]:
        """The columns that lead to the person a row belongs to."""
        return self.whose or _paths(self.model)


@dataclass(frozen=True, slots=True)
class Register:
    """The whole register."""

    laws: Mapping[str, str]
    groups: Mapping[str, Group]
    tables: tuple[Table, ...]


@cache
def register() -> Register:
    """The register as it ships."""
    held = tomllib.loads(FILE.read_text(encoding="utf-8"))
    tables = tuple(Table(label=label, **_tuples(said)) for label, said in held["models"].items())
    return Register(held["laws"], {name: Group(**said) for name, said in held["groups"].items()}, tables)


def _tuples(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}


def _paths(model: type[Model]) -> tuple[str, ...]:
    """Keys to a person or to an account, and columns that hold a person's id."""
    found = []
    for column in columns_of(model):
        if column.is_relation and column.related_model is Person:
            found.append(column.name)
        elif column.is_relation and column.related_model is Account:
            found.append(f"{column.name}__person")
        elif isinstance(column, models.UUIDField) and (column.name.endswith(_BY_ID) or column.name == "person_id"):
            found.append(column.name)
    return tuple(found)


def columns_of(model: type[Model]) -> "Sequence[models.Field[Any, Any]]":
    """The columns of a model."""
    return model._meta.concrete_fields  # noqa: SLF001 -- public by Django's documentation


def undeclared(model: type[Model]) -> list[str]:
    """Columns that could say something of a person: text, JSON, bytes, addresses; not those with fixed values."""
    wide = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField, models.GenericIPAddressField)
    return [f.name for f in columns_of(model) if isinstance(f, wide) and not f.choices and not f.is_relation]


@dataclass(frozen=True, slots=True)
class Whose:
    """The person whose data are asked for."""

    person_id: UUID
    full_name: str
    username: str
    phone: str
    name_is_unique: bool
    plain_name_is_unique: bool  # also without diacritics

    @property
    def words(self) -> Words:
        """What names this person in a text, and nobody else, however people write it."""
        names = spellings(self.full_name, plain=self.plain_name_is_unique) if self.name_is_unique else ()
        named = (*names, self.username, self.username.upper(), self.phone)
        return Words(tuple(dict.fromkeys(word for word in named if word.strip())))


def whose_data(person: Person) -> Whose:
    """Who it is, and whether somebody else here has the same name."""
    account = Account.objects.filter(person=person).first()
    alike = Person.objects.filter(Q(search_key__contains=search_key(person.full_name)) | Q(full_name__contains=person.full_name)).exclude(
        pk=person.pk
    )
    alike_names = list(alike.values_list("full_name", flat=True)) if person.full_name.strip() else []
    return Whose(
        person_id=person.pk,
        full_name=person.full_name,
        username=account.username if account else "",
        phone=person.phone,
        # Neither somebody of the same name nor one whose longer name holds it.
        name_is_unique=not any(person.full_name.casefold() in name.casefold() for name in alike_names),
        plain_name_is_unique=not alike_names,
    )


def rows_of(table: Table, whose: Whose) -> "QuerySet[Any]":
    """The rows that belong to the person, or that the person wrote."""
    rows = table.objects
    if table.sessions:
        return rows.filter(pk__in=_sessions_of(whose.person_id))
    wanted = Q(pk__in=[])
    for path in table.paths:
        wanted |= Q(**{path: whose.person_id})
    if table.whose_username and whose.username:
        wanted |= Q(**{table.whose_username: whose.username})
    if table.trail and any(column.name == "subject_id" for column in columns_of(table.model)):
        wanted |= Q(subject_id=str(whose.person_id))  # what others did to the person's account
    return rows.filter(wanted)


def rows_naming(table: Table, whose: Whose, columns: Sequence[str]) -> Iterator[Any]:
    """The rows in which one of these columns names the person by a word that nobody else has."""
    words = whose.words
    if not words.words or not columns:
        return
    rows = table.objects.annotate(**as_text(columns)).filter(mentioning(columns, words.words))
    for row in rows.order_by("pk").iterator(chunk_size=500):
        if any(words.out_of(getattr(row, name)) != getattr(row, name) for name in columns):
            yield row


def _sessions_of(person_id: UUID) -> list[str]:
    account_ids = {str(pk) for pk in Account.objects.filter(person_id=person_id).values_list("pk", flat=True)}
    return [row.pk for row in Session.objects.iterator() if row.get_decoded().get("_auth_user_id") in account_ids]


def values_of(table: Table, row: Model) -> dict[str, Any]:
    """A row in plain values, without its secrets and without what the house adds of its own."""
    hidden = {*table.secret, *({"commitments", "salts", "seal_sha256", "seal_position"} if table.trail else ())}
    return {column.attname: _plain(getattr(row, column.attname)) for column in columns_of(type(row)) if column.name not in hidden}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return DjangoJSONEncoder().default(value)
