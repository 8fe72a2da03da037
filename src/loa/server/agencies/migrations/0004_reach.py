import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_succession'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgencyReach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='hiệu lực từ ngày')),
                ('valid_to', models.DateField(null=True, verbose_name='hiệu lực đến hết ngày')),
                ('seen', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agencies.agency')),
                ('seer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agencies.agency')),
            ],
            options={
                'verbose_name': 'phạm vi nhìn thấy của cơ quan',
                'constraints': [models.UniqueConstraint(fields=('seer', 'seen', 'valid_from'), name='agency_reach_once')],
            },
        ),
    ]
