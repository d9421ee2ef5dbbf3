"""Records that may be one person or one household: the list, and both side by side."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.forms import ActionForm
from accounts.http import Request
from accounts.roles import Permission
from casework.actions import merging
from casework.actions import pairs as actions
from casework.forms.pairs import PairForm, PairUpForm
from casework.matching import comparing
from casework.models import Household, PersonPair

MOST = 100


@needs(Permission.HOUSEHOLD_MERGE)
def pair_list(request: Request) -> HttpResponse:
    """The likeliest first, or those that wait longest; or what was decided, the last first."""
    show = request.GET.get("show", "")
    found = PersonPair.objects.select_related("one", "other", "decided_by__staff")
    waiting = found.waiting()
    if show == "decided":
        found = found.exclude(state=PersonPair.State.NEW).order_by("-decided_at", "-pk")
    else:
        found = waiting.order_by("found_at", "pk") if show == "age" else waiting
    rows = list(found[: MOST + 1])
    audit.listed(rows[:MOST], by=request.membership)
    context = {
        "rows": [(each, comparing.agreeing(each)) for each in rows[:MOST]],
        "more": len(rows) > MOST,
        "show": show,
        "count": waiting.count(),
    }
    return render(request, "casework/pair_list.html", context)


@needs(Permission.HOUSEHOLD_MERGE)
def pair_detail(request: Request, pk: int) -> HttpResponse:
    """Both records, and the decision."""
    by = request.membership
    pair = get_object_or_404(PersonPair.objects.select_related("decided_by__staff"), pk=pk)
    sides = comparing.sides_of(pair, by=by)
    if sides is None:  # gone from sight meanwhile
        return redirect("casework:pair_list")
    form = PairForm(pair, *sides, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (decided := form.decide(by)):
        messages.success(request, _("Decided: %(what)s.") % {"what": decided.get_state_display()})
        return redirect(decided)
    return _page(request, pair, sides, form)


def _page(
    request: Request, pair: PersonPair, sides: tuple[comparing.Side, comparing.Side], form: ActionForm
) -> HttpResponse:
    audit.record(
        audit.Verb.VIEWED, pair, by=request.membership,
        households=[side.household.pk for side in sides if side.household],
    )  # fmt: skip
    merges = list(merging.of_pair(pair))
    context = {
        "pair": pair,
        "one": sides[0],
        "other": sides[1],
        "sides": sides,
        "rows": comparing.rows_of(pair, *sides),
        "form": form,
        "since": list(merging.taken_in_since(merges[-1])) if merges else [],
        "joined": len(merges) > 1 or pair.state == PersonPair.State.HOUSEHOLD,
        "restricted": any(side.person.restricted for side in sides),
    }
    return render(request, "casework/pair_detail.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Permission.HOUSEHOLD_MERGE)
def pair_take_back(request: Request, pk: int) -> HttpResponse:
    pair = get_object_or_404(PersonPair.objects.select_related("decided_by__staff"), pk=pk)
    if pair.state == PersonPair.State.NEW:
        messages.info(request, _("Nobody has decided on this pair, so there is nothing to take back."))
        return redirect(pair)
    form = ActionForm(request.POST)
    form.is_valid()
    if form.run(actions.take_back, pair, by=request.membership):
        messages.success(request, _("The decision is taken back. The pair waits again; each record is as it was."))
        return redirect(pair)
    sides = comparing.sides_of(pair, by=request.membership)
    return redirect("casework:pair_list") if sides is None else _page(request, pair, sides, form)


@needs(Permission.HOUSEHOLD_MERGE)
def pair_up(request: Request, pk: int) -> HttpResponse:
    """Another household that this one is to be compared with, named by hand."""
    household = get_object_or_404(Household.objects.prefetch_related("members__person"), pk=pk)
    form = PairUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        pair = form.run(actions.pair_up, household, form.cleaned_data["number"], by=request.membership)
        if pair:
            return redirect(pair)
    audit.record(audit.Verb.VIEWED, household, by=request.membership)
    context = {"form": form, "household": household}
    return render(request, "casework/pair_up.html", context, status=422 if form.errors else 200)
