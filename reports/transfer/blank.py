"""An empty table to fill in: its header, an example beside it, and what belongs into each column."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.ledgers.cells import Age, Day, Several, Sex, Text, Words
from reports.ledgers.ledger import Ledger
from reports.transfer.sheets import Workbook
from reports.transfer.tables import EXAMPLES


def workbook(ledger: Ledger) -> bytes:
    """Only its first sheet is taken in, so the example never becomes a record."""
    fields = {each.column_name: each.widget for each in ledger.get_export_fields()}
    header = list(fields)
    book = Workbook()
    book.sheet(str(ledger.title), header, needed=ledger.needed)
    example = book.sheet(_("Example"), header, needed=ledger.needed)
    for place, name in enumerate(header):
        example.write_string(1, place, EXAMPLES[ledger.name].get(name, ""), book.styles["cell"])
    columns = book.sheet(
        _("What the columns hold"), [_("Column"), _("Required"), _("How it is written")], widths=[20, 10, 80]
    )
    for line, (name, widget) in enumerate(fields.items(), start=1):
        needed = _("required") if name in ledger.needed else ""
        for place, text in enumerate([name, needed, _written(widget)]):
            columns.write_string(line, place, text, book.styles["words"])
    return book.content()


def _written(widget: object) -> str:
    if isinstance(widget, Day):
        return _("A day: 2020-04-01, 2020/4/1, R2.4.1 or 令和2年4月1日")
    if isinstance(widget, Words):
        return _("One of: %(words)s") % {"words": _(", ").join(word for word in widget.words if word)}
    if isinstance(widget, Several):
        return _("One or several, with ; between them")
    if isinstance(widget, Age):
        return _("An age (68) or a decade (50代)")
    if isinstance(widget, Sex):
        return _("女性, 男性, 不明, or the person's own words")
    if isinstance(widget, Text) and widget.length:
        return _("Text, at most %(count)s characters") % {"count": widget.length}
    return _("Text")
