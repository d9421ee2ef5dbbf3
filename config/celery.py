"""The Celery app: a bell that wakes jobs, and the clock that rings it (`celery -A config.celery worker`, `… beat`)."""

import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("tsunagu")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.setup_logging.connect
def keep_logging(**kwargs: object) -> None:
    """The worker's log is set up by the settings too; without a receiver here Celery would set up its own."""
