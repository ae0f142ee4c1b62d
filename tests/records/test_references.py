"""What people call a record, as they type it and as addresses hold it."""

import pytest

from records.addresses import Reference

B = Reference("B")


@pytest.mark.parametrize("typed", ["B-000123", "b-123", " B123 ", "b000000123"])
def test_the_number_is_read_however_it_is_typed(typed):
    assert B.number(typed) == 123


@pytest.mark.parametrize(
    "typed", ["", "B-", "B-0", "123", "D-123", "B-12x", f"B-{'9' * 19}", "B-１２３", "B--1"]
)
def test_anything_else_is_no_reference(typed):
    assert B.number(typed) is None


def test_an_address_holds_one_spelling():
    converter = B.converter()()
    assert converter.to_url(123) == converter.to_url("B-000123") == "B-000123" == B.of(123)
    assert converter.to_python("B-1234567") == 1_234_567
