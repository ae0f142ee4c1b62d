"""The speed table: each page that it measures is there, for whoever is to read it."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from imports.models import RecordImport
from national.bench import imports
from national.bench import pages as bench
from national.bench.addresses import keepers, pages, readers
from partnerships.models import Place, Reorganisation
from pilots.models import Pilot
from policy.models import RegionalUpdate


@override_settings(ROOT_URLCONF="national.bench.urls")
def test_each_page_of_the_speed_table_answers_its_reader(small: str) -> None:
    people = {**readers(), **keepers()}
    measured = pages()
    written, places = RegionalUpdate.objects.count(), Place.objects.count()
    for reader, user in people.items():
        client = Client()
        if user:
            client.force_login(user)
        for page in measured:
            if page.reader == reader or (reader in readers() and page.read_by(reader)):
                bench.once(client, page)
    names = {page.name for page in measured}
    assert {"merge preview", "directory queue", "barrier list, like one"} <= names
    assert {"regional update", "regional update, drafted", "regional update, written"} <= names
    assert (RegionalUpdate.objects.count(), Place.objects.count()) == (written, places)
    assert not Reorganisation.objects.exists()
    assert pages() == measured  # made once, and found again


@pytest.mark.django_db
@pytest.mark.usefixtures("the_record")
def test_an_import_is_measured_step_by_step_and_nothing_is_kept() -> None:
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
