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
from accounts.models import Job, Membership
from agencies.calendar import day_of, today
from agencies.models import Municipality
from casework.actions.reminders import last_day
from casework.choices import Category
from casework.hand_overs import referral_access
from casework.hand_overs.referral_access import sendable_categories
from casework.models import Referral, SheetCopy
from casework.sheet_content import shown
from reports import pdf
from reports.pdf import PaperError
from reports.sheets.paper import sides

FAX_JOB = "hand_over_fax"


def still_covered(job: Job) -> bool:
    """The paper is handed out as long as all that stands on it may be sent."""
    referral = Referral.objects.live().select_related("to").filter(pk=job.params["referral"]).first()
    if referral is None or nothing_to_send(referral, by=job.asked_by):
        return False
    return set(job.result.get("categories", Category)) <= sendable_categories(job.asked_by, referral)


@jobs.kind(FAX_JOB, gettext_lazy("FAX of a hand-over"), kept_for=timedelta(days=1), still=still_covered)
def fax(job: Job, progress: Progress) -> Outcome:
    with acting_as(job.asked_by):
        found = Referral.objects.live().select_related("to", "sender", "sent_by__staff", "consultation")
        referral = found.filter(pk=job.params["referral"]).first()
        if referral is None:
            raise JobError(_("This hand-over is not shown to you any more."))
        referral_access.check_may_follow_referral(job.asked_by, referral)
        if nothing_to_send(referral, by=job.asked_by):
            raise JobError(_("No consent covers this agency: there is nothing that may be sent."))
        categories = sendable_categories(job.asked_by, referral)
        try:
            content = paper(referral, categories)
        except PaperError as error:
            raise JobError(_("The PDF could not be drawn on this machine. Tell your administrator.")) from error
    name = f"{day_of(referral.sent_at):%Y%m%d}_引き継ぎ_{referral.to.name}.pdf"
    return Outcome(content, file_name=name, result={"categories": sorted(categories)})


def nothing_to_send(referral: Referral, *, by: Membership) -> bool:
    """Where no consent covers the agency (any more), and of a restricted family."""
    return referral.restricted or referral.turn == Referral.Turn.SENDER or not sendable_categories(by, referral)


def paper(referral: Referral, categories: frozenset[Category]) -> bytes:
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
