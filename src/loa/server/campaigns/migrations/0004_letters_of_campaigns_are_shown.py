from django.db import migrations


def as_it_was(apps, _editor):
    """Whoever got work by an incoming letter has read it until now: those letters stay shown to whom they name."""
    opened = apps.get_model("campaigns", "Campaign").objects.values("document")
    apps.get_model("documents", "OfficialDocument").objects.filter(direction="in", pk__in=opened).update(goes_at_once=True)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_passed_to"), ("documents", "0006_goes_at_once")]

    operations = [migrations.RunPython(as_it_was, migrations.RunPython.noop)]
