"""Everything about a programme as a zip: what each reader gets of it, and how it is read."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tracemalloc
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from barriers.models import ActionTried
from dashboards.programme_export import whole
from geography.models import ContextFigure, Measure, MeasureRelease
from interface.words import count_words
from partnerships.models import PlaceCode, PlaceName
from pilots.models import (
    Actual,
    Indicator,
    Pilot,
)
from records.models import Source
from records.subjects import declarations, registered
from registry.programme_files import AT_ONCE, ProgrammeFile, Scope
from tests import builders, engaged, learned
from tests.builders import Cast
from tests.dashboards.programme_export.planted import SECRET, hidden, judged, life
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return builders.cast()


@pytest.fixture
def homes(people: Cast) -> Pilot:
    """A public pilot with a plan, a figure that was corrected and one that is not known."""
    source = Source.objects.create(slug="guidance", title="Programme guidance")
    pilot = builders.pilot(
        people.bradford, "Warm homes", programme=people.pfpp, slug="warm-homes", source=source
    )
    visited = builders.indicator(pilot, "Homes visited", target_low=150, source=source)
    first = builders.actual(visited, 60, as_of=dt.date(2026, 6, 30))
    builders.actual(visited, 67, as_of=dt.date(2026, 6, 30), replaces=first, counts="same")
    builders.actual(visited, as_of=dt.date(2026, 9, 1), as_of_precision="month")
    return pilot


def taken(who: Any, people: Cast) -> dict[str, str]:
    """The files of the zip by name, as this person takes it away."""
    response = signed_in(who).get(reverse("programme_export_file", args=[people.pfpp.slug]))
    assert response["Content-Type"] == "application/zip"
    with ZipFile(io.BytesIO(b"".join(response))) as parts:
        assert parts.testzip() is None
        return {name: parts.read(name).decode("utf-8-sig") for name in parts.namelist()}


def rows(files: dict[str, str], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name])))


def test_each_reader_gets_the_rows_that_they_may_read_and_no_word_of_others(
    people: Cast, homes: Pilot
) -> None:
    before = taken(people.outsider, people)
    hidden(people)
    for_evaluator, for_outsider = taken(people.evaluator, people), taken(people.outsider, people)
    assert {row["pilot"] for row in rows(for_evaluator, "pilots.csv")} == {
        "warm-homes",
        f"{SECRET}-programme",
    }
    named = {name for name, said in for_evaluator.items() if SECRET in said}
    assert named >= {
        *("pilots.csv", "indicators.csv", "actuals.csv", "updates.csv", "milestones.csv"),
        *("lessons.csv", "engagement.csv", "referrals.csv", "barriers.csv", "changes.csv"),
        *("earlier_definitions.csv", "shared_definitions.csv", "repeat_measures.csv"),
        *("theories.csv", "theory_boxes.csv", "theory_links.csv", "evaluations.csv"),
        *("evaluation_reports.csv", "evaluation_findings.csv", "costs_and_benefits.csv"),
        *(
            "spread.csv",
            "status_changes.csv",
            "phases.csv",
            "milestone_moves.csv",
            "risks.csv",
            "legacy.csv",
        ),
        *(
            "target_outcomes.csv",
            "case_studies.csv",
            "barriers_tried.csv",
            "plans.csv",
            "pilot_places.csv",
        ),
    }
    assert [name for name, said in for_outsider.items() if SECRET in said] == []
    assert for_outsider == before


# Of the programme and its places, which everybody reads
NOT_PLANTED = frozenset(
    {"programme", "places", "place_codes", "place_names", "place_links", "place_figures", "sources"}
)


def test_each_file_is_tried_with_a_row_of_a_hidden_pilot(people: Cast) -> None:
    hidden(people)
    files = taken(people.evaluator, people)
    lacking = {
        f"{module.replace('.', '/')}.py: a row of {one.file}"
        for module, one in declarations()
        if isinstance(one, ProgrammeFile)
        if one.name not in NOT_PLANTED and SECRET not in files[one.file]
    }
    assert lacking == set()


def test_the_zip_has_the_money_of_the_programme_and_the_figures_of_its_places(
    people: Cast, homes: Pilot
) -> None:
    builders.flow(people.bradford, 1200, description="Grant", programme=people.pfpp)
    builders.flow(people.bradford, 50, description="Of another")
    source = Source.objects.create(slug="census", title="Census", is_open=True)
    said = {"topic": "Homes", "levels": "Councils", "definition": "Households that rent"}
    renting = Measure.objects.create(key="renting", label="Renting", decimals=1, **said)
    census = MeasureRelease.objects.create(measure=renting, name="2021", as_of=dt.date(2021, 3, 21))
    for place in (people.bradford, people.luton):
        ContextFigure.objects.create(release=census, place=place, value="18.1", source=source)
    files = taken(people.outsider, people)
    [flow] = rows(files, "flows.csv")
    assert (flow["description"], flow["amount_low"]) == ("Grant", "1200.00")
    [figure] = rows(files, "place_figures.csv")
    assert (figure["place"], figure["measure"]) == (people.bradford.slug, "renting")
    assert "census" in {row["source"] for row in rows(files, "sources.csv")}


def test_the_page_says_how_many_pilots_the_reader_sees_and_offers_the_file(
    people: Cast, homes: Pilot
) -> None:
    hidden(people)
    address = reverse("programme_export", args=[people.pfpp.slug])
    assert "You can see 2 pilots" in text_of(signed_in(people.evaluator).get(address))
    page = signed_in(people.outsider).get(address)
    assert "You can see 1 pilot of" in text_of(page)
    assert reverse("programme_export_file", args=[people.pfpp.slug]) in page.content.decode()
    assert Client().get(address).status_code == 302


def test_corrected_figures_are_kept_and_unknown_ones_are_blank_with_a_reason(
    people: Cast, homes: Pilot
) -> None:
    found = rows(taken(people.evaluator, people), "actuals.csv")
    said = [(row["value_low"], row["state"], row["not_known_because"]) for row in found]
    assert said == [
        ("60.00", "corrected since", ""),
        ("67.00", "stands", ""),
        ("", "stands", "not counted yet"),
    ]
    first, second, unknown = found
    assert second["corrects"] == first["figure"]
    assert (unknown["as_of"], unknown["value_qualifier"]) == ("2026-09", "")
    assert {row["indicator"] for row in found} == {"warm-homes/1"}


def test_a_correction_that_the_reader_may_not_see_yet_is_not_told(
    people: Cast, homes: Pilot
) -> None:
    update = builders.update(homes)
    standing = Actual.objects.get(value_low=67)
    builders.actual(standing.indicator, 71, as_of=standing.as_of, replaces=standing, update=update)
    mine = rows(taken(people.outsider, people), "actuals.csv")
    assert ("67.00", "stands") in {(row["value_low"], row["state"]) for row in mine}
    assert "71.00" not in {row["value_low"] for row in mine}
    whole_of_it = rows(taken(people.pfpp_lead, people), "actuals.csv")
    assert ("67.00", "corrected since") in {(r["value_low"], r["state"]) for r in whole_of_it}


def test_an_update_that_waits_reaches_its_funder_and_not_an_outsider(
    people: Cast, homes: Pilot
) -> None:
    builders.update(homes, happened="We waited for the boilers.", help_needed="Gas fitters")
    mine = rows(taken(people.pfpp_lead, people), "updates.csv")
    assert [(row["happened"], row["help_needed"]) for row in mine] == [
        ("We waited for the boilers.", "Gas fitters")
    ]
    assert rows(taken(people.outsider, people), "updates.csv") == []


def test_the_codebook_has_every_column_of_every_file(people: Cast, homes: Pilot) -> None:
    files = taken(people.evaluator, people)
    described: dict[str, list[str]] = {}
    for row in rows(files, "codebook.csv"):
        assert row["meaning"], row
        assert row["an_empty_cell_means"], row
        described.setdefault(row["file"], []).append(row["column"])
    heads = {
        name: next(csv.reader(io.StringIO(said)))
        for name, said in files.items()
        if name.endswith(".csv") and name != "codebook.csv"
    }
    assert described == heads
    assert all(len(set(columns)) == len(columns) for columns in heads.values())


def test_a_date_that_is_told_with_its_precision_has_one(people: Cast) -> None:
    scope = Scope(people.evaluator, people.pfpp)
    dated = [
        (one.rows(scope).model, column.as_exact)
        for one in registered(ProgrammeFile)
        for column in one.columns
        if column.as_exact
    ]
    assert len(dated) > 20
    fields = {model: {field.name for field in model._meta.get_fields()} for model, _ in dated}
    assert [pair for pair in dated if f"{pair[1]}_precision" not in fields[pair[0]]] == []


def test_every_file_is_named_in_the_readme_with_its_rows(people: Cast, homes: Pilot) -> None:
    files = taken(people.evaluator, people)
    said = " ".join(files["README.txt"].split())
    assert "with the role “evaluator, Partnerships for People and Place”." in said
    assert str(people.evaluator) not in said
    assert "actuals.csv: 3 rows." in files["README.txt"]
    assert "barriers.csv: no rows." in files["README.txt"]
    assert [name for name in files if name not in files["README.txt"]] == ["README.txt"]


def test_the_readme_counts_what_each_file_holds(people: Cast, homes: Pilot) -> None:
    hidden(people)
    for who in (people.evaluator, people.outsider):
        files = taken(who, people)
        held = [name for name in files if name.endswith(".csv") and name != "codebook.csv"]
        said = [f"\n{name}: {count_words(len(rows(files, name)), 'row')}. " for name in held]
        assert [line for line in said if line not in files["README.txt"]] == []


def test_a_place_keeps_its_key_with_each_code_and_name_that_it_had(
    people: Cast, homes: Pilot
) -> None:
    at = people.bradford
    changed = dt.date(2023, 4, 1)
    PlaceCode.objects.create(place=at, code="E06000001", valid_to=changed)
    PlaceCode.objects.create(place=at, code="E06000063", valid_from=changed)
    PlaceName.objects.create(place=at, name="Old Bradford", valid_to=changed)
    files = taken(people.evaluator, people)
    codes = [(row["place"], row["code"], row["valid_to"]) for row in rows(files, "place_codes.csv")]
    assert codes == [("bradford", "E06000001", "2023-04-01"), ("bradford", "E06000063", "")]
    assert "Old Bradford" in files["place_names.csv"]
    assert [row["gss_code"] for row in rows(files, "places.csv")] == ["E06000063"]


def test_no_cell_is_run_as_a_formula(people: Cast, homes: Pilot) -> None:
    learned.lesson(homes, '=HYPERLINK("http://example.test")')
    [row] = rows(taken(people.evaluator, people), "lessons.csv")
    assert row["text"].startswith("'=")


def test_sources_are_those_that_a_row_names(people: Cast, homes: Pilot) -> None:
    Source.objects.create(slug="elsewhere", title="Another programme")
    found = rows(taken(people.evaluator, people), "sources.csv")
    assert [row["source"] for row in found] == ["guidance"]


def queries(people: Cast) -> int:
    for kept in ("reader", "boards_sat"):
        people.evaluator.__dict__.pop(kept, None)
    with CaptureQueriesContext(connection) as asked:
        for one in registered(ProgrammeFile):
            for _ in one.read(Scope(people.evaluator, people.pfpp)):
                pass
    return len(asked)


def test_thirty_of_each_cost_as_many_queries_as_one(people: Cast, homes: Pilot) -> None:
    def everything(number: int) -> None:
        pilot = hidden(people, "programme") if number == 0 else _another(people, number)
        builders.actual(Indicator.objects.filter(pilot=pilot)[0], 3, as_of=dt.date(2025, 1, 1))

    Pilot.objects.filter(pk=homes.pk).update(parent=builders.pilot(people.luton))
    everything(0)
    one = queries(people)
    for number in range(1, 30):
        everything(number)
    assert queries(people) == one


def _another(people: Cast, number: int) -> Pilot:
    pilot = builders.pilot(people.bradford, programme=people.pfpp)
    pilot.parent = Pilot.objects.get(slug="warm-homes")
    pilot.save()
    builders.actual(builders.indicator(pilot, target_low=number), 1)
    builders.update(pilot, state="accepted")
    learned.lesson(pilot)
    learned.case_study(pilot, state="published")
    engaged.engagement(pilot)
    barrier = builders.barrier(people.bradford, pilot=pilot, programme=people.pfpp)
    ActionTried.objects.create(barrier=barrier, what="Asked")
    life(pilot, "So it went.")
    judged(pilot, "So it went.")
    return pilot


def test_rows_are_read_in_batches_while_the_file_is_sent(people: Cast, homes: Pilot) -> None:
    number = Indicator.objects.get()
    Actual.objects.bulk_create(
        Actual(indicator=number, value_low=day, as_of=dt.date(2000, 1, 1) + dt.timedelta(day))
        for day in range(4_000)
    )
    pieces: Iterator[bytes] = whole.stream(
        Scope(people.evaluator, people.pfpp), "https://example.test"
    )
    asked: list[int] = []
    sizes: list[int] = []
    with CaptureQueriesContext(connection) as found:
        for piece in pieces:
            sizes.append(len(piece))
            asked.append(sum('FROM "pilots_actual"' in one["sql"] for one in found))
    # 4,003 rows: four full batches and the rest, each asked for when the one before was sent; and
    # those by group, of which there are none
    batches = [one for one in found if one["sql"].startswith('SELECT "pilots_actual"."id"')]
    limited = [one for one in batches if f"LIMIT {AT_ONCE}" in one["sql"]]
    assert len(limited) == 5 + 1
    assert len(set(asked)) > 3, "part of it was sent before the rest was read"
    assert max(sizes) < 200_000


def test_the_most_held_in_memory_does_not_grow_with_the_rows(people: Cast, homes: Pilot) -> None:
    number = Indicator.objects.get()

    def most_held(first: int, last: int) -> int:
        Actual.objects.bulk_create(
            Actual(indicator=number, value_low=day, as_of=dt.date(2000, 1, 1) + dt.timedelta(day))
            for day in range(first, last)
        )
        tracemalloc.start()
        try:
            for _ in whole.stream(Scope(people.evaluator, people.pfpp), "https://example.test"):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    most_held(0, 10)  # what is made once, by the first who asks
    few = most_held(10, 2_500)
    many = most_held(2_500, 9_000)
    assert many < 1.2 * few
