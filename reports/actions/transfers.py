"""Files that come in and go out by page: uploaded, looked through, taken or thrown away; tables asked for as files."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts import audit, jobs
from accounts.models import Job, Membership
from reports import access
from reports.ledgers import LEDGERS
from reports.ledgers.ledger import Preview, Progress, silent
from reports.ledgers.reading import Unreadable, is_long
from reports.ledgers.taking import ChangedSince, take
from reports.models import IncomingFile
from reports.transfer import keeping
from reports.transfer.looking import Seen, look, look_or_say

LOOK_JOB, TAKE_JOB, EXPORT_JOB = "import_look", "import_take", "export"
State = IncomingFile.State


@transaction.atomic
def receive(table: str, name: str, content: bytes, *, by: Membership) -> IncomingFile:
    """Keeps an uploaded file and looks through it: at once, or by a job where that takes long.

    Raises  PermissionDenied; ValidationError for a file that is seen at once to be no such table: nothing is kept."""
    access.check_may_transfer(by)
    try:
        long = is_long(content)
        looked = None if long else look(table, content, by=by)
    except Unreadable as error:
        raise ValidationError({"file": str(error)}) from error
    incoming = IncomingFile.objects.create(table=table, name=name[:200], uploaded_by=by)
    keeping.keep(incoming, keeping.FILE, content)
    if looked:
        _note(incoming, *looked)
    else:
        _ask(incoming, LOOK_JOB, by=by)
    return incoming


def look_again(incoming: IncomingFile, *, by: Membership, progress: Progress = silent, moved: bool = False) -> Seen:
    """What the file would do now. moved: records changed after somebody looked, which is why."""
    access.check_may_transfer(by)
    content = keeping.content_of(incoming)
    seen, wrong = look_or_say(incoming.table, content, by=by, progress=progress)
    seen.moved = moved
    _note(incoming, seen, wrong)
    return seen


@transaction.atomic
def ask_to_look_again(incoming: IncomingFile, *, by: Membership) -> None:
    incoming = _locked(incoming)
    if incoming.state == State.TAKEN or (incoming.job and incoming.job.open):
        return
    if is_long(keeping.content_of(incoming)):
        incoming.state = State.WAITING
        _ask(incoming, LOOK_JOB, by=by)
    else:
        look_again(incoming, by=by)


@transaction.atomic
def ask_to_take(incoming: IncomingFile, *, by: Membership, digest: str, right_ones_only: bool) -> IncomingFile:
    """Takes the rows in as they were seen, at once or by a job. A file that is taken already stays as it is.

    digest  of the preview that the person looked at.
    Raises  PermissionDenied, ChangedSince."""
    access.check_may_transfer(by)
    incoming = _locked(incoming)
    if incoming.state == State.TAKEN or (incoming.job and incoming.job.open):
        return incoming
    if is_long(keeping.content_of(incoming)):
        _ask(incoming, TAKE_JOB, by=by, digest=digest, right_ones_only=right_ones_only)
        return incoming
    return take_in(incoming, by=by, digest=digest, right_ones_only=right_ones_only)


@transaction.atomic
def take_in(
    incoming: IncomingFile, *, by: Membership, digest: str, right_ones_only: bool, progress: Progress = silent
) -> IncomingFile:
    """Writes the rows, in one transaction; the file goes, its wrong rows stay for the day.

    Raises  PermissionDenied, ChangedSince: then nothing was written."""
    access.check_may_transfer(by)
    with connection.cursor() as cursor:  # two files at once: the second sees what the first wrote
        cursor.execute("select pg_advisory_xact_lock(hashtext('import'))")
    incoming = _locked(incoming)
    if incoming.state == State.TAKEN:
        return incoming
    content = keeping.content_of(incoming)
    ledger = LEDGERS[incoming.table](by, progress)
    try:
        with transaction.atomic():
            done: Preview = take(ledger, content, by=by, right_ones_only=right_ones_only, seen_as=digest)
    except IntegrityError as error:  # somebody registered the same number between looking and writing
        raise ChangedSince from error
    if done.wrong and not right_ones_only:
        raise ChangedSince
    incoming.state, incoming.taken_at, incoming.counts = State.TAKEN, timezone.now(), done.counts
    incoming.save()
    transaction.on_commit(lambda: keeping.drop(incoming, keeping.FILE, keeping.SEEN))
    return incoming


@transaction.atomic
def throw_away(incoming: IncomingFile, *, by: Membership) -> None:
    access.check_may_transfer(by)
    incoming = _locked(incoming)
    incoming.delete()
    transaction.on_commit(lambda: keeping.drop(incoming))


@transaction.atomic
def ask_for_export(tables: list[str], kind: str, *, by: Membership) -> Job:
    """The job that writes the tables. One that is still under way for the same person and tables is that job."""
    access.check_may_transfer(by)
    under_way = Job.objects.of(by).open().filter(kind=EXPORT_JOB, params__tables=tables, params__kind=kind)
    return under_way.first() or jobs.ask(EXPORT_JOB, by=by, tables=tables, kind=kind)


def _locked(incoming: IncomingFile) -> IncomingFile:
    return IncomingFile.objects.select_for_update(of=("self",)).select_related("job").get(pk=incoming.pk)


def _ask(incoming: IncomingFile, kind: str, *, by: Membership, **params: object) -> None:
    incoming.job = jobs.ask(kind, by=by, incoming=incoming.pk, key=str(incoming.key), **params)
    incoming.save()


def _note(incoming: IncomingFile, seen: Seen, wrong: bytes | None) -> None:
    incoming.state = State.UNREADABLE if seen.problem else State.CHECKED
    incoming.digest, incoming.counts = seen.digest, seen.counts
    incoming.save(update_fields=["state", "digest", "counts"])
    keeping.keep_seen(incoming, seen)
    if wrong is not None:
        keeping.keep(incoming, keeping.WRONG, wrong)
    else:
        keeping.drop(incoming, keeping.WRONG)


def viewed(incoming: IncomingFile, *, by: Membership) -> None:
    """What a preview shows of records is a view of them."""
    audit.record(audit.Verb.VIEWED, incoming, by=by, table=incoming.table, **incoming.counts)
