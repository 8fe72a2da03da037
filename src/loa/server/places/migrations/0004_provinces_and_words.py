import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KINDS = [
    ("country", "cả nước"),
    ("province", "cấp tỉnh"),
    ("district", "cấp huyện"),
    ("commune", "cấp xã"),
    ("residential_group", "tổ dân phố, thôn"),
    ("building", "chung cư, tòa nhà"),
]


def rename_kind(before: str, after: str) -> migrations.operations.base.Operation:
    def change(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
        apps.get_model("places", "TerritoryVersion").objects.filter(kind=before).update(kind=after)

    def back(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
        apps.get_model("places", "TerritoryVersion").objects.filter(kind=after).update(kind=before)

    return migrations.RunPython(change, back)


class Migration(migrations.Migration):
    """"city" becomes "province"; the words of names, which the next loading of tables fills."""

    dependencies = [("places", "0003_succession")]

    operations = [
        # Choices alone: no table is altered, so the guards against overlaps stay where they are.
        migrations.AlterField("territoryversion", "kind", models.CharField(choices=KINDS, max_length=30, verbose_name="cấp")),
        rename_kind("city", "province"),
        migrations.CreateModel(
            name="TerritoryWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=60)),
                ("below_commune", models.BooleanField()),
                (
                    "version",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="words", to="places.territoryversion"),
                ),
            ],
            options={
                "verbose_name": "từ trong tên địa bàn",
                "indexes": [
                    models.Index(
                        fields=["below_commune", "word", "version"],
                        name="territory_word",
                        opclasses=["bool_ops", "varchar_pattern_ops", "uuid_ops"],
                    )
                ],
            },
        ),
        migrations.AddIndex(
            "territoryversion", models.Index(fields=["search_key", "valid_to", "valid_from"], name="territory_by_name")
        ),
    ]
