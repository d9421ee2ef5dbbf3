"""What happened with a household, newest first: how they were reached, consultations, cases, contacts, plans,
consents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from agencies.calendar import day_of
from casework import access
from casework.choices import Category
from casework.models import (
    Case,
    Consent,
    Consultation,
    Contact,
    Household,
    OutreachAttempt,
    Referral,
    SupportPlan,
    TsunaguSheet,
)

MOST = 40


@dataclass(frozen=True)
class Happening:
    day: date
    what: str
    url: str = ""
    text: str = ""


def timeline_of(
    household: Household,
    consultations: Iterable[Consultation],
    cases: Iterable[Case],
    consents: Iterable[Consent],
    shared: Collection[Category],
) -> list[Happening]:
    """The newest of it, as far as it is shared. Records of apps above are not in it: they have their own panels."""
    found = [*_consultations(consultations, shared), *_cases(cases), *_consents(consents)]
    if access.is_shared("plan", shared):
        plans = SupportPlan.objects.filter(household=household).select_related("case").order_by("-made_on")[:MOST]
        found += [Happening(each.made_on, str(each), each.get_absolute_url(), each.direction) for each in plans]
    if access.is_shared("sheet", shared):
        sheets = TsunaguSheet.objects.filter(household=household).select_related("consultation")[:MOST]
        found += [Happening(each.received_on, str(each), each.get_absolute_url()) for each in sheets]
    contacts = Contact.objects.filter(household=household).select_related("agency", "method", "case", "consultation")
    if not access.is_shared("contacts", shared):
        contacts = contacts.none()
    for contact in contacts.order_by("-occurred_on", "-pk")[:MOST]:
        with_whom = contact.agency.name if contact.agency else _("The family")
        what = f"{contact.method}　{with_whom}" if contact.method else with_whom
        url = (contact.case or contact.consultation).get_absolute_url()
        found.append(Happening(contact.occurred_on, what, url, contact.content))
    found += [*_hand_overs(household), *_attempts(household)]
    return sorted(found, key=lambda each: each.day, reverse=True)[:MOST]


def _consultations(consultations: Iterable[Consultation], shared: Collection[Category]) -> Iterator[Happening]:
    told = access.is_shared("consultation.narrative", shared)
    for each in consultations:
        what = _("Consultation %(number)s") % {"number": each.number}
        yield Happening(each.received_on, what, each.get_absolute_url(), each.narrative if told else "")


def _cases(cases: Iterable[Case]) -> Iterator[Happening]:
    for case in cases:
        number = {"number": case.number}
        yield Happening(case.opened_on, _("The case %(number)s was opened") % number, case.get_absolute_url())
        if case.closed_on:
            what = _("The case %(number)s was closed") % number
            yield Happening(case.closed_on, what, case.get_absolute_url(), case.closing_reason)


def _consents(consents: Iterable[Consent]) -> Iterator[Happening]:
    for consent in consents:
        yield Happening(consent.valid_from, _("Consent given by %(name)s") % {"name": consent.given_by})
        if consent.withdrawn_on:
            yield Happening(consent.withdrawn_on, _("Consent withdrawn by %(name)s") % {"name": consent.given_by})


def _hand_overs(household: Household) -> Iterator[Happening]:
    """Those that the reader sees: their own agency's, or all."""
    handed = Referral.objects.live().filter(household=household).select_related("to").order_by("-sent_at")
    for each in handed[:MOST]:
        agency = {"agency": each.to}
        yield Happening(day_of(each.sent_at), _("Handed over: %(agency)s") % agency, each.get_absolute_url())
        if each.takes and each.answered_at:
            taken = _("%(agency)s took the family on") % agency
            yield Happening(day_of(each.answered_at), taken, each.get_absolute_url())


def _attempts(household: Household) -> Iterator[Happening]:
    """Before they were reached; seen by who sees the roster (config/access.sql). They are no contacts, and no figure
    counts them."""
    tried = OutreachAttempt.objects.filter(note__household=household).select_related("note", "method")
    for each in tried[:MOST]:
        what = _("Before they were reached: %(method)s") % {"method": each.method}
        told = [f"{each.names}　{each.get_result_display()}", each.words]
        yield Happening(each.occurred_on, what, each.note.get_absolute_url(), "\n".join(filter(None, told)))
