"""What the scripts of static/js say. {name} is filled in by the script."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

WORDS = {
    "draft_saved": _("Draft saved {time}"),
    "draft_saving": _("Saving the draft…"),
    "draft_failed": _("The draft could not be saved. It will be saved once there is a connection."),
    "draft_signed_out": _("You are signed out. Sign in in another tab, and the draft will be saved."),
    "draft_sign_in": _("Sign in (new tab)"),
    "draft_conflict": _("There is a newer draft, written in another window at {time}."),
    "draft_compare": _("Look at it (new tab)"),
    "draft_keep": _("Keep what is here"),
    "lookup_none": _("Nothing found"),
    "lookup_failed": _("The list cannot be reached. What you typed stays."),
    "lookup_count": _("{count} found"),
    "lookup_chosen": _("{label} chosen"),
    "ticks_left": _("Matches: {count}"),
    "ticks_chosen": _("Chosen ({count}): {names}"),
    "comma": _(", "),
    "concern_main": _("(the most pressing)"),
    "concern_off": _("{label}: not chosen"),
    "concern_on": _("{label}: ○ chosen"),
    "concern_most": _("{label}: ◎ the most pressing"),
    "row_added": _("Row {number} added"),
    "row_removed": _("{label} taken out"),
    "row_undo": _("Undo"),
    "row_this": _("This row"),
    "request_failed": _("That did not work. Nothing was changed. Try once more."),
    "request_offline": _("There is no connection. Nothing was changed. Try again in a while."),
    "request_refused": _("You may not do this."),
    "failed": _("Not done"),
    "sent_before": _("This was sent once already. Press once more only if it is to be sent again."),
    "look_out": pgettext_lazy("look out", "Note"),
}

# Django's sentences that our catalogue says in other words; named here, so that they count as used.
OF_DJANGO = [
    _("This field is required."),
    _("The submitted file is empty."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
]
