from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from meetings.shipped import ship_codes

        post_migrate.connect(ship_codes, sender=self)
