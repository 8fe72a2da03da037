"""Format 2 of the trail, keys of persons, anchors; rows written before keep format 1. The trail becomes append-only."""

from django.db import migrations, models

from loa.server.kit.guards import keep_as_written


class Migration(migrations.Migration):

    dependencies = [
        ('kit', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonKey',
            fields=[
                ('person_id', models.UUIDField(primary_key=True, serialize=False)),
                ('key', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField()),
                ('erased_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'khóa của một người',
            },
        ),
        migrations.CreateModel(
            name='RefusalTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=16)),
                ('code', models.CharField(max_length=80)),
                ('via', models.CharField(max_length=20)),
                ('minute', models.DateTimeField(db_index=True)),
                ('times', models.PositiveIntegerField(default=1)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'code', 'via', 'minute'), name='refusals_of_a_minute')],
            },
        ),
        migrations.CreateModel(
            name='TrailAnchor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='ngày')),
                ('position', models.BigIntegerField(verbose_name='dòng')),
                ('made_at', models.DateTimeField()),
                ('content', models.JSONField()),
            ],
            options={
                'verbose_name': 'mốc dấu vết',
            },
        ),
        migrations.AddField('auditentry', 'behalf_of', models.CharField(blank=True, default='', max_length=200, verbose_name='làm thay')),
        migrations.AddField('auditentry', 'behalf_person_id', models.UUIDField(null=True)),
        migrations.AddField('auditentry', 'commitments', models.JSONField(default=dict)),
        migrations.AddField('auditentry', 'erased', models.JSONField(default=dict)),
        # Rows that stand already were sealed, or will be, as format 1.
        migrations.AddField('auditentry', 'format', models.PositiveSmallIntegerField(default=1)),
        migrations.AlterField('auditentry', 'format', models.PositiveSmallIntegerField(default=2)),
        migrations.AddField('auditentry', 'personal', models.JSONField(default=dict)),
        migrations.AddField('auditentry', 'salts', models.JSONField(default=dict)),
        migrations.AddIndex('auditentry', models.Index(fields=['actor_person_id'], name='audit_by_person')),
        keep_as_written(),
    ]
