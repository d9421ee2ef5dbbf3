"""Rows of a form that two people have open at once."""

from django.http import QueryDict


def with_stored_rows(data: QueryDict, prefix: str, stored: set[int]) -> QueryDict:
    """What was sent, with rows that somebody else took out meanwhile as new ones: nobody's typing is lost."""
    total, there = data.get(f"{prefix}-TOTAL_FORMS", ""), set(map(str, stored))
    numbers = range(min(int(total), 1000) if total.isdecimal() else 0)
    gone = [n for n in numbers if (key := data.get(f"{prefix}-{n}-id", "")) and key not in there]
    if not gone:
        return data
    rows = {n: {k: v for k, v in data.lists() if k.startswith(f"{prefix}-{n}-")} for n in numbers}
    made = data.copy()
    for row in rows.values():
        for name in row:
            del made[name]
    kept = [n for n in numbers if n not in gone and data.get(f"{prefix}-{n}-id")]
    for place, number in enumerate([*kept, *(n for n in numbers if n not in kept)]):
        for name, values in rows[number].items():
            field = name.removeprefix(f"{prefix}-{number}-")
            made.setlist(f"{prefix}-{place}-{field}", [""] if field == "id" and number in gone else values)
    made[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
    return made
