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


class Situation(CodeTable):
    """What is noticed of somebody from outside (状況): ticked in a local desk's report and in the yearly survey."""

    in_reports = models.BooleanField(_("in reports of somebody to worry about"), default=True)
    in_survey = models.BooleanField(_("in the yearly survey"), default=False)

    class Meta(CodeTable.Meta):
        verbose_name = _("situation noticed")
        verbose_name_plural = _("situations noticed")


class AgeBand(CodeTable):
    """About how old somebody seems (10代 … 80代以上). Not known is no band of its own: the box stays empty."""

    class Meta(CodeTable.Meta):
        verbose_name = _("age by sight")
        verbose_name_plural = _("ages by sight")
