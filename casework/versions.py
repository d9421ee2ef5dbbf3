"""Two people on one record: what an action says that finds, with the row locked, another version than was opened."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CHANGED_MEANWHILE = "changed_meanwhile"


def changed_meanwhile() -> ValidationError:
    return ValidationError(
        _("Somebody else saved this while you were writing. Choose what is to stand, then save again."),
        code=CHANGED_MEANWHILE,
    )
