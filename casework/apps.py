from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = _("Consultations and contacts")

    def ready(self) -> None:
        from casework import desk  # noqa: F401 - it registers what stands on the home page
        from casework.shipped import ship_codes

        post_migrate.connect(ship_codes, sender=self)
