"""Searching comes before creating. Words are sent by POST and kept as the searcher's own: no name is in an address."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts import audit
from accounts.access import needs
from accounts.http import Request
from accounts.models import Membership
from accounts.roles import Permission
from casework import access
from casework.actions import drafts
from casework.matching import searching
from casework.models import Case, Consultation, Draft, Household, Merge

MOST = 30
LONGEST = 100
SHORTEST = 2


@needs(Permission.HOUSEHOLD_READ)
def search(request: Request) -> HttpResponse:
    """Keeps the words and shows what they find; without words, the box to type in."""
    words = searching.plain(request.POST.get("q", ""))[:LONGEST]
    if words:
        return redirect("casework:search_kept", drafts.keep_search(words, by=request.membership).pk)
    return render(request, "casework/search.html", {"searched": ""})


@needs(Permission.HOUSEHOLD_READ)
def search_kept(request: Request, pk: int) -> HttpResponse:
    kept = Draft.objects.filter(pk=pk, form=drafts.SEARCH).first()
    if kept is None:
        return redirect("casework:search")
    words = kept.content["q"]
    numbered = _by_number(words)
    if len(numbered) == 1:
        _record(request.membership, words, numbered)
        return redirect(numbered[0])
    context = _found(words, request.membership) | {"searched": words, "numbered": numbered}
    _record(request.membership, words, [*numbered, *context["households"]])
    return render(request, "casework/search.html", context)


def _record(by: Membership, words: str, found: list[Any]) -> None:
    audit.record(audit.Verb.SEARCHED, by=by, words=audit.hash_of(words), found=len(found))
    for model in (Household, Case, Consultation):
        records = [each for each in found if isinstance(each, model)]
        if records:
            audit.listed(records, by=by)


def _by_number(words: str) -> list[Any]:
    """A case, else its consultation, or a household, by the whole number, of whatever shape."""
    if not searching.digits(words):
        return []
    sources: list[QuerySet[Any]] = [
        Case.objects.all(),
        Consultation.objects.all(),
        Household.objects.prefetch_related("members__person"),
    ]
    for source in sources:
        found = list(source.filter(number__iexact=words))
        if found:
            return found
    return []


def _found(words: str, by: Membership) -> dict[str, Any]:
    """Households whose members the words find, and what there is of each."""
    found: list[Household] = []
    if len(searching.search_key(words)) >= SHORTEST:
        near = Household.objects.found_by(words).prefetch_related("members__person", "cases", "consultations")
        found = list(near.order_by("-pk")[: MOST + 1])
    shared = access.shared_categories_of(by, found)
    people = searching.found_people(words, found, shared)
    shown = [each for each in found if each.pk in people][:MOST]
    merges = Merge.objects.live().filter(gone_household__in=shown).select_related("kept_household")
    joined = {each.gone_household_id: each.kept_household for each in merges}
    return {
        "households": shown,
        "results": [(each, people[each.pk], shared[each.pk], joined.get(each.pk)) for each in shown],
        "more": len(found) > MOST,
        "most": MOST,
        "too_short": len(searching.search_key(words)) < SHORTEST,
        "may_take_in": access.may_take_in(by),
    }
