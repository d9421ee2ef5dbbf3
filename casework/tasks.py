"""Celery's tasks of casework: each only asks for a job, or wakes one."""

from celery import shared_task

from accounts import jobs
from accounts.models import Job, Membership
from casework import files
from casework.jobs import CLOCK_JOB


@shared_task
def turn_the_clock_of_hand_overs() -> None:
    """Asks for one turn of the clock, unless one waits already."""
    if not Job.objects.claimable().filter(kind=CLOCK_JOB).exists():
        jobs.ask(CLOCK_JOB, by=Membership.objects.of_system())


@shared_task
def sweep_files() -> None:
    files.sweep()
