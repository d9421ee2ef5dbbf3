from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from meetings import desk  # noqa: F401  (what waits for people registers itself)
        from meetings.shipped import ship_codes

        post_migrate.connect(ship_codes, sender=self)
