"""A page is made again just where the database would not say the same to it."""

import pytest
from django.db import connection, transaction
from django.test import Client

from partnerships.models import Place
from tests import builders
from tests.access.reading import Asked, read

pytestmark = pytest.mark.django_db


def test_a_page_whose_queries_get_other_rows_is_made_again() -> None:
    place = builders.place("Leeds")
    page = read(Client(), place.get_absolute_url())
    assert page.said.startswith("200")
    assert page.asked.is_answered_the_same()
    assert page.again() is page.said

    Place.objects.filter(pk=place.pk).update(name="Leeds renamed")
    assert not page.asked.is_answered_the_same()
    assert "Leeds renamed" in page.again()


def test_rows_read_by_parts_on_the_server_stay_whole_and_are_never_taken_for_the_same() -> None:
    builders.place("Leeds")
    asked = Asked()
    with transaction.atomic(), connection.execute_wrapper(asked):
        names = [place.name for place in Place.objects.filter(name="Leeds").iterator()]
    assert names == ["Leeds"]
    assert not asked.is_answered_the_same()
