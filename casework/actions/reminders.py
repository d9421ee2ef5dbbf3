"""The clock of hand-overs: who is silent is reminded, then it is the coordinator's turn; consents that are over show
nothing more. Run by the system (casework/jobs.py)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.audit import Verb
from accounts.models import Membership, Notice
from agencies.calendar import day_of, today
from agencies.models import Municipality
from agencies.working_days import working_day_after
from casework.actions import letters
from casework.actions.grants import end_uncovered
from casework.actions.referrals import settle_turns
from casework.hand_overs import referral_access
from casework.models import Household, Referral

IN_DANGER = 1  # working days to answer where life or limb are in danger
ENDED_WITHIN = timedelta(days=14)  # a machine that stood still for a while catches up
Turn = Referral.Turn


def last_day(referral: Referral, settings: Municipality) -> date:
    """The last day to answer before the agency is reminded: in danger to life or limb the next working day."""
    days = IN_DANGER if referral.danger else settings.referral_answer_days
    return working_day_after(day_of(referral.turn_since), min(days, settings.referral_answer_days))


@transaction.atomic
def remind(*, by: Membership) -> int:
    """Reminds agencies that are silent past their day (or has them telephoned, where nobody signs in), and hands on to
    the coordinator what stayed silent after that. Returns how many."""
    settings, done = Municipality.current(), 0
    waiting = (
        Referral.objects.waiting().filter(turn=Turn.AGENCY, restricted=False).select_related("to", "sent_by", "sender")
    )
    for referral in waiting.select_for_update(of=("self",), skip_locked=True):
        if referral.reminded_at is None:
            if today() > last_day(referral, settings):
                _remind(referral, by=by)
                done += 1
        elif today() > working_day_after(day_of(referral.reminded_at), settings.referral_reminded_days):
            _hand_to_coordinator(referral, by=by)
            done += 1
    return done


def _remind(referral: Referral, *, by: Membership) -> None:
    referral.reminded_at = timezone.now()
    referral.save(update_fields=["reminded_at"])
    if referral_access.signs_in(referral.to):
        letters.tell_receivers(referral, Notice.Kind.REFERRAL_REMINDER)
    else:  # a reminder would reach nobody: who handed over telephones
        letters.tell_sender(referral, Notice.Kind.REFERRAL_TELEPHONE)
    audit.record(Verb.REFERRAL_REMINDED, referral, by=by, to=referral.to_id)


def _hand_to_coordinator(referral: Referral, *, by: Membership) -> None:
    referral.give_turn(Turn.COORDINATOR)
    referral.version += 1
    referral.save()
    letters.tell_coordinators(referral, Notice.Kind.REFERRAL_COORDINATOR)
    letters.tell_sender(referral, Notice.Kind.REFERRAL_SILENT)
    audit.record(Verb.REFERRAL_REMINDED, referral, by=by, to=referral.to_id, coordinator=True)


def close_what_ended(*, by: Membership) -> int:
    """Consents whose last day has passed show nothing more: grants that hung on them end, open hand-overs come back to
    their senders."""
    ended = {"consents__valid_until__lt": today(), "consents__valid_until__gte": today() - ENDED_WITHIN}
    households = list(Household.objects.filter(**ended).distinct())
    for household in households:
        end_uncovered(household, by=by)
        settle_turns(household, by=by)
    return len(households)
