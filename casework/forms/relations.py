"""How two people of a household stand to each other, in the words of the office: one list holds what they are and
whether it lasts (夫婦, 別居, 離婚 …)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import ActionForm
from agencies.calendar import today
from agencies.forms import EraDateField
from casework.actions.relations import check_widowed
from casework.models import Person, Relation

Kind, State, Quality = Relation.Kind, Relation.State, Relation.Quality
WIDOWED = "widowed"
# What is chosen → kind and state. The sentence is: [who] は [to whom] の [what].
CHOSEN = {
    "parent": (Kind.PARENT, State.LASTING),
    "spouse": (Kind.SPOUSE, State.LASTING),
    "separated": (Kind.SPOUSE, State.SEPARATED),
    "divorced": (Kind.SPOUSE, State.ENDED),
    WIDOWED: (Kind.SPOUSE, State.LASTING),
    "partner": (Kind.PARTNER, State.LASTING),
    "parted": (Kind.PARTNER, State.ENDED),
    "sibling": (Kind.SIBLING, State.LASTING),
    **{str(each.value): (each, State.LASTING) for each in Kind if each not in (
        Kind.PARENT, Kind.SPOUSE, Kind.PARTNER, Kind.SIBLING, Kind.TIE,
    )},
}  # fmt: skip
KINDS = [
    ("", "—"),
    (
        _("Family"),
        [
            ("parent", _("parent")),
            ("spouse", _("married couple")),
            ("separated", _("married couple, separated")),
            ("divorced", _("divorced couple")),
            (WIDOWED, _("couple of whom one died")),
            ("partner", _("couple without marriage")),
            ("parted", _("former couple without marriage")),
            ("sibling", _("brother or sister")),
            ("adoptive", _("adoptive parent")),
            ("foster", _("foster parent")),
            ("step", _("step-parent")),
        ],
    ),
    (
        _("Care and guardianship"),
        [
            ("carer", _("carer")),
            ("guardian", _("adult guardian")),
            ("curator", _("curator")),
            ("assistant", _("legal assistant")),
            ("voluntary", _("guardian by contract")),
            ("minor", _("child's guardian")),
        ],
    ),
    (pgettext_lazy("of two people", "How they get on"), [
        (each.value, each.label) for each in Quality if each.value
    ]),
]  # fmt: skip


class RelationForm(ActionForm, forms.ModelForm):
    """[Who] は [to whom] の [what]. How two get on is chosen in the same list: it is a relation of its own, with its
    own days."""

    what = forms.ChoiceField(label=pgettext_lazy("relation", "What"), choices=KINDS)
    since = EraDateField(label=_("Since"), required=False)
    until = EraDateField(
        label=_("Until"),
        required=False,
        help_text=_("Leave it empty while it lasts. Separated: since when they have lived apart"),
    )

    class Meta:
        model = Relation
        fields = ["of", "to", "since", "until"]
        labels = {"of": _("Who"), "to": _("Of whom")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(memberships__household=self.instance.household).distinct()
        for name in ("of", "to"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
            self.fields[name].empty_label = "—"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        what, until = data.get("what"), data.get("until")
        if until and until > today():
            self.add_error("until", _("This day is still to come. Write it once it is over."))
        if not what:
            return data
        if what in CHOSEN:
            self.instance.kind, self.instance.state = CHOSEN[what]
            self.instance.quality = ""
            if self.instance.state == State.SEPARATED:  # the marriage has no end, the living together has
                self.instance.separated_on, data["until"] = until, None
        else:
            self.instance.kind, self.instance.state, self.instance.quality = Kind.TIE, State.LASTING, what
        if what == WIDOWED and data.get("of") and data.get("to"):
            self.instance.of, self.instance.to = data["of"], data["to"]
            try:
                check_widowed(self.instance)
            except forms.ValidationError as error:
                self.add_error("what", error)
        return data


class DayForm(forms.Form):
    """The day of a press: since when a couple is separated or divorced."""

    on = EraDateField(label=_("Since which day"), required=False, help_text=_("Empty where nobody knows"))
