"""The speed table: each page that it measures is there, for whoever is to read it."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, replace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from imports.models import RecordImport
from national.bench import imports
from national.bench import pages as bench
from national.bench.addresses import pages
from national.bench.budgets import SIGNED_OUT, BenchPage, Budget
from national.bench.cost import PER_BACKEND
from national.bench.readers import MOST, readers
from national.management.commands.bench import read, row
from partnerships.models import Place, Reorganisation
from pilots.models import Pilot
from policy.models import RegionalUpdate

MEASURED = bench.Measured("places", "lead", 100, 30, 9, 90_000, 1000.0, 20.0, 10.0, 45.0)


def test_each_page_of_the_speed_table_answers_its_reader(small: str) -> None:
    people = readers()
    measured = pages()
    written, places = RegionalUpdate.objects.count(), Place.objects.count()
    for kind, users in people.items():
        assert 0 < len(users) == len(set(users)) <= MOST
        client = bench.signed_in(users[0])
        for page in measured:
            if kind in page.readers:
                bench.once(client, page)
    assert {kind for page in measured for kind in page.readers} == set(people)
    names = {page.name for page in measured}
    assert {"merge preview", "directory queue", "barrier list, like one"} <= names
    assert {"regional update", "regional update, drafted", "regional update, written"} <= names
    assert (RegionalUpdate.objects.count(), Place.objects.count()) == (written, places)
    assert not Reorganisation.objects.exists()
    assert pages() == measured  # made once, and found again


class Counting(Client):
    """Knows how often it asked."""

    asked = 0

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """And counts."""
        self.asked += 1
        return super().get(*args, **kwargs)


@pytest.mark.usefixtures("the_record")
def test_readers_come_in_turn_and_what_is_over_a_bound_is_measured_again() -> None:
    page, clients = BenchPage("directory", reverse("places"), Budget()), [Counting(), Counting()]
    found = bench.judged(page, SIGNED_OUT, clients)
    once = bench.WARM_UP + bench.TIMES + 1
    assert sum(client.asked for client in clients) == once
    assert abs(clients[0].asked - clients[1].asked) <= 1
    assert (found.readers, found.over) == (2, [])
    assert found.calls > found.queries > 1
    narrow = replace(page, budget=Budget(queries=1, blocks=1))
    over = bench.judged(narrow, SIGNED_OUT, clients).over
    assert sum(client.asked for client in clients) == once * (1 + bench.TRIES)
    counted = connection.pg_version >= PER_BACKEND
    assert [one.partition(" ")[2] for one in over] == ["queries, not 1", "blocks, not 1"][
        : 1 + counted
    ]


def test_a_run_is_compared_with_one_before_it() -> None:
    before = read(json.dumps([asdict(MEASURED)]))
    assert before == {("places", "lead"): MEASURED}
    [was] = before.values()
    assert not list(bench.slower(MEASURED, None))
    assert not list(bench.slower(replace(MEASURED, ours_ms=22.5), was))
    assert not list(bench.slower(replace(MEASURED, wall_ms=450.0), was))
    assert not list(bench.slower(replace(MEASURED, blocks=None), was))
    dearer = replace(MEASURED, ours_ms=26.0, blocks=1101.0)
    said = ["1.20 times the processor time of before", "1.10 times the blocks of before"]
    assert list(bench.slower(dearer, was)) == said
    assert row(dearer, before).endswith("45.0  1.20, 1.00, 1.10")
    assert row(MEASURED, {}).endswith("45.0")


@pytest.mark.django_db
@pytest.mark.usefixtures("the_record")
def test_an_import_is_measured_step_by_step_and_nothing_is_kept(
    settings: Any,
) -> None:
    settings.ALLOWED_HOSTS = ["placebook.example"]  # as of a server
    pilots, said = Pilot.objects.count(), io.StringIO()
    for kind in ("pilots", "grants"):
        call_command("measure_import", rows=3, kind=kind, stdout=said)
    names = [line.partition("  ")[0] for line in said.getvalue().splitlines()]
    brought = ["Read", "Look", "Import"]
    assert names == [*brought, "Take back", *brought, "Take out", "Take back"]
    [line] = imports.measured(3)
    assert (line.rows, line.over) == (3, [])
    brought_in, taken_out = imports.measured(4, "grants")
    assert (brought_in.page, brought_in.rows, brought_in.over) == ("import of grants", 4, [])
    assert (taken_out.page, taken_out.rows, taken_out.over) == ("export of grants", 4, [])
    assert imports.rows_at("grants", 0.1) == 100_000
    assert Pilot.objects.count() == pilots
    assert not RecordImport.objects.exists()
