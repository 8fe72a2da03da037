import django.db.models.deletion
from django.db import migrations, models

import loa.server.kit.ids
from loa.server.kit.periods import refuse_overlaps


class Migration(migrations.Migration):
    dependencies = [("agencies", "0004_reach")]

    operations = [
        migrations.CreateModel(
            name="AgencyIdentifier",
            fields=[
                ("valid_from", models.DateField(verbose_name="hiệu lực từ ngày")),
                ("valid_to", models.DateField(null=True, verbose_name="hiệu lực đến hết ngày")),
                ("id", models.UUIDField(default=loa.server.kit.ids.new_id, primary_key=True, serialize=False)),
                ("identifier", models.CharField(max_length=40, verbose_name="mã định danh")),
                ("source", models.CharField(max_length=300, verbose_name="căn cứ")),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="identifiers", to="agencies.agency"),
                ),
            ],
            options={
                "verbose_name": "mã định danh cơ quan",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                        name="agency_identifier_period_is_valid",
                    )
                ],
            },
        ),
        refuse_overlaps("agencies_agencyidentifier", "agency_id"),
    ]
