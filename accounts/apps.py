from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import audit_desk  # noqa: F401 - it registers what stands on the auditor's home page
        from accounts.shipped import ship_system_actor

        post_migrate.connect(ship_system_actor, sender=self)
