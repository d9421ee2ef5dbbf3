from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = _("Consultations and contacts")

    def ready(self) -> None:
        from casework import desk, jobs  # noqa: F401 - home page and jobs
        from casework.matching.weights import ship_weights
        from casework.shipped import ship_codes

        post_migrate.connect(ship_codes, sender=self)
        post_migrate.connect(ship_weights, sender=self)
