"""A newer release of official figures by the pages: one measure, or a workbook of several."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook

from geography.models import Attribution, ContextFigure, DataLoad, Measure, MeasureRelease
from partnerships.models import PlaceCode
from records.models import Source
from tests import builders
from tests.builders import Cast
from tests.geography.data_load.sent import decide, head_and, send, signed_in, text

pytestmark = pytest.mark.django_db
HEAD = "code,value"


@pytest.fixture
def measured(cast: Cast) -> Cast:
    """Renting of Bradford, Luton and England in 2021, and the rank of Bradford in 2019."""
    PlaceCode.objects.create(place=cast.bradford, code="E08000032")
    PlaceCode.objects.create(place=cast.luton, code="E06000032")
    source = Source.objects.create(slug="census", title="Tenure", is_open=True)
    Attribution.objects.create(source=source, licence="OGL", line="Contains public information")
    said = {"topic": "Housing", "levels": "Councils", "definition": "Households that rent"}
    renting = Measure.objects.create(
        key="renting", label="Renting", unit="% of households", decimals=1, **said
    )
    rank = Measure.objects.create(key="rank", label="Rank", decimals=0, **said)
    census = MeasureRelease.objects.create(
        measure=renting, name="Census 2021", as_of=dt.date(2021, 3, 21)
    )
    first = MeasureRelease.objects.create(
        measure=rank, name="2019", as_of=dt.date(2019, 9, 26), ranked=317
    )
    for release, area, value in (
        (census, {"place": cast.bradford}, "18.1"),
        (census, {"place": cast.luton}, "24.0"),
        (census, {"country": "E92000001"}, "20.5"),
        (first, {"place": cast.bradford}, "21"),
    ):
        ContextFigure.objects.create(release=release, value=value, source=source, **area)
    return cast


@pytest.fixture
def administrator(measured: Cast) -> Client:
    return signed_in(measured.administrator)


def send_figures(client: Client, content: bytes, file_name: str = "r.csv", **said: str) -> Any:
    """Figures of renting in 2025, if nothing else is said."""
    about = {"measure": "renting", "name": "Census 2025", "title": "Tenure", "as_of_year": "2025"}
    return send(client, "figures", content, file_name, **{**about, **said})


NEWER = head_and("E08000032,26.3", "E92000001,21.5", head=HEAD)


def load(client: Client) -> Any:
    return decide(client, DataLoad.objects.waiting().get())


def value_of(release: str, place: str) -> Decimal | None:
    return ContextFigure.objects.get(release__name=release, place__slug=place).value


def test_a_newer_release_is_compared_loaded_and_stands_beside_the_older(
    measured: Cast, administrator: Client
) -> None:
    said = text(send_figures(administrator, NEWER))
    assert "Renting, Census 2025, as at 1 May 2025 Census 2021, as at 21 March 2021 It" in said
    assert "stays beside this one 2 0 2 1" in said
    assert "Bradford Renting 18.1% 26.3%" in said
    assert "England Renting 20.5% 21.5%" in said
    assert "Publication and licence Tenure: OGL, “Contains public information”" in said
    assert said.index("Bradford Renting") < said.index("England Renting")
    assert "in the release before that are not in this one: Luton." in said
    assert "Bradford editor: Bradford" in said
    assert "Luton editor: Luton" in said
    assert not ContextFigure.objects.filter(release__name="Census 2025").exists()

    assert "Your file is loaded." in text(load(administrator))
    assert value_of("Census 2025", "bradford") == Decimal("26.3")
    assert value_of("Census 2021", "bradford") == Decimal("18.1")
    figure = ContextFigure.objects.get(release__name="Census 2025", place=measured.bradford)
    assert figure.source.slug == "census"
    about = text(Client().get("/about/data/"))
    assert "Renting Census 2025, as at 1 May 2025 Also kept: Census 2021" in about


def test_a_new_publication_is_named_with_its_licence_and_the_day_it_was_read(
    administrator: Client,
) -> None:
    send_figures(administrator, NEWER, title="Tenure of 2025", attribution="Contains NS data")
    load(administrator)
    source = Source.objects.get(slug="tenure-of-2025")
    assert (source.publisher, source.is_open) == ("Office for National Statistics", True)
    assert source.how_read == "Open Government Licence v3.0"
    assert source.attribution.line == "Contains NS data"
    assert source.created_by is None or source.created_by.is_active


def test_ranks_of_two_releases_are_never_set_against_each_other(administrator: Client) -> None:
    newer = head_and("E08000032,12", head=HEAD)
    said = text(send_figures(administrator, newer, measure="rank", name="2025", ranked="296"))
    assert "Not compared: a rank, score or class says something within its own release" in said
    assert "The largest changes" not in said
    assert "Bradford editor: Bradford" in said


def test_ranks_say_of_how_many_areas_they_are(administrator: Client) -> None:
    ranks = head_and("E08000032,12", head=HEAD)
    page = send_figures(administrator, ranks, measure="rank", name="2025")
    assert set(page.context["form"].errors) == {"ranked"}
    releases = [["measure", "release", "as_of"], ["rank", "2025", dt.date(2025, 10, 30)]]
    figures = [FIGURES[0], ["E08000032", "rank", "2025", 12, "census"]]
    content = workbook(releases=releases, figures=figures)
    said = text(send_figures(administrator, content, "f.xlsx", **SILENT, as_of_year=""))
    assert "Releases, row 2, ranked: say how many areas were ranked" in said
    assert not DataLoad.objects.exists()


def test_a_correction_of_ranks_keeps_of_how_many_areas_they_are_and_says_what_changes(
    administrator: Client,
) -> None:
    ranks = head_and("E08000032,12", head=HEAD)
    first = {"measure": "rank", "name": "2019", "as_of_day": "26", "as_of_month": "9"}
    said = text(send_figures(administrator, ranks, **first, as_of_year="2019"))
    assert "The number of areas" not in said
    load(administrator)
    assert MeasureRelease.objects.get(name="2019").ranked == 317
    first["as_of_day"] = "27"
    said = text(send_figures(administrator, ranks, **first, as_of_year="2019", ranked="316"))
    assert "The day of “Rank, 2019” changes from 26 September 2019 to 27 September 2019" in said
    assert "The number of areas ranked in “Rank, 2019” changes from 317 to 316" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (head_and("E08000099,1", head=HEAD), "Line 2, code: no place has the code “E08000099”"),
        (head_and("E08000032,100.1", head=HEAD), "Line 2, value: 100.1 is more than 100%"),
        (head_and("E08000032,many", head=HEAD), "Line 2, value: “many” is not a number"),
        (head_and("E08000032,-1", head=HEAD), "Line 2, value: -1 is below 0"),
        (head_and("E08000032,1", "E08000032,2", head=HEAD), "has this figure of this release in"),
        (head_and("E08000032", head="code"), "Line 1: the column value is missing"),
        (head_and("E08000032,1,2", head="code,value,note"), "the column “note” is not known"),
        (
            head_and("E08000032,1,owning", head="code,value,measure"),
            "Line 2, measure: the file says “owning”, and the form says “renting”",
        ),
    ],
)
def test_a_bad_file_is_refused_whole_with_row_column_and_reason(
    administrator: Client, content: bytes, said: str
) -> None:
    page = text(send_figures(administrator, content))
    assert "Nothing was loaded" in page
    assert said in page
    assert not DataLoad.objects.exists()
    assert MeasureRelease.objects.count() == 2


def test_bad_values_and_unknown_codes_are_named_together_row_by_row(
    administrator: Client,
) -> None:
    content = head_and("E08000099,1", "E08000032,many", "E08000098,101", head=HEAD)
    page = text(send_figures(administrator, content))
    assert "4 problems in the file. Nothing was loaded" in page
    said = [
        "Line 2, code: no place has the code “E08000099”",
        "Line 3, value: “many” is not a number",
        "Line 4, value: 101 is more than 100%",
        "Line 4, code: no place has the code “E08000098”",
    ]
    assert [page.count(one) for one in said] == [1] * 4
    assert [page.index(one) for one in said] == sorted(page.index(one) for one in said)
    assert not DataLoad.objects.exists()


def test_a_new_release_without_a_figure_is_refused(administrator: Client) -> None:
    content = workbook(releases=RELEASES, measures=MEASURES, figures=[FIGURES[0]])
    said = text(send_figures(administrator, content, "f.xlsx", **SILENT, as_of_year=""))
    assert "the file has no figures for 2021 of owning" in said
    rank = head_and("E08000032,30,rank,2019", head="code,value,measure,release")
    said = text(send_figures(administrator, rank))
    assert "Line 2, measure: the file says “rank”, and the form says “renting”" in said
    assert "Line 2, release: the file says “2019”, and the form says" in said
    assert not DataLoad.objects.exists()


def test_a_file_that_names_what_the_form_names_is_taken(administrator: Client) -> None:
    same = head_and("E08000032,30,renting,Census 2025", head="code,value,measure,release")
    assert "Nothing is loaded yet" in text(send_figures(administrator, same))


def test_a_day_after_today_is_refused(administrator: Client) -> None:
    said = text(send_figures(administrator, NEWER, as_of_year="2199"))
    assert "The day must be today or in the past" in said
    releases = [RELEASES[0], ["owning", "2021", dt.date(2199, 3, 21)]]
    content = workbook(measures=MEASURES, releases=releases, sources=SOURCES, figures=FIGURES)
    said = text(send_figures(administrator, content, "f.xlsx", **SILENT, as_of_year=""))
    assert "Releases, cell C2: 2199-03-21 is after today" in said
    assert not DataLoad.objects.exists()


def test_a_second_release_of_one_day_is_refused(administrator: Client) -> None:
    page = send_figures(
        administrator, NEWER, name="v2", as_of_day="21", as_of_month="3", as_of_year="2021"
    )
    assert "Census 2021 is of 2021-03-21 too: one release of a measure a day" in text(page)


def test_what_neither_the_file_nor_the_page_says_is_asked(administrator: Client) -> None:
    page = send_figures(administrator, NEWER, measure="", name="", title="", as_of_year="2025")
    assert set(page.context["form"].errors) == {"measure", "name", "title"}
    page = send_figures(administrator, NEWER, as_of_day="", as_of_month="", as_of_year="")
    assert "Enter the date the figures are for" in text(page)
    assert not DataLoad.objects.exists()


def test_a_correction_within_a_release_says_before_and_after_and_the_same_again_nothing(
    administrator: Client,
) -> None:
    corrected = head_and("E08000032,18.4", head=HEAD)
    no_day = {"as_of_day": "", "as_of_month": "", "as_of_year": ""}
    said = text(send_figures(administrator, corrected, name="Census 2021", **no_day))
    assert "the same release: it is corrected 1 0 1 0" in said
    assert "Bradford Renting 18.1% 18.4%" in said
    load(administrator)
    assert value_of("Census 2021", "luton") == Decimal("24.0")
    again = send_figures(administrator, corrected, name="Census 2021", **no_day)
    assert "This file changes nothing" in text(again)


def test_a_figure_that_stays_with_another_publication_is_seen_and_told_to_no_editor(
    administrator: Client,
) -> None:
    first = {"name": "Census 2021", "as_of_day": "21", "as_of_month": "3", "as_of_year": "2021"}
    same = head_and("E08000032,18.1", head=HEAD)
    said = text(send_figures(administrator, same, title="Test", licence="OGL", **first))
    assert "it is corrected 1 0 1 1 only in publication, interval, note or code 0" in said
    assert "“Test” is a new publication: OGL" in said
    assert "The largest changes" not in said
    assert "Nobody: no place that changes has an editor" in said
    load(administrator)
    figure = ContextFigure.objects.get(release__name="Census 2021", place__slug="bradford")
    assert figure.source.title == "Test"


def test_the_licence_that_stands_is_shown_where_another_was_typed(administrator: Client) -> None:
    page = send_figures(administrator, NEWER, licence="Another", attribution="Other words")
    said = text(page)
    assert "Publication and licence Tenure: OGL, “Contains public information”" in said
    assert "Other words" not in said


def workbook(**sheets: list[list[Any]]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file.getvalue()


MEASURES: list[list[Any]] = [
    ["measure", "label", "topic", "unit", "decimals", "levels", "definition"],
    ["owning", "Owning", "Housing", "% of households", 1, "Councils", "Households that own"],
]
RELEASES: list[list[Any]] = [
    ["measure", "release", "as_of"],
    ["owning", "2021", dt.date(2021, 3, 21)],
]
SOURCES = [["source", "title", "licence", "attribution"], ["tenure", "Owned", "OGL", "Contains"]]
FIGURES: list[list[Any]] = [
    ["code", "measure", "release", "value", "source"],
    ["E08000032", "owning", "2021", 61.5, "tenure"],
    ["E06000032", "owning", "2021", None, "tenure"],
]
SILENT = {"measure": "", "name": "", "title": "", "as_of_day": "", "as_of_month": ""}


def test_a_workbook_brings_a_new_measure_with_its_definition(administrator: Client) -> None:
    content = workbook(measures=MEASURES, releases=RELEASES, sources=SOURCES, figures=FIGURES)
    page = send_figures(administrator, content, "f.xlsx", **SILENT, as_of_year="")
    said = text(page)
    assert "“Owning” is a new measure" in said
    assert "1 figure not known" in said
    assert "nothing: it is the first 2 2 0 0" in said
    load(administrator)
    assert value_of("2021", "bradford") == Decimal("61.5")
    assert value_of("2021", "luton") is None


def test_a_measure_without_a_definition_is_refused_with_its_cell(administrator: Client) -> None:
    silent = [MEASURES[0], [*MEASURES[1][:-1], ""]]
    content = workbook(measures=silent, releases=RELEASES, sources=SOURCES, figures=FIGURES)
    page = send_figures(administrator, content, "f.xlsx", **SILENT, as_of_year="")
    assert "Measures, cell G2: must not be blank" in text(page)
    content = workbook(releases=RELEASES, sources=SOURCES, figures=FIGURES)
    page = send_figures(administrator, content, "f.xlsx", **SILENT, as_of_year="")
    assert "Figures, cell B2: owning has no definition" in text(page)
    assert not DataLoad.objects.exists()
    assert not Measure.objects.filter(key="owning").exists()


def test_a_definition_that_changes_is_said(administrator: Client) -> None:
    words = ["renting", "Renting", "Housing", "% of households", 1, "Councils", "Who rents"]
    figures: list[list[Any]] = [["code", "value"], ["E08000032", 18.1]]
    content = workbook(measures=[MEASURES[0], words], figures=figures)
    said = text(
        send_figures(
            administrator,
            content,
            "f.xlsx",
            name="Census 2021",
            as_of_day="21",
            as_of_month="3",
            as_of_year="2021",
        )
    )
    assert "The definition of “Renting” changes" in said


def test_two_administrators_with_one_file_load_it_once(
    measured: Cast, administrator: Client
) -> None:
    other = signed_in(builders.user("Second administrator", ("administrator", None)))
    send_figures(administrator, NEWER)
    first = DataLoad.objects.get()
    send_figures(other, NEWER)
    second = DataLoad.objects.exclude(pk=first.pk).get()
    decide(other, second)
    page = text(decide(administrator, first))
    assert "Somebody has loaded the same file in the meantime. This file changes nothing" in page
    assert DataLoad.objects.get() == second
