"""How much each agreement counts when two records are compared: weights.tsv, as a table for the database."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

FILE = Path(__file__).with_name("weights.tsv")


def read() -> dict[tuple[str, str, str], Decimal]:
    """Weights by kind, field and level."""
    lines = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()]
    return {(line[0], line[1], line[2]): Decimal(line[3]) for line in lines if not line[0].startswith("#")}


def ship_weights(sender, using: str, **kwargs) -> None:
    """After every migration: the table is as the file, which was measured as a whole (docs/matching.md)."""
    from casework.models import MatchWeight

    wanted = read()
    held = MatchWeight.objects.using(using)
    if {(each.kind, each.field, each.level): each.weight for each in held.all()} != wanted:
        held.all().delete()
        held.bulk_create(MatchWeight(kind=k, field=f, level=n, weight=w) for (k, f, n), w in wanted.items())
