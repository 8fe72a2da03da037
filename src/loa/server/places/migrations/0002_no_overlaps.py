from django.db import migrations

from loa.server.kit.periods import refuse_overlaps


class Migration(migrations.Migration):
    dependencies = [("places", "0001_territories")]

    operations = [refuse_overlaps("places_territoryversion", "territory_id")]
