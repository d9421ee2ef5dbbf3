"""Files as answers to a request."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_answer(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A workbook is kept under its name, a PDF shown. No copy of either stays in a cache."""
    answer = HttpResponse(content, content_type=content_type)
    shown = content_disposition_header(as_attachment=content_type != PDF, filename=name)
    answer.headers["Content-Disposition"] = shown or ""
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
