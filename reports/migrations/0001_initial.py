import django.db.models.deletion
import reports.models.incoming
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnnualReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fiscal_year', models.PositiveSmallIntegerField(unique=True, verbose_name='fiscal year')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('dated', models.DateField(blank=True, null=True, verbose_name='date on the cover')),
                ('corporation', models.CharField(blank=True, max_length=120, verbose_name='corporation')),
                ('representative', models.CharField(blank=True, max_length=120, verbose_name='representative')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': 'completion report',
                'verbose_name_plural': 'completion reports',
                'ordering': ['-fiscal_year'],
            },
        ),
        migrations.CreateModel(
            name='IncomingFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('table', models.CharField(max_length=30)),
                ('name', models.CharField(max_length=200)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField(default=reports.models.incoming.a_day_from_now)),
                ('state', models.CharField(choices=[('waiting', 'Being read'), ('checked', 'Not taken in yet'), ('unreadable', 'Cannot be read'), ('taken', 'Taken in')], default='waiting', max_length=10)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('counts', models.JSONField(default=dict)),
                ('taken_at', models.DateTimeField(null=True)),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.job')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
            ],
            options={
                'verbose_name': 'uploaded file',
                'verbose_name_plural': 'uploaded files',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken'), ('taken_at__isnull', False)), models.Q(models.Q(('state', 'taken'), _negated=True), ('taken_at', None)), _connector='OR'), name='incoming_taken_has_a_time')],
            },
        ),
        migrations.CreateModel(
            name='SectionDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fiscal_year', models.PositiveSmallIntegerField()),
                ('key', models.SlugField(max_length=30)),
                ('text', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner', 'fiscal_year', 'key'), name='section_draft_once_of_its_writer')],
            },
        ),
        migrations.CreateModel(
            name='ReportSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=30, verbose_name='section')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('in_use', models.BooleanField(default=True, editable=False)),
                ('figures', models.JSONField(default=dict, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='reports.annualreport')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'constraints': [models.UniqueConstraint(fields=('report', 'key'), name='section_once_in_a_report')],
            },
        ),
    ]
