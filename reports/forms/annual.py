from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import EraDateField
from reports.models import AnnualReport


class SectionForm(forms.Form):
    """The text of one section. Each line is a paragraph."""

    text = forms.CharField(
        label=_("Text"), strip=True, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "lang": "ja", "autofocus": True}),
        help_text=_("Each line becomes a paragraph; a line that begins with ・ becomes a point of a list."),
        error_messages={"required": _("Write the text, or go back to the draft.")},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class CoverForm(forms.Form):
    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("A full-width space begins a new line of the title.")
    )
    dated = EraDateField(label=_("Date on the cover"))
    corporation = forms.CharField(label=_("Corporation"), max_length=120, required=False)
    representative = forms.CharField(
        label=_("Representative"),
        max_length=120,
        required=False,
        help_text=_("With the office held, e.g. 会長　石巻 一郎"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def values_of(report: AnnualReport) -> dict[str, object]:
        return {name: getattr(report, name) for name in ("title", "dated", "corporation", "representative", "version")}
