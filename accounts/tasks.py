"""Celery's tasks: each only wakes what a row already says."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from celery import shared_task
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from accounts import jobs
from accounts.models import Job


@contextmanager
def heartbeat(job_id: int, every: float = 10.0) -> Iterator[None]:
    """Says every few seconds that the job's worker lives, from a thread: drawing a long PDF gives no other sign."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(every):
            Job.objects.using("jobs").filter(pk=job_id, state=Job.State.RUNNING).update(heartbeat_at=timezone.now())
        connections["jobs"].close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()


@shared_task
def run_job(job_id: int) -> None:
    with heartbeat(job_id):
        jobs.run(job_id)


@shared_task
def sweep_jobs() -> None:
    jobs.sweep()


@shared_task
def end_sessions() -> None:
    """Those whose day is over hold what nobody needs any more: who acted, the name of who opened a one-time link."""
    call_command("clearsessions")
