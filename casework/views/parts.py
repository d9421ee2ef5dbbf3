"""An agency's parts: one press each, without a tour of the case; what the coordinator and the lead department say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.http import Request
from accounts.roles import Permission
from casework import access
from casework.actions import parts as actions
from casework.choices import PartAnswer
from casework.forms.plan import AnswerForm, SaidForm
from casework.models import PlanAction, PlanRole
from casework.parts import card, parts_of

Action = Callable[..., Any]


@needs(Permission.PART_ANSWER)
def part_list(request: Request) -> HttpResponse:
    panel = parts_of(request.membership)
    audit.record_each(
        audit.Verb.LISTED, [each.part.case for each in panel["cards"]], by=request.membership, page="parts"
    )
    return render(request, "casework/part_list.html", {"panel": panel})


def _part(pk: int) -> PlanRole:
    return get_object_or_404(PlanRole.objects.select_related("case", "agency"), pk=pk)


def _said(
    request: Request, part: PlanRole, action: Action, *, form: SaidForm | None = None, said: str = "", **given: Any
) -> HttpResponse:
    """Runs a press and shows the part as it stands now: in place, or on the page that it was pressed on."""
    form = form or SaidForm(request.POST)
    if form.is_valid():
        form.run(action, part, seen=form.cleaned_data["seen"], by=request.membership, **given)
    wrong = bool(form.errors)
    if request.htmx:
        fresh = PlanRole.objects.for_list().get(pk=part.pk)
        audit.record(audit.Verb.VIEWED, fresh.case, by=request.membership, part=part.pk)
        context = {"each": card(fresh, request.membership), "form": form if wrong else None}
        return render(request, "casework/_part.html", context, status=422 if wrong else 200)
    for problems in form.errors.values():
        messages.error(request, " ".join(map(str, problems)))
    if said and not wrong:
        messages.success(request, said)
    return redirect(_back(request, part))


def _back(request: Request, part: PlanRole) -> str:
    """To the case for who writes plans, else to the agency's own parts."""
    if request.membership.has(Permission.PLAN_WRITE):
        return part.get_absolute_url()
    return reverse("casework:part_list") + f"#part-{part.pk}"


@require_POST
@needs(Permission.CASE_READ)
def part_answer(request: Request, pk: int) -> HttpResponse:
    part = _part(pk)
    access.check_may_answer_part(request.membership, part)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _said(request, part, actions.answer_part, form=form)
    answer, words = form.cleaned_data["answer"], form.cleaned_data["words"]
    said = _("Thank you. The coordinator has been told.")
    if answer == PartAnswer.AGREED:
        words = ""
    return _said(request, part, actions.answer_part, form=form, said=said, answer=answer, words=words)


@require_POST
@needs(Permission.CASE_READ)
def part_progress(request: Request, pk: int) -> HttpResponse:
    part = _part(pk)
    access.check_may_answer_part(request.membership, part)
    words = request.POST.get("words", "")[:2000]
    return _said(request, part, actions.report_progress, said=_("Saved."), words=words)


@require_POST
@needs(Permission.CASE_READ)
def part_done(request: Request, pk: int) -> HttpResponse:
    """Finished; or, with `again`, not finished after all."""
    part = _part(pk)
    access.check_may_answer_part(request.membership, part)
    if "again" in request.POST:
        return _said(request, part, actions.take_up_again, said=_("The part is open again."))
    return _said(request, part, actions.finish_part, said=_("Finished. The coordinator has been told."))


@require_POST
@needs(Permission.CASE_READ)
def part_sign(request: Request, pk: int) -> HttpResponse:
    part = _part(pk)
    access.check_may_give_sign(request.membership, part)
    return _said(request, part, actions.sign_came, said=_("Noted: the sign has come. The agency has been told."))


@require_POST
@needs(Permission.CASE_READ)
def part_undo(request: Request, pk: int) -> HttpResponse:
    return _said(request, _part(pk), actions.undo_press, said=_("Taken back. It is as it was before."))


@require_POST
@needs(Permission.CASE_READ)
def part_reply(request: Request, pk: int) -> HttpResponse:
    part = _part(pk)
    access.check_may_write_plan(request.membership, part.case)
    words = request.POST.get("words", "")[:2000]
    return _said(request, part, actions.reply_to_part, said=_("The agency has your reply."), words=words)


@require_POST
@needs(Permission.CASE_READ)
def part_put_up(request: Request, pk: int) -> HttpResponse:
    part = _part(pk)
    access.check_may_write_plan(request.membership, part.case)
    return _said(request, part, actions.put_up_part, said=_("The lead department is asked to decide."))


@require_POST
@needs(Permission.CASE_READ)
def part_decide(request: Request, pk: int) -> HttpResponse:
    part = _part(pk)
    access.check_may_decide_role(request.membership)
    words = request.POST.get("words", "")[:2000]
    return _said(
        request, part, actions.decide_part, said=_("Decided. The agency and the coordinator know."), words=words
    )


@require_POST
@needs(Permission.CASE_READ)
def step_done(request: Request, pk: int) -> HttpResponse:
    """A single thing within a part: done; or, with `again`, not done after all."""
    step = get_object_or_404(PlanAction.objects.select_related("role__case", "role__agency"), pk=pk)
    access.check_may_answer_part(request.membership, step.role)

    def finish(part: PlanRole, *, seen: int | None, by: Any) -> None:
        actions.finish_step(step, done="again" not in request.POST, by=by)

    return _said(request, step.role, finish, said=_("Saved."))
