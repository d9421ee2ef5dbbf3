from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = _("Consultations and contacts")

    def ready(self) -> None:
        from casework import desk, jobs, outreach_desk, referral_desk, same_desk, sheet_desk  # noqa: F401 - home page and jobs
        from casework.shipped import ship_codes
        from casework.weights import ship_weights

        post_migrate.connect(ship_codes, sender=self)
        post_migrate.connect(ship_weights, sender=self)
