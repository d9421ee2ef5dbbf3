"""{% load figures %}: numbers that open their records."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.figures.survey import Cell

register = template.Library()


@register.simple_tag(takes_context=True)
def number(context: Context, count: int, name: str, key: int | None = None) -> SafeString:
    """{% number came.first "first" %}, {% number type.count "type" type.key %}: a figure, which opens its records where
    the reader may read records (`opens_records`) and there are any; `query` says of which days and district."""
    if not count or not context.get("opens_records"):
        return format_html("{}", count)
    figure = name if key is None else f"{name}-{key}"
    url = reverse("reports:figure_records", args=[figure])
    return format_html('<a href="{}?{}">{}</a>', url, context["query"], count)


@register.simple_tag(takes_context=True)
def number_of_year(context: Context, cell: Cell, name: str, key: int | None = None) -> SafeString:
    """{% number_of_year cell row.figure row.key %}: the same in a table whose columns are fiscal years."""
    with context.push(query=urlencode([("year", cell.year.year), *context["kept_district"]])):
        return number(context, cell.count, name, key)
