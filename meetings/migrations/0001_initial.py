import casework.triggers
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('agencies', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('casework', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='MeetingForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('offered', models.BooleanField(default=True, verbose_name='offered in forms')),
            ],
            options={
                'verbose_name': 'form of meeting',
                'verbose_name_plural': 'forms of meeting',
                'ordering': ['order', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MeetingHost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('offered', models.BooleanField(default=True, verbose_name='offered in forms')),
                ('coordinators', models.BooleanField(default=False, verbose_name='the coordinators')),
            ],
            options={
                'verbose_name': 'host of meetings',
                'verbose_name_plural': 'hosts of meetings',
                'ordering': ['order', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MeetingKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('offered', models.BooleanField(default=True, verbose_name='offered in forms')),
                ('legal_basis', models.CharField(blank=True, max_length=200, verbose_name='legal basis')),
                ('needs_consent', models.BooleanField(default=True, verbose_name="needs the family's consent")),
                ('secret', models.BooleanField(default=False, help_text='Its papers are seen by members who acknowledged the notice.', verbose_name='bound by secrecy')),
                ('called_by_lead', models.BooleanField(default=False, help_text='Its members are named by the lead department.', verbose_name='called by the lead department only')),
                ('secrecy_notice', models.TextField(blank=True, verbose_name='secrecy notice')),
                ('about_cases', models.BooleanField(default=True, verbose_name='is about cases')),
            ],
            options={
                'verbose_name': 'kind of meeting',
                'verbose_name_plural': 'kinds of meeting',
                'ordering': ['order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('secret', False), models.Q(('secrecy_notice', ''), _negated=True), _connector='OR'), name='secret_meeting_has_a_notice', violation_error_message='A meeting bound by secrecy needs the notice that its members acknowledge.')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(verbose_name='date')),
                ('date_text', models.CharField(blank=True, help_text='Shown instead of the date where it is a span.', max_length=60, verbose_name='date as written')),
                ('begins_at', models.TimeField(blank=True, null=True, verbose_name='time')),
                ('place', models.CharField(blank=True, max_length=100, verbose_name='place')),
                ('name', models.CharField(help_text='Everybody sees it in the list: no name of a family here.', max_length=200, verbose_name='name')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('written_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group')),
                ('form', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='meetings.meetingform', verbose_name='form')),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='meetings.meetinghost', verbose_name='host')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='meetings.meetingkind', verbose_name='kind')),
            ],
            options={
                'verbose_name': 'meeting',
                'verbose_name_plural': 'meetings',
                'ordering': ['-held_on', '-pk'],
                'indexes': [models.Index(fields=['-held_on', '-id'], name='meeting_list')],
                'constraints': [models.UniqueConstraint(fields=('held_on', 'kind', 'name'), name='meeting_once')],
            },
        ),
        migrations.CreateModel(
            name='AgendaCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.BooleanField(default=False, editable=False)),
                ('restricted', models.BooleanField(default=False, editable=False)),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda', to='casework.consultation')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda', to='casework.household')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda', to='meetings.meeting')),
            ],
            options={
                'verbose_name': 'case on the agenda',
                'verbose_name_plural': 'cases on the agenda',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'consultation'), name='agenda_case_once')],
                'triggers': [
                    pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "meetings_agendacaseevent" ("consultation_id", "household_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "restricted", "secret") VALUES (OLD."consultation_id", OLD."household_id", OLD."id", OLD."meeting_id", _pgh_attach_context(), NOW(), \'changed\', OLD."id", OLD."restricted", OLD."secret"); RETURN NULL;', hash='1462a975c0c0a96b7bf2bf51bb44d12cdae043d1', operation='UPDATE', pgid='pgtrigger_changed_update_b24ce', table='meetings_agendacase', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='removed_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_agendacaseevent" ("consultation_id", "household_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "restricted", "secret") VALUES (OLD."consultation_id", OLD."household_id", OLD."id", OLD."meeting_id", _pgh_attach_context(), NOW(), \'removed\', OLD."id", OLD."restricted", OLD."secret"); RETURN NULL;', hash='7fe737c45e04ace7302244f402b4162d04541314', operation='DELETE', pgid='pgtrigger_removed_delete_eca02', table='meetings_agendacase', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=300, verbose_name='what')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='by')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('secret', models.BooleanField(default=False, editable=False)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='who')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decided', to='meetings.meeting')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('done_on', None)), fields=['due_on'], name='decision_open')],
                'triggers': [
                    pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "meetings_decisionevent" ("agency_id", "done_on", "due_on", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "secret", "what") VALUES (OLD."agency_id", OLD."done_on", OLD."due_on", OLD."id", OLD."meeting_id", _pgh_attach_context(), NOW(), \'changed\', OLD."id", OLD."secret", OLD."what"); RETURN NULL;', hash='ac9c6b198af4df31c67678ba5c839d2d6035b3eb', operation='UPDATE', pgid='pgtrigger_changed_update_ede7d', table='meetings_decision', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='removed_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_decisionevent" ("agency_id", "done_on", "due_on", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "secret", "what") VALUES (OLD."agency_id", OLD."done_on", OLD."due_on", OLD."id", OLD."meeting_id", _pgh_attach_context(), NOW(), \'removed\', OLD."id", OLD."secret", OLD."what"); RETURN NULL;', hash='379f9c9f232b76b8830c2a09af965c5af3178596', operation='DELETE', pgid='pgtrigger_removed_delete_218b6', table='meetings_decision', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('acknowledged_at', models.DateTimeField(editable=False, null=True)),
                ('acknowledged_notice', models.TextField(blank=True, editable=False)),
                ('opening_at', models.DateTimeField(editable=False, null=True)),
                ('opening_notice', models.TextField(blank=True, editable=False)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='agency')),
                ('staff', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='staff member')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='meetings.meeting')),
            ],
            options={
                'verbose_name': 'attendance',
                'verbose_name_plural': 'attendance',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'agency', 'staff'), name='attendance_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.TextField(blank=True, verbose_name='content')),
                ('decisions', models.TextField(blank=True, verbose_name='decisions')),
                ('secret', models.BooleanField(default=False, editable=False)),
                ('about_cases', models.BooleanField(default=True, editable=False)),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='minutes', to='meetings.meeting')),
            ],
            options={
                'verbose_name': 'minutes',
                'verbose_name_plural': 'minutes',
                'triggers': [
                    pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "meetings_minutesevent" ("about_cases", "content", "decisions", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "secret") VALUES (OLD."about_cases", OLD."content", OLD."decisions", OLD."id", OLD."meeting_id", _pgh_attach_context(), NOW(), \'changed\', OLD."id", OLD."secret"); RETURN NULL;', hash='48de475be44559fc396339c6fb808ac39d0f9f8c', operation='UPDATE', pgid='pgtrigger_changed_update_93d73', table='meetings_minutes', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='removed_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_minutesevent" ("about_cases", "content", "decisions", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "secret") VALUES (OLD."about_cases", OLD."content", OLD."decisions", OLD."id", OLD."meeting_id", _pgh_attach_context(), NOW(), \'removed\', OLD."id", OLD."secret"); RETURN NULL;', hash='62f93164a894bb3f8cdcde4eaf338fe7643a07b7', operation='DELETE', pgid='pgtrigger_removed_delete_40570', table='meetings_minutes', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='AgendaCaseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('secret', models.BooleanField(default=False, editable=False)),
                ('restricted', models.BooleanField(default=False, editable=False)),
                ('consultation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.consultation')),
                ('household', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.household')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='meetings.agendacase')),
                ('meeting', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='meetings.meeting')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='db063f52944d23fa5eb5419806a2e3b4fc2d48fd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c9e19', table='meetings_agendacaseevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='DecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('what', models.CharField(max_length=300, verbose_name='what')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='by')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('secret', models.BooleanField(default=False, editable=False)),
                ('agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency', verbose_name='who')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='meetings.decision')),
                ('meeting', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='meetings.meeting')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ec12e23aa43eb06c68939fe7760a89e7dffd6b29', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_576ee', table='meetings_decisionevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='MinutesEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('content', models.TextField(blank=True, verbose_name='content')),
                ('decisions', models.TextField(blank=True, verbose_name='decisions')),
                ('secret', models.BooleanField(default=False, editable=False)),
                ('about_cases', models.BooleanField(default=True, editable=False)),
                ('meeting', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='meetings.meeting')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='meetings.minutes')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b701fcd3b8b35bc763085b9187ff2a1029e1c90a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_16281', table='meetings_minutesevent', when='BEFORE')),
                ],
            },
        ),
        casework.triggers.InstallTriggers(),
    ]
