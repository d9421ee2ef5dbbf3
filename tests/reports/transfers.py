"""Uploading and taking by page, as the tests of import and export do it."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts import jobs
from accounts.models import Job
from reports.models import IncomingFile

PAGE = "/reports/transfer/"


def upload(client: Client, name: str, content: bytes, file_name: str = "台帳.csv") -> Any:
    """The page that follows an upload."""
    return client.post(PAGE, {"table": name, "file": SimpleUploadedFile(file_name, content)}, follow=True)


def newest() -> IncomingFile:
    return IncomingFile.objects.latest("pk")


def take(client: Client, incoming: IncomingFile, *, digest: str | None = None, right_ones_only: bool = False) -> Any:
    sent = {"digest": incoming.digest if digest is None else digest}
    sent |= {"right_ones_only": "on"} if right_ones_only else {}
    return client.post(reverse("reports:transfer_take", args=[incoming.key]), sent, follow=True)


def run_jobs() -> list[Job]:
    """What a worker would do: every job that waits."""
    waiting = list(Job.objects.filter(state=Job.State.QUEUED).order_by("pk"))
    for job in waiting:
        jobs.run(job.pk)
        job.refresh_from_db()
    return waiting


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def sheet_of(content: bytes, number: int = 0) -> list[list[Any]]:
    book = load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book.worksheets[number].iter_rows()]
