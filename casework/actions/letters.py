"""Telling agencies of hand-overs: notices in the program, and an e-mail with only a link where a server is set."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Case as Whichever
from django.db.models import IntegerField, QuerySet, Value, When

from accounts import audit, jobs, notices
from accounts.models import Membership, Notice
from accounts.roles import Role
from agencies.models import Agency
from casework.hand_overs import referral_access
from casework.models import Referral

MAIL_JOB = "hand_over_mail"


def contacts_of(agency: Agency) -> QuerySet[Membership]:
    """The agency's main and deputy contact for hand-overs, in that order; nobody where none is named."""
    place = Whichever(
        When(contact=Membership.Contact.MAIN, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    held = Membership.objects.in_force().for_acting().filter(agency=agency, staff__is_active=True)
    return held.exclude(contact=Membership.Contact.NONE).order_by(place, "pk")


@transaction.atomic
def name_contacts(agency: Agency, main: Membership | None, deputy: Membership | None, *, by: Membership) -> None:
    """Who hears first of hand-overs to an agency; nobody named: everybody hears."""
    referral_access.check_may_name_contacts(by, agency)
    Membership.objects.filter(agency=agency).update(contact=Membership.Contact.NONE)
    for named, contact in ((main, Membership.Contact.MAIN), (deputy, Membership.Contact.DEPUTY)):
        if named:
            Membership.objects.filter(pk=named.pk, agency=agency).update(contact=contact)
    audit.record(
        audit.Verb.CHANGED, agency, by=by, main=main.pk if main else None, deputy=deputy.pk if deputy else None
    )


def way_to(agency: Agency) -> str:
    """How a hand-over reaches the agency: in the program, by a one-time link where a network
    reaches it, else by FAX."""
    if referral_access.signs_in(agency):
        return Referral.Way.PROGRAM
    return Referral.Way.LINK if settings.OUTSIDE_URL else Referral.Way.FAX


def tell_receivers(referral: Referral, kind: Notice.Kind) -> None:
    """The main and the deputy contact; where none is named, everybody of the agency."""
    if referral.sent_as != Referral.Way.PROGRAM and not referral_access.signs_in(referral.to):
        return
    named: list[Membership | Agency] = list(contacts_of(referral.to))
    for each in named or [referral.to]:
        notices.tell(each, kind, about=referral)
    _mail(referral)


def tell_sender(referral: Referral, kind: Notice.Kind) -> None:
    """Who sent it first, along a chain too; where they have left, the sender's whole agency."""
    first = referral
    while first.follows_id and (before := Referral.objects.filter(pk=first.follows_id).first()):
        first = before
    who = first.sent_by
    if who.agency_id == referral.sender_id and who.in_force:
        notices.tell(who, kind, about=referral)
    elif referral.sender:
        notices.tell(referral.sender, kind, about=referral)


def tell_coordinators(referral: Referral, kind: Notice.Kind) -> None:
    """The case's coordinator; where there is none, the coordinators' offices, and without those the lead department."""
    if referral.case_id:
        acting = Membership.objects.in_force().for_acting()
        own = acting.filter(role=Role.COORDINATOR, staff__cases=referral.case_id).order_by("pk").first()
        if own:
            notices.tell(own, kind, about=referral)
            return
    for role in (Role.COORDINATOR, Role.LEAD):
        offices = list(Membership.objects.offices(role))
        for office in offices:
            notices.tell(office, kind, about=referral)
        if offices:
            return


def forget(referral: Referral) -> None:
    """What nobody has read yet is not told any more."""
    unread = Notice.objects.unread().filter(about_type=Referral._meta.model_name, about_id=referral.pk)
    unread.delete()


def _mail(referral: Referral) -> None:
    """Asked for in the transaction of the hand-over and sent after it, by the system: a mail server that is down holds
    nobody up (casework/jobs.py)."""
    if settings.EMAIL_URL:
        jobs.ask(MAIL_JOB, by=Membership.objects.of_system(), referral=referral.pk)
