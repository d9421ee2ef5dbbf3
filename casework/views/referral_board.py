"""The coordinators' board of all open hand-overs, by age and by whose turn it is, and what they do with one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts import audit
from accounts.access import needs
from accounts.http import Request
from accounts.paging import keyset_page
from accounts.roles import Permission
from casework.actions import answers as actions
from casework.forms.referral import CloseForm, OtherForm
from casework.hand_overs import referral_access
from casework.hand_overs.lines import TOLD, lines_of
from casework.models import Referral
from casework.views.referral_page import page_of
from casework.views.referrals import fetched

TURNS = [Referral.Turn.COORDINATOR, Referral.Turn.AGENCY, Referral.Turn.SENDER]


@vary_on_headers("HX-Request")
@needs(Permission.REFERRAL_BOARD)
def referral_board(request: Request) -> HttpResponse:
    """Oldest first. The counts are of all; the list is of the turn that was chosen."""
    everything = Referral.objects.open()
    counts = dict(everything.order_by().values_list("turn").annotate(count=Count("pk")))
    turn = request.GET.get("turn", "")
    found = everything.filter(turn=turn) if turn in TURNS else everything
    page = keyset_page(found.select_related(*TOLD), request, order=["turn_since", "pk"])
    audit.listed(page.rows, by=request.membership, page="board")
    context = {
        "page": page,
        "lines": lines_of(page.rows, request.membership),
        "turn": turn if turn in TURNS else "",
        "turns": [(each.value, each.label, counts.get(each.value, 0)) for each in TURNS],
        "count": sum(counts.values()),
        "dangers": Referral.objects.in_danger().filter(danger_seen_at=None).count(),
        "may_settle": request.membership.has(Permission.REFERRAL_SETTLE),
    }
    template = "casework/_referral_board_rows.html" if request.htmx else "casework/referral_board.html"
    return render(request, template, context)


def _to_settle(request: Request, pk: int) -> Referral:
    referral = fetched(pk)
    referral_access.check_may_settle_referral(request.membership, referral)
    return referral


@require_POST
@needs(Permission.REFERRAL_BOARD)
def referral_take_up(request: Request, pk: int) -> HttpResponse:
    referral = _to_settle(request, pk)
    try:
        actions.take_up(referral, by=request.membership)
        messages.success(request, _("It is yours now. Both sides see that you look after it."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(referral)


@require_POST
@needs(Permission.REFERRAL_BOARD)
def referral_name(request: Request, pk: int) -> HttpResponse:
    referral = _to_settle(request, pk)
    form = OtherForm(request.POST, prefix="name")
    if form.is_valid():
        data: dict[str, Any] = form.cleaned_data
        named = form.run(
            actions.name_agency, referral, data["other"], form.spoken, words=data["words"], by=request.membership
        )
        if named:
            done = _("%(agency)s has the family now. The sender has been told.")
            messages.success(request, done % {"agency": data["other"]})
            return redirect(referral)
    return page_of(request, fetched(pk), name=form)


@require_POST
@needs(Permission.REFERRAL_BOARD)
def referral_close(request: Request, pk: int) -> HttpResponse:
    referral = _to_settle(request, pk)
    form = CloseForm(request.POST, prefix="close")
    if form.is_valid() and form.run(actions.close, referral, form.cleaned_data["words"], by=request.membership):
        messages.success(request, _("Closed. The sender has been told what became of the family."))
        return redirect(referral)
    return page_of(request, fetched(pk), close=form)
