"""What hand-overs put on the home page: an agency's turn, what came back to a sender, what fell to the coordinators,
consents that run out, and what was handed over without one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import audit, desk
from accounts.models import Membership
from accounts.roles import Permission
from agencies.calendar import today
from casework.hand_overs import referral_access
from casework.hand_overs.lines import TOLD, lines_of, received_by
from casework.models import Referral
from casework.running_out import running_out_for

MOST = 30
Turn = Referral.Turn


@desk.panel(5, Permission.REFERRAL_ANSWER)
def handed_to_us(membership: Membership) -> desk.Panel | None:
    """あなたの番です. Nothing where nothing was handed over; the page of all hand-overs says so."""
    panel = received_by(membership)
    if not panel["waiting"] and not panel["closed"]:
        return None
    audit.listed([each.referral for each in panel["waiting"]], by=membership, page="home")
    return desk.Panel("casework/_hand_overs.html", panel | {"home": True}, wide=True)


@desk.waiting_from(Permission.REFERRAL_ANSWER)
def waits_for_our_answer(membership: Membership) -> Iterator[desk.Waiting]:
    """What was handed to the acting agency and nobody of it has answered."""
    found = Referral.objects.waiting().filter(to=membership.agency).exclude(turn=Turn.SENDER).select_related(*TOLD)
    for line in lines_of(found[:MOST], membership):
        what = _("%(agency)s handed a family over to you") % {"agency": line.referral.sender}
        url = line.referral.get_absolute_url()
        yield desk.Waiting(what, url, _("Answer"), due=line.until or today(), about=line.family)


@desk.waiting_from(Permission.REFERRAL_SEND)
def waits_for_consent(membership: Membership) -> Iterator[desk.Waiting]:
    """Hand-overs of one's own agency that no consent covers (any more)."""
    found = Referral.objects.open().filter(turn=Turn.SENDER, sender=membership.agency).select_related(*TOLD)
    for line in lines_of(found.order_by("turn_since", "pk")[:MOST], membership):
        what = _("No consent covers %(agency)s: ask for it, or bring it to a meeting") % {"agency": line.referral.to}
        yield desk.Waiting(
            what,
            line.referral.get_absolute_url(),
            _("View"),
            about=line.family,
            word=_("Waiting for consent"),
            tone="wait",
        )


@desk.waiting_from(Permission.REFERRAL_SEND)
def to_be_telephoned(membership: Membership) -> Iterator[desk.Waiting]:
    """What one's own agency handed to agencies that are silent and that no reminder reaches."""
    found = Referral.objects.waiting().filter(turn=Turn.AGENCY, sender=membership.agency, reminded_at__isnull=False)
    found = found.exclude(to__in=referral_access.answering().values("agency")).select_related(*TOLD)
    for line in lines_of(found[:MOST], membership):
        agency = line.referral.to
        what = _("Telephone %(agency)s (%(number)s): no answer, and no reminder reaches it")
        number = agency.telephone or _("no number is entered")
        yield desk.Waiting(
            what % {"agency": agency, "number": number}, line.referral.get_absolute_url(), _("Note it"),
            due=line.until, about=line.family,
        )  # fmt: skip


@desk.waiting_from(Permission.REFERRAL_SETTLE)
def fell_to_the_coordinators(membership: Membership) -> Iterator[desk.Waiting]:
    """Hand-overs that nobody has taken on: those that nobody looks after, and one's own."""
    mine = Q(taken_up_by=None) | Q(taken_up_by__staff=membership.staff)
    found = Referral.objects.open().filter(mine, turn=Turn.COORDINATOR).select_related(*TOLD)
    for line in lines_of(found.order_by("turn_since", "pk")[:MOST], membership):
        referral = line.referral
        if referral.answer == Referral.Answer.COORDINATOR:
            what = _("%(agency)s asks who takes a family")
        else:
            what = _("%(agency)s has not answered")
        yield desk.Waiting(
            what % {"agency": referral.to}, referral.get_absolute_url(), _("View"), due=today(), about=line.family
        )


@desk.waiting_from(Permission.REFERRAL_SETTLE)
def handed_over_in_danger(membership: Membership) -> Iterator[desk.Waiting]:
    found = Referral.objects.in_danger().filter(danger_seen_at=None).select_related(*TOLD).order_by("sent_at", "pk")
    for line in lines_of(found[:MOST], membership):
        what = _("%(agency)s handed a family over without consent: read why") % {"agency": line.referral.sender}
        yield desk.Waiting(
            what, line.referral.get_absolute_url(), _("Read"), due=date.min, about=line.family, word=_("Danger"),
            tone="late",
        )  # fmt: skip


@desk.waiting_from(Permission.CONSENT_WRITE)
def consents_that_run_out(membership: Membership) -> Iterator[desk.Waiting]:
    """Two weeks before their last day, for who may renew them."""
    for each, family in running_out_for(membership)[:MOST]:
        url = reverse("casework:consent_new", args=[family.pk]) + f"?renews={each.pk}"
        yield desk.Waiting(_("A consent ends soon"), url, _("Renew"), due=each.valid_until, about=str(family))
