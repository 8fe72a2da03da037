from django.db import migrations

from loa.server.kit.periods import refuse_overlaps


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_agencies")]

    operations = [refuse_overlaps("agencies_agencyversion", "agency_id")]
