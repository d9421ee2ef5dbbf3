"""気がかりな人がいる: a local desk's report, from the press on the telephone to the coordinators who take it up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.forms import ActionForm
from accounts.http import Request, number_in
from accounts.models import Notice
from accounts.paging import keyset_page
from accounts.roles import Permission
from casework import access
from casework.actions import drafts
from casework.actions import outreach as actions
from casework.calling import whom_to_call
from casework.forms.drafted import initial_of, typed
from casework.forms.outreach import DISTRICTS, REPORT, ReportForm, district_options
from casework.models import Draft, LocalReport, OutreachNote

ALIKE = 8


@needs(Permission.LOCAL_REPORT)
def report_list(request: Request) -> HttpResponse:
    """What this desk sent, the newest first."""
    page = keyset_page(LocalReport.objects.for_list(), request, order=["-pk"])
    audit.listed(page.rows, by=request.membership)
    return render(request, "casework/local_report_list.html", {"page": page})


@needs(Permission.LOCAL_REPORT)
def report_new(request: Request) -> HttpResponse:
    """Goes on with what was typed and not sent, else with an empty form."""
    return redirect("casework:local_report_draft", drafts.resume(REPORT, by=request.membership).pk)


@needs(Permission.LOCAL_REPORT)
def report_draft(request: Request, pk: int) -> HttpResponse:
    """The form, with what was typed so far; sent, it is with the coordinators."""
    draft = Draft.objects.filter(pk=pk, form=REPORT).first()
    if request.method == "POST":
        return _sent(request, pk, draft)
    if draft is None:
        messages.info(request, _("That one was sent already, or discarded."))
        return redirect("casework:local_report_list")
    district = request.membership.agency.district_id
    form = ReportForm(initial={"district": district} if district else {})
    if draft.content:
        form.initial.update(initial_of(form, typed(draft)))
    return _page(request, form, draft)


def _sent(request: Request, pk: int, draft: Draft | None) -> HttpResponse:
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, form, draft, status=422)
    by = request.membership
    try:
        report = actions.send_report(form.instance, form.cleaned_data["situations"], by=by, draft=pk)
    except actions.SentAlready as again:
        messages.info(request, _("This was sent already. Nothing was sent twice."))
        return redirect(again.report or "casework:local_report_list")
    messages.success(request, _("Thank you for telling us. The coordinators have it now."))
    return redirect(report)


def _page(request: Request, form: ReportForm, draft: Draft | None, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "draft": draft,
        "districts": district_options(),
        "districts_id": DISTRICTS,
        **whom_to_call(request.membership.agency.district),
    }
    return render(request, "casework/local_report_form.html", context, status=status)


@needs(Permission.LOCAL_REPORT, Permission.OUTREACH_WRITE)
def report_detail(request: Request, pk: int) -> HttpResponse:
    """For the desk: what it sent, and how far it was taken up. For coordinators: whom to put on the roster."""
    report = get_object_or_404(LocalReport.objects.for_list().prefetch_related("situations"), pk=pk)
    audit.record(audit.Verb.VIEWED, report, by=request.membership)
    told = Notice.objects.of(request.membership).unread().filter(about_type="localreport", about_id=report.pk)
    told.update(read_at=timezone.now())
    if not access.may_keep_roster(request.membership):
        context = {"report": report, **whom_to_call(report.district)}
        return render(request, "casework/local_report_sent.html", context)
    return _to_take_up(request, report)


def _to_take_up(request: Request, report: LocalReport, form: ActionForm | None = None) -> HttpResponse:
    alike = OutreachNote.objects.open().for_list().filter(district=report.district)
    context = {"report": report, "alike": alike[:ALIKE], "form": form or ActionForm()}
    return render(request, "casework/local_report_take_up.html", context, status=422 if form else 200)


@require_POST
@needs(Permission.OUTREACH_WRITE)
def report_take_up(request: Request, pk: int) -> HttpResponse:
    report = get_object_or_404(LocalReport.objects.for_list(), pk=pk)
    chosen = number_in(request.POST.get("note"))
    note = get_object_or_404(OutreachNote.objects.open(), pk=chosen) if chosen else None
    form = ActionForm(request.POST)
    form.is_valid()
    taken = form.run(actions.take_up, report, by=request.membership, note=note)
    if taken is None:
        return _to_take_up(request, report, form)
    messages.success(request, _("Taken up. The local desk learns that we have received it."))
    return redirect(taken)
