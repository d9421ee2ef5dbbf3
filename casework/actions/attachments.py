"""Files that belong to a tsunagu sheet: kept under a name of our own, taken off and put back, never rewritten."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.audit import Verb
from accounts.models import Membership
from casework import access, files
from casework.models import Attachment, TsunaguSheet
from casework.scans import Scan

MOST = 20


@transaction.atomic
def attach(sheet: TsunaguSheet, kind: str, scan: Scan, *, by: Membership) -> Attachment:
    """Raises PermissionDenied (who) or ValidationError (there already, or too many)."""
    access.check_may_write_sheet(by, sheet.consultation)
    held = TsunaguSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    there = held.attachments.kept()
    if there.filter(sha256=scan.sha256, kind=kind).exists():
        raise ValidationError({"file": _("This very file is with the sheet already.")})
    if there.count() >= MOST:
        raise ValidationError({"file": _("There are %(count)s files already. Take one off first.") % {"count": MOST}})
    attachment = Attachment(
        household_id=sheet.household_id, sheet=sheet, kind=kind, content_type=scan.content_type,
        size=len(scan.content), pages=scan.pages, pictures=len(scan.pictures), sha256=scan.sha256, added_by=by,
        written_by=by.agency.group,
    )  # fmt: skip
    attachment.file.save("scan", ContentFile(scan.content), save=False)
    try:
        for page, picture in enumerate(scan.pictures, start=1):
            attachment.file.storage.save(attachment.picture_name(page), ContentFile(picture))
        with transaction.atomic():
            attachment.save()
    except Exception:
        files.delete([str(attachment.file)])  # none without its row; what a later rollback leaves, the sweep takes
        raise
    if kind == Attachment.Kind.ASSESSMENT and not held.own_assessment:
        TsunaguSheet.objects.filter(pk=sheet.pk).update(own_assessment=True, version=held.version + 1)
    audit.record(Verb.CREATED, attachment, by=by, kind=kind, sha256=scan.sha256)
    return attachment


@transaction.atomic
def take_off(attachment: Attachment, *, by: Membership) -> Attachment:
    """Out of sight for everybody; for some weeks it can be put back, then it is erased."""
    access.check_may_write_sheet(by, attachment.sheet.consultation)
    held = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    if held.removed_at is None:
        held.removed_at, held.removed_by = timezone.now(), by
        held.save(update_fields=["removed_at", "removed_by"])
        audit.record(Verb.REMOVED, held, by=by, sha256=held.sha256)
    return held


@transaction.atomic
def put_back(attachment: Attachment, *, by: Membership) -> Attachment:
    """Raises PermissionDenied (who) or ValidationError (it is erased)."""
    access.check_may_write_sheet(by, attachment.sheet.consultation)
    held = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    if held.erased_at:
        raise ValidationError(_("The file is no longer kept. Scan the page again."))
    held.removed_at, held.removed_by = None, None
    held.save(update_fields=["removed_at", "removed_by"])
    audit.record(Verb.CHANGED, held, by=by, sha256=held.sha256)
    return held
