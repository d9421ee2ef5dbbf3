"""What all pages share: chips, fields, summaries of errors, days in eras. The gallery page (/gallery/) shows each one.

These tags are built in (settings.TEMPLATES): a template uses them without loading anything.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, FileInput, HiddenInput, PasswordInput, Textarea
from django.forms.formsets import BaseFormSet
from django.template.context import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.roles import Permission
from accounts.words import WORDS
from agencies.calendar import TOKYO, FiscalYear, Period, era_of, era_short, era_text, era_year_text, today, weekday_text

register = template.Library()

TONES = {  # what a status means to its reader, where a record does not say so itself
    "queued": "hold",
    "running": "wait",
    "done": "done",
    "failed": "late",
    "draft": "hold",
    "agreed": "done",
    "active": "done",
    "taken": "done",
    "passed_on": "plain",
    "coordinator": "wait",
    "change": "wait",
    "question": "wait",
    "waiting": "hold",
    "asked": "wait",
}


# Chips ---------------------------------------------------------------------------------------------------------------


@register.simple_tag
def chip(label: Any, tone: str = "plain") -> SafeString:
    """{% chip _("Waiting for a sign") "hold" %}: a state in words and colour.

    tone  late (overdue, dangerous), wait (waits for somebody), done, hold (waits for a sign), info, plain.
    """
    return format_html('<span class="chip {}">{}</span>', tone, label)


@register.simple_tag
def status_chip(record: Any, field: str = "status") -> SafeString:
    """{% status_chip sheet %}, {% status_chip job "state" %}: the translated value of a field with choices.

    The tone is the record's own `<field>_tone` where it has one, else that of the value in TONES.
    """
    value = getattr(record, field)
    label = getattr(record, f"get_{field}_display")()
    tone = getattr(record, f"{field}_tone", None) or TONES.get(value, "plain")
    return chip(label, tone) if label else SafeString("")


def days_late(count: int) -> str:
    return _("1 day late") if count == 1 else _("%(count)s days late") % {"count": count}


@register.simple_tag
def due(day: datetime.date | None, done: bool = False) -> SafeString:
    """{% due part.due_on %}: a day by which something is to be done: 2日超過, 今日, あした, else the day itself.

    A thing that is done (`done=True`) is never late. An empty day shows nothing.
    """
    if day is None:
        return SafeString("")
    left = (day - today()).days
    shown = era(day, "near")
    if done or left > 1:
        return shown
    if left < 0:
        words, tone = days_late(-left), "late"
    else:
        words, tone = (_("today"), "wait") if left == 0 else (_("tomorrow"), "wait")
    return format_html('{} <span class="unseen">{}</span>', chip(words, tone), shown)


# Days ----------------------------------------------------------------------------------------------------------------


def _day_text(day: datetime.date, form: str) -> str:
    if form == "short":
        return era_short(day)
    if get_language() != "ja":
        return _english_day(day, form)
    if form == "full":
        return f"{era_text(day)}（{day.year}）" if era_of(day) else era_text(day)
    if form == "year":
        return f"{era_year_text(day)}（{day.year}）" if era_of(day) else era_year_text(day)
    if form == "month":
        return f"{era_year_text(day)}{day.month}月"
    if form == "weekday":
        return f"{era_text(day)}（{weekday_text(day)}）"
    if form == "near":
        year = "" if abs((day - today()).days) < 183 else era_year_text(day)
        return f"{year}{day.month}月{day.day}日（{weekday_text(day)}）"
    return era_text(day)


def _english_day(day: datetime.date, form: str) -> str:
    known = era_of(day)
    sign = f" ({known.letter}{known.year_of(day)})" if known else ""
    if form == "full":
        return date_format(day, "j F Y") + sign
    if form == "year":
        return f"{day.year}{sign}"
    near = abs((day - today()).days) < 183
    shape = {"month": "F Y", "weekday": "D j F Y", "near": "D j M" if near else "D j M Y"}.get(form, "j F Y")
    return date_format(day, shape)


@register.filter
def wareki(value: datetime.date | None, form: str = "plain") -> str:
    """{{ day|wareki }}: a day (or the day of a time, in Japan) as text, in the era's year.

    plain    令和2年11月24日
    full     令和2年11月24日（2020）     where a western year helps: birthdays, long ago
    weekday  令和2年11月24日（火）
    near     11月24日（火）              within half a year; farther days have their year
    month    令和2年11月
    year     令和2年（2020）
    short    R2.11.24                    narrow columns
    time     11月24日（火） 10:42        a time of day, near
    """
    if value is None or value == "":
        return ""
    clock = ""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value, TOKYO) if timezone.is_aware(value) else value
        clock = value.strftime("%H:%M") if form == "time" else ""
    day = value.date() if isinstance(value, datetime.datetime) else value
    text = _day_text(day, "near" if form == "time" else form)
    return f"{text} {clock}" if clock else text


@register.filter
def days(span: FiscalYear | Period | None) -> str:
    """{{ year|days }}, {{ period|days }}: 令和2年度, 令和2年5月1日～令和2年5月31日; in English FY 2020,
    1 May 2020 (R2) – 31 May 2020 (R2). Papers always have them in Japanese."""
    if span is None:
        return ""
    japanese = get_language() == "ja"
    if isinstance(span, FiscalYear):
        return span.label if japanese else f"FY {span.year}"
    return ("～" if japanese else " – ").join(wareki(day) for day in (span.first, span.last))


@register.simple_tag
def era(value: datetime.date | None, form: str = "plain") -> SafeString:
    """{% era contact.day "near" %}: the same as the filter `wareki`, inside a <time> that machines can read."""
    if value is None:
        return SafeString("")
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value, TOKYO)
    stamp = value.isoformat(timespec="minutes") if isinstance(value, datetime.datetime) else value.isoformat()
    return format_html('<time datetime="{}">{}</time>', stamp, wareki(value, form))


# Forms ---------------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField, label: str = "", help: str = "", width: str = "", wide: bool = False, bare: bool = False
) -> dict[str, Any]:
    """{% field form.name width="10" %}: label, whether it is needed, help, the box, the sentence on what is wrong.

    label, help  replace the form's own.
    width        2 4 6 8 10 14 20 full: as wide as so many full-width characters; empty: the box's own size.
    wide         in a .row: takes what room is left.
    bare         no visible label (a cell of a table whose head says it); a screen reader still hears it.
    """
    widget = bound.field.widget
    help = help or str(bound.help_text)
    said = [
        part for part, there in ((f"{bound.auto_id}_help", help), (f"{bound.auto_id}_error", bound.errors)) if there
    ]
    attrs: dict[str, Any] = {"aria-describedby": " ".join(said)} if said else {}
    if width:
        attrs["class"] = " ".join(filter(None, [widget.attrs.get("class"), f"w-{width}"]))
    if isinstance(widget, Textarea) and "rows" not in widget.attrs:
        attrs.setdefault("rows", 3)
    widget.attrs.pop("maxlength", None)  # a browser cuts what is pasted without a word; ours says how much is too much
    group = bool(widget.use_fieldset) and not isinstance(widget, FileInput)
    return {
        "field": bound,
        "label": label or bound.label,
        "help": help,
        "described_by": " ".join(said),
        "group": group,
        "options": list(bound.subwidgets) if group and hasattr(widget, "option_template_name") else [],
        "single_box": isinstance(widget, CheckboxInput),
        "hidden": isinstance(widget, HiddenInput),
        "control": "" if group else bound.as_widget(attrs=attrs),
        "wide": wide,
        "bare": bare,
    }


@register.inclusion_tag("components/concern_picker.html")
def concern_picker(concerns: BoundField, main: BoundField, legend: str = "", help: str = "") -> dict[str, Any]:
    """{% concern_picker form.concerns form.main_concern %}: お困りごと, ○ any and ◎ one.

    concerns  a field with check boxes for many values, main one with radio buttons for the same values.
    One press ○, the next ◎ (a former ◎ becomes ○), the third off; without JavaScript both boxes are there.
    """
    mains = {str(each.data["value"]): each for each in main.subwidgets}
    return {
        "legend": legend or concerns.label,
        "help": help or concerns.help_text,
        "id": concerns.auto_id,
        "needed": concerns.field.required,
        "tiles": [{"box": each, "main": mains.get(str(each.data["value"]))} for each in concerns.subwidgets],
        "errors": [*concerns.errors, *main.errors],
    }


def _target(bound: BoundField) -> str:
    """The id of what can be typed in or pressed: the first button of a group."""
    return f"{bound.auto_id}_0" if bound.field.widget.use_fieldset else (bound.id_for_label or bound.auto_id)


def _mistakes(form: BaseForm, place: str = "") -> Iterator[dict[str, str]]:
    for sentence in form.non_field_errors():
        yield {"target": "", "label": place, "sentence": str(sentence)}
    for bound in form:
        for sentence in bound.errors:
            yield {"target": _target(bound), "label": f"{place} {bound.label}".strip(), "sentence": str(sentence)}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet | None) -> dict[str, Any]:
    """{% error_summary form formset %}: everything that is wrong, on top, each with a link to its box. Gets the focus.

    Shows nothing where nothing is wrong, or nothing was sent yet.
    """
    mistakes: list[dict[str, str]] = []
    for form in forms:
        if isinstance(form, BaseFormSet):
            mistakes += [{"target": "", "label": "", "sentence": str(each)} for each in form.non_form_errors()]
            for number, row in enumerate(form.forms, start=1):
                mistakes += _mistakes(row, _("Row %(number)s") % {"number": number})
                for within in (step for rows in getattr(row, "nested", ()) if rows.is_bound for step in rows.forms):
                    mistakes += _mistakes(within, _("Row %(number)s") % {"number": number})
        elif form is not None:
            mistakes += _mistakes(form)
    plain = [form for form in forms if isinstance(form, BaseForm)]
    emptied = any(isinstance(box.field.widget, PasswordInput | FileInput) for form in plain for box in form)
    return {"mistakes": mistakes, "emptied": emptied}


# Boxes with words ----------------------------------------------------------------------------------------------------


@register.simple_block_tag(end_name="endturn")
def turn(content: SafeString, title: str, tone: str = "wait", until: datetime.date | None = None) -> SafeString:
    """{% turn _("It is your turn") until=day %}<p class="turn-text">…</p><div class="actions">…</div>{% endturn %}

    Whose turn it is, on top of the page, with the action in it. `until` adds "(until …)" to the title.
    tone  wait (mine), late, hold (waits for a sign or for others), done, plain.
    """
    if until:
        title = _("%(title)s (until %(day)s)") % {"title": title, "day": _until(until)}
    return format_html('<div class="turn {}"><strong>{}</strong>{}</div>', tone, title, content)


def _until(day: datetime.date) -> str:
    left = (day - today()).days
    return _("today") if left == 0 else _("tomorrow") if left == 1 else wareki(day, "near")


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str = "", action: str = "", url: str = "") -> dict[str, str]:
    """{% empty_state _("No plan yet") _("A continuing case needs one.") _("Make a plan") url %}: what is not there,
    what to do first, and the button for it."""
    return {"title": title, "text": text, "action": action, "url": url}


@register.simple_tag
def withheld(what: str | Iterable[Any], inline: bool = False) -> SafeString:
    """{% withheld "健康・障害" %}, {% withheld categories %}: what is kept back is said, never shown as empty.

    inline  for a cell or a line, without naming what it is (the label beside it does).
    """
    if inline:
        return format_html('<span class="withheld">{}</span>', _("Not shared"))
    names = what if isinstance(what, str) else _(", ").join(str(each) for each in what)
    return format_html(
        '<p class="withheld">{}</p>', _("Information on %(what)s is not shared with you.") % {"what": names}
    )


@register.inclusion_tag("components/progress.html")
def progress(job: Any, label: str = "", still: bool = False, at: str = "") -> dict[str, Any]:
    """{% progress job label %}: how far a piece of work is; asks again every second until it has ended (htmx).

    still  a picture of it that asks nothing (the gallery).
    at     the page that is asked instead of the job's own, and answers with what follows.
    """
    return {"job": job, "label": label, "still": still, "at": at}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page: Any, older: str = "", newer: str = "") -> dict[str, str]:
    """{% pager page %}: to the next and the former page of a list that pages by key (accounts/paging.py).

    older, newer  other words than "Older" and "Newer", for a list that is not in the order of days.
    """
    request = context.get("request")
    kept = (
        [(k, v) for k, values in request.GET.lists() for v in values if k not in ("after", "before")] if request else []
    )
    return {
        "older": f"?{urlencode([*kept, ('after', page.older)])}" if page.older else "",
        "newer": f"?{urlencode([*kept, ('before', page.newer)])}" if page.newer else "",
        "older_words": older or _("Older"),
        "newer_words": newer or _("Newer"),
    }


@register.simple_tag
def key(name: str) -> SafeString:
    """{% key "c" %}: a key that does the same as what it stands in."""
    return format_html('<kbd aria-hidden="true">{}</kbd>', name)


@register.simple_tag
def brackets(*words: Any) -> str:
    """{% brackets membership.get_role_display %}: （推進員） in Japanese, " (Coordinator)" in English; nothing where
    there are no words. Several stand one after the other: （長男、9歳）."""
    told = listed(filter(None, words))
    if not told:
        return ""
    return f"（{told}）" if get_language() == "ja" else f" ({told})"


@register.filter
def listed(names: Iterable[Any]) -> str:
    """{{ agencies|listed }}: 甲、乙 in Japanese, A, B in English."""
    return _(", ").join(map(str, names))


@register.filter
def may(membership: Membership | None, permission: str) -> bool:
    """{% if membership|may:"meeting_read" %}: whether the role of who acts has the permission (accounts/roles.py)."""
    return membership is not None and membership.has(Permission(permission))


TELEPHONE = re.compile(r"\+?[0-9０-９][0-9０-９()（）‐‑‒–—―ー－ -]{6,}[0-9０-９]")


@register.simple_tag
def telephone(text: str) -> SafeString:
    """{% telephone agency.telephone %}: the text as written, each number in it a link that a telephone dials."""
    parts, end = [], 0
    for found in TELEPHONE.finditer(text or ""):
        digits = re.sub(r"[^0-9+]", "", unicodedata.normalize("NFKC", found[0]))
        link = format_html('<a class="tel" href="tel:{}">{}</a>', digits, found[0])
        parts += [conditional_escape(text[end : found.start()]), link]
        end = found.end()
    return mark_safe("".join([*parts, conditional_escape((text or "")[end:])]))


@register.simple_tag
def spoken_words() -> dict[str, str]:
    """The sentences that the scripts say, in the page's language; base.html hands them over as data."""
    return {name: str(sentence) for name, sentence in WORDS.items()}
