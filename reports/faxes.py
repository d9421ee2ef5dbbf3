"""A hand-over by FAX: a cover without any name of the family, on which the agency answers, and behind it the official
sheet, or what the consultation tells where there is none, with no more than the consent covers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts import jobs
from accounts.acting import acting_as
from accounts.jobs import JobError, Outcome, Progress
from accounts.models import Job
from agencies.calendar import TOKYO, today
from agencies.models import Municipality
from casework.actions.reminders import last_day
from casework.choices import Category
from casework.hand_overs import referral_access
from casework.models import Consent, Referral, SheetCopy
from casework.sheet_content import shown
from reports import pdf
from reports.pdf import PaperError
from reports.sheets.paper import sides

FAX_JOB = "hand_over_fax"


@jobs.kind(FAX_JOB, gettext_lazy("FAX of a hand-over"), kept_for=timedelta(days=1))
def fax(job: Job, progress: Progress) -> Outcome:
    with acting_as(job.asked_by):
        found = Referral.objects.live().select_related("to", "sender", "sent_by__staff", "consultation")
        referral = found.filter(pk=job.params["referral"]).first()
        if referral is None:
            raise JobError(_("This hand-over is not shown to you any more."))
        referral_access.check_may_follow_referral(job.asked_by, referral)
        if nothing_to_send(referral):
            raise JobError(_("No consent covers this agency: there is nothing that may be sent."))
        try:
            content = paper(referral)
        except PaperError as error:
            raise JobError(_("The PDF could not be drawn on this machine. Tell your administrator.")) from error
    day = referral.sent_at.astimezone(TOKYO).date()
    return Outcome(content, file_name=f"{day:%Y%m%d}_引き継ぎ_{referral.to.name}.pdf")


def nothing_to_send(referral: Referral) -> bool:
    """Where no consent covers the agency (any more), and of a restricted family."""
    return referral.restricted or referral.turn == Referral.Turn.SENDER or not covered_categories(referral)


def paper(referral: Referral) -> bytes:
    """As the consents stand at this hour: what was withdrawn is not printed any more."""
    settings = Municipality.current()
    copy = SheetCopy.objects.filter(pk=referral.copy_id).first() if referral.copy_id else None
    with override("ja"):  # what is withheld is named in words
        told = shown(copy, categories) if copy else None
    context: dict[str, Any] = {
        "referral": referral,
        "municipality": settings.name,
        "paper": told,
        "until": last_day(referral, settings),
        "day": today(),
    }
    if told and not told.get("without_sheet"):
        asked = {"to": referral.to.name, "reason": referral.reason}
        context |= sides(told) | {"asked_on_sheet": asked in told["referrals"]}
    return pdf.render("pdf/fax.html", context)


def covered_categories(referral: Referral) -> frozenset[Category]:
    """What may go to this agency; all of it in a danger that was stated."""
    if referral.danger:
        return frozenset(Category)
    consents = Consent.objects.covering(referral.to).filter(household=referral.household_id)
    return frozenset(Category(each) for consent in consents for each in consent.categories)
