from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("voices", "0003_voices")]

    operations = [
        migrations.RemoveConstraint(model_name="reading", name="reading_once_in_a_bulletin"),
        migrations.AddField(model_name="reading", name="place", field=models.CharField(blank=True, default="", max_length=48, verbose_name="ở chỗ"), preserve_default=False),
        migrations.AddField(model_name="reading", name="around", field=models.CharField(blank=True, default="", max_length=300, verbose_name="câu"), preserve_default=False),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("bulletin", "kind", "written", "place"), name="reading_once_at_a_place"
            ),
        ),
    ]
