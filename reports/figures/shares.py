"""Percentages as reports print them (DOMAIN §8): each rounded half up to a whole, their sum shown, never forced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.figures.cases import percent


@dataclass(frozen=True)
class Shares:
    """The parts of a whole in whole percents; None of nothing."""

    percents: tuple[int | None, ...]

    @property
    def sum(self) -> int:
        return sum(each or 0 for each in self.percents)

    @property
    def uneven(self) -> bool:
        """Whether the printed percentages do not add to 100, which is said beside them."""
        return self.sum not in (0, 100)


def shares(counts: Sequence[int]) -> Shares:
    whole = sum(counts)
    return Shares(tuple(percent(count, whole) for count in counts))
