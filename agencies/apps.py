from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AgenciesConfig(AppConfig):
    name = "agencies"

    def ready(self) -> None:
        from agencies.shipped import ship_codes

        post_migrate.connect(ship_codes, sender=self)
