from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from reports import desk, faxes, jobs  # noqa: F401 - they register the kinds of work, and what is on the home page
        from reports.transfer import jobs as transfer_jobs  # noqa: F401
