"""Postcodes as people type them: with spaces anywhere, in part, of other countries."""

from __future__ import annotations

import pytest

from geography.locality.postcodes import read


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("TR1", ("TR1",)),
        ("tr1", ("TR1",)),
        ("PL31 1AA", ("PL31 1", "PL31")),
        ("pl311aa", ("PL31 1", "PL31")),
        (" p l 3 1 1 a a ", ("PL31 1", "PL31")),
        ("PL3 11AA", ("PL31 1", "PL31")),
        ("SW1A 2AA", ("SW1A 2", "SW1A")),
        ("TR1 1", ("TR1 1", "TR11")),
        ("TR11", ("TR11", "TR1 1")),
        ("PL31 1", ("PL31 1",)),
        ("M1", ("M1",)),
        ("PL31-1AA", ("PL31 1", "PL31")),
        ("PL31 1AA.", ("PL31 1", "PL31")),
        ("pl31 1aa, Cornwall", ("PL31 1", "PL31")),
        ("TR1.", ("TR1",)),
    ],
)
def test_a_postcode_is_read_whatever_the_spaces(typed: str, names: tuple[str, ...]) -> None:
    postcode = read(typed)
    assert postcode is not None
    assert postcode.names == names


@pytest.mark.parametrize(
    "typed",
    [
        "",
        ",",
        "TR",
        "Truro",
        "1",
        "2025",
        "B-000123",
        "E08000032",
        "TR1AA1",
        "AB1" * 9,
        "B-12",
        "b-1",
    ],
)
def test_other_words_are_no_postcode(typed: str) -> None:
    assert read(typed) is None


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("EH1 1AA", "Scotland"),
        ("g1 1xq", "Scotland"),
        ("C F 1 0 1 A A", "Wales"),
        ("BT1", "Northern Ireland"),
        ("IM1 1AA", "the Isle of Man"),
        ("TD15 1AA", ""),  # Berwick-upon-Tweed
        ("CH1 1AA", ""),
        ("SY10", ""),
    ],
)
def test_areas_wholly_elsewhere_are_told_from_those_on_the_border(typed: str, country: str) -> None:
    postcode = read(typed)
    assert postcode is not None
    assert postcode.elsewhere == country


def test_a_postcode_of_another_country_says_which() -> None:
    edinburgh, nowhere = read("eh11aa"), read("TR99 9ZZ")
    assert edinburgh is not None
    assert nowhere is not None
    assert edinburgh.missing_words == (
        "EH1 1AA is a postcode in Scotland. Placebook is about England."
    )
    assert nowhere.missing_words.startswith("No postcode that begins with TR99 is in our list")
