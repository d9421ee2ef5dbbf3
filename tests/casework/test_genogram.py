"""The genogram: what is drawn of a family's records, how, and that nothing lies on anything."""

from __future__ import annotations

import pytest

from casework.choices import Category
from casework.genogram.picture import draw, written
from casework.genogram.reading import read
from tests.casework.genogram_families import DAY, FAMILIES, made
from tests.casework.genogram_overlaps import overlaps

ALL = frozenset(Category)


@pytest.mark.parametrize("name", FAMILIES)
def test_nothing_in_a_picture_lies_on_anything_else(name):
    drawing = draw(read(made(name), ALL, DAY).family)
    assert overlaps(drawing) == []
