"""The first few of some rows and how many there are, each once, and those of the reader alone."""

from __future__ import annotations

from typing import Any

import pytest

from access.subqueries import first_of, of_many, with_count
from funding.models import Fund
from pilots.models import Pilot
from tests import builders
from tests.builders import Cast


def first_of_many(rows: Any, shown: int, *, most: int = 500) -> Any:
    return with_count(list(of_many(rows, shown, most)), most)


@pytest.fixture
def people(db: None) -> Cast:
    return builders.cast()


@pytest.mark.parametrize("read", [first_of, first_of_many])
def test_the_few_are_shown_and_all_that_the_reader_sees_are_counted(
    people: Cast, read: Any, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        builders.pilot(people.luton, f"Pilot {number}", visibility="network")
    builders.pilot(people.bradford, "Hidden", visibility="place")
    reader = people.luton_officer
    reader.reader = None
    with django_assert_num_queries(2):  # one for the roles of the reader
        rows = Pilot.objects.visible_to(reader).with_lead().order_by("-name", "id")
        first, count = read(rows, 2)
    assert [row.title for row in first] == ["Pilot 4", "Pilot 3"]
    assert [row.known_lead for row in first] == ["Luton", "Luton"]
    assert str(count) == "5"
    assert str(read(rows, 2, most=3)[1]) == "3+"
    assert read(rows.filter(name="Hidden"), 2)[0] == []


@pytest.mark.parametrize("read", [first_of, first_of_many])
def test_a_row_found_through_another_table_stands_once(people: Cast, read: Any) -> None:
    fund = Fund.objects.create(name="Made-up fund", slug="made-up-fund", visibility="public")
    department = builders.organisation("A department")
    fund.owners.set([people.council, department])
    other = Fund.objects.create(name="Another", slug="another", visibility="public")
    other.owners.set([department])
    found, count = read(Fund.objects.filter(owners=people.council).order_by("name", "id"), 5)
    assert found == [fund]
    assert str(count) == "1"
