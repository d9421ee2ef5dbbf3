"""What a consent withholds is said to be withheld, never shown as empty (docs/access.md, rule 6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from accounts.templatetags.components import withheld
from agencies.models import Concern
from casework import access
from casework.choices import Category

register = template.Library()


@register.simple_block_tag(end_name="endshared_only")
def shared_only(content: str, shared: Collection[Category], what: str, inline: bool = False) -> SafeString:
    """{% shared_only shared "person.address" %}{{ person.address }}{% endshared_only %}: what stands between, or
    共有されていません with its category.

    shared  what access.shared_categories answered for the household.
    what    a name of access.CATEGORY_OF.
    inline  in a cell or a line, whose label says what it is.
    """
    if access.is_shared(what, shared):
        return mark_safe(content)  # rendered by the template around it
    return withheld(str(access.CATEGORY_OF[what].label), inline=inline)


@register.filter
def shared_of(concerns: Iterable[Concern], shared: Collection[Category]) -> list[Concern]:
    """{% for concern in consultation.concerns.all|shared_of:shared %}"""
    return access.shared_concerns(concerns, shared)


@register.filter
def shows(shared: Collection[Category], what: str) -> bool:
    """{% if shared|shows:"plan" %}: for what is left out as a whole, its withholding being said elsewhere."""
    return access.is_shared(what, shared)


@register.filter
def labels(categories: Collection[Category]) -> list[str]:
    """{% withheld withheld|labels %}: categories in words, in their order."""
    return [str(each.label) for each in Category if each in categories]


@register.filter
def if_shared(concern: Concern | None, shared: Collection[Category]) -> Concern | None:
    """{% with concern=consultation.main_concern|if_shared:shared %}: one trouble, or None where it is not shared."""
    return concern if concern and access.shared_concerns([concern], shared) else None
