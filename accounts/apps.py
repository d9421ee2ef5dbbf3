from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import audit_desk, first_steps  # noqa: F401 - they register what stands on home pages
        from accounts.shipped import ship_system_actor

        post_migrate.connect(ship_system_actor, sender=self)
