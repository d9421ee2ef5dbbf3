"""Contacts: in the case page in one line, ten on one page, the list, and mending one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.paging import keyset_page
from accounts.roles import Permission
from agencies.calendar import FiscalYear, fiscal_year_of, today
from casework import access
from casework.actions import contacts as actions
from casework.actions import drafts
from casework.forms.contact import ContactForm, ContactFormSet
from casework.models import Consultation, Contact, Draft, Method
from casework.views.drafts import initial_of, typed

FORM = "contacts"
UNDO_SECONDS = 15 * 60
VISIT = "訪問"


@needs(Permission.CONTACT_WRITE)
def contact_list(request: HttpRequest) -> HttpResponse:
    found = Contact.objects.for_list().prefetch_related("household__members__person")
    year, method = request.GET.get("year", ""), request.GET.get("method", "")
    if year.isdecimal() and 1900 < int(year) < 2200:
        period = FiscalYear(int(year)).period
        found = found.filter(occurred_on__range=(period.first, period.last))
    if method.isdecimal() and len(method) < 10:
        found = found.filter(method=int(method))
    elif method == "none":
        found = found.filter(method=None)
    if request.GET.get("mine"):
        found = found.filter(staff__member=request.membership.staff)
    page = keyset_page(found, request, order=["-occurred_on", "-pk"])
    audit.listed(page.rows, by=request.membership)
    this_year = fiscal_year_of(today()).year
    context = {
        "page": page,
        "years": [FiscalYear(each) for each in range(this_year, this_year - 8, -1)],
        "methods": Method.objects.all(),
        "year": year,
        "method": method,
        "mine": request.GET.get("mine", ""),
    }
    return render(request, "casework/contact_list.html", context)


@require_POST
@needs(Permission.CONTACT_WRITE)
def contact_add(request: HttpRequest, pk: int) -> HttpResponse:
    """The line in the case page: saved and shown without leaving it."""
    consultation = get_object_or_404(Consultation.objects.select_related("case"), pk=pk)
    form = ContactForm(request.POST)
    if form.is_valid():
        contact = form.run(actions.record, form.instance, consultation, form.cleaned_data["staff"], by=request.membership)
        if contact:
            if not request.htmx:
                return redirect(consultation.case or consultation)
            fresh = ContactForm(initial={"staff": [request.membership.staff.name], "occurred_on": contact.occurred_on})
            context = {"contact_form": fresh, "consultation": consultation, "saved": contact, "alone": _alone(contact, form)}
            return render(request, "casework/_contact_saved.html", context | latest(consultation))
    context = {"contact_form": form, "consultation": consultation}
    if request.htmx:
        return render(request, "casework/_contact_entry.html", context, status=422)
    return render(request, "casework/contact_form.html", context, status=422)


def _alone(contact: Contact, form: ContactForm) -> bool:
    """Home visits are always by two (DOMAIN §6.12): said, not forbidden."""
    return contact.method is not None and contact.method.name == VISIT and len(form.cleaned_data["staff"]) < 2


def latest(consultation: Consultation, most: int = 8) -> dict[str, Any]:
    """The newest contacts of the consultation's case, or of the consultation where there is none."""
    found = Contact.objects.for_list().order_by("-occurred_on", "-pk")
    found = found.filter(case=consultation.case) if consultation.case_id else found.filter(consultation=consultation)
    return {"contacts": found[:most]}


@needs(Permission.CONTACT_WRITE)
def contact_bulk(request: HttpRequest) -> HttpResponse:
    mine = Draft.objects.filter(owner=request.membership.staff.group, form=FORM)
    draft = mine.first() or drafts.start(FORM, by=request.membership)
    return redirect("casework:contact_bulk_draft", draft.pk)


