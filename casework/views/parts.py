"""An agency's parts: one press each, without a tour of the case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.forms import ActionForm
from accounts.roles import Permission
from casework import access
from casework.actions import parts as actions
from casework.choices import PartAnswer
from casework.forms.plan import AnswerForm, ProgressForm, ReplyForm
from casework.models import PlanRole
from casework.parts import card, parts_of


@needs(Permission.PART_ANSWER)
def part_list(request: HttpRequest) -> HttpResponse:
    panel = parts_of(request.membership)
    audit.listed([each.part for each in [*panel["waiting"], *panel["agreed"], *panel["done"]]], by=request.membership)
    return render(request, "casework/part_list.html", {"panel": panel})


def _answered(request: HttpRequest, part: PlanRole, form: ActionForm | None = None) -> HttpResponse:
    """The part as it stands now: in place, or on the home page without JavaScript."""
    part = PlanRole.objects.for_list().prefetch_related("case__household__members__person").get(pk=part.pk)
    wrong = bool(form and form.errors)
    if request.htmx:
        context: dict[str, Any] = {"each": card(part, request.membership), "form": form if wrong else None}
        return render(request, "casework/_part.html", context, status=422 if wrong else 200)
    for problems in (form.errors if form else {}).values():
        messages.error(request, " ".join(problems))
    return redirect(reverse("accounts:home") + f"#part-{part.pk}")


@require_POST
@needs(Permission.CASE_READ)
def part_answer(request: HttpRequest, pk: int) -> HttpResponse:
    part = get_object_or_404(PlanRole, pk=pk)
    access.check_may_answer_part(request.membership, part)
    form = AnswerForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data["answer"]
        said = said if said in PartAnswer.values else ""
        words, seen = form.cleaned_data["words"], form.cleaned_data["seen"]
        form.run(actions.answer, part, said, words, by=request.membership, seen=seen)
    return _answered(request, part, form)


@require_POST
@needs(Permission.CASE_READ)
def part_progress(request: HttpRequest, pk: int) -> HttpResponse:
    part = get_object_or_404(PlanRole, pk=pk)
    access.check_may_answer_part(request.membership, part)
    form = ProgressForm(request.POST)
    if form.is_valid():
        if "undo" in request.POST:
            form.run(actions.not_done, part, by=request.membership)
        else:
            done = "done" in request.POST
            form.run(actions.report, part, form.cleaned_data["progress"], done=done, by=request.membership)
    return _answered(request, part, form)


@require_POST
@needs(Permission.CASE_READ)
def part_reply(request: HttpRequest, pk: int) -> HttpResponse:
    part = get_object_or_404(PlanRole.objects.select_related("case"), pk=pk)
    access.check_may_write_plan(request.membership, part.case)
    form = ReplyForm(request.POST)
    if form.is_valid() and form.run(actions.reply, part, form.cleaned_data["reply"], by=request.membership):
        messages.success(request, _("The agency has your reply."))
    for problems in form.errors.values():
        messages.error(request, " ".join(problems))
    return redirect(part.case)
