"""Answers of the agency that a family was handed to: one press, or one short form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import needs
from accounts.forms import ActionForm
from accounts.http import Request
from accounts.roles import Permission
from casework.actions import answers as actions
from casework.forms.referral import NAMES_ANOTHER, AskForm, ContactForm, OtherForm, RecordedForm, TakeForm
from casework.hand_overs import referral_access
from casework.models import Referral
from casework.views.referral_page import page_of
from casework.views.referrals import fetched


def _answered(
    request: Request, referral: Referral, name: str, form: ActionForm, act: Callable[[Any], Any], done: str
) -> HttpResponse:
    """Runs one answer from its form; where something is wrong, the page again with the form open."""
    if form.is_valid() and act(form):
        messages.success(request, done)
        return redirect(referral)
    return page_of(request, fetched(referral.pk), **{name: form})


def _to_answer(request: Request, pk: int) -> Referral:
    referral = fetched(pk)
    referral_access.check_may_answer_referral(request.membership, referral)
    return referral


@require_POST
@needs(Permission.CONSULTATION_READ)
def referral_take(request: Request, pk: int) -> HttpResponse:
    referral, by = _to_answer(request, pk), request.membership
    form = TakeForm(request.POST, prefix="take")
    done = _("The family is with you now. The sender has been told whom to call.")
    return _answered(
        request, referral, "take", form, lambda form: form.run(actions.take, referral, by=by, **form.given), done
    )


@require_POST
@needs(Permission.CONSULTATION_READ)
def referral_together(request: Request, pk: int) -> HttpResponse:
    referral, by = _to_answer(request, pk), request.membership
    form = OtherForm(request.POST, prefix="together")

    def act(form: OtherForm) -> Any:
        return form.run(actions.take_together, referral, form.cleaned_data["other"], form.spoken, by=by, **form.given)

    return _answered(request, referral, "together", form, act, _("You take the family on together. Both sides know."))


@require_POST
@needs(Permission.CONSULTATION_READ)
def referral_pass_on(request: Request, pk: int) -> HttpResponse:
    referral, by = _to_answer(request, pk), request.membership
    form = OtherForm(request.POST, prefix="pass_on")

    def act(form: OtherForm) -> Any:
        return form.run(actions.pass_on, referral, form.cleaned_data["other"], form.spoken, by=by, **form.given)

    done = _("The family goes to the agency that you named. The sender has been told.")
    return _answered(request, referral, "pass_on", form, act, done)


@require_POST
@needs(Permission.CONSULTATION_READ)
def referral_ask(request: Request, pk: int) -> HttpResponse:
    referral, by = _to_answer(request, pk), request.membership
    form = AskForm(request.POST, prefix="ask")

    def act(form: AskForm) -> Any:
        given = form.given
        return form.run(actions.ask_coordinator, referral, given["words"], seen=given["seen"], by=by)

    done = _("The coordinator has been called, and looks for who takes the family.")
    return _answered(request, referral, "ask", form, act, done)


@require_POST
@needs(Permission.CONSULTATION_READ)
def referral_record(request: Request, pk: int) -> HttpResponse:
    """What an agency without an account said by FAX or telephone."""
    referral, by = _to_answer(request, pk), request.membership
    form = RecordedForm(request.POST, prefix="record")

    def act(form: RecordedForm) -> Any:
        data = form.cleaned_data
        if data["answer"] == Referral.Answer.TAKEN:
            return form.run(actions.take, referral, words=data["words"], said=form.said, by=by)
        if data["answer"] in NAMES_ANOTHER:
            act = actions.pass_on if data["answer"] == Referral.Answer.PASSED_ON else actions.take_together
            return form.run(act, referral, data["other"], form.spoken, words=data["words"], said=form.said, by=by)
        return form.run(actions.ask_coordinator, referral, data["words"], said=form.said, by=by)

    return _answered(request, referral, "record", form, act, _("The answer is recorded."))


@require_POST
@needs(Permission.CONSULTATION_READ)
def referral_contact(request: Request, pk: int) -> HttpResponse:
    referral, by = _to_answer(request, pk), request.membership
    form = ContactForm(request.POST, prefix="contact")

    def act(form: ContactForm) -> Any:
        data = form.cleaned_data
        return form.run(actions.change_contact, referral, data["contact_name"], data["contact_telephone"], by=by)

    return _answered(request, referral, "contact", form, act, _("Saved. The sender sees whom to call."))


@require_POST
@needs(Permission.CONSULTATION_READ)
def referral_undo(request: Request, pk: int) -> HttpResponse:
    referral = _to_answer(request, pk)
    try:
        actions.undo_answer(referral, by=request.membership)
        messages.success(request, _("Taken back. It waits for your answer again."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(referral)