@needs(Permission.CONTACT_WRITE)
def contact_bulk_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Ten contacts in a minute from the keyboard: each row begins with the last one's day, case, method and staff."""
    draft = Draft.objects.filter(pk=pk, form=FORM).first()
    if draft is None:
        messages.info(request, _("These were saved already. Here is a new page."))
        return redirect("casework:contact_bulk")
    if request.method == "POST":
        rows = ContactFormSet(request.POST, prefix="rows")
        if rows.is_valid() and rows.typed_rows:
            made = actions.record_many(
                [(row.instance, row.cleaned_data["consultation"], row.cleaned_data["staff"]) for row in rows.typed_rows],
                by=request.membership,
            )
            draft.delete()
            messages.success(request, _("%(count)s contacts are recorded.") % {"count": len(made)})
            return redirect("casework:contact_list")
        empty = rows.is_valid()
        context = {"rows": rows, "draft": draft, "empty": empty}
        return render(request, "casework/contact_bulk.html", context, status=422)
    rows = _rows_of(draft) if draft.content else ContactFormSet(prefix="rows", form_kwargs={"initial": _fresh(request)})
    return render(request, "casework/contact_bulk.html", {"rows": rows, "draft": draft})


def _fresh(request: HttpRequest) -> dict[str, Any]:
    return {"occurred_on": today(), "staff": [request.membership.staff.name]}


def _rows_of(draft: Draft) -> Any:
    data = typed(draft)
    total = data.get("rows-TOTAL_FORMS", "0")
    numbers = range(min(int(total) if total.isdecimal() else 0, 100))
    blank = ContactFormSet.form
    kept = [number for number in numbers if not data.get(f"rows-{number}-DELETE")]
    return ContactFormSet(prefix="rows", initial=[initial_of(blank(prefix=f"rows-{number}"), data) for number in kept])


@needs(Permission.CONTACT_WRITE)
def contact_edit(request: HttpRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.select_related("consultation", "case"), pk=pk)
    access.check_may_edit_contact(request.membership, contact)
    form = ContactForm(request.POST or None, instance=contact)
    if request.method == "POST" and form.is_valid():
        if form.run(actions.change, form.instance, form.cleaned_data["staff"], by=request.membership):
            messages.success(request, _("Saved."))
            return redirect(contact.case or contact.consultation)
    else:
        audit.record(audit.Verb.VIEWED, contact, by=request.membership)
    context = {"contact_form": form, "contact": contact, "consultation": contact.consultation}
    return render(request, "casework/contact_form.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Permission.CONTACT_WRITE)
def contact_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a contact out at once, and offers to put it back: undo rather than a question."""
    contact = get_object_or_404(Contact.objects.select_related("consultation__case"), pk=pk)
    undo = signing.dumps(
        {
            "consultation": contact.consultation_id, "occurred_on": contact.occurred_on.isoformat(),
            "agency": contact.agency_id, "method": contact.method_id, "content": contact.content,
            "staff": [each.name for each in contact.staff.all()],
        },
        salt="contact", compress=True,
    )  # fmt: skip
    consultation = contact.consultation
    actions.remove(contact, by=request.membership)
    back = (consultation.case or consultation).get_absolute_url()
    return render(request, "casework/contact_removed.html", {"undo": undo, "back": back})


@require_POST
@needs(Permission.CONTACT_WRITE)
def contact_put_back(request: HttpRequest) -> HttpResponse:
    try:
        held = signing.loads(request.POST.get("undo", ""), salt="contact", max_age=UNDO_SECONDS)
    except signing.BadSignature:
        messages.error(request, _("It is too late to put it back here. Record it again."))
        return redirect("casework:contact_list")
    consultation = get_object_or_404(Consultation, pk=held["consultation"])
    contact = Contact(
        occurred_on=held["occurred_on"], agency_id=held["agency"], method_id=held["method"], content=held["content"]
    )
    actions.record(contact, consultation, held["staff"], by=request.membership)
    messages.success(request, _("The contact is back."))
    return redirect(consultation.case or consultation)
