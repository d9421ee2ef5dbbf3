"""Contacts: recorded within the case page, the list, mending one, taking one out and putting it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts import audit
from accounts.access import needs
from accounts.http import Request, number_in
from accounts.paging import keyset_page
from accounts.roles import Permission
from agencies.calendar import FiscalYear, fiscal_year_of, today
from agencies.models import Agency, AgencyType
from casework import access
from casework.actions import contacts as actions
from casework.forms.contact import ContactEditForm, ContactForm, agencies_spoken_with
from casework.models import Consultation, Contact, Method
from casework.views.cases import LATEST, MEMBERS, contact_lines

UNDO_SECONDS = 15 * 60
YEARS = 10


def _filtered(request: Request, found: QuerySet[Contact]) -> QuerySet[Contact]:
    year, of_type, agency, method = (number_in(request.GET.get(name)) for name in ("year", "type", "agency", "method"))
    if year and 1900 < year < 2200:
        period = FiscalYear(year).period
        found = found.filter(occurred_on__range=(period.first, period.last))
    if request.GET.get("type") == "family":
        found = found.filter(agency=None)
    elif of_type:
        found = found.filter(agency__type=of_type)
    if agency:
        found = found.filter(agency=agency)
    if request.GET.get("method") == "none":
        found = found.filter(method=None)
    elif method:
        found = found.filter(method=method)
    if request.GET.get("mine"):
        found = found.filter(staff__member=request.membership.staff)
    return found


@vary_on_headers("HX-Request")
@needs(Permission.CONTACT_WRITE)
def contact_list(request: Request) -> HttpResponse:
    """連絡調整の記録: the newest first."""
    by = request.membership
    found = _filtered(request, access.shown_contacts(by, Contact.objects.for_list().prefetch_related(MEMBERS)))
    page = keyset_page(found, request, order=["-occurred_on", "-pk"])
    audit.listed(page.rows, by=by)
    this_year = fiscal_year_of(today()).year
    context = {
        "page": page,
        "count": found.count(),
        "years": [FiscalYear(each) for each in range(this_year, this_year - YEARS, -1)],
        "types": AgencyType.objects.select_related("group"),
        "methods": Method.objects.all(),
        "agency": Agency.objects.filter(pk=number_in(request.GET.get("agency")) or 0).first(),
        **{name: request.GET.get(name, "") for name in ("year", "type", "method", "mine")},
    }
    return render(request, "casework/_contact_rows.html" if request.htmx else "casework/contact_list.html", context)


def _consultation(pk: int) -> Consultation:
    return get_object_or_404(Consultation.objects.select_related("case", "household").prefetch_related(MEMBERS), pk=pk)


def _of(request: Request, consultation: Consultation) -> QuerySet[Contact]:
    """Contacts of its case, or its own where there is none; as far as they are shown to the reader."""
    found = access.shown_contacts(request.membership, Contact.objects.for_list())
    return found.filter(case=consultation.case_id) if consultation.case_id else found.filter(consultation=consultation)


def _fresh(request: Request, consultation: Consultation, **initial: Any) -> ContactForm:
    initial = {"staff": [request.membership.staff.name]} | initial
    form = ContactForm(initial=initial, spoken_with=agencies_spoken_with(_of(request, consultation)))
    form.fields["agency"].widget.attrs["autofocus"] = True
    return form


def contacts_context(request: Request, consultation: Consultation) -> dict[str, Any]:
    """What casework/_contacts.html shows, and its audit event: the latest contacts, and the form or the button for
    it."""
    latest = list(_of(request, consultation).order_by("-occurred_on", "-pk")[:LATEST])
    audit.listed(latest, by=request.membership)
    return {
        "consultation": consultation,
        "case": consultation.case,
        "contacts": contact_lines(request, latest),
        "shared": access.shared_categories(request.membership, consultation.household),
        "may_write_contact": access.may_write_contact(request.membership),
    }


@vary_on_headers("HX-Request")
@needs(Permission.CONTACT_WRITE)
def contact_add(request: Request, pk: int) -> HttpResponse:
    """Without leaving the case page: asked for, the form stands there; sent, the contact stands above the next form."""
    consultation = _consultation(pk)
    if request.method != "POST":
        context = {"consultation": consultation, "contact_form": _fresh(request, consultation)}
        audit.record(audit.Verb.VIEWED, consultation, by=request.membership, form="contact")
        template = "casework/_contact_entry.html" if request.htmx else "casework/contact_form.html"
        return render(request, template, context)
    spoken_with = agencies_spoken_with(_of(request, consultation))
    form = ContactForm(request.POST, instance=Contact(consultation=consultation), spoken_with=spoken_with)
    contact = None
    if form.is_valid():
        contact = form.run(actions.record_contact, form.instance, form.cleaned_data["staff"], by=request.membership)
    if contact is None:
        context = {"consultation": consultation, "contact_form": form}
        if not request.htmx:
            audit.record(audit.Verb.VIEWED, consultation, by=request.membership, form="contact")
            return render(request, "casework/contact_form.html", context, status=422)
        return render(request, "casework/_contacts.html", contacts_context(request, consultation) | context, status=422)
    if not request.htmx:
        messages.success(request, f"{_('The contact is recorded.')}{_alone(contact)}")
        return redirect(consultation.case or consultation)
    names = list(contact.staff.values_list("name", flat=True))
    now: dict[str, Any] = contacts_context(request, consultation) | {
        "contact_form": _fresh(request, consultation, staff=names, occurred_on=contact.occurred_on),
        "saved": contact,
        "alone": _alone(contact),
    }
    return render(request, "casework/_contacts.html", now)


def _alone(contact: Contact) -> str:
    """Home visits are always by two (DOMAIN §6.12): said, not forbidden."""
    if contact.method and contact.method.two_staff and contact.staff.count() < 2:
        return _(" A visit is made by two: add the second name if somebody was with you.")
    return ""


@needs(Permission.CONTACT_WRITE)
def contact_edit(request: Request, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.select_related("consultation__case", "household", "case"), pk=pk)
    access.check_may_edit_contact(request.membership, contact)
    back = contact.case or contact.consultation
    form = ContactEditForm(request.POST or None, instance=contact)
    if form.is_valid() and form.run(
        actions.change_contact, form.instance, form.cleaned_data["staff"], by=request.membership
    ):
        messages.success(request, f"{_('Saved.')}{_alone(form.instance)}")
        return redirect(form.instance.case or form.instance.consultation)
    audit.record(audit.Verb.VIEWED, contact, by=request.membership)
    context = {"contact_form": form, "contact": contact, "consultation": back, "back": back.get_absolute_url()}
    return render(request, "casework/contact_form.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Permission.CONTACT_WRITE)
def contact_remove(request: Request, pk: int) -> HttpResponse:
    """Takes a contact out at once, and offers to put it back: undo rather than a question. Within the case page what
    was typed stands in the form again."""
    contact = get_object_or_404(Contact.objects.select_related("consultation__case", "household"), pk=pk)
    access.check_may_edit_contact(request.membership, contact)
    consultation = _consultation(contact.consultation_id)
    kept = {
        "occurred_on": contact.occurred_on,
        "agency": contact.agency_id,
        "method": contact.method_id,
        "content": contact.content,
        "staff": [each.name for each in contact.staff.all()],
    }
    actions.remove_contact(contact, by=request.membership)
    if request.htmx:
        context = contacts_context(request, consultation)
        context |= {"contact_form": _fresh(request, consultation, **kept), "taken_back": True}
        return render(request, "casework/_contacts.html", context)
    held = kept | {"occurred_on": contact.occurred_on.isoformat(), "consultation": consultation.pk}
    undo = signing.dumps(held, salt=_salt(request), compress=True)
    back = (consultation.case or consultation).get_absolute_url()
    return render(request, "casework/contact_removed.html", {"undo": undo, "back": back})


def _salt(request: Request) -> str:
    """What somebody took out, only they put back."""
    return f"contact {request.membership.pk}"


@require_POST
@needs(Permission.CONTACT_WRITE)
def contact_put_back(request: Request) -> HttpResponse:
    try:
        held = signing.loads(request.POST.get("undo", ""), salt=_salt(request), max_age=UNDO_SECONDS)
    except signing.BadSignature:
        messages.error(request, _("It is too late to put it back here. Record it again."))
        return redirect("casework:contact_list")
    consultation = _consultation(held["consultation"])
    contact = Contact(
        consultation=consultation, occurred_on=date.fromisoformat(held["occurred_on"]), agency_id=held["agency"],
        method_id=held["method"], content=held["content"],
    )  # fmt: skip
    actions.record_contact(contact, held["staff"], by=request.membership)
    messages.success(request, _("The contact is back."))
    return redirect(consultation.case or consultation)
