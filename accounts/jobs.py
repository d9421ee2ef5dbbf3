"""Work that takes time. An action asks for a job in its own transaction; after the commit a worker is woken; a sweep
finds what no bell reached. A kind of work is a plain function, registered under its name by the app that has it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Job, Membership, Notice
from accounts.models.job import MAX_ATTEMPTS
from accounts.notices import tell

log = logging.getLogger(__name__)


class JobError(Exception):
    """The work cannot be done; its text is a sentence for the person who asked."""


@dataclass
class Outcome:
    """What a job leaves: a file (with the name it is downloaded as), a sentence, figures."""

    content: bytes | None = None
    file_name: str = ""
    message: str = ""
    result: dict[str, Any] = field(default_factory=dict)


class Progress:
    """Told by the work how far it is. Written by a second connection: the work's own transaction would hide it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.told_at = timezone.now() - timedelta(days=1)

    def __call__(self, done: int, total: int, step: str | Promise = "") -> None:
        now = timezone.now()
        if done < total and now - self.told_at < timedelta(seconds=0.5):
            return
        self.told_at = now
        Job.objects.using("jobs").filter(pk=self.job.pk).update(
            done=done, total=total, step=str(step), heartbeat_at=now
        )


Work = Callable[[Job, Progress], Outcome]


@dataclass(frozen=True)
class Kind:
    work: Work
    label: str | Promise
    kept_for: timedelta | None
    shared: bool
    page: Callable[[Job], str] | None
    still: Callable[[Job], bool] | None


KINDS: dict[str, Kind] = {}


def kind(
    name: str,
    label: str | Promise,
    *,
    kept_for: timedelta | None = None,
    shared: bool = False,
    page: Callable[[Job], str] | None = None,
    still: Callable[[Job], bool] | None = None,
) -> Callable[[Work], Work]:
    """Registers a function as a kind of job. It enters acting_as(job.asked_by) itself, and may be run twice.

    kept_for   how long its file can be downloaded; None: until somebody throws it away.
    shared     its file holds nothing personal, and is also for the others who write reports.
    page       where what it did is seen, if not on the job's own page.
    still      whether its file may still be handed out: asked at each download, by whoever asked for the work."""

    def register(work: Work) -> Work:
        KINDS[name] = Kind(work, label, kept_for, shared, page, still)
        return work

    return register


def label_of(job: Job) -> str:
    return str(KINDS[job.kind].label)


def is_shared(job: Job) -> bool:
    return KINDS[job.kind].shared


def may_hand_out(job: Job) -> bool:
    """Whether what the file holds may still be read: a consent may be withdrawn, a family restricted since."""
    still = KINDS[job.kind].still
    return still is None or still(job)


def page_of(job: Job) -> str:
    """The page to go on with, or nothing where the job's own page says all."""
    page = KINDS[job.kind].page
    return page(job) if page else ""


def ask(name: str, *, by: Membership, **params: Any) -> Job:
    """A new job, asked for by this membership; the worker is woken once the transaction has ended."""
    job = Job.objects.create(kind=name, asked_by=by, params=params)
    transaction.on_commit(lambda: wake(job.pk))
    return job


def again(job: Job) -> None:
    """A failed job is queued once more, with its attempts counted anew."""
    updated = Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(
        state=Job.State.QUEUED, attempts=0, message="", step="", done=0, finished_at=None, heartbeat_at=timezone.now()
    )
    if updated:
        transaction.on_commit(lambda: wake(job.pk))


def wake(job_id: int) -> None:
    """Rings the bell. A broker that is down breaks nothing: the sweep finds the row."""
    from accounts.tasks import run_job

    try:
        run_job.apply_async([job_id], retry=False)
    except Exception as error:  # noqa: BLE001 - every kind of broker failure ends here: the row is what counts
        log.warning("job %s is saved, but no worker could be woken: %s", job_id, type(error).__name__)


def claim(job_id: int) -> Job | None:
    """The job, now ours, or None where another worker has it or there is nothing to do."""
    with transaction.atomic():
        job = Job.objects.claimable().select_for_update(skip_locked=True).filter(pk=job_id).first()
        if job is None:
            return None
        now = timezone.now()
        if job.attempts >= MAX_ATTEMPTS:
            sentence = _("The work stopped %(count)s times. Tell your administrator, then run it again.")
            _end(job, Job.State.FAILED, message=sentence % {"count": job.attempts})
            return None
        job.state, job.started_at, job.heartbeat_at = Job.State.RUNNING, now, now
        job.attempts = F("attempts") + 1
        job.save(update_fields=["state", "started_at", "heartbeat_at", "attempts"])
    return Job.objects.select_related("asked_by__staff", "asked_by__agency").get(pk=job_id)


def run(job_id: int) -> None:
    """Claims the job, does its work and keeps what it made. A failure ends it with a sentence; a killed worker's job is
    claimed again once its heartbeat is stale."""
    job = claim(job_id)
    if job is None:
        return
    with override(job.asked_by.staff.language):
        try:
            if not job.asked_by.in_force:
                raise JobError(_("The membership that asked for this has ended. Somebody else has to ask for it."))
            outcome = KINDS[job.kind].work(job, Progress(job))
        except JobError as error:
            fail(job, str(error))
        except Exception:
            log.exception("job %s (%s) failed", job.pk, job.kind)
            sentence = _(
                "Something went wrong on our side. What you saved is safe."
                " Run it again; if it fails again, tell your administrator the number %(number)s."
            )
            fail(job, sentence % {"number": job.pk})
        else:
            finish(job, outcome)


def finish(job: Job, outcome: Outcome) -> None:
    kept_for = KINDS[job.kind].kept_for
    with transaction.atomic():
        if outcome.content is not None:
            name = f"jobs/{job.key}"
            job.file.storage.delete(name)  # a former attempt's
            job.file.name = job.file.storage.save(name, ContentFile(outcome.content))
            job.file_name = outcome.file_name
        job.result = outcome.result
        job.expires_at = timezone.now() + kept_for if kept_for else None
        _end(job, Job.State.DONE, message=outcome.message)


def fail(job: Job, message: str) -> None:
    with transaction.atomic():
        _end(job, Job.State.FAILED, message=message)
        tell(job.asked_by, Notice.Kind.JOB_FAILED, about=job)


def _end(job: Job, state: Job.State, *, message: str) -> None:
    job.state, job.message, job.finished_at = state, message, timezone.now()
    job.save(update_fields=["state", "message", "finished_at", "file", "file_name", "result", "expires_at"])


def sweep() -> int:
    """Wakes what waits without a worker, and throws away files whose time has passed. Returns how many were woken."""
    waiting = list(
        Job.objects.claimable().filter(asked_at__lt=timezone.now() - timedelta(seconds=5)).order_by("pk")[:100]
    )
    for job in waiting:
        wake(job.pk)
    for job in Job.objects.filter(expires_at__lt=timezone.now()).exclude(file="")[:100]:
        job.file.delete(save=False)
        job.save(update_fields=["file"])
    return len(waiting)
