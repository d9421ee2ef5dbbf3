"""Consultations: the list, one on its page, mending it, deciding."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts import audit
from accounts.access import needs
from accounts.http import Request, number_in
from accounts.models import Membership
from accounts.paging import keyset_page
from accounts.roles import Permission
from agencies.calendar import FiscalYear, fiscal_year_of, today
from agencies.models import Concern
from casework import access
from casework.actions import consultations as actions
from casework.actions import decisions, pairs
from casework.choices import Category, Outcome
from casework.forms.consultation import ConsultationForm, DecisionForm
from casework.hand_overs import referral_access
from casework.hand_overs.lines import TOLD, lines_of
from casework.models import Consultation, Contact, Draft, HouseholdMember, InvolvedAgency

FORM = "consultation"
YEARS = 8
CONCERNS = Concern.objects.for_list()


@vary_on_headers("HX-Request")
@needs(Permission.CONSULTATION_READ)
def consultation_list(request: Request) -> HttpResponse:
    by = request.membership
    found = Consultation.objects.for_list()
    year, outcome, ours = (request.GET.get(each, "") for each in ("year", "outcome", "ours"))
    if 1900 < (number_in(year) or 0) < 2200:
        period = FiscalYear(int(year)).period
        found = found.filter(received_on__range=(period.first, period.last))
    if outcome in Outcome.values:
        found = found.filter(outcome=outcome)
    if ours in ("1", "agency"):
        found = found.filter(written_by=by.agency.group_id)
    elif ours == "mine":
        found = found.filter(received_by_staff=by.staff)
    page = keyset_page(found, request, order=["-received_on", "-pk"])
    audit.listed(page.rows, by=by)
    shared = access.shared_categories_of(by, {each.household_id: each.household for each in page.rows}.values())
    this_year = fiscal_year_of(today()).year
    context = {
        "page": page,
        "rows": [(each, shared[each.household_id]) for each in page.rows],
        "years": [FiscalYear(each) for each in range(this_year, this_year - YEARS, -1)],
        "outcomes": Outcome.choices,
        "year": year,
        "outcome": outcome,
        "ours": ours,
    }
    if request.htmx:
        return render(request, "casework/_consultation_rows.html", context)
    context |= {"may_take_in": access.may_take_in(by), "drafts": _drafts(by)}
    return render(request, "casework/consultation_list.html", context)


def _drafts(by: Membership) -> list[dict[str, Any]]:
    """One's own drafts, each by what was typed of whom and of what."""
    kept = []
    for draft in Draft.objects.filter(owner=by.staff.group, form=FORM).exclude(content={}):
        words = [draft.content.get(name, [""])[0].strip() for name in ("name", "kana", "telephone", "narrative")]
        kept.append({"draft": draft, "title": next(filter(None, words[:3]), ""), "text": words[3]})
    return kept


@needs(Permission.CONSULTATION_READ)
def consultation_detail(request: Request, pk: int) -> HttpResponse:
    return _page(request, _consultation(pk))


def _consultation(pk: int) -> Consultation:
    members = HouseholdMember.objects.select_related("person").prefetch_related(Prefetch("concerns", CONCERNS))
    found = Consultation.objects.for_list().select_related("brought_by", "district", "received_by_staff")
    return get_object_or_404(
        found.prefetch_related(
            Prefetch("household__members", members),
            Prefetch("concerns", CONCERNS),
            Prefetch("contacts", Contact.objects.for_list()),
            "sheets__agency",
        ),
        pk=pk,
    )


def _page(request: Request, consultation: Consultation, decision: DecisionForm | None = None) -> HttpResponse:
    by, household = request.membership, consultation.household
    audit.record(audit.Verb.VIEWED, consultation, by=by)
    shared = access.shared_categories(by, household)
    context = {
        "consultation": consultation,
        "household": household,
        "members": [each for each in household.members.all() if each.left_on is None],
        "involved": InvolvedAgency.objects.filter(household=household, ended_on=None).select_related("agency"),
        "shared": shared,
        "withheld": [each for each in Category if each not in shared],
        "decision": decision or DecisionForm(),
        "another_agency": pairs.is_told(household, by),
        "hand_overs": lines_of(consultation.referrals.live().select_related(*TOLD), by),
        "may_decide": access.may_decide(by),
        "hanging_on": consultation.case.hanging_on if consultation.case and access.may_decide(by) else [],
        "may_restrict": access.may_restrict(by),
        "may_edit": access.may_edit_consultation(by, consultation),
        "may_take_in": access.may_take_in(by),
        "may_write_contact": access.may_write_contact(by),
        "may_write_sheet": access.may_write_sheet(by, consultation),
        "may_hand_over": referral_access.may_hand_over(by, consultation) and not consultation.restricted,
    }
    wrong = decision is not None and bool(decision.errors)
    return render(request, "casework/consultation_detail.html", context, status=422 if wrong else 200)


@require_POST
@needs(Permission.CONSULTATION_READ)
def consultation_decide(request: Request, pk: int) -> HttpResponse:
    consultation = _consultation(pk)
    access.check_may_decide(request.membership)
    form = DecisionForm(request.POST)
    if form.is_valid():
        outcome, day = form.cleaned_data["outcome"], form.cleaned_data["decided_on"]
        decided = form.run(decisions.decide, consultation, outcome, day, by=request.membership)
        if decided and decided.case:
            messages.success(request, _("The case %(number)s is open. Next: make a plan.") % {"number": decided.number})
            return redirect(decided.case)
        if decided:
            messages.success(request, _("Decided: one-off. It can be taken back on this page."))
            return redirect(decided)
    return _page(request, consultation, form)


@require_POST
@needs(Permission.CONSULTATION_READ)
def consultation_undecide(request: Request, pk: int) -> HttpResponse:
    consultation = get_object_or_404(Consultation, pk=pk)
    access.check_may_decide(request.membership)
    try:
        decisions.take_back_decision(consultation, by=request.membership)
        messages.success(request, _("Taken back: it waits for a decision again."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(consultation.get_absolute_url() + "#decide")


@needs(Permission.CONSULTATION_READ)
def consultation_edit(request: Request, pk: int) -> HttpResponse:
    consultation = _consultation(pk)
    access.check_may_edit_consultation(request.membership, consultation)
    form = ConsultationForm(request.POST if request.method == "POST" else None, instance=consultation)
    if request.method == "POST" and form.is_valid():
        form.instance.version = form.stored_version
        changed = form.run(
            actions.change, form.record, form.cleaned_data["concerns"], by=request.membership,
            stated_age=form.birth_or_age.stated_age,
        )  # fmt: skip
        if changed:
            messages.success(request, _("Saved."))
            return redirect(changed)
    audit.record(audit.Verb.VIEWED, consultation, by=request.membership)
    context = {"form": form, "consultation": consultation}
    return render(request, "casework/consultation_edit.html", context, status=422 if form.errors else 200)
