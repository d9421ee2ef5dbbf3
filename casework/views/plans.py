"""Plans: the form with a row for each part, the page that is also the paper, giving it to the agencies, its steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.http import Request, number_in
from accounts.roles import Permission
from casework import access
from casework.actions import drafts
from casework.actions import plans as actions
from casework.actions.grants import consented
from casework.choices import Category, PlanState
from casework.forms.drafted import initial_of, rows_of, typed
from casework.forms.plan import PartForm, PartFormSet, PlanForm
from casework.forms.versioned import Difference
from casework.models import Case, Draft, PlanRole, SupportPlan
from casework.models.household import members_now
from casework.parts import changes, state_of, when
from casework.versions import CHANGED_MEANWHILE
from casework.views.cases import case_context, fetched_case

FORM = "plan"
STEPS = {  # what a step is called on its button, and what is said when it is done
    PlanState.RUNNING: (gettext_lazy("Begin"), gettext_lazy("The plan is being carried out.")),
    PlanState.EVALUATED: (gettext_lazy("It has been evaluated"), gettext_lazy("The plan is marked as evaluated.")),
    PlanState.ENDED: (gettext_lazy("End this plan"), gettext_lazy("The plan has ended.")),
}


class PlanSheet:
    """The plan's form with its rows, and the draft that is kept while somebody types."""

    def __init__(self, request: Request, plan: SupportPlan) -> None:
        self.request, self.plan = request, plan
        self.parts = list(plan.roles.select_related("agency").prefetch_related("actions")) if plan.pk else []
        self.draft = drafts.mine(FORM, by=request.membership, about=plan.case_id).first()
        self.restored = False
        if request.method == "POST":
            self.form: PlanForm = PlanForm(request.POST, instance=plan)
            self.rows: Any = PartFormSet(request.POST, prefix="parts", form_kwargs={"plan": plan})
        elif self.draft and self.draft.content:
            self._restore(self.draft)
        else:
            self.draft = self.draft or drafts.start(FORM, by=request.membership, about=plan.case_id)
            self.form = PlanForm(instance=plan)
            initial = [
                {
                    "part": each.pk,
                    "agency": each.agency_id,
                    "task": each.task,
                    "due_on": each.due_on,
                    "sign": each.sign,
                    "steps": [{"step": s.pk, "what": s.what, "due_on": s.due_on} for s in each.actions.all()],
                }
                for each in self.parts
            ]
            self.rows = PartFormSet(prefix="parts", initial=initial or [{}], form_kwargs={"plan": plan})

    def _restore(self, draft: Draft) -> None:
        data = typed(draft)
        self.restored = True
        self.form = PlanForm(instance=self.plan)
        self.form.initial = {**self.form.initial, **initial_of(self.form, data)}
        kept = []
        for number in range(min(number_in(data.get("parts-TOTAL_FORMS")) or 0, 60)):
            if not data.get(f"parts-{number}-DELETE"):
                row = PartForm(prefix=f"parts-{number}")
                kept.append(initial_of(row, data) | {"steps": rows_of(row.steps, data)})
        self.rows = PartFormSet(prefix="parts", initial=kept or [{}], form_kwargs={"plan": self.plan})

    def save(self) -> SupportPlan | None:
        """Runs the action; None where something is wrong, which then stands in the form."""
        valid = [self.form.is_valid(), self.rows.is_valid()]
        if not all(valid):
            self._compare_rows()
            return None
        return self.form.run(actions.write_plan, self.form.instance, self.rows.rows, by=self.request.membership)

    def _compare_rows(self) -> None:
        """Where somebody saved this draft meanwhile: their parts beside those that are typed here."""
        if not self.form.differences and not self.form.has_error("__all__", CHANGED_MEANWHILE):
            return
        stored = "\n".join(f"{each.agency}　{each.task}　{when(each)}" for each in self.parts)
        mine = []
        for row in self.rows.forms:
            data = getattr(row, "cleaned_data", {})
            if data and not data.get("DELETE"):
                mine.append(f"{data.get('agency') or ''}　{data.get('task', '')}")
        self.form.differences.append(Difference(_("Who does what"), stored, "\n".join(mine)))

    @property
    def context(self) -> dict[str, Any]:
        return {"form": self.form, "rows": self.rows, "plan": self.plan, "draft": self.draft, "restored": self.restored}


