from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Tables of shares are derived: they are made anew, with the candidates, when they are next asked for."""
    apps.get_model("places", "ShareTable").objects.all().delete()


class Migration(migrations.Migration):
    """An unknown share says among which units it lies."""

    dependencies = [("places", "0004_provinces_and_words")]

    operations = [
        migrations.AddField("territoryshare", "among", models.JSONField(default=list, verbose_name="có thể thuộc")),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
