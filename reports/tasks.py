"""Celery's tasks of reports."""

from celery import shared_task

from reports.transfer import keeping


@shared_task
def throw_away_uploads() -> None:
    keeping.throw_away_old()