def _writable(request: Request, pk: int) -> Case:
    case = fetched_case(pk)
    access.check_may_write_plan(request.membership, case)
    return case


def _answer(request: Request, case: Case, plan: SupportPlan) -> HttpResponse:
    sheet = PlanSheet(request, plan)
    saved = sheet.save() if request.method == "POST" else None
    if saved is None:
        audit.record(audit.Verb.VIEWED, case, by=request.membership, form="plan")
        context = {"case": case} | sheet.context
        return render(request, "casework/plan_form.html", context, status=422 if request.method == "POST" else 200)
    drafts.mine(FORM, by=request.membership, about=case.pk).delete()
    if "give" in request.POST:
        return redirect("casework:plan_give", saved.pk)
    messages.success(request, _("Saved as a draft. No agency sees it yet."))
    return redirect(saved)


@needs(Permission.CASE_READ)
def plan_new(request: Request, pk: int) -> HttpResponse:
    """The first version. Where there is one, what follows is the next version or its draft."""
    case = _writable(request, pk)
    newest = case.plans.first()
    if newest is not None:
        return redirect(newest)
    return _answer(request, case, SupportPlan(case=case))


@require_POST
@needs(Permission.CASE_READ)
def plan_next(request: Request, pk: int) -> HttpResponse:
    """リプラン: the newest version copied into a draft."""
    case = _writable(request, pk)
    try:
        draft = actions.next_version(case, by=request.membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(case)
    return redirect("casework:plan_edit", draft.pk)


@needs(Permission.CASE_READ)
def plan_edit(request: Request, pk: int) -> HttpResponse:
    plan = get_object_or_404(SupportPlan.objects.select_related("case"), pk=pk)
    case = _writable(request, plan.case_id)
    if plan.state != PlanState.DRAFT:
        messages.info(request, _("This version was given to the agencies already. Change it by a new version."))
        return redirect(plan)
    return _answer(request, case, plan)


@needs(Permission.CASE_READ)
def plan_draft(request: Request, pk: int) -> HttpResponse:
    """The form in which a draft was typed, for another window that is asked to compare."""
    draft = get_object_or_404(Draft, pk=pk, form=FORM)
    case = get_object_or_404(Case, pk=draft.about_id)
    plan = case.plans.filter(state=PlanState.DRAFT).first()
    return redirect("casework:plan_edit", plan.pk) if plan else redirect("casework:plan_new", case.pk)


@needs(Permission.CASE_READ)
def plan_current(request: Request, pk: int) -> HttpResponse:
    """The tab: the newest version that one sees, or the word that there is none yet."""
    case = fetched_case(pk)
    plan = case.plans.first()
    if plan:
        return redirect(plan)
    return render(request, "casework/plan_detail.html", case_context(request, case, "plan") | {"plan": None})


def _lines(request: Request, plan: SupportPlan, parts: list[PlanRole]) -> list[dict[str, Any]]:
    covered = consented(plan.household, [each.agency for each in parts])
    given = plan.state not in (PlanState.DRAFT, PlanState.ENDED)
    return [
        {
            "part": each,
            "when": when(each),
            "covered": each.agency in covered,
            "changes": changes(each),
            "is_new": plan.number > 1 and each.former_id is None,
            "state": state_of(each, covered=each.agency in covered) if given else None,
        }
        for each in parts
    ]


def _plan(pk: int) -> SupportPlan:
    found = SupportPlan.objects.select_related("case", "household")
    return get_object_or_404(found.prefetch_related(members_now("household__members")), pk=pk)


@needs(Permission.CASE_READ)
def plan_detail(request: Request, pk: int) -> HttpResponse:
    plan, by = _plan(pk), request.membership
    case = fetched_case(plan.case_id)
    context = case_context(request, case, "plan")
    audit.record(audit.Verb.VIEWED, plan, by=by)
    shared = Category.PLAN in context["shared"]
    parts = [each for each in plan.roles.for_list() if shared or each.agency_id == by.agency_id]
    versions = [each for each in case.plans.all() if shared or each.pk == plan.pk]
    steps = [each for each in PlanState if each in SupportPlan.NEXT[PlanState(plan.state)] and each in STEPS]
    kept = plan.roles.exclude(former=None).values("former")
    gone = PlanRole.objects.none()
    if shared and len(versions) > 1:
        gone = plan_before(plan, versions).roles.exclude(pk__in=kept).filter(done_on=None).select_related("agency")
    context |= {
        "plan": plan,
        "plan_shared": shared,
        "lines": _lines(request, plan, parts),
        "gone": list(gone),
        "versions": versions,
        "newest": versions[0].pk == plan.pk if versions else True,
        "steps": [(each.value, STEPS[each][0]) for each in steps] if context["may_write_plan"] else [],
    }
    return render(request, "casework/plan_detail.html", context)


def plan_before(plan: SupportPlan, versions: list[SupportPlan]) -> SupportPlan:
    """The version that this one follows; itself, without changes, where it is the first."""
    return next((each for each in versions if each.number < plan.number), plan)


@needs(Permission.CASE_READ)
def plan_give(request: Request, pk: int) -> HttpResponse:
    """Before a draft goes out: who gets what, and whom no consent covers. Sent, it is with the agencies."""
    plan = _plan(pk)
    case = _writable(request, plan.case_id)
    if request.method == "POST":
        try:
            actions.give_plan(plan, by=request.membership)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(plan)
        messages.success(request, _("The agencies have their parts and are asked to answer."))
        return redirect(case)
    if plan.state != PlanState.DRAFT:
        return redirect(plan)
    audit.record(audit.Verb.VIEWED, plan, by=request.membership)
    parts = list(plan.roles.for_list().prefetch_related("former__actions"))
    lines = _lines(request, plan, parts)
    context = {
        "case": case,
        "plan": plan,
        "asked": [each for each in lines if each["covered"] and not _stays(each["part"])],
        "staying": [each for each in lines if each["covered"] and _stays(each["part"])],
        "uncovered": [each for each in lines if not each["covered"]],
        "restricted": case.restricted,
    }
    return render(request, "casework/plan_give.html", context)


def _stays(part: PlanRole) -> bool:
    """Agreed before, and not changed: not asked again."""
    return part.former is not None and part.former.answer == "agreed" and not actions.changed(part)


@require_POST
@needs(Permission.CASE_READ)
def plan_step(request: Request, pk: int) -> HttpResponse:
    plan = get_object_or_404(SupportPlan, pk=pk)
    access.check_may_write_plan(request.membership, plan)
    state = request.POST.get("state", "")
    if state not in STEPS:
        raise Http404
    try:
        actions.move_plan(plan, PlanState(state), by=request.membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, STEPS[PlanState(state)][1])
    return redirect(plan)


@require_POST
@needs(Permission.CASE_READ)
def plan_discard(request: Request, pk: int) -> HttpResponse:
    """Throws a draft away at once, and offers to put it back: undo rather than a question."""
    plan = get_object_or_404(SupportPlan.objects.select_related("case"), pk=pk)
    access.check_may_write_plan(request.membership, plan)
    try:
        kept = actions.discard_draft(plan, by=request.membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(plan)
    drafts.mine(FORM, by=request.membership, about=plan.case_id).delete()
    return render(request, "casework/plan_discarded.html", {"case": plan.case, "kept": kept})


@require_POST
@needs(Permission.CASE_READ)
def plan_put_back(request: Request, pk: int) -> HttpResponse:
    kept = get_object_or_404(Draft, pk=pk, form=actions.THROWN_AWAY)
    case = get_object_or_404(Case, pk=kept.about_id)
    access.check_may_write_plan(request.membership, case)
    try:
        plan = actions.put_back_draft(kept, by=request.membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(case)
    messages.success(request, _("The draft is back."))
    return redirect(plan)
