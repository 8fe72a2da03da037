"""Whoever wrote any revision of a text never approves it: each revision remembers its author."""

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("bulletins", "0002_initial")]
    operations: ClassVar[list[Any]] = [migrations.AddField("revision", "author_person_id", models.UUIDField(null=True))]
