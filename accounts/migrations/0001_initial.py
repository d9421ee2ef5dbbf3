import agencies.calendar
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Staff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('login', models.CharField(max_length=60, unique=True, verbose_name='sign-in name')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('kana', models.CharField(blank=True, max_length=60, verbose_name='kana')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('language', models.CharField(choices=[('ja', 'Japanese'), ('en', 'English')], default='ja', max_length=5, verbose_name='language')),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('is_system', models.BooleanField(default=False, editable=False)),
                ('group', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='person', to='auth.group')),
                ('groups', models.ManyToManyField(blank=True, editable=False, related_name='staff', to='auth.group')),
            ],
            options={
                'verbose_name': 'staff member',
                'verbose_name_plural': 'staff',
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_system', True)), fields=('is_system',), name='one_system_actor')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('coordinator', 'Coordinator'), ('assistant', 'Assistant'), ('lead', 'Lead department'), ('agency', 'Agency staff'), ('manager', 'Agency manager'), ('adviser', 'Adviser'), ('local_desk', 'Local desk'), ('administrator', 'Administrator'), ('auditor', 'Auditor'), ('system', 'System')], max_length=20, verbose_name='role')),
                ('contact', models.CharField(blank=True, choices=[('', 'No contact for hand-overs'), ('main', 'Main contact'), ('deputy', 'Deputy contact')], default='', max_length=10, verbose_name='contact for hand-overs')),
                ('valid_from', models.DateField(default=agencies.calendar.today, verbose_name='from')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='agencies.agency', verbose_name='agency')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='staff member')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_until', None)), fields=('staff', 'agency', 'role'), name='membership_once'), models.UniqueConstraint(condition=models.Q(('role', 'system')), fields=('role',), name='membership_one_system')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('params', models.JSONField(default=dict)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[('queued', 'Waiting'), ('running', 'Working'), ('done', 'Finished'), ('failed', 'Failed')], default='queued', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('started_at', models.DateTimeField(null=True)),
                ('heartbeat_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('step', models.CharField(blank=True, max_length=200)),
                ('message', models.TextField(blank=True)),
                ('result', models.JSONField(default=dict)),
                ('file', models.FileField(blank=True, max_length=200, upload_to='jobs/%Y/%m')),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('expires_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to='accounts.membership')),
            ],
            options={
                'verbose_name': 'job',
                'verbose_name_plural': 'jobs',
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'running'])), fields=['heartbeat_at'], name='job_open'), models.Index(fields=['kind', '-id'], name='job_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['done', 'failed']), _negated=True), ('finished_at__isnull', False), _connector='OR'), name='job_finished_has_a_time')],
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('verb', models.CharField(max_length=40)),
                ('about_type', models.CharField(blank=True, max_length=40)),
                ('about_id', models.BigIntegerField(null=True)),
                ('household_id', models.BigIntegerField(null=True)),
                ('detail', models.JSONField(default=dict)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
            ],
            options={
                'verbose_name': 'audit event',
                'verbose_name_plural': 'audit events',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['household_id', '-id'], name='audit_of_household'), models.Index(fields=['by', '-id'], name='audit_of_member')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('referral_sent', 'A family was referred to you'), ('referral_taken', 'The agency took the family on'), ('referral_passed_on', 'Another agency takes the family'), ('referral_together', 'The agency takes the family on together with another'), ('referral_coordinator', 'You are asked to find who takes a family'), ('referral_asked', 'The agency asked the coordinator about a family that you handed over'), ('referral_reminder', 'A family that was handed to you still waits for your answer'), ('referral_telephone', 'No answer, and nobody there signs in: telephone them'), ('referral_silent', "An agency has not answered: it is the coordinator's turn now"), ('referral_closed', 'The coordinator closed a hand-over'), ('referral_taken_up', 'A coordinator took up a hand-over'), ('referral_danger', 'A family was handed over without consent, in danger to life or limb'), ('consent_needed', "A hand-over waits for the family's consent"), ('part_asked', 'You are asked for a part in a plan'), ('part_agreed', 'An agency agreed to its part'), ('part_change', 'An agency wants its part changed'), ('part_question', 'An agency has a question about its part'), ('part_answered', 'Your question about your part was answered'), ('part_done', 'An agency finished its part'), ('part_progress', 'An agency wrote how far its part is'), ('part_put_up', 'You are asked to decide about a part in a plan'), ('part_decided', 'The lead department decided about a part'), ('part_sign', 'The sign for your part has come'), ('part_gone', 'A new version of the plan asks nothing of you'), ('consultation_sent', 'An agency took in a consultation'), ('case_opened', 'A case was opened'), ('case_restricted', 'You were named on a restricted case'), ('local_report', 'A local desk worries about somebody'), ('local_report_stage', 'What you told us was taken up'), ('outreach_asked', 'You are asked to go and see somebody'), ('pair_found', 'Another agency may know somebody of a household that was taken in'), ('job_failed', 'A piece of work failed')], max_length=30)),
                ('about_type', models.CharField(max_length=40)),
                ('about_id', models.BigIntegerField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='accounts.membership')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('read_at', None)), fields=['agency', '-id'], name='notice_unread_of_agency'), models.Index(condition=models.Q(('read_at', None)), fields=['to', '-id'], name='notice_unread_of_member')],
            },
        ),
    ]
