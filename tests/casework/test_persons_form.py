"""The one box for a date of birth or an age (casework/forms/persons.py)."""

import pytest
from django.core.exceptions import ValidationError

from agencies.calendar import age_on, today
from casework.forms.persons import BirthOrAgeField


@pytest.mark.parametrize("typed", ["S23", "昭和23年", "S23.1", "昭和23年1月", "1948", "1948/1"])
def test_a_year_without_its_day_is_answered_with_the_age_to_write(typed):
    first = today().replace(year=1948, month=1, day=1)
    with pytest.raises(ValidationError, match=f"年齢で「{age_on(first, today())}」"):
        BirthOrAgeField().clean(typed)


def test_a_day_that_does_not_exist_is_still_said_so():
    with pytest.raises(ValidationError, match="昭和54年13月2日という日はありません"):
        BirthOrAgeField().clean("S54.13.2")
