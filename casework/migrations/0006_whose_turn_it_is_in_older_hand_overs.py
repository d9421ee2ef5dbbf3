from django.db import migrations, models

# Referrals from before had neither turn nor sender. An answer ended the turn; "ask the coordinator" handed it on.
TURNS = """
update casework_referral set
  turn = case when answer = '' then 'agency' when answer = 'coordinator' then 'coordinator' else '' end,
  turn_since = coalesce(answered_at, sent_at),
  sender_id = (select id from agencies_agency a where a.group_id = casework_referral.written_by_id);
set constraints all immediate  -- a table whose rows still await their checks cannot be altered
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_hand_overs_have_a_turn_and_links")]

    operations = [
        migrations.RunSQL(TURNS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("turn", ""), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    ("taken_back_at__isnull", False),
                    _connector="OR",
                ),
                name="referral_waiting_is_somebodys_turn",
                violation_error_message="A family that waits is always somebody's turn.",
            ),
        ),
    ]
