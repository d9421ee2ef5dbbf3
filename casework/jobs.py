"""Work of casework in the background: the clock of hand-overs, their e-mails, and what outside agencies said by a
one-time link."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts import jobs
from accounts.acting import acting_as
from accounts.jobs import Outcome, Progress
from accounts.models import Job, Membership
from casework.actions import letters, links, reminders
from casework.models import Referral, ReferralLink

CLOCK_JOB = "hand_over_clock"
TRY_MAIL_FOR = timedelta(days=3)
KEPT_FOR = timedelta(days=1)
log = logging.getLogger(__name__)


@jobs.kind(CLOCK_JOB, gettext_lazy("Reminders of hand-overs"))
def clock(job: Job, progress: Progress) -> Outcome:
    reminded = turn_now(job.asked_by)
    Job.objects.filter(kind=CLOCK_JOB, state=Job.State.DONE, finished_at__lt=timezone.now() - KEPT_FOR).delete()
    return Outcome(result={"reminded": reminded, "mails": send_again()})


def turn_now(system: Membership | None = None) -> int:
    """One turn of the clock: reminds, hands on, closes what ended. Returns how many hand-overs moved."""
    system = system or Membership.objects.of_system()
    with acting_as(system):
        moved = reminders.remind(by=system)
        reminders.close_what_ended(by=system)
    return moved


def send_again() -> int:
    """E-mails that the server did not take are tried once more with each turn of the clock, for some days."""
    unsent = Job.objects.filter(
        kind=letters.MAIL_JOB, state=Job.State.DONE, result__sent=False, asked_at__gt=timezone.now() - TRY_MAIL_FOR
    )
    return unsent.update(state=Job.State.QUEUED, attempts=0, finished_at=None, result={})


@jobs.kind(letters.MAIL_JOB, gettext_lazy("E-mail about a hand-over"))
def mail(job: Job, progress: Progress) -> Outcome:
    """Says that something waits, and where; no name and no content leaves the house."""
    if not settings.EMAIL_URL:
        return Outcome(result={"sent": None})
    with acting_as(job.asked_by):
        referral = Referral.objects.select_related("to").filter(pk=job.params["referral"]).first()
        if referral is None or not referral.open:
            return Outcome(result={"sent": None})
        addresses = _addresses(referral)
    if not addresses:
        return Outcome(result={"sent": None})
    page = settings.SITE_URL.rstrip("/") + reverse("casework:referral_detail", args=[referral.pk])
    with override("ja"):
        message = EmailMessage(
            _("Tsunagu: something is waiting for your agency"),
            _("Something is waiting for your agency in Tsunagu. Please sign in and look:\n\n%(page)s\n")
            % {"page": page},
            settings.MAIL_FROM,
            bcc=addresses,
        )
    try:
        message.send()
    except OSError as error:  # smtplib's errors too: the notice stands in the program, the e-mail is tried again
        log.warning("the e-mail about hand-over %s could not be sent: %s", referral.pk, type(error).__name__)
        return Outcome(result={"sent": False})
    return Outcome(result={"sent": True})


def _addresses(referral: Referral) -> list[str]:
    """Of the main and deputy contact; where none is named, of everybody in the agency."""
    named = list(letters.contacts_of(referral.to))
    everybody = Membership.objects.in_force().for_acting().filter(agency=referral.to, staff__is_active=True)
    found = {each.staff.email for each in named or everybody}
    return sorted(found - {""})


@jobs.kind(links.LINK_JOB, gettext_lazy("Answer by a one-time link"))
def carry_out(job: Job, progress: Progress) -> Outcome:
    with acting_as(job.asked_by):
        link = ReferralLink.objects.select_related("referral").get(pk=job.params["link"])
        links.carry_out(link, by=job.asked_by)
    return Outcome()
