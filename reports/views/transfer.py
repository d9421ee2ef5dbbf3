"""Import and export of tables: choosing, looking through what was uploaded, taking it in, files that go out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts import audit
from accounts.access import needs
from accounts.http import Request
from accounts.models import Job
from accounts.roles import Permission
from reports.actions import transfers
from reports.forms.transfer import ExportForm, TakeForm, UploadForm
from reports.ledgers import LEDGERS
from reports.ledgers.reading import LARGEST
from reports.ledgers.taking import ChangedSince
from reports.models import IncomingFile
from reports.transfer import blank, keeping
from reports.transfer.looking import closed_now
from reports.transfer.tables import LISTS, title_of
from reports.views.downloads import XLSX, file_answer

SHOWN = 5
State = IncomingFile.State
View = Callable[..., HttpResponse]


def transfers_records(view: View) -> View:
    """For the lead department, on the records that are open to all of it: a table is no way to a restricted family."""

    @wraps(view)
    def checked(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.restricted_desk:
            raise PermissionDenied(_("Tables are taken in and written outside the restricted cases. Go back first."))
        return view(request, *args, **kwargs)

    return needs(Permission.RECORDS_TRANSFER)(checked)


def own(request: Request, key: str) -> IncomingFile:
    return get_object_or_404(IncomingFile.objects.of(request.membership).select_related("job"), key=key)


def _page(request: Request, *, upload: UploadForm | None = None, export: ExportForm | None = None) -> HttpResponse:
    mine = IncomingFile.objects.of(request.membership).to_do().select_related("job")
    exports = Job.objects.of(request.membership).filter(kind=transfers.EXPORT_JOB)
    wrong = (upload and upload.errors) or (export and export.errors)
    context = {
        "upload": upload or UploadForm(),
        "export": export or ExportForm(),
        "uploaded": [(each, title_of(each.table)) for each in mine[:SHOWN]],
        "exports": exports[:SHOWN],
    }
    return render(request, "reports/transfer.html", context, status=422 if wrong else 200)


@transfers_records
def transfer(request: Request) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read(LARGEST + 1)  # of a larger one, enough to refuse it
        incoming = form.run(transfers.receive, form.cleaned_data["table"], file.name, content, by=request.membership)
        if incoming:
            return redirect(incoming)
    return _page(request, upload=form)


@transfers_records
def transfer_template(request: Request, table: str) -> HttpResponse:
    """An empty table to fill in. It holds no record."""
    if table not in LEDGERS:
        raise Http404
    name = _("%(table)s (empty).xlsx") % {"table": title_of(table)}
    return file_answer(blank.workbook(LEDGERS[table](request.membership)), XLSX, name)


@transfers_records
@vary_on_headers("HX-Request")
def transfer_file(request: Request, key: str) -> HttpResponse:
    """What an uploaded file would do, or has done; while a job is under way, how far it is."""
    incoming = own(request, key)
    job = incoming.job
    if request.htmx:
        if job and job.open:
            return render(request, "components/progress.html", {"job": job, "at": incoming.get_absolute_url()})
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _file_page(request, incoming)


def _file_page(request: Request, incoming: IncomingFile, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "incoming": incoming,
        "table": title_of(incoming.table),
        "job": incoming.job if incoming.job and incoming.job.state != Job.State.DONE else None,
        "list_url": reverse(LISTS[incoming.table]),
        "has_wrong_rows": keeping.has(incoming, keeping.WRONG),
        "to_take": incoming.counts.get("new", 0) + incoming.counts.get("changed", 0),
    }
    if incoming.state in (State.CHECKED, State.UNREADABLE) and not (context["job"] and context["job"].open):
        seen = keeping.seen_of(incoming)
        context |= {"seen": seen, "outdated": not seen.problem and seen.closed != closed_now()}
        transfers.viewed(incoming, by=request.membership)
    return render(request, "reports/transfer_file.html", context, status=status)


@require_POST
@transfers_records
def transfer_take(request: Request, key: str) -> HttpResponse:
    incoming = own(request, key)
    form = TakeForm(request.POST)
    if not form.is_valid():
        return redirect(incoming)
    if incoming.state == State.TAKEN:
        messages.info(request, _("This file has been imported already. Nothing was written a second time."))
        return redirect(incoming)
    try:
        transfers.ask_to_take(incoming, by=request.membership, **form.cleaned_data)
    except ChangedSince:
        transfers.look_again(incoming, by=request.membership, moved=True)
    return redirect(incoming)


@require_POST
@transfers_records
def transfer_look(request: Request, key: str) -> HttpResponse:
    """Looks through the file once more."""
    incoming = own(request, key)
    transfers.ask_to_look_again(incoming, by=request.membership)
    return redirect(incoming)


@require_POST
@transfers_records
def transfer_throw_away(request: Request, key: str) -> HttpResponse:
    transfers.throw_away(own(request, key), by=request.membership)
    messages.success(request, _("The uploaded file is discarded. Nothing of it was written."))
    return redirect("reports:transfer")


@transfers_records
def transfer_wrong_rows(request: Request, key: str) -> HttpResponse:
    """The wrong rows as a workbook, to be mended and uploaded again."""
    incoming = own(request, key)
    if not keeping.has(incoming, keeping.WRONG):
        raise Http404
    audit.record(audit.Verb.EXPORTED, incoming, by=request.membership, table=incoming.table, kind="wrong_rows")
    name = _("%(table)s (wrong rows).xlsx") % {"table": title_of(incoming.table)}
    return file_answer(keeping.content_of(incoming, keeping.WRONG), XLSX, name)


@require_POST
@transfers_records
def transfer_export(request: Request) -> HttpResponse:
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _page(request, export=form)
    transfers.ask_for_export(form.chosen, form.cleaned_data["kind"], by=request.membership)
    return redirect(reverse("reports:transfer") + "#exports")
