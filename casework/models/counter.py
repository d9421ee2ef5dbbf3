from __future__ import annotations

import re

from django.db import connection, models

SHAPE = re.compile(r"^(\d{4})-(\d{4,9})$")  # no more digits than the counter can hold


class NumberCounterManager(models.Manager["NumberCounter"]):
    def next_number(self, kind: NumberCounter.Kind, fiscal_year: int) -> str:
        """The next number of a fiscal year, e.g. 2020-0025. Taken in the transaction that saves the record, so that a
        failed save leaves no gap; two at once wait for each other on the counter's row."""
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into casework_numbercounter (kind, fiscal_year, last) values (%s, %s, 1)"
                " on conflict (kind, fiscal_year) do update set last = casework_numbercounter.last + 1 returning last",
                [kind, fiscal_year],
            )
            (last,) = cursor.fetchone()
        return f"{NumberCounter.PREFIX[kind]}{fiscal_year}-{last:04}"

    def note(self, kind: NumberCounter.Kind, number: str) -> None:
        """A number from elsewhere: the counter goes on after it. Another shape moves none."""
        match = SHAPE.match(number.removeprefix(NumberCounter.PREFIX[kind]))
        if match is None:
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into casework_numbercounter (kind, fiscal_year, last) values (%s, %s, %s)"
                " on conflict (kind, fiscal_year) do update"
                " set last = greatest(casework_numbercounter.last, excluded.last)",
                [kind, int(match[1]), int(match[2])],
            )


class NumberCounter(models.Model):
    """The last number given in a fiscal year, by kind of record."""

    class Kind(models.TextChoices):
        CONSULTATION = "consultation"
        HOUSEHOLD = "household"

    PREFIX = {Kind.CONSULTATION: "", Kind.HOUSEHOLD: "S"}

    kind = models.CharField(max_length=20, choices=Kind)
    fiscal_year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    objects = NumberCounterManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "fiscal_year"], name="one_counter_for_a_year")]

    def __str__(self) -> str:
        return f"{self.kind} {self.fiscal_year}: {self.last}"
