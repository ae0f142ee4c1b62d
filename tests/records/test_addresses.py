"""Addresses that are made from a shape are those that Django makes."""

import pytest
from django.test.utils import override_script_prefix
from django.urls import NoReverseMatch, reverse

from records.addresses import address

NAMED = [
    ("place", ["leeds"]),
    ("pilot", ["7301946825"]),
    ("indicator", ["warm-homes", 3]),
    ("pilot_update_page", ["warm-homes", 12]),
    ("flow", [41]),
    ("barrier", ["B-000123"]),
    ("pilots", []),
]


@pytest.mark.parametrize(("name", "parts"), NAMED)
def test_an_address_is_the_one_that_django_makes(name, parts):
    assert address(name, *parts) == reverse(name, args=parts)


def test_an_address_stands_below_the_prefix_of_the_server():
    address("place", "leeds")
    with override_script_prefix("/placebook/"):
        assert address("place", "leeds") == "/placebook/places/leeds/"


@pytest.mark.parametrize("part", ["", "two words", "a/b", "{}"])
def test_what_is_no_slug_has_no_address(part):
    with pytest.raises(NoReverseMatch):
        address("place", part)


def test_a_name_that_is_not_there_has_no_address():
    with pytest.raises(NoReverseMatch):
        address("nowhere", "leeds")
