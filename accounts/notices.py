"""Telling people what happened: a row for an agency, or for one membership."""

from __future__ import annotations

from django.db import models

from accounts.models import Membership, Notice
from agencies.models import Agency


def tell(to: Membership | Agency, kind: Notice.Kind, *, about: models.Model) -> Notice:
    agency, member = (to, None) if isinstance(to, Agency) else (to.agency, to)
    return Notice.objects.create(
        kind=kind, agency=agency, to=member, about_type=about._meta.model_name or "", about_id=about.pk
    )
