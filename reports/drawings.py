"""Figures 1 to 3 of a year as pictures with their tables: the same on the page and in the report (DOMAIN §5.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from reports.charts import Bar, Chart, ChartError, bars, columns
from reports.figures.consultations import age_bands, band_words
from reports.figures.shares import shares
from reports.figures.year import Figures


@dataclass(frozen=True)
class Row:
    """A line of the table beside a picture; `key` names the records behind it (reports/figures/records.py)."""

    label: str
    count: int
    share: int | None = None
    key: str = ""


@dataclass
class Drawing:
    number: str
    title: str
    rows: list[Row]
    draw: Callable[[], Chart]
    notes: list[str] = field(default_factory=list)
    total: int | None = None  # where the rows add up to something
    total_share: int | None = None  # the sum of the printed percentages, as it is
    failed: bool = False

    @property
    def empty(self) -> bool:
        return not any(row.count for row in self.rows)

    @property
    def chart(self) -> Chart | None:
        """The picture; None of nothing. Raises ChartError."""
        return None if self.empty else self.draw()

    @property
    def chart_or_none(self) -> Chart | None:
        """For a page, where the table stands even when the picture could not be drawn; the page says so."""
        try:
            return self.chart
        except ChartError:
            self.failed = True
            return None


@dataclass(frozen=True)
class Drawings:
    figure_1: Drawing
    figure_2: Drawing
    figure_3: Drawing


def of(figures: Figures, concern_keys: Mapping[str, int] | None = None) -> Drawings:
    """concern_keys: the concerns' keys by name, where the numbers are to be opened."""
    return Drawings(concerns(figures, concern_keys or {}), ages(figures), groups(figures))


def concerns(figures: Figures, keys: Mapping[str, int]) -> Drawing:
    """図1: the 16 items, those of zero too."""
    counts = figures.consultations.by_concern
    rows = [Row(name, count, key=f"concern-{keys.get(name, 0)}") for name, count in counts.items()]
    title = _("Concerns found at the first consultation (several may apply)")
    return Drawing(
        _("Fig. 1"), title, rows, lambda: bars(title, [Bar(row.label, row.count, _came(row.count)) for row in rows])
    )


def ages(figures: Figures) -> Drawing:
    """図2: age bands, the unknown ones too."""
    counts = figures.consultations.by_age
    words = {name: band_words(limits) for name, limits in age_bands()}
    parts = shares(list(counts.values()))
    rows = [
        Row(words.get(name, name), count, share, key=f"age-{place}")
        for place, ((name, count), share) in enumerate(zip(counts.items(), parts.percents, strict=True))
    ]
    title = _("Age of the people concerned")
    made = Drawing(
        _("Fig. 2"),
        title,
        rows,
        lambda: columns(title, [Bar(row.label, row.count, _people(row.count, row.share)) for row in rows]),
        total=sum(counts.values()),
        total_share=parts.sum,
    )
    return _noted(made, uneven=parts.uneven)


def groups(figures: Figures) -> Drawing:
    """図3: the share of each group of agencies in the contact table, largest first."""
    table = figures.contacts
    parts = shares([group.total for group in table.groups])
    rows = [
        Row(group.name, group.total, share, key=f"group-{group.key}")
        for group, share in zip(table.groups, parts.percents, strict=True)
    ]
    title = _("Contacts with agencies, share of each group")
    drawn = sorted(rows, key=lambda row: -row.count)
    made = Drawing(
        _("Fig. 3"),
        title,
        rows,
        lambda: bars(title, [Bar(row.label, row.count, _times(row.count, row.share)) for row in drawn], step=30),
        total=table.total,
        total_share=parts.sum,
    )
    return _noted(made, uneven=parts.uneven)


def _noted(drawing: Drawing, *, uneven: bool) -> Drawing:
    if uneven:
        drawing.notes.append(
            _("Each percentage is rounded half up to a whole number; they add to %(sum)s%%, not to 100%%.")
            % {"sum": drawing.total_share}
        )
    return drawing


def _came(count: int) -> str:
    return _("%(count)s consultations") % {"count": f"{count:,}"}


def _people(count: int, share: int | None) -> str:
    return _("%(count)s people (%(share)s%%)") % {"count": f"{count:,}", "share": share or 0}


def _times(count: int, share: int | None) -> str:
    return _("%(share)s%% (%(count)s contacts)") % {"count": f"{count:,}", "share": share or 0}
