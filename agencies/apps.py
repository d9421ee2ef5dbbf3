from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = _("Agencies and municipality")

    def ready(self) -> None:
        from agencies.shipped import ship_codes

        post_migrate.connect(ship_codes, sender=self)
