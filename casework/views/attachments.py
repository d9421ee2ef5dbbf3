"""Files of a tsunagu sheet: taken in, shown, taken off, put back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.http import Request, number_in
from accounts.roles import Permission
from casework import access, scans
from casework.actions import attachments as actions
from casework.forms.sheet import AttachmentForm
from casework.models import Attachment
from casework.views.sheets import fetched, sheet_page


def _attachment(pk: int) -> Attachment:
    return get_object_or_404(Attachment.objects.select_related("household", "sheet__consultation"), pk=pk)


@require_POST
@needs(Permission.CONSULTATION_READ)
def attachment_add(request: Request, pk: int) -> HttpResponse:
    sheet = fetched(pk)
    access.check_may_write_sheet(request.membership, sheet.consultation)
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid():
        scan = form.run(scans.read, form.cleaned_data["file"])
        kind = form.cleaned_data["kind"]
        if scan and form.run(actions.attach, sheet, kind, scan, by=request.membership):
            messages.success(request, _("The file is with the sheet."))
            return redirect(sheet.get_absolute_url() + "#files")
    return sheet_page(request, sheet, wrong=form)


@needs(Permission.CONSULTATION_READ)
def attachment_file(request: Request, pk: int) -> Any:
    """The file, or with ?page= the picture of a PDF's page, for those who may read all of it. Pictures are shown; a PDF
    is handed out, never run in a page of ours."""
    attachment, page = _attachment(pk), _page(request)
    if attachment.removed_at is not None:
        raise Http404(_("This file was taken off the sheet."))
    access.check_may_read_scans(request.membership, attachment.household)
    if page > attachment.pictures:
        raise Http404(_("The file has no such page."))
    audit.record(audit.Verb.VIEWED, attachment, by=request.membership, **({"page": page} if page else {}))
    name = attachment.picture_name(page) if page else str(attachment.file)
    try:
        content = attachment.file.storage.open(name)
    except FileNotFoundError:
        raise Http404(_("The file is no longer kept. Scan the page again.")) from None
    answer = FileResponse(
        content,
        content_type="image/jpeg" if page else attachment.content_type,
        as_attachment="save" in request.GET or not (page or attachment.is_picture),
        filename=attachment.file_name(page),
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _page(request: Request) -> int:
    """Zero for the whole file."""
    page = number_in(request.GET.get("page", "0"))
    if page is None:
        raise Http404(_("The file has no such page."))
    return page


@require_POST
@needs(Permission.CONSULTATION_READ)
def attachment_remove(request: Request, pk: int) -> HttpResponse:
    attachment = _attachment(pk)
    actions.take_off(attachment, by=request.membership)
    messages.success(request, _("Taken off. It can be put back on this page."))
    return redirect(attachment.sheet.get_absolute_url() + "#files")


@require_POST
@needs(Permission.CONSULTATION_READ)
def attachment_put_back(request: Request, pk: int) -> HttpResponse:
    attachment = _attachment(pk)
    try:
        actions.put_back(attachment, by=request.membership)
        messages.success(request, _("The file is with the sheet."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(attachment.sheet.get_absolute_url() + "#files")
