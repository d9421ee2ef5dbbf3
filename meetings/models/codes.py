from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import CodeTable


class MeetingKind(CodeTable):
    """A kind of meeting and its rules, as data (DOMAIN §4)."""

    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    needs_consent = models.BooleanField(_("needs the family's consent"), default=True)
    secret = models.BooleanField(
        _("bound by secrecy"), default=False, help_text=_("Its papers are seen by members who acknowledged the notice.")
    )
    called_by_lead = models.BooleanField(
        _("called by the lead department only"),
        default=False,
        help_text=_("Its members are named by the lead department."),
    )
    secrecy_notice = models.TextField(_("secrecy notice"), blank=True)
    about_cases = models.BooleanField(_("is about cases"), default=True)

    class Meta(CodeTable.Meta):
        verbose_name = _("kind of meeting")
        verbose_name_plural = _("kinds of meeting")
        constraints = [
            models.CheckConstraint(
                name="secret_meeting_has_a_notice",
                condition=models.Q(secret=False) | ~models.Q(secrecy_notice=""),
                violation_error_message=_("A meeting bound by secrecy needs the notice that its members acknowledge."),
            ),
        ]


class MeetingHost(CodeTable):
    """Who calls a meeting (主催). Case meetings are counted apart by whether the coordinators did."""

    coordinators = models.BooleanField(_("the coordinators"), default=False)

    class Meta(CodeTable.Meta):
        verbose_name = _("host of meetings")
        verbose_name_plural = _("hosts of meetings")


class MeetingForm(CodeTable):
    """対面, オンライン, 訪問, 書面."""

    class Meta(CodeTable.Meta):
        verbose_name = _("form of meeting")
        verbose_name_plural = _("forms of meeting")
