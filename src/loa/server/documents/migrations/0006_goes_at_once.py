from django.db import migrations, models


def as_it_was(apps, _editor):
    """Before there were steps, every paper of one's own was seen by its addressees from the start: those stay seen."""
    apps.get_model("documents", "OfficialDocument").objects.filter(direction="out").update(goes_at_once=True)


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_signed_files")]

    operations = [
        migrations.AddField(
            model_name="officialdocument",
            name="goes_at_once",
            field=models.BooleanField(default=False, verbose_name="nơi nhận thấy ngay khi soạn"),
        ),
        migrations.RunPython(as_it_was, migrations.RunPython.noop),
    ]
