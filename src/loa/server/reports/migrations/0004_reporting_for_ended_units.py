from django.db import migrations, models


class Migration(migrations.Migration):
    """Who reports for a unit that ended, why a unit is excused, coverage of the units directly below, and for whom somebody signed."""

    dependencies = [("reports", "0003_signed_by_person_id")]

    operations = [
        migrations.AddField("expectedreport", "excused_why", models.TextField(blank=True, default="", verbose_name="lý do miễn"), preserve_default=False),
        migrations.AddField(
            "report", "direct", models.JSONField(default=dict, verbose_name="độ phủ của các đơn vị báo cáo trực tiếp")
        ),
        migrations.AddField("report", "signed_for_person_id", models.UUIDField(null=True, verbose_name="ký thừa ủy quyền của")),
    ]
