"""Long forms as far as they were typed. A draft is its writer's alone (docs/access.md)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Membership
from casework.models import Draft

EMPTY_FOR = timedelta(days=1)
SEARCH = "search"
SEARCHES_KEPT = 20


class DraftMovedOn(Exception):
    """Another window has saved a newer draft; `draft` is that one."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.pk)
        self.draft = draft


def mine(form: str, *, by: Membership, about: int | None = None) -> QuerySet[Draft]:
    """What somebody typed in a form and did not save."""
    return Draft.objects.filter(owner=by.staff.group, form=form, about_id=about)


def resume(form: str, *, by: Membership, about: int | None = None) -> Draft:
    """Goes on with what was typed and not saved, else with a new draft."""
    return mine(form, by=by, about=about).first() or start(form, by=by, about=about)


def start(form: str, *, by: Membership, about: int | None = None, content: dict[str, Any] | None = None) -> Draft:
    """A new draft. Those of the same form that were opened and never typed in go."""
    mine(form, by=by, about=about).filter(content={}, saved_at__lt=timezone.now() - EMPTY_FOR).delete()
    return Draft.objects.create(owner=by.staff.group, form=form, about_id=about, content=content or {})


@transaction.atomic
def save(draft: Draft, content: dict[str, Any], version: int) -> Draft:
    """Keeps what is typed now. Raises DraftMovedOn where `version` is not the stored one: another window wrote since,
    and Draft.DoesNotExist where the record was saved meanwhile."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if version != draft.version:
        raise DraftMovedOn(draft)
    draft.content, draft.version = content, draft.version + 1
    draft.save()
    return draft


def sent_before(draft: int | None) -> bool:
    """Uses up the draft of what is being saved; true where that has been done. Of two that are sent at once, the second
    waits here for the first."""
    return draft is not None and not Draft.objects.filter(pk=draft).delete()[0]


def keep_search(words: str, *, by: Membership) -> Draft:
    """The words of a search, its searcher's alone: no name stands in an address, and going back works."""
    searches = mine(SEARCH, by=by)
    searches.exclude(pk__in=searches.order_by("-pk")[: SEARCHES_KEPT - 1].values("pk")).delete()
    return Draft.objects.create(owner=by.staff.group, form=SEARCH, content={"q": words})
