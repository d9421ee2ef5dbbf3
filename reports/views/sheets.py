"""The tsunagu sheet on paper: as it is now, as it was handed over, and blank for a desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts import audit
from accounts.access import needs
from accounts.http import Request
from accounts.roles import Permission
from casework import access
from casework.models import SheetCopy
from casework.sheet_content import content_of
from casework.views.sheets import fetched
from reports.sheets.paper import paper
from reports.views.downloads import PDF, file_answer


@needs(Permission.CONSULTATION_READ)
def sheet_pdf(request: Request, pk: int) -> HttpResponse:
    sheet = fetched(pk)
    shared = access.shared_categories(request.membership, sheet.household)
    audit.record(audit.Verb.PRINTED, sheet, by=request.membership)
    address = request.build_absolute_uri(sheet.get_absolute_url())
    content = paper(content_of(sheet), shared, address=address)
    return file_answer(content, PDF, f"つなぐシート_{sheet.consultation.number}.pdf")


@needs(Permission.CONSULTATION_READ)
def sheet_copy_pdf(request: Request, pk: int) -> HttpResponse:
    """A version that was handed over: no more of it than is shared with the reader today."""
    copies = SheetCopy.objects.select_related("household")
    copy = get_object_or_404(copies.filter(sheet__consultation__isnull=False), pk=pk)  # of a sheet that is seen
    shared = access.shared_categories(request.membership, copy.household)
    audit.record(audit.Verb.PRINTED, copy, by=request.membership)
    address = request.build_absolute_uri(reverse("casework:sheet_copy", args=[copy.pk]))
    name = f"つなぐシート_{copy.content['number']}_{copy.number}.pdf"
    return file_answer(paper(copy, shared, address=address), PDF, name)


@needs(Permission.DIRECTORY_READ)
def sheet_blank(request: Request) -> HttpResponse:
    """The form to be filled by hand. It holds nothing about anybody."""
    return file_answer(paper(None), PDF, "つなぐシート_様式.pdf")
