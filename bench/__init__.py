"""Speed and memory, as ratios measured in one run on one machine: bin/manage bench [NAME …]. Nothing here is a test."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """One line of the result. bound: what it should stay under; least: what it should reach; None where it is told."""

    what: str
    value: float
    unit: str
    bound: float | None = None
    least: float | None = None

    def __str__(self) -> str:
        line = f"{self.what}: {self.value:.2f} {self.unit}"
        if self.least is not None:
            return f"{line}  (at least {self.least:g}: {'kept' if self.value >= self.least else 'NOT kept'})"
        if self.bound is None:
            return line
        return f"{line}  (at most {self.bound:g}: {'kept' if self.value <= self.bound else 'NOT kept'})"


def median_seconds(work: Callable[[], object], times: int) -> float:
    """After one run to warm up."""
    work()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)
