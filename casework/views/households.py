"""Households: the list, and the page with everything of one family."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import audit
from accounts.access import needs
from accounts.http import Request
from accounts.paging import keyset_page
from accounts.roles import Permission
from agencies.calendar import today
from agencies.models import Concern
from casework import access
from casework.actions import pairs
from casework.choices import Category
from casework.forms.household import HouseholdForm
from casework.forms.members import InvolvedForm
from casework.forms.relations import RelationForm
from casework.matching.together import together_of
from casework.models import Case, Consultation, Household, HouseholdConcern, HouseholdMember, InvolvedAgency
from casework.models.household import members_now
from casework.own_consents import lacking_own
from casework.relations import shown
from casework.timeline import timeline_of

CONCERNS = Concern.objects.for_list()


@needs(Permission.HOUSEHOLD_READ)
def household_list(request: Request) -> HttpResponse:
    by = request.membership
    found = Household.objects.select_related("district").prefetch_related(members_now(), "cases", "consultations")
    running = request.GET.get("running", "")
    if running:
        found = found.filter(pk__in=Case.objects.running().values("household"))
    page = keyset_page(found, request, order=["-pk"])
    audit.listed(page.rows, by=by)
    shared = access.shared_categories_of(by, page.rows)
    context = {
        "page": page,
        "rows": [(each, shared[each.pk]) for each in page.rows],
        "running": running,
        "may_restricted": by.has(Permission.CASE_MANAGE),
    }
    return render(request, "casework/household_list.html", context)


@needs(Permission.HOUSEHOLD_READ)
def household_detail(request: Request, pk: int) -> HttpResponse:
    return household_page(request, pk)


def household_page(
    request: Request, pk: int, *, relation: RelationForm | None = None, involved: InvolvedForm | None = None
) -> HttpResponse:
    """The page of a household; with a form that was sent and is wrong, its sentences."""
    by, household = request.membership, _household(pk)
    audit.record(audit.Verb.VIEWED, household, by=by)
    shared = access.shared_categories(by, household)
    told = Consultation.objects.for_list().filter(household=household)
    consultations = list(told.prefetch_related(Prefetch("concerns", CONCERNS)))
    cases = list(household.cases.select_related("coordinator", "lead_agency").prefetch_related("participants__agency"))
    consents = list(household.consents.all())
    lacking = lacking_own(household.members.all(), consents)
    consents = access.shown_consents(by, consents, shared)
    known = access.shown_members(household.members.all(), shared)
    members = [each for each in known if each.left_on is None]
    at_work = _agencies_at_work(household, cases)
    told_of = InvolvedAgency.objects.filter(household=household, ended_on=None)
    context = {
        "household": household,
        "members": members,
        "former_members": [each for each in known if each.left_on],
        "marks": _marks(household, members, consultations, shared),
        "unasked": _unasked(members, consultations) if access.is_shared("household.members", shared) else [],
        "consultations": consultations,
        "cases": cases,
        "agencies": at_work,
        "involved": [each for each in told_of.select_related("agency") if each.agency.name not in dict(at_work)],
        "consents": consents,
        "lacking": lacking if access.is_shared("household.members", shared) else [],
        **_around(household),
        "happenings": timeline_of(household, consultations, cases, consents, shared),
        "shared": shared,
        "withheld": [each for each in Category if each not in shared],
        "relations": shown(household, by, shared, form=relation),
        "involved_form": involved or InvolvedForm(),
        "may_edit": access.may_edit_household(by, household),
        "may_take_consent": access.may_take_consent(by, household),
        "may_take_in": access.may_take_in(by),
        "may_restrict": access.may_restrict(by),
        "may_merge": access.may_merge(by),
        "together": together_of(household, by=by),
        "another_agency": pairs.is_told(household, by),
        "today": today(),
    }
    wrong = any(form is not None and form.errors for form in (relation, involved))
    return render(request, "casework/household_detail.html", context, status=422 if wrong else 200)


def _household(pk: int) -> Household:
    members = HouseholdMember.objects.select_related("person").prefetch_related(Prefetch("concerns", CONCERNS))
    found = Household.objects.select_related("district").prefetch_related(
        Prefetch("members", members),
        "consents__given_by",
        "consents__agencies",
        "consents__given_for",
    )
    return get_object_or_404(found, pk=pk)


def _around(household: Household) -> dict[str, Any]:
    """The tube for an emergency, the neighbours who look after them, and how they were reached."""
    tubes = list(household.tubes.all())
    return {
        "tubes": tubes,
        "has_tube": any(each.ended_on is None for each in tubes),
        "teams": list(household.neighbour_teams.select_related("calls").prefetch_related("members")),
        "outreach_notes": list(household.outreach_notes.all()),
    }


def _marks(
    household: Household,
    members: list[HouseholdMember],
    consultations: list[Consultation],
    shared: Collection[Category],
) -> list[dict[str, Any]]:
    """Troubles × members: ◎ the most pressing, ○ any. A member's own, or where none were stated those of the person's
    consultations; a trouble of the household as a whole stands with each."""
    of_all = HouseholdConcern.objects.filter(household=household, member=None).values_list("concern", flat=True)
    common = list(CONCERNS.filter(pk__in=list(of_all)))
    held: dict[Concern, dict[int, str]] = {}
    for column, member in enumerate(members):
        told = [each for each in consultations if each.person_id == member.person_id]
        pressing = {each.main_concern_id for each in told}
        concerns = [*member.concerns.all(), *common]
        if not member.concerns_stated:
            concerns += [concern for each in told for concern in each.concerns.all()]
        for concern in access.shared_concerns(concerns, shared):
            held.setdefault(concern, {})[column] = "◎" if concern.pk in pressing else "○"
    in_order = sorted(held.items(), key=lambda item: (item[0].list_id, item[0].number))
    return [
        {"name": concern.short_name, "cells": [columns.get(column, "") for column in range(len(members))]}
        for concern, columns in in_order
    ]


def _unasked(members: list[HouseholdMember], consultations: list[Consultation]) -> list[HouseholdMember]:
    """Those of whose own troubles nobody has written anything (まだ聞いていない)."""
    spoke = {each.person_id for each in consultations}
    return [
        each for each in members if not each.concerns_stated and each.person_id not in spoke and not each.person.life
    ]


def _agencies_at_work(household: Household, cases: list[Case]) -> list[tuple[str, str]]:
    """Those that take part in a running case, and what for; and who took the family on before there is one."""
    running = [each for each in cases if each.closed_on is None]
    parts = [part for case in running for part in case.participants.all() if part.left_on is None]
    found = [(part.agency.name, part.role) for part in parts]
    there = dict(found)
    for each in household.referrals.settled().filter(case=None).select_related("to"):
        if each.to.name not in there:
            found.append((each.to.name, each.contact_name))
            there[each.to.name] = each.contact_name
    return found


@needs(Permission.HOUSEHOLD_READ)
def household_edit(request: Request, pk: int) -> HttpResponse:
    household = _household(pk)
    access.check_may_edit_household(request.membership, household)
    form = HouseholdForm(request.POST if request.method == "POST" else None, instance=household)
    if request.method == "POST" and form.is_valid() and form.save_by(request.membership):
        messages.success(request, _("Saved."))
        return redirect(household)
    audit.record(audit.Verb.VIEWED, household, by=request.membership)
    context = {"form": form, "household": household}
    return render(request, "casework/household_edit.html", context, status=422 if form.errors else 200)
