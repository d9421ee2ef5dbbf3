from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from reports.ledgers import LEDGERS
from reports.ledgers.writing import KINDS
from reports.transfer.tables import tables

EVERY = "all"


class UploadForm(ActionForm):
    """A table and its file."""

    table = forms.ChoiceField(
        label=_("Which table"), widget=forms.RadioSelect, error_messages={"required": _("Choose a table.")}
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel (.xlsx) or CSV, up to 50 MB. The first line holds the names of the columns."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,text/csv"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Save the table once more, then choose it again."),
            "max_length": _("The file's name is too long. Give it a shorter one."),
        },
        max_length=200,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = tables()
        self.fields["table"].choices = [(each.name, each.title) for each in self.words]  # type: ignore[attr-defined]

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Each table's button with its words."""
        return list(zip(self["table"], self.words, strict=True))


class TakeForm(forms.Form):
    digest = forms.CharField(max_length=64)
    right_ones_only = forms.BooleanField(required=False)


class ExportForm(forms.Form):
    table = forms.ChoiceField(
        label=_("Table to export"), error_messages={"invalid_choice": _("Choose a table from the list.")}
    )
    kind = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[("xlsx", _("Excel (.xlsx)")), ("csv", _("CSV (UTF-8)"))],
        initial="xlsx",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a kind of file.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [(each.name, each.title) for each in tables()]
        self.fields["table"].choices = [(EVERY, _("All tables (a ZIP file)")), *titles]  # type: ignore[attr-defined]
        assert {kind for kind, _label in self.fields["kind"].choices} == set(KINDS)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[str]:
        table = self.cleaned_data["table"]
        return list(LEDGERS) if table == EVERY else [table]
