from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.calendar import FiscalYear


class AnnualReport(models.Model):
    """The completion report of a fiscal year (業務完了報告書; DOMAIN §5.4): its cover and its sections. Figures come
    from the rows."""

    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"), unique=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    dated = models.DateField(_("date on the cover"), null=True, blank=True)
    corporation = models.CharField(_("corporation"), max_length=120, blank=True)
    representative = models.CharField(_("representative"), max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("completion report")
        verbose_name_plural = _("completion reports")
        ordering = ["-fiscal_year"]

    def __str__(self) -> str:
        return FiscalYear(self.fiscal_year).label

    def get_absolute_url(self) -> str:
        return reverse("reports:annual_report", args=[self.fiscal_year])


class ReportSection(models.Model):
    """The text of one section as somebody wrote it. A section without one, or whose text is put aside, is the draft
    that is made from the figures."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="sections")
    key = models.SlugField(_("section"), max_length=30)
    text = models.TextField(_("text"), blank=True)
    in_use = models.BooleanField(default=True, editable=False)  # put aside for the draft, and taken back again
    figures = models.JSONField(default=dict, editable=False)  # what the section's figures were when it was written
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey("accounts.Staff", models.PROTECT, null=True, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="section_once_in_a_report")]


class SectionDraft(models.Model):
    """A section as far as somebody has typed it. A report holds no word about a family, so this stands outside the
    wall, where the administrator, who has no records, can keep one too."""

    owner = models.ForeignKey("accounts.Staff", models.CASCADE, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=30)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "fiscal_year", "key"], name="section_draft_once_of_its_writer")
        ]
