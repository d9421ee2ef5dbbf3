"""The family's picture, for pages and papers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agencies.calendar import today
from casework import access
from casework.choices import Category
from casework.genogram import words
from casework.genogram.picture import picture, relabelled, room, width_of_svg
from casework.genogram.reading import read
from casework.models import Household

register = template.Library()


@register.inclusion_tag("casework/_genogram.html", takes_context=True)
def genogram(
    context: Context,
    household: Household,
    shared: Collection[Category] | None = None,
    paper: bool = False,
    table: bool = True,
    day: date | None = None,
) -> dict[str, Any]:
    """{% genogram household %}: the picture with its legend and, beside it, the same in words.

    shared  what access.shared_categories answered; without it the reader of the page is asked for theirs.
    paper   for a PDF: the table stands open below, and what the picture says is its alternative text.
    table   False leaves the table out, where the members stand in words beside it anyhow.
    day     the day whose ages and relations are drawn; today without it.
    """
    if shared is None:
        shared = access.shared_categories(context["request"].membership, household)
    reading = read(household, shared, day or today())
    shown = {
        "paper": paper,
        "drawn": bool(reading.members),
        "withheld": [] if reading.members else reading.withheld[:1],
        "allowed": access.is_shared("household.members", shared),
        "left_out": words.withheld_words(shared),
        "rows": words.rows(reading) if table else [],
        "household": household,
        "reading": reading,
        "dated": access.is_shared("person.birth_date", shared),
    }
    if reading.members:
        title = _("Genogram: %(household)s") % {"household": household}
        made = picture(reading.family)
        shown |= {"room": room(made.width), "title": title, "svg": made.svg(title, words.said(reading), paper=paper)}
    return shown


@register.inclusion_tag("casework/_genogram_kept.html")
def kept_genogram(svg: str, name: str) -> dict[str, Any]:
    """{% kept_genogram paper.genogram paper.name %}: the picture as it was kept with a sheet. Its words are those of
    the paper, its label is in the language of the page."""
    if (get_language() or "").split("-")[0] != "ja":
        svg = relabelled(svg, _("Genogram: %(household)s") % {"household": name})
    return {"svg": mark_safe(svg), "room": room(width_of_svg(svg))}
