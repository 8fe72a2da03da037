import django.db.models.deletion
import loa.server.kit.ids
from django.db import migrations, models
from django.db.models import F, Q

from loa.core.folding import search_key
from loa.server.kit.periods import refuse_overlaps


def fold_names(apps, _editor):
    """The search key of everybody who is here already."""
    Person = apps.get_model("people", "Person")
    usernames = dict(apps.get_model("people", "Account").objects.values_list("person_id", "username"))
    people = list(Person.objects.all())
    for person in people:
        person.search_key = search_key(f"{person.full_name} {usernames.get(person.pk, '')}")[:300]
    Person.objects.bulk_update(people, ["search_key"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='search_key',
            field=models.CharField(blank=True, db_index=True, default='', max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='account',
            name='must_change_password',
            field=models.BooleanField(default=False, verbose_name='phải đổi mật khẩu'),
        ),
        migrations.AddField(
            model_name='rolegrant',
            name='rights',
            field=models.JSONField(default=list, verbose_name='quyền tùy chỉnh'),
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.UUIDField(default=loa.server.kit.ids.new_id, primary_key=True, serialize=False)),
                ('rights', models.JSONField(default=list, verbose_name='quyền được ủy quyền')),
                ('valid_from', models.DateField(verbose_name='từ ngày')),
                ('valid_to', models.DateField(verbose_name='đến hết ngày')),
                ('why', models.CharField(max_length=500, verbose_name='lý do')),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True, verbose_name='chấm dứt lúc')),
                ('ended_by_person_id', models.UUIDField(null=True)),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='people.rolegrant', verbose_name='vai trò được ủy quyền')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations_held', to='people.person', verbose_name='người được ủy quyền')),
            ],
            options={
                'verbose_name': 'ủy quyền',
                'constraints': [models.CheckConstraint(condition=Q(('valid_to__gte', F('valid_from'))), name='delegation_period_is_valid')],
            },
        ),
        migrations.CreateModel(
            name='PersonTitle',
            fields=[
                ('valid_from', models.DateField(verbose_name='hiệu lực từ ngày')),
                ('valid_to', models.DateField(null=True, verbose_name='hiệu lực đến hết ngày')),
                ('id', models.UUIDField(default=loa.server.kit.ids.new_id, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200, verbose_name='chức danh')),
                ('act', models.CharField(blank=True, max_length=300, verbose_name='quyết định bổ nhiệm')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='titles', to='people.person')),
            ],
            options={
                'verbose_name': 'chức danh',
                'constraints': [models.CheckConstraint(condition=Q(('valid_to', None), ('valid_to__gte', F('valid_from')), _connector='OR'), name='title_period_is_valid')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=loa.server.kit.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('newcomer', 'người mới'), ('reset', 'đặt lại mật khẩu')], max_length=20, verbose_name='loại')),
                ('token_sha256', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('made_by_person_id', models.UUIDField(null=True)),
                ('expires_at', models.DateTimeField(verbose_name='hết hạn lúc')),
                ('used_at', models.DateTimeField(null=True, verbose_name='dùng lúc')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='thu hồi lúc')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='people.account')),
            ],
            options={
                'verbose_name': 'lời mời',
            },
        ),
        migrations.CreateModel(
            name='SignInSession',
            fields=[
                ('id', models.UUIDField(default=loa.server.kit.ids.new_id, primary_key=True, serialize=False)),
                ('started_at', models.DateTimeField(verbose_name='bắt đầu lúc')),
                ('last_seen_at', models.DateTimeField(db_index=True, verbose_name='hoạt động lần cuối')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='địa chỉ mạng')),
                ('browser', models.CharField(blank=True, max_length=300, verbose_name='trình duyệt')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='kết thúc lúc')),
                ('ended_by_person_id', models.UUIDField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to='people.account')),
            ],
            options={
                'verbose_name': 'phiên đăng nhập',
            },
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
        refuse_overlaps("people_persontitle", "person_id", "agency_id"),
    ]
