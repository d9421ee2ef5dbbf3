import agencies.models.municipality
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgencyGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'group of agencies',
                'verbose_name_plural': 'groups of agencies',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ConcernList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=30, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
            ],
            options={
                'verbose_name': 'list of concerns',
                'verbose_name_plural': 'lists of concerns',
            },
        ),
        migrations.CreateModel(
            name='District',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='agencies.district', verbose_name='lies in')),
            ],
            options={
                'verbose_name': 'district',
                'verbose_name_plural': 'districts',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AgencyType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='types', to='agencies.agencygroup', verbose_name='group')),
            ],
            options={
                'verbose_name': 'type of agency',
                'verbose_name_plural': 'types of agency',
                'ordering': ['group__order', 'group', 'order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('group', 'name'), name='agency_type_once_in_its_group')],
            },
        ),
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('short_name', models.CharField(help_text='Shown on buttons and in narrow tables.', max_length=30, verbose_name='short name')),
                ('offered', models.BooleanField(default=True, verbose_name='offered in forms')),
                ('counts_as', models.ForeignKey(blank=True, help_text='The item of the national list under which reports count it. Empty for the national list itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.concern', verbose_name='counts as')),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='concerns', to='agencies.concernlist', verbose_name='list')),
            ],
            options={
                'verbose_name': 'concern',
                'verbose_name_plural': 'concerns',
                'ordering': ['list', 'number'],
                'constraints': [models.UniqueConstraint(fields=('list', 'number'), name='concern_number_once_in_its_list'), models.UniqueConstraint(fields=('list', 'name'), name='concern_name_once_in_its_list')],
            },
        ),
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='name')),
                ('programme', models.CharField(default='多機関の協働による相談支援包括化推進業務', help_text='Printed on the completion report.', max_length=120, verbose_name='programme')),
                ('corporation', models.CharField(blank=True, max_length=120, verbose_name='corporation')),
                ('representative', models.CharField(blank=True, max_length=120, verbose_name='representative')),
                ('age_bands', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=agencies.models.municipality.default_age_bands, help_text='The ages at which a new band begins, e.g. 40, 65.', size=None, verbose_name='age bands')),
                ('coordinators_hold_cases', models.BooleanField(default=False, verbose_name='coordinators hold cases themselves')),
                ('consulted_by_agencies_only', models.BooleanField(default=False, verbose_name='coordinators are consulted by agencies only')),
                ('referral_answer_days', models.PositiveSmallIntegerField(default=3, verbose_name='working days to answer a referral')),
                ('referral_reminded_days', models.PositiveSmallIntegerField(default=1, verbose_name="working days after the reminder until a referral is the coordinator's")),
                ('referral_link_days', models.PositiveSmallIntegerField(default=7, verbose_name='days for which a one-time link is open')),
                ('consent_wording', models.TextField(default='円滑な相談支援につなぐため、私の相談内容を必要となる関係機関（者）と情報共有し、保管・集約することに同意します。', help_text='Shown and printed where a consent is asked for. Each consent keeps the wording that was shown.', verbose_name='wording of the consent')),
                ('consent_purpose', models.CharField(default='円滑な相談支援につなぐため', max_length=200, verbose_name='purpose of sharing')),
                ('former_participant_days', models.PositiveSmallIntegerField(default=30, verbose_name='days for which a former participant still reads a case')),
                ('concern_list', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='agencies.concernlist', verbose_name='list of concerns used at intake')),
            ],
            options={
                'verbose_name': 'municipality',
                'verbose_name_plural': 'municipality',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_municipality')],
            },
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('postal_code', models.CharField(blank=True, max_length=10, verbose_name='postal code')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('telephone', models.CharField(blank=True, max_length=60, verbose_name='telephone')),
                ('extension', models.CharField(blank=True, max_length=60, verbose_name='extension')),
                ('fax', models.CharField(blank=True, max_length=60, verbose_name='FAX')),
                ('hours', models.CharField(blank=True, max_length=200, verbose_name='opening hours')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('group', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='agency', to='auth.group')),
                ('type', models.ForeignKey(blank=True, help_text="Empty: not counted in the contact table (the coordinators' own office).", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agencies', to='agencies.agencytype', verbose_name='type')),
                ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='agencies.district', verbose_name='district')),
            ],
            options={
                'verbose_name': 'agency',
                'verbose_name_plural': 'agencies',
                'ordering': ['type__group__order', 'type__order', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('concerns', models.ManyToManyField(blank=True, related_name='topics', to='agencies.concern', verbose_name='concerns')),
            ],
            options={
                'verbose_name': 'topic of the directory',
                'verbose_name_plural': 'topics of the directory',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DirectoryEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=10, verbose_name='No.')),
                ('number_order', models.PositiveIntegerField(default=0, editable=False)),
                ('default', models.BooleanField(default=False, verbose_name='★ where to ask when in doubt')),
                ('matter', models.CharField(blank=True, max_length=300, verbose_name='what it is asked about')),
                ('main_contact', models.CharField(blank=True, max_length=60, verbose_name='main contact')),
                ('deputy_contact', models.CharField(blank=True, max_length=60, verbose_name='deputy contact')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('agency', models.ForeignKey(blank=True, help_text='Empty: it depends on the area.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='directory_entries', to='agencies.agency', verbose_name='agency')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='agencies.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'directory entry',
                'verbose_name_plural': 'directory entries',
                'ordering': ['topic__order', 'topic', 'number_order', 'number'],
                'constraints': [models.UniqueConstraint(fields=('topic', 'number'), name='directory_number_once_in_its_topic')],
            },
        ),
        migrations.CreateModel(
            name='AreaContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='area_contacts', to='agencies.agency', verbose_name='agency')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='by_area', to='agencies.directoryentry', verbose_name='entry')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='agencies.district', verbose_name='district')),
            ],
            options={
                'verbose_name': 'contact by area',
                'verbose_name_plural': 'contacts by area',
                'ordering': ['district__order', 'district'],
                'constraints': [models.UniqueConstraint(fields=('entry', 'district'), name='area_contact_one_for_a_district')],
            },
        ),
    ]
