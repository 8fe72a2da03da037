from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0002_passed_to'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='signed_by_person_id',
            field=models.UUIDField(null=True),
        ),
    ]
