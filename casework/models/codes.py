from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import CodeTable


class Route(CodeTable):
    """By whom a consultation came (経路)."""

    class Meta(CodeTable.Meta):
        verbose_name = _("route")
        verbose_name_plural = _("routes")


class Method(CodeTable):
    """How somebody was spoken with (受付方法, 方法)."""

    two_staff = models.BooleanField(
        _("done by two"), default=False, help_text=_("Visits: who records one with a single name is told so.")
    )

    class Meta(CodeTable.Meta):
        verbose_name = _("method")
        verbose_name_plural = _("methods")
