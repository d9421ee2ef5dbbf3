"""Households: the list, the page with everything of one family, its members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.paging import keyset_page
from accounts.roles import Permission
from agencies.calendar import today
from casework import access
from casework.actions import households as actions
from casework.choices import Category
from casework.forms.household import MemberEditForm, RelationForm
from casework.forms.persons import BirthOrAge
from casework.models import Consultation, Household, HouseholdMember, Relation

LATEST = 30


@dataclass(frozen=True)
class Happening:
    """A line of the household's timeline."""

    day: date
    what: str
    url: str
    text: str = ""


@needs(Permission.HOUSEHOLD_READ)
def household_list(request: HttpRequest) -> HttpResponse:
    members = Prefetch("members", HouseholdMember.objects.filter(left_on=None).select_related("person"))
    found = Household.objects.select_related("district").prefetch_related(members, "cases", "consultations")
    page = keyset_page(found, request, order=["-pk"])
    audit.listed(page.rows, by=request.membership)
    return render(request, "casework/household_list.html", {"page": page})


@needs(Permission.HOUSEHOLD_READ)
def household_detail(request: HttpRequest, pk: int) -> HttpResponse:
    members = HouseholdMember.objects.select_related("person").prefetch_related("concerns")
    household = get_object_or_404(
        Household.objects.select_related("district").prefetch_related(
            Prefetch("members", members), "relations__of", "relations__to", "consents__given_by", "consents__agencies"
        ),
        pk=pk,
    )
    audit.record(audit.Verb.VIEWED, household, by=request.membership)
    shared = access.shared_categories(request.membership, household)
    consultations = list(
        Consultation.objects.for_list().filter(household=household).prefetch_related("concerns").order_by("-received_on")
    )
    cases = list(household.cases.select_related("coordinator", "lead_agency").prefetch_related("participants__agency"))
    context = {
        "household": household,
        "members": [each for each in household.members.all() if each.left_on is None],
        "former_members": [each for each in household.members.all() if each.left_on],
        "marks": _marks(household, consultations) if Category.CONSULTATION in shared else [],
        "consultations": consultations,
        "cases": cases,
        "agencies": _agencies_involved(cases, consultations),
        "happenings": _timeline(household, consultations, cases, shared),
        "shared": shared,
        "withheld": access.withheld_categories(request.membership, household),
        "relation_form": RelationForm(household),
        "may_edit": access.may_edit_household(request.membership),
        "may_take_consent": access.may_take_consent(request.membership),
        "may_restrict": access.may_restrict(request.membership),
        "today": today(),
    }
    return render(request, "casework/household_detail.html", context)


def _marks(household: Household, consultations: list[Consultation]) -> list[dict[str, Any]]:
    """Troubles × members: ◎ the most pressing, ○ any. Own troubles, or where none were stated the consultations'."""
    members = [each for each in household.members.all() if each.left_on is None]
    held: dict[int, dict[int, str]] = {}
    names: dict[int, str] = {}
    for column, member in enumerate(members):
        told = [each for each in consultations if each.person_id == member.person_id]
        concerns = list(member.concerns.all())
        if not member.concerns_stated:
            concerns += [concern for each in told for concern in each.concerns.all()]
        for concern in concerns:
            names[concern.pk] = concern.short_name
            main = any(each.main_concern_id == concern.pk for each in told)
            held.setdefault(concern.pk, {})[column] = "◎" if main else "○"
    return [
        {"name": names[pk], "cells": [columns.get(column, "") for column in range(len(members))]}
        for pk, columns in sorted(held.items())
    ]


def _agencies_involved(cases: list[Any], consultations: list[Consultation]) -> list[tuple[str, str]]:
    found = {each.agency: each.role for case in cases for each in case.participants.all() if each.left_on is None}
    for each in consultations:
        if each.received_at and each.received_at not in found:
            found[each.received_at] = _("took in %(number)s") % {"number": each.number}
    return [(agency.name, role) for agency, role in found.items()]


def _timeline(household: Household, consultations: list[Consultation], cases: list[Any], shared: Any) -> list[Happening]:
    lines = [Happening(each.received_on, _("Consultation %(number)s") % {"number": each.number}, each.get_absolute_url()) for each in consultations]  # fmt: skip
    for case in cases:
        lines.append(Happening(case.opened_on, _("Case opened"), case.get_absolute_url()))
        if case.closed_on:
            lines.append(Happening(case.closed_on, _("Case closed"), case.get_absolute_url(), case.closing_reason))
    if Category.PLAN in shared:
        lines += [Happening(each.made_on, str(each), each.get_absolute_url()) for each in household.plans.all()]
    if Category.PROGRESS in shared:
        for contact in household.contacts.select_related("agency", "method", "case")[:LATEST]:
            with_whom = contact.agency.name if contact.agency else _("The family")
            url = contact.case.get_absolute_url() if contact.case else ""
            lines.append(Happening(contact.occurred_on, f"{with_whom} {contact.method or ''}".strip(), url, contact.content))
    return sorted(lines, key=lambda each: each.day, reverse=True)[:LATEST]


@needs(Permission.HOUSEHOLD_READ)
def member_edit(request: HttpRequest, pk: int, member_pk: int | None = None) -> HttpResponse:
    household = get_object_or_404(Household.objects.prefetch_related("members__person"), pk=pk)
    member = get_object_or_404(household.members.select_related("person"), pk=member_pk) if member_pk else None
    access.check_may_edit_household(request.membership)
    form = MemberEditForm(request.POST or None, initial=_initial(member) if member else {})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        born = values["born"]
        values |= {"birth_date": born.birth_date, "stated_age": born.stated_age}
        if form.run(actions.save_member, member, household, values, values["concerns"], by=request.membership):
            messages.success(request, _("Saved."))
            return redirect(household)
    if member:
        audit.record(audit.Verb.VIEWED, member, by=request.membership)
    context = {"form": form, "household": household, "member": member}
    return render(request, "casework/household_member.html", context, status=422 if form.errors else 200)


def _initial(member: HouseholdMember) -> dict[str, Any]:
    person = member.person
    initial = {name: getattr(person, name) for name in actions.OF_PERSON}
    initial |= {name: getattr(member, name) for name in actions.OF_MEMBER}
    initial["born"] = BirthOrAge(person.birth_date, person.stated_age)
    initial["concerns"] = [each.pk for each in member.concerns.all()]
    return initial


@require_POST
@needs(Permission.HOUSEHOLD_READ)
def relation_add(request: HttpRequest, pk: int) -> HttpResponse:
    household = get_object_or_404(Household, pk=pk)
    access.check_may_edit_household(request.membership)
    form = RelationForm(household, request.POST, instance=Relation(household=household))
    if form.is_valid():
        actions.relate(form.instance, by=request.membership)
        messages.success(request, _("Saved."))
    else:
        for problems in form.errors.values():
            messages.error(request, " ".join(problems))
    return redirect(reverse("casework:household_detail", args=[pk]) + "#relations")


@require_POST
@needs(Permission.HOUSEHOLD_READ)
def relation_end(request: HttpRequest, pk: int) -> HttpResponse:
    relation = get_object_or_404(Relation, pk=pk)
    actions.end_relation(relation, today(), by=request.membership)
    messages.success(request, _("The relation has ended today; it stays in the family's history."))
    return redirect(reverse("casework:household_detail", args=[relation.household_id]) + "#relations")
