from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from agencies.calendar import age_on
from casework.choices import Life, Sex
from casework.matching.keys import NAMELESS, keys_of, split_words
from casework.models.walled import Walled, former


class PersonQuerySet(models.QuerySet["Person"]):
    def found_by(self, words: str) -> PersonQuerySet:
        """Those whose name, kana, address or telephone has each of the words; a word that is a date is a date of birth.
        The index cannot be used under the wall, so a function of the database finds the ids and the wall filters them
        (docs/decisions/0001)."""
        keys, births = split_words(words)
        if not keys and not births:
            return self.none()
        return self.filter(pk__in=RawSQL("select find_persons(%s, %s::date[])", [keys, births]))


@former
class Person(Walled):
    """A person, once. Names are stored as typed (registered characters never change), with a key for searching beside
    them."""

    name = models.CharField(_("name"), max_length=100)
    kana = models.CharField(_("kana"), max_length=100, blank=True)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, blank=True)
    sex_words = models.CharField(_("sex in their own words"), max_length=40, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    stated_age = models.CharField(
        _("age"), max_length=10, blank=True, help_text=_("Where no date of birth is known: 68 or 50代.")
    )
    life = models.CharField(_("living or dead"), max_length=10, choices=Life, blank=True)
    died_on = models.DateField(_("died on"), null=True, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    mobile = models.CharField(_("mobile telephone"), max_length=60, blank=True)
    # What they are searched, found and compared by (casework/matching/keys.py); `blocks` are those that are looked up.
    search_key = models.TextField(editable=False, default="")
    name_key = models.TextField(editable=False, default="")
    kana_key = models.TextField(editable=False, default="")
    address_key = models.TextField(editable=False, default="")
    numbers = ArrayField(models.TextField(), editable=False, default=list)
    blocks = ArrayField(models.TextField(), editable=False, default=list)

    KEYS_OF = ("name", "kana", "birth_date", "address", "telephone", "mobile")
    KEYS = ("search_key", "name_key", "kana_key", "address_key", "numbers", "blocks")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        constraints = [
            models.CheckConstraint(
                name="stated_age_is_an_age_or_a_decade",
                condition=models.Q(stated_age="") | models.Q(stated_age__regex=r"^[0-9]{1,3}代?$"),
                violation_error_message=_("Write an age (68) or a decade (50代)."),
            ),
            models.CheckConstraint(
                name="day_of_death_is_of_somebody_who_died",
                condition=models.Q(died_on=None) | models.Q(life__in=["died", "lost"]),
                violation_error_message=_("A day of death is for somebody who died."),
            ),
            models.CheckConstraint(
                name="nobody_dies_before_their_birth",
                condition=models.Q(died_on=None)
                | models.Q(birth_date=None)
                | models.Q(died_on__gte=models.F("birth_date")),
                violation_error_message=_("The day of death is before the day of birth."),
            ),
        ]
        indexes = [
            # Without a list of pending entries: each look-up would read it through, right after an import a long one.
            GinIndex(models.Func("search_key", function="bigrams"), name="person_search", fastupdate=False),
            GinIndex(fields=["blocks"], name="person_blocks", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs) -> None:
        self.renew_keys()
        super().save(**kwargs)

    def renew_keys(self) -> None:
        """Before a bulk_create, which calls no save."""
        told = {name: getattr(self, name) for name in self.KEYS_OF}
        for name, value in keys_of(**told).items():
            setattr(self, name, value)

    @property
    def nameless(self) -> bool:
        """匿名 and 不詳 are counted, but never matched with anybody."""
        return self.name in NAMELESS

    def age_on(self, day: date) -> int | None:
        """Complete years on that day; None where no date of birth is known."""
        return age_on(self.birth_date, day) if self.birth_date else None

    def age_text(self, day: date) -> str:
        """65, 50代, or empty: the date of birth where it is known, else what was stated."""
        age = self.age_on(day)
        return self.stated_age if age is None else str(age)
