"""Long forms as far as they were typed. A draft is its writer's alone (docs/access.md)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import Membership
from casework.models import Draft


class DraftMovedOn(Exception):
    """Another window has saved a newer draft; `draft` is that one."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft


def start(form: str, *, by: Membership, about: int | None = None, content: dict[str, Any] | None = None) -> Draft:
    return Draft.objects.create(owner=by.staff.group, form=form, about_id=about, content=content or {})


@transaction.atomic
def save(draft: Draft, content: dict[str, Any], version: int) -> Draft:
    """Keeps what is typed now. Raises DraftMovedOn where `version` is not the stored one: another window wrote since."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if version != draft.version:
        raise DraftMovedOn(draft)
    draft.content, draft.version = content, draft.version + 1
    draft.save()
    return draft
