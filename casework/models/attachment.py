from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.models.household import Household
from casework.models.sheet import TsunaguSheet
from casework.models.walled import Walled, former

FOLDER = "attachments"
TAKEN_OFF_FOR = timedelta(days=settings.TAKEN_OFF_DAYS)  # and can be put back as long


def _place(attachment: Attachment, name: str) -> str:
    """Under a name of our own: what somebody called their file may be a family's name."""
    return f"{FOLDER}/{uuid.uuid4().hex}.{attachment.ENDINGS[attachment.content_type]}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def kept(self) -> AttachmentQuerySet:
        return self.filter(removed_at=None)

    def to_erase(self) -> AttachmentQuerySet:
        """Taken off so long ago that nobody puts them back."""
        return self.filter(removed_at__lt=timezone.now() - TAKEN_OFF_FOR, erased_at=None)


@former
class Attachment(Walled):
    """A file that belongs to a tsunagu sheet: the page that the family signed, or an agency's own assessment in place
    of the back (DOMAIN §2.2). What it is was found by reading it (casework/scans.py), not by its name."""

    class Kind(models.TextChoices):
        SIGNED = "signed", _("Signed page")
        ASSESSMENT = "assessment", _("Own assessment")

    ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}

    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    sheet = models.ForeignKey(TsunaguSheet, models.PROTECT, related_name="attachments")
    kind = models.CharField(_("what it is"), max_length=12, choices=Kind)
    file = models.FileField(upload_to=_place, max_length=200)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(_("size"))
    pages = models.PositiveSmallIntegerField(_("pages"), default=1)
    # Of a PDF, how many of its pages lie beside it as pictures: all, and none where it was kept before they were drawn.
    pictures = models.PositiveSmallIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    erased_at = models.DateTimeField(null=True, blank=True)  # the file went from the disk; the row stays

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attached file")
        verbose_name_plural = _("attached files")
        ordering = ["pk"]
        indexes = [models.Index(fields=["sheet", "id"], name="attachment_of_sheet")]
        constraints = [
            models.CheckConstraint(
                name="attachment_removed_by_somebody",
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="attachment_erased_after_removal", condition=Q(erased_at=None) | Q(removed_at__isnull=False)
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("casework:attachment_file", args=[self.pk])

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def shown(self) -> list[str]:
        """The addresses of its pages as pictures, from the first to the last."""
        address = self.get_absolute_url()
        return [address] if self.is_picture else [f"{address}?page={page}" for page in range(1, self.pictures + 1)]

    def picture_name(self, page: int) -> str:
        """Where a PDF's page lies as a picture: beside the file."""
        return f"{Path(str(self.file)).with_suffix('')}.{page}.jpg"

    def file_name(self, page: int = 0) -> str:
        """What it is downloaded as, or one of its pages: no name of anybody."""
        ending = f"{page}.jpg" if page else self.ENDINGS[self.content_type]
        return f"{self.sheet.consultation.number}_{self.get_kind_display()}.{ending}"

    @property
    def put_back_until(self) -> datetime | None:
        """None: it cannot be put back, or stands with the sheet."""
        return self.removed_at + TAKEN_OFF_FOR if self.removed_at and not self.erased_at else None
