"""{% load figures %}: numbers that open their records."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def number(context: Context, count: int, name: str, key: int | None = None) -> SafeString:
    """{% number came.first "first" %}, {% number type.count "type" type.key %}: a figure, which opens its records where the
    reader may read records (`opens_records`) and there are any; `query` says of which days and district."""
    if not count or not context.get("opens_records"):
        return format_html("{}", count)
    figure = name if key is None else f"{name}-{key}"
    return format_html('<a href="{}?{}">{}</a>', reverse("reports:figure_records", args=[figure]), context["query"], count)
