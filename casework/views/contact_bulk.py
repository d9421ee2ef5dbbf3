"""Ten contacts in a minute from the keyboard alone, and the look-up of families that it uses."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Case as Whichever
from django.db.models import IntegerField, Q, Value, When
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.http import Request
from accounts.models import Membership
from accounts.roles import Permission, Reach
from agencies.calendar import today
from casework import access
from casework.actions import contacts as actions
from casework.actions import drafts
from casework.choices import Outcome
from casework.forms.contact import ContactFormSet
from casework.forms.drafted import rows_of, typed
from casework.matching import searching
from casework.models import Consultation, Contact, Draft, HouseholdMember, Person

FORM = "contacts"
OFFERED = 12


@require_POST  # no name in an address
@needs(Permission.CONTACT_WRITE)
def case_lookup(request: Request) -> HttpResponse:
    """Cases and consultations by number (7, 0007, 2020-0007) or by some letters of a name in the household; running
    ones first. Nothing typed: those that one had to do with lately."""
    words = unicodedata.normalize("NFKC", request.POST.get("q", "")).strip()[:60]
    rows = _found(words, request.membership) if words else _lately(request.membership)
    audit.record(audit.Verb.SEARCHED, by=request.membership, words=audit.hash_of(words), ids=[each.pk for each in rows])
    return JsonResponse({"results": [_option(each) for each in rows]})


def _found(words: str, by: Membership) -> list[Consultation]:
    numbered = bool(re.fullmatch(r"[0-9A-Za-z-]+", words))
    if numbered:
        match = Q(number__endswith=words.zfill(4)) | Q(number__startswith=words) | Q(number__endswith=words)
    else:
        members = HouseholdMember.objects.filter(person__in=Person.objects.found_by(words), left_on=None)
        match = Q(household__in=members.values("household")) | Q(person__in=Person.objects.found_by(words))
    standing = Whichever(
        When(case__isnull=False, case__closed_on=None, then=Value(0)),
        When(outcome=Outcome.UNDECIDED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = Consultation.objects.select_related("case").filter(match).order_by(standing, "-received_on", "-pk")
    if numbered or by.reach is not Reach.OWN:
        return list(found[:OFFERED])
    # What is not shared is not found out by searching for it.
    rows = list(found.select_related("household").prefetch_related("household__members__person"))
    households = {each.household_id: each.household for each in rows}
    shared = access.shared_categories_of(by, households.values())
    people = searching.found_people(words, households.values(), shared)
    return [each for each in rows if each.household_id in people][:OFFERED]


def _lately(by: Membership) -> list[Consultation]:
    written = Contact.objects.filter(staff__member=by.staff).order_by("-pk").values_list("consultation", flat=True)
    keys = list(dict.fromkeys(written[:80]))[:OFFERED]
    held = {each.pk: each for each in Consultation.objects.select_related("case").filter(pk__in=keys)}
    own = Consultation.objects.select_related("case").filter(case__coordinator=by.staff, case__closed_on=None)
    rows = [held[key] for key in keys if key in held]
    rows += [each for each in own.order_by("-received_on", "-pk")[:OFFERED] if each.pk not in held]
    return rows[:OFFERED]


def _option(consultation: Consultation) -> dict[str, Any]:
    if consultation.case is None:
        detail = str(consultation.get_outcome_display())
    elif consultation.case.closed_on:
        detail = _("closed")
    else:
        detail = str(consultation.case.get_phase_display())
    return {"value": consultation.pk, "label": str(consultation), "detail": detail}


@needs(Permission.CONTACT_WRITE)
def contact_bulk(request: Request) -> HttpResponse:
    """Goes on with what was typed and not saved, else with an empty page."""
    return redirect("casework:contact_bulk_draft", drafts.resume(FORM, by=request.membership).pk)


@needs(Permission.CONTACT_WRITE)
def contact_bulk_draft(request: Request, pk: int) -> HttpResponse:
    draft = Draft.objects.filter(pk=pk, form=FORM).first()
    if draft is None:
        messages.info(request, _("These were saved already. Here is a new page."))
        return redirect("casework:contact_bulk")
    if request.method == "POST":
        return _save(request, draft)
    if draft.content:
        rows = _rows_of(request, draft)
    else:
        first = {"occurred_on": today(), "staff": [request.membership.staff.name]}
        rows = _formset(request, initial=[first])
        rows.extra = 0
    return render(request, "casework/contact_bulk.html", {"rows": rows, "draft": draft})


def _formset(request: Request, *args: Any, **kwargs: Any) -> Any:
    return ContactFormSet(*args, **{"prefix": "rows", "by": request.membership, **kwargs})


def _save(request: Request, draft: Draft) -> HttpResponse:
    """All rows or none: what is wrong is said beside its box, and everything typed stays."""
    rows = _formset(request, request.POST)
    valid = rows.is_valid()
    if valid and rows.filled:
        contacts = []
        for row in rows.filled:
            row.instance.consultation = row.cleaned_data["consultation"]
            contacts.append((row.instance, row.cleaned_data["staff"]))
        try:
            made = actions.record_contacts(contacts, by=request.membership, draft=draft.pk)
        except ValidationError as error:  # the same page, sent twice at once
            messages.info(request, " ".join(error.messages))
        else:
            messages.success(request, _("Contacts recorded: %(count)s.") % {"count": len(made)})
        return redirect("casework:contact_list")
    context = {"rows": rows, "draft": draft, "nothing_typed": valid}
    return render(request, "casework/contact_bulk.html", context, status=422)


def _rows_of(request: Request, draft: Draft) -> Any:
    """The draft's rows that were not taken out, as they were typed."""
    kept = rows_of(_formset(request), typed(draft))
    rows = _formset(request, initial=kept)
    rows.extra = 0 if kept else 1
    return rows
