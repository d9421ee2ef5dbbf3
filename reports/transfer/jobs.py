"""Imports and exports that take time. Each may run twice: one that was taken is not taken again."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import jobs
from accounts.acting import acting_as
from accounts.audit import Verb
from accounts.jobs import JobError, Outcome, Progress
from accounts.models import AuditEvent, Job, Membership
from accounts.templatetags.components import wareki
from agencies.calendar import today
from reports import access
from reports.actions import transfers
from reports.ledgers import LEDGERS
from reports.ledgers.taking import ChangedSince
from reports.ledgers.writing import Unwritable, write
from reports.models import IncomingFile
from reports.transfer.tables import title_of

KEPT_FOR = timedelta(days=1)


def page_of_file(job: Job) -> str:
    return reverse("reports:transfer_file", args=[job.params["key"]])


@jobs.kind(transfers.LOOK_JOB, gettext_lazy("Checking a file"), page=page_of_file)
def look(job: Job, progress: Progress) -> Outcome:
    with acting_as(job.asked_by):
        incoming = _incoming(job)
        transfers.look_again(
            incoming, by=job.asked_by, progress=lambda done, total: progress(done, total // 2, _("Reading the rows"))
        )
    return Outcome()


@jobs.kind(transfers.TAKE_JOB, gettext_lazy("Importing a file"), page=page_of_file)
def take(job: Job, progress: Progress) -> Outcome:
    def told(done: int, total: int) -> None:
        progress(done, total, _("Reading the rows") if done * 2 <= total else _("Writing the records"))

    params = job.params
    with acting_as(job.asked_by):
        incoming = _incoming(job)
        try:
            transfers.take_in(
                incoming, by=job.asked_by, digest=params["digest"], right_ones_only=params["right_ones_only"],
                progress=told,
            )  # fmt: skip
        except ChangedSince:
            transfers.look_again(incoming, by=job.asked_by, moved=True)
    return Outcome()


def _incoming(job: Job) -> IncomingFile:
    incoming = IncomingFile.objects.of(job.asked_by).filter(pk=job.params["incoming"]).first()
    if incoming is None:
        raise JobError(_("The file is no longer kept. Upload it again."))
    return incoming


def page_of_transfer(job: Job) -> str:
    return reverse("reports:transfer")


def still_open(job: Job) -> bool:
    """Not once whoever asked transfers no records any more, or a family was restricted since: it stands in the file."""
    since = AuditEvent.objects.filter(verb=Verb.RESTRICTED, at__gte=job.started_at)
    return access.may_transfer(job.asked_by) and not since.exists()


@jobs.kind(transfers.EXPORT_JOB, gettext_lazy("Export"), kept_for=KEPT_FOR, page=page_of_transfer, still=still_open)
def export(job: Job, progress: Progress) -> Outcome:
    """One table as a file, several as a ZIP of files that import_records --all takes again."""
    tables, kind = job.params["tables"], job.params["kind"]
    made: dict[str, bytes] = {}
    rows: dict[str, int] = {}
    with acting_as(job.asked_by):
        access.check_may_transfer(job.asked_by)
        for place, name in enumerate(tables):
            progress(place, len(tables), title_of(name))
            made[name], rows[name] = _written(name, kind, by=job.asked_by)
    counted = _(", ").join(_("%(table)s %(count)s rows") % {"table": title_of(n), "count": rows[n]} for n in tables)
    until = wareki(timezone.now() + KEPT_FOR, "time")
    message = _("%(counted)s. You can download it until %(until)s; nobody else can.")
    day = f"{today():%Y%m%d}"
    if len(tables) == 1:
        content, file_name = made[tables[0]], f"{title_of(tables[0])}_{day}.{kind}"
    else:
        every = _("All tables")
        content, file_name = _zipped(made, kind), f"{every}_{day}_{kind}.zip"
    return Outcome(content, file_name, message % {"counted": counted, "until": until}, {"rows": rows})


def _written(name: str, kind: str, *, by: Membership) -> tuple[bytes, int]:
    out = io.BytesIO()
    try:
        rows = write(LEDGERS[name](by), kind, out, by=by)
    except Unwritable as error:
        raise JobError(f"{title_of(name)}: {error}") from error
    return out.getvalue(), rows


def _zipped(files: dict[str, bytes], kind: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(f"{name}.{kind}", content)
    return out.getvalue()
