from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from reports import jobs  # noqa: F401 - registers the kinds of work
        from reports.transfer import jobs as transfer_jobs  # noqa: F401
