"""The table of all England: checked as a whole, loaded at once, loaded twice without change."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from geography.data_load.bodies import load_bodies
from geography.england.context.load import load_context
from geography.england.load import TableError, load_england
from geography.england.table import TABLE, read
from geography.locality.load import load_localities
from partnerships.models import Place, PlaceCode, PlaceFigure, PlaceLink, PlaceName, PlaceReach
from records.models import HistoryEntry
from tests import builders as make

pytestmark = pytest.mark.django_db
REORGANISED = dt.date(2023, 4, 1)
HEAD = "gss_code,name,kind,region,former_gss_codes,valid_from,valid_to,successor_gss,county_gss"


@pytest.fixture
def table(tmp_path: Path) -> Any:
    """Writes a table of these lines and gives its path."""

    def write(*lines: str, head: str = HEAD) -> Path:
        path = tmp_path / "places.csv"
        path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
        return path

    return write


def rows_of_everything() -> dict[str, list[Any]]:
    kinds: list[Any] = [
        Place,
        PlaceName,
        PlaceCode,
        PlaceLink,
        PlaceFigure,
        PlaceReach,
        HistoryEntry,
    ]
    return {kind.__name__: list(kind.objects.order_by("pk").values_list()) for kind in kinds}


def carrier(code: str) -> Place:
    return Place.objects.get(codes__code=code)


def successors(code: str) -> set[str]:
    links = carrier(code).links.filter(kind="succeeded_by")
    return {link.other.codes.get(scheme="gss").code for link in links}


def problems(path: Path, on: dt.date | None = None) -> list[str]:
    with pytest.raises(TableError) as refused:
        load_england(path, on=on)
    assert not PlaceName.objects.filter(name="Newby").exists()
    return [str(problem) for problem in refused.value.problems]


def test_former_codes_that_the_record_cannot_hold_are_refused(table: Any) -> None:
    line = "E06999991,Newby,unitary,,E06999992;E06999993,,,,"
    assert problems(table(line)) == [
        "line 2, former_gss_codes: of one former code alone may the last day be unknown"
    ]


@pytest.fixture
def england() -> None:
    load_england()


@pytest.mark.usefixtures("england")
def test_every_line_of_the_table_is_a_place_with_its_code_name_and_kind() -> None:
    with TABLE.open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            place = carrier(line["gss_code"])
            assert (place.slug, place.kind) == (line["slug"], line["kind"])
            assert place.name == line["name"]
    assert Place.objects.filter(kind="region").count() == 9
    assert Place.objects.count() == 383 + 42 + 7 + 9


@pytest.mark.usefixtures("england")
def test_loading_again_changes_nothing() -> None:
    load_localities()
    load_context()
    load_bodies()
    before = rows_of_everything()
    said = io.StringIO()
    call_command("load_england", stdout=said)
    assert "Nothing changes: the record agrees with the list.\n" in said.getvalue()
    assert rows_of_everything() == before


def test_a_dry_run_says_what_it_would_do_and_saves_nothing() -> None:
    said, told = io.StringIO(), io.StringIO()
    call_command("load_england", dry_run=True, stdout=said, stderr=told)
    assert re.match(r"Loading the places \.\.\. \d+ s\n", told.getvalue())
    assert "New: 441" in said.getvalue()
    assert "Bournemouth was replaced by Bournemouth, Christchurch and Poole" in said.getvalue()
    assert said.getvalue().endswith("nothing was saved.\n")
    assert not Place.objects.exists()


OLDER_CODES = {
    "Northumberland": ("E06000048", "E06000057"),
    "Gateshead": ("E08000020", "E08000037"),
    "St Albans": ("E07000100", "E07000240"),
}
IN_2019, IN_2020, IN_2021 = (dt.date(year, 4, 1) for year in (2019, 2020, 2021))
SUCCESSORS = {
    ("Cumbria", "E10000006"): ({"E06000063", "E06000064"}, REORGANISED),
    ("Allerdale", "E07000026"): ({"E06000063"}, REORGANISED),
    ("North Yorkshire", "E10000023"): ({"E06000065"}, REORGANISED),
    ("Harrogate", "E07000165"): ({"E06000065"}, REORGANISED),
    ("Somerset", "E10000027"): ({"E06000066"}, REORGANISED),
    ("Taunton Deane", "E07000190"): ({"E07000246"}, IN_2019),
    ("Somerset West and Taunton", "E07000246"): ({"E06000066"}, REORGANISED),
    ("Northamptonshire", "E10000021"): ({"E06000061", "E06000062"}, IN_2021),
    ("Dorset County", "E10000009"): ({"E06000059"}, IN_2019),
    ("Christchurch", "E07000048"): ({"E06000058"}, IN_2019),
    ("Poole", "E06000029"): ({"E06000058"}, IN_2019),
    ("Buckinghamshire County", "E10000002"): ({"E06000060"}, IN_2020),
    ("St Edmundsbury", "E07000204"): ({"E07000245"}, IN_2019),
    ("North of Tyne", "E47000011"): ({"E47000014"}, dt.date(2024, 5, 7)),
}


@pytest.mark.usefixtures("england")
def test_an_older_code_finds_the_place_and_no_day_is_made_up() -> None:
    for name, (older, today) in OLDER_CODES.items():
        place = carrier(older)
        assert (place.name, place) == (name, carrier(today))
        codes = {code.code: (code.valid_from, code.valid_to) for code in place.codes.all()}
        assert codes == {older: (None, None), today: (None, None)}, name


@pytest.mark.usefixtures("england")
def test_councils_that_ended_have_their_successors() -> None:
    for (name, ended), (after, on) in SUCCESSORS.items():
        place = carrier(ended)
        assert (place.name, successors(ended)) == (name, after)
        assert {link.valid_from for link in place.links.filter(kind="succeeded_by")} == {on}, name
        assert place.names.get(kind="plain").valid_to == on, name
        assert place.codes.get(scheme="gss").valid_to == on, name


@pytest.mark.usefixtures("england")
def test_a_place_is_within_what_stood_above_it_on_the_days_when_both_stood() -> None:
    above = {
        (link.other.name, link.valid_from, link.valid_to)
        for link in carrier("E07000026").links.filter(kind="within")
    }
    assert above == {("Cumbria", None, REORGANISED), ("North West", None, None)}
    north = Place.objects.get(slug="north-west")
    assert PlaceReach.objects.filter(ancestor=north, place=carrier("E07000026")).exists()
    assert carrier("E07000062") in Place.objects.within(Place.objects.get(slug="south-east"))


@pytest.mark.usefixtures("england")
def test_figures_carry_unit_release_and_source_and_unknown_ones_are_no_rows() -> None:
    figure = carrier("E08000012").figures.get(measure="population")
    assert (figure.value, figure.unit, figure.release) == (500474, "people", "2020")
    assert (figure.as_of, figure.as_of_precision) == (dt.date(2020, 1, 1), "year")
    assert figure.source.slug == "uk-authorities"
    assert not carrier("E07000048").figures.exists()


@pytest.mark.usefixtures("england")
def test_history_says_where_the_rows_came_from() -> None:
    change = HistoryEntry.objects.of_kind(Place).get(after__slug="liverpool")
    assert change.context["said"] == "loaded from the official list of places"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "E07999999,Newby,unitary,,,,,,",
            "line 2, gss_code: E07999999 is not the code of a unitary council",
        ),
        ("X1,Newby,unitary,,,,,,", "line 2, gss_code: “X1” is not an English code"),
        ("E06999999,Newby,castle,,,,,,", "line 2, kind: “castle” is no kind of official place"),
        ("E06999999,,unitary,,,,,,", "line 2, name: enter a name"),
        ("E06999999,Newby,unitary,Mercia,,,,,", "line 2, region: “Mercia” is no region of England"),
        ("E06999999,Newby,unitary,,,soon,,,", "line 2, valid_from: “soon” is not a date"),
        (
            "E06999999,Newby,unitary,,,2020-04-01,2019-04-01,,",
            "line 2, valid_to: it ends on 2019-04-01, before it begins",
        ),
        (
            "E06999999,Newby,unitary,,,,2019-04-01,E06999998,",
            "line 2, successor_gss: no place with the code E06999998 is known",
        ),
        ("E06999999,Newby,unitary,,,,,E06999998,", "so enter the day it ended as valid_to"),
        (
            "E06999999,Newby,unitary,,,,2019-04-01,E06999999,",
            "line 2, successor_gss: a place cannot succeed itself",
        ),
        ("E07999999,Newby,district,,,,,,E10999999", "no place with the code E10999999 is known"),
        ("E06999999,Newby,unitary,,,,,,,more", "more cells than there are columns"),
        ("E06999999,New\x00by,unitary,,,,,,", "line 2, name: it holds characters"),
    ],
)
def test_a_bad_line_is_named_with_line_and_column(table: Any, line: str, said: str) -> None:
    assert said in "\n".join(problems(table(line)))
    assert not Place.objects.exists()


def test_codes_used_twice_are_named_with_both_lines(table: Any) -> None:
    path = table(
        "E06999999,Newby,unitary,,,,,,",
        "E06999999,Oldby,unitary,,,,,,",
        "E06999997,Midby,unitary,,E06999999,,,,",
    )
    assert problems(path) == [
        "line 3, gss_code: E06999999 is in line 2 as well",
        "line 4, former_gss_codes: E06999999 is in line 2 as well",
    ]


def test_successors_that_lead_back_are_refused(table: Any) -> None:
    path = table(
        "E06999999,Newby,unitary,,,,2019-04-01,E06999998,",
        "E06999998,Oldby,unitary,,,,2020-04-01,E06999999,",
    )
    assert len(problems(path)) == 2


def test_a_district_stands_in_a_county_not_in_a_unitary(table: Any) -> None:
    path = table("E06999999,Newby,unitary,,,,,,", "E07999999,Oldby,district,,,,,,E06999999")
    assert problems(path) == ["line 3, county_gss: E06999999 is Newby, which is not a county"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"gss_code,name\nE06999999,Newby\n", "line 1, kind: this column is missing"),
        (b"gss_code,name,kind,colour\n", "line 1, colour: no such column is known"),
        (b"gss_code,name,kind\n", "The file has no rows."),
        (b"gss_code,name,kind\n\xff\xfe", "The file cannot be read"),
        (b"", "this column is missing"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, written: bytes, said: str) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(written)
    assert said in "\n".join(problems(path))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Nothing was loaded\. What is wrong:\n  The file"):
        call_command("load_england", file=tmp_path / "none.csv")


def test_a_hundred_thousand_lines_with_one_bad_one_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    lines = [f"E06{number:06},Place {number},unitary" for number in range(100_000)]
    lines[70_000] = "E07070000,Place 70000,unitary"
    path.write_text("gss_code,name,kind\n" + "\n".join(lines), encoding="utf-8")
    assert problems(path) == [
        "line 70002, gss_code: E07070000 is not the code of a unitary council: those begin E06"
    ]
    assert not Place.objects.exists()


def test_a_newer_list_renames_recodes_ends_and_merges_from_a_day(table: Any) -> None:
    load_england(table("E06999991,Newham Bay,unitary,,,,,,", "E06999992,Eastby,unitary,,,,,,"))
    newer = table(
        "E06999993,Bayside,unitary,,E06999991,,,,",
        "E06999992,Eastby,unitary,,,,2026-04-01,E06999993,",
    )
    assert problems(newer) == [
        "line 2, name: Newham Bay becomes Bayside: say since when with --on, as --on 2026-04-01"
    ]
    made = load_england(newer, on=dt.date(2026, 4, 1))
    assert [change.words for change in made.changes] == [
        "Newham Bay becomes Bayside on 2026-04-01",
        "Bayside: E06999991 becomes E06999993 on 2026-04-01",
        "Eastby ended on 2026-04-01",
        "Eastby was replaced by Bayside on 2026-04-01",
    ]
    bayside = carrier("E06999993")
    assert bayside == carrier("E06999991")
    assert (bayside.name, bayside.slug) == ("Bayside", "newham-bay")
    assert [str(name) for name in bayside.names.order_by("pk")] == ["Newham Bay", "Bayside"]
    assert not load_england(newer).changes


def test_a_recode_without_a_day_keeps_the_day_unknown(table: Any) -> None:
    load_england(table("E06999991,Newham Bay,unitary,,,,,,"))
    load_england(table("E06999993,Newham Bay,unitary,,E06999991,,,,"))
    codes = carrier("E06999991").codes.values_list("code", "scheme", "valid_to")
    assert set(codes) == {("E06999991", "gss-former", None), ("E06999993", "gss", None)}


def test_an_older_list_does_not_undo_what_the_record_knows(table: Any) -> None:
    older = table("E06999991,Newham Bay,unitary,,,,,,")
    load_england(older)
    newer = table("E06999993,Bayside,unitary,,E06999991,,,,")
    load_england(newer, on=dt.date(2026, 4, 1))
    made = load_england(table("E06999991,Newham Bay,unitary,,,,,,"))
    assert not made.changes
    assert made.older == [
        "Bayside was Newham Bay until 2026-04-01",
        "Newham Bay has the code E06999993, not E06999991",
    ]


def test_places_of_one_name_get_addresses_of_their_own(table: Any) -> None:
    make.place("Newham Bay", kind="custom")
    load_england(
        table("E06999991,Newham Bay,unitary,,,,,,", "E10999991,Newham Bay,county,,,,2020-04-01,,")
    )
    slugs = Place.objects.filter(name="Newham Bay").values_list("slug", flat=True)
    assert set(slugs) == {"newham-bay", "newham-bay-unitary", "newham-bay-county"}


def test_the_project_s_own_table_has_no_problem() -> None:
    assert read(TABLE).problems == []
