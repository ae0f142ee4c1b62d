"""Addresses that are made from a shape are those that Django makes; new ones are free."""

import threading

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import override_script_prefix
from django.urls import NoReverseMatch, reverse

from pilots.models import SharedDefinition
from records.addresses import address, free_slug
from tests.defined import shared_definition

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


@pytest.mark.django_db
def test_of_records_that_everybody_reads_the_second_of_a_name_is_numbered():
    assert [shared_definition("Homes").slug for _ in range(3)] == ["homes", "homes-2", "homes-3"]


@pytest.mark.usefixtures("own_database")
def test_a_name_that_ends_in_a_number_waits_for_the_numbered_address_that_is_being_written():
    """Else both would take "homes-2", and whoever comes second would fail."""
    shared_definition("Homes")
    found = []

    def ask():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '50ms'")
                found.append(free_slug(SharedDefinition.objects, "Homes 2", "definition"))
        except OperationalError as waited:
            found.append(str(waited))
        finally:
            connection.close()

    with transaction.atomic():
        assert shared_definition("Homes").slug == "homes-2"
        other = threading.Thread(target=ask)
        other.start()
        other.join()
    assert len(found) == 1
    assert "lock timeout" in found[0]
    assert shared_definition("Homes 2").slug == "homes-2-2"
