"""Cells with several values, as the format writes them."""

import pytest

from reports.ledgers.cells import Age, guarded, joined, split, unguarded


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("", []),
        ("a", ["a"]),
        ("a;b；c", ["a", "b", "c"]),
        (" a ;; b ", ["a", "b"]),
        (r"a\;b;c", ["a;b", "c"]),
        (r"a\；b", ["a；b"]),
        (r"a\\;b", ["a\\", "b"]),
        (r"C:\temp;b", [r"C:\temp", "b"]),
        ("a\\", ["a\\"]),
    ],
)
def test_a_cell_is_split(cell: str, values: list[str]) -> None:
    assert split(cell) == values


@pytest.mark.parametrize("values", [["a;b", "c；d", "e\\"], ["\\;", "\\\\"], ["C:\\x", "y"], ["=1", "2"]])
def test_what_is_joined_is_split_again(values: list[str]) -> None:
    assert split(unguarded(guarded(joined(values)))) == values


@pytest.mark.parametrize(("typed", "read"), [("68", "68"), ("６８歳", "68"), ("50代", "50代"), ("", "")])
def test_an_age_is_a_number_or_a_decade(typed: str, read: str) -> None:
    assert Age().clean(typed) == read


@pytest.mark.parametrize("typed", ["五十", "50代くらい", "-3", "1234"])
def test_anything_else_is_no_age(typed: str) -> None:
    with pytest.raises(ValueError, match="50代"):
        Age().clean(typed)
