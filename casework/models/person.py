from __future__ import annotations

import re
import unicodedata
from datetime import date

import jaconv
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from agencies.calendar import age_on
from casework.choices import Sex
from casework.models.walled import Walled, former

# Old, variant and compatibility forms to the form that most people type. Names are stored as registered; only keys
# are folded.
VARIANTS = str.maketrans(
    "髙﨑邉邊𠮷德瀨槗栁桒濵濱閒塚廣國澤齋齊斎嶋嶌冨眞龍惠壽榮櫻淺",
    "高崎辺辺吉徳瀬橋柳桑浜浜間塚広国沢斉斉斉島島富真竜恵寿栄桜浅",
)
NAMELESS = {"匿名", "不詳"}


def search_key(*texts: str) -> str:
    """Texts as searched: NFKC, hiragana, variant forms folded, no spaces or hyphens, in lower case."""
    folded = unicodedata.normalize("NFKC", "\n".join(text for text in texts if text)).translate(VARIANTS)
    return re.sub(r"[ \t\-‐‑–—―ー−()・]", "", jaconv.kata2hira(folded)).lower()


class PersonQuerySet(models.QuerySet["Person"]):
    def found_by(self, words: str) -> PersonQuerySet:
        """Those whose name, kana, address or telephone has each of the words. The index cannot be used under the
        wall, so
        a function of the database finds the ids and the wall filters them (ACCESS.md, the largest trap)."""
        keys = [key for key in map(search_key, unicodedata.normalize("NFKC", words).split()) if key]
        if not keys:
            return self.none()
        return self.filter(pk__in=RawSQL("select find_persons(%s)", [keys]))


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
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    mobile = models.CharField(_("mobile telephone"), max_length=60, blank=True)
    search_key = models.TextField(editable=False, default="")

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
        ]
        indexes = [
            GinIndex(models.Func("search_key", function="bigrams"), name="person_search"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs) -> None:
        self.renew_search_key()
        super().save(**kwargs)

    def renew_search_key(self) -> None:
        """Before a bulk_create, which calls no save."""
        self.search_key = search_key(self.name, self.kana, self.address, self.telephone, self.mobile)

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
