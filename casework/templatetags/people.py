"""How a person is shown."""

import datetime

from django import template

from casework.models import Person

register = template.Library()


@register.simple_tag
def age(person: Person, day: datetime.date) -> str:
    """{% age member.person today %}: 65, 50代, or nothing; nobody who died grows older."""
    return "" if person.life else person.age_text(day)
