from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CaseworkConfig(AppConfig):
    name = "casework"

    def ready(self) -> None:
        from casework.shipped import ship_codes

        post_migrate.connect(ship_codes, sender=self)
