"""Plans of a case: the form with its parts, the page, its steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.roles import Permission
from casework import access
from casework.actions import plans as actions
from casework.actions.grants import consented
from casework.choices import Category, PlanState
from casework.forms.plan import PartFormSet, PlanForm
from casework.models import Case, PlanRole, SupportPlan

STEPS = {  # what a step is called on its button
    PlanState.AGREED: _lazy("Give it to the agencies"),
    PlanState.RUNNING: _lazy("All agreed: begin"),
    PlanState.EVALUATED: _lazy("Evaluated"),
    PlanState.ENDED: _lazy("End this version"),
}


@needs(Permission.CASE_READ)
def plan_new(request: HttpRequest, pk: int) -> HttpResponse:
    """The first plan, or the next version: a copy of the newest to be changed."""
    case = get_object_or_404(Case.objects.select_related("household").prefetch_related("household__members__person"), pk=pk)
    access.check_may_write_plan(request.membership, case)
    plan, parts = actions.next_version(case)
    return _form(request, case, plan, parts)


@needs(Permission.CASE_READ)
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(SupportPlan.objects.select_related("case__household"), pk=pk)
    access.check_may_write_plan(request.membership, plan)
    if plan.state != PlanState.DRAFT:
        return redirect("casework:plan_new", plan.case_id)
    return _form(request, plan.case, plan, list(plan.roles.select_related("agency")))


def _form(request: HttpRequest, case: Case, plan: SupportPlan, parts: list[PlanRole]) -> HttpResponse:
    if request.method == "POST":
        form = PlanForm(request.POST, instance=plan)
        rows = PartFormSet(request.POST, prefix="parts")
        if form.is_valid() and rows.is_valid():
            chosen = [row.cleaned_data for row in rows if row not in rows.deleted_forms and row.cleaned_data]
            saved = form.run(actions.save_plan, form.instance, case, [_part(each, plan) for each in chosen], by=request.membership)
            if saved and "give" in request.POST:
                form.run(actions.take_step, saved, PlanState.AGREED, by=request.membership)
            if saved and not form.errors:
                messages.success(request, _("The agencies are asked for their parts.") if "give" in request.POST else _("Saved as a draft. No agency sees it yet."))
                return redirect(saved)
    else:
        audit.record(audit.Verb.VIEWED, case, by=request.membership, tab="plan form")
        form = PlanForm(instance=plan)
        rows = PartFormSet(prefix="parts", initial=[_initial(each) for each in parts] or [{}])
    context = {"form": form, "rows": rows, "case": case, "plan": plan}
    return render(request, "casework/plan_form.html", context, status=422 if form.errors or any(rows.errors) else 200)


def _initial(part: PlanRole) -> dict[str, Any]:
    return {
        "part": part.pk, "former": part.former_id, "agency": part.agency_id, "task": part.task, "due_on": part.due_on,
        "sign": part.sign,
    }  # fmt: skip


def _part(data: dict[str, Any], plan: SupportPlan) -> PlanRole:
    held = data["part"]
    part = held if held and held.plan_id == plan.pk else PlanRole(former=data["former"])
    part.agency, part.task, part.due_on, part.sign = data["agency"], data["task"], data["due_on"], data["sign"]
    return part


@needs(Permission.CASE_READ)
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(SupportPlan.objects.select_related("case__household"), pk=pk)
    shared = access.shared_categories(request.membership, plan.household)
    audit.record(audit.Verb.VIEWED, plan, by=request.membership)
    parts = list(plan.roles.for_list())
    covered = consented(plan.household, [each.agency for each in parts])
    may_write = access.may_write_plan(request.membership, plan)
    context = {
        "plan": plan,
        "case": plan.case,
        "tab": "plan",
        "parts": parts if Category.PLAN in shared else [each for each in parts if each.agency_id == request.membership.agency_id],
        "uncovered": [each for each in parts if each.agency not in covered],
        "versions": plan.case.plans.all(),
        "shared": shared,
        "withheld": [Category.PLAN] if Category.PLAN not in shared else [],
        "steps": [(each, STEPS[each]) for each in PlanState if each in SupportPlan.NEXT[PlanState(plan.state)]] if may_write else [],
        "may_write_plan": may_write and not plan.case.closed_on,
    }  # fmt: skip
    return render(request, "casework/plan_detail.html", context)


@require_POST
@needs(Permission.CASE_READ)
def plan_step(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(SupportPlan, pk=pk)
    access.check_may_write_plan(request.membership, plan)
    try:
        actions.take_step(plan, request.POST.get("state", ""), by=request.membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Done. The agencies concerned have been told."))
    return redirect(plan)
