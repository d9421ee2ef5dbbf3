"""The page of a hand-over: one for sender, receiver and coordinator, each with what they may press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from accounts import audit
from accounts.http import Request
from accounts.models import Membership
from accounts.roles import Permission
from agencies.models import Municipality
from casework import access
from casework.actions import answers, letters
from casework.actions import referrals as actions
from casework.actions.reminders import last_day
from casework.choices import Category
from casework.forms.referral import AskForm, CloseForm, ContactForm, OtherForm, RecordedForm, TakeForm, ToldForm
from casework.hand_overs import referral_access
from casework.hand_overs.lines import MEMBERS, chain_of, lines_of, state_of, to_telephone
from casework.models import Consultation, Household, Referral, SheetCopy
from casework.sheet_content import shown


@dataclass(frozen=True)
class Presses:
    """What the reader may do here, now."""

    answer: bool  # it is their own agency's, and not answered
    record: bool  # takes down what an agency without an account said
    settle: bool  # the coordinator's turn
    follow: bool  # the sender's side
    take_back: bool
    undo: bool
    contact: bool
    link: bool
    see_danger: bool


def presses_of(by: Membership, referral: Referral, *, signs_in: bool) -> Presses:
    live = referral.taken_back_at is None
    waiting = live and referral.answer == "" and referral.turn != Referral.Turn.SENDER
    own = referral.to_id == by.agency_id
    may_answer = referral_access.may_answer_referral(by, referral)
    may_settle = referral_access.may_settle_referral(by, referral)
    may_follow = referral_access.may_follow_referral(by, referral)
    link = waiting and not signs_in and referral_access.may_make_link(by, referral)
    return Presses(
        answer=waiting and own and may_answer,
        record=waiting and not own and may_answer,
        settle=live and referral.open and may_settle and referral.turn != Referral.Turn.SENDER,
        follow=live and may_follow,
        take_back=actions.may_take_back(by, referral),
        undo=answers.may_undo(by, referral),
        contact=live and referral.takes and may_answer,
        link=link,
        see_danger=bool(referral.danger) and referral.danger_seen_at is None and referral_access.may_read_dangers(by),
    )


def _paper(referral: Referral, shared: frozenset[Category]) -> dict[str, Any] | None:
    """What went along, as it was then, as far as the reader may see it today."""
    copy = SheetCopy.objects.filter(pk=referral.copy_id).first() if referral.copy_id else None
    return shown(copy, shared) if copy else None


def _forms(referral: Referral, by: Membership) -> dict[str, Any]:
    seen = {"seen": referral.version}
    oneself = {"contact_name": by.staff.name, "contact_telephone": by.agency.telephone}
    kept = {"contact_name": referral.contact_name, "contact_telephone": referral.contact_telephone}
    return {
        "take": TakeForm(prefix="take", initial=seen | oneself),
        "together": OtherForm(prefix="together", initial=seen),
        "pass_on": OtherForm(prefix="pass_on", initial=seen),
        "ask": AskForm(prefix="ask", initial=seen),
        "name": OtherForm(prefix="name"),
        "close": CloseForm(prefix="close"),
        "told": ToldForm(prefix="told"),
        "contact": ContactForm(prefix="contact", initial=kept),
        "record": RecordedForm(prefix="record"),
    }


def page_of(request: Request, referral: Referral, **wrong: Any) -> HttpResponse:
    """The page; with a form that was sent and is wrong, under its name, its sentences."""
    by = request.membership
    audit.record(audit.Verb.VIEWED, referral, by=by)
    household = Household.objects.prefetch_related(MEMBERS).filter(pk=referral.household_id).first()
    shared = access.shared_categories(by, household) if household else frozenset()
    sender_side = referral.sender_id == by.agency_id or referral.written_by_id in by.group_ids
    signs_in = referral_access.signs_in(referral.to)
    seen_there = (
        not referral.takes
        or bool(referral.danger)
        or referral.to in actions.covered(referral.household_id, [referral.to])
    )
    runs_it = sender_side or by.has(Permission.REFERRAL_SETTLE)
    reads_reason = sender_side or by.agency_id == referral.to_id or access.is_shared("consultation.narrative", shared)
    context = {
        "referral": referral,
        "state": state_of(referral, signs_in=signs_in),
        "to_telephone": to_telephone(referral, signs_in=signs_in),
        "until": last_day(referral, Municipality.current()) if referral.turn == Referral.Turn.AGENCY else None,
        "household": household,
        "consultation": Consultation.objects.filter(pk=referral.consultation_id).first(),
        "shared": shared,
        "withheld": [each.label for each in Category if each not in shared] if household and not sender_side else [],
        "reads_reason": reads_reason,
        "seen_there": seen_there,
        "chain": lines_of(chain_of(referral), by),
        "links": list(referral.links.select_related("made_by__staff")) if runs_it else [],
        "may": presses_of(by, referral, signs_in=signs_in),
        "signs_in": signs_in,
        "contacts": list(letters.contacts_of(referral.to)),
        "outside": bool(settings.OUTSIDE_URL),
        "receiver_side": referral.to_id == by.agency_id,
        "paper": _paper(referral, shared),
        "forms": _forms(referral, by) | wrong,
        "wrong": next(iter(wrong), ""),
    }
    return render(request, "casework/referral_detail.html", context, status=422 if wrong else 200)
