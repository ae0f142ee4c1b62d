"""The tables of context figures: loaded as a whole or refused, twice without change."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from geography.england.context.columns import LONGEST
from geography.england.context.load import ContextError, load_context
from geography.models import Attribution, ContextFigure, Measure, MeasureRelease
from partnerships.models import Place, PlaceCode
from records.models import Source
from tests import builders

MEASURES = """measure,label,topic,unit,decimals,higher_means,levels,definition,caveat
renting,Renting,Housing,% of households,1,more renting,Councils,Households that rent,Perturbed
rank,Rank,Deprivation,,0,less deprived,Councils,Rank of the council; 1 is the most,
class,Class,Place,,,,Councils,Rural or urban class,"""
RELEASES = """measure,release,as_of,ranked
renting,Census 2021,2021-03-21,
rank,2019,2019-09-26,3
class,2021,2021-03-21,"""
ONE_RELEASE = "measure,release,as_of,ranked\nrenting,Census 2021,2021-03-21,"
SOURCES = """source,title,publisher,url,published,precision,licence,attribution
census,Tenure,ONS,https://www.ons.gov.uk/,2023-01-06,day,OGL v3,Contains public information"""
AREAS = """code,name,kind
E92000001,England,country
E12000003,Yorkshire and The Humber,region
E47000099,Somewhere Combined,combined_authority"""
HEAD = "code,measure,release,value,source,lower_95,upper_95"
FIGURES = (
    "E08000032,renting,Census 2021,23.5,census,,",
    "E92000001,renting,Census 2021,20.5,census,,",
    "E12000003,renting,Census 2021,19.1,census,,",
    "E47000099,renting,Census 2021,18.2,census,,",
    "E08000032,rank,2019,2,census,,",
    "E08000032,class,2021,Urban,census,,",
)


@pytest.fixture
def bradford(db: None) -> Place:
    region = builders.place("Yorkshire and The Humber", "region")
    place = builders.place("Bradford", "metropolitan_borough", within=region)
    PlaceCode.objects.create(place=place, code="E08000032")
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    """Writes a folder of tables and gives its path; ``None`` leaves a file out."""

    def write(*lines: str, **files: str | None) -> Path:
        made = {"measures": MEASURES, "releases": RELEASES, "sources": SOURCES, "areas": AREAS}
        made["figures"] = "\n".join([HEAD, *(lines or FIGURES)])
        for name, text in (made | files).items():
            path = tmp_path / f"{name}.csv"
            path.unlink(missing_ok=True)
            if text is not None:
                path.write_text(text + "\n", encoding="utf-8")
        return tmp_path

    return write


def problems(path: Path) -> list[str]:
    before = ContextFigure.objects.count()
    with pytest.raises(ContextError) as refused:
        load_context(path)
    assert ContextFigure.objects.count() == before
    return [str(problem) for problem in refused.value.problems]


def everything() -> dict[str, list[Any]]:
    kinds: list[Any] = [Measure, MeasureRelease, ContextFigure, Attribution, Source]
    return {kind.__name__: list(kind.objects.order_by("pk").values_list()) for kind in kinds}


def test_a_folder_is_loaded_and_a_place_that_is_no_record_is_counted(
    bradford: Place, folder: Any
) -> None:
    loaded = load_context(folder())
    assert (loaded.new, loaded.corrected, loaded.releases) == (5, 0, 3)
    assert loaded.left_out == {"E47000099": "Somewhere Combined"}
    assert "the record has no such place: 1: Somewhere Combined" in loaded.words[1]
    figure = ContextFigure.objects.get(place=bradford, release__measure__key="renting")
    assert (figure.value, figure.words, figure.source.slug) == (23.5, "", "census")
    assert figure.source.attribution.line == "Contains public information"
    assert ContextFigure.objects.get(place=bradford, release__measure__key="class").words == "Urban"
    region = ContextFigure.objects.get(place__kind="region")
    assert region.place.name == "Yorkshire and The Humber"  # joined by its name


def test_a_second_time_nothing_changes(bradford: Place, folder: Any) -> None:
    load_context(folder())
    before = everything()
    loaded = load_context(folder())
    assert (loaded.new, loaded.corrected, loaded.releases) == (0, 0, 0)
    assert "nothing changes" in loaded.words[0]
    assert everything() == before


def test_a_newer_release_stands_beside_the_older(bradford: Place, folder: Any) -> None:
    load_context(folder())
    releases = "measure,release,as_of,ranked\nrank,2025,2025-10-30,2"
    newer = folder(
        "E08000032,rank,2025,1,census,,", measures=None, sources=None, areas=None, releases=releases
    )
    assert load_context(newer).new == 1
    ranks = ContextFigure.objects.filter(place=bradford, release__measure__key="rank")
    assert set(ranks.values_list("release__name", "value")) == {("2019", 2), ("2025", 1)}
    assert Measure.objects.get(key="rank").label == "Rank"


def test_what_a_publisher_corrects_within_a_release_is_corrected(
    bradford: Place, folder: Any
) -> None:
    load_context(folder())
    loaded = load_context(folder("E08000032,renting,Census 2021,23.6,census,,", *FIGURES[1:]))
    assert (loaded.new, loaded.corrected) == (0, 1)
    figure = ContextFigure.objects.get(place=bradford, release__measure__key="renting")
    assert figure.value == Decimal("23.6")


def test_an_empty_figure_is_not_known_and_no_zero(bradford: Place, folder: Any) -> None:
    load_context(folder("E08000032,renting,Census 2021,,census,,", *FIGURES[4:]))
    figure = ContextFigure.objects.get(place=bradford, release__measure__key="renting")
    assert figure.value is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("E99999999,renting,Census 2021,1,census,,", "line 2, code: no place has the code"),
        ("E08000032,owning,Census 2021,1,census,,", "measure: owning has no definition"),
        (
            "E08000032,renting,Census 2031,1,census,,",
            "release: Census 2031 of renting is not a valid release",
        ),
        ("E08000032,renting,Census 2021,1,rumour,,", "source: rumour is not a valid source"),
        ("E08000032,renting,Census 2021,1,,,", "source: it names no source"),
        ("E08000032,renting,Census 2021,100.1,census,,", "value: 100.1 is more than 100%"),
        ("E08000032,renting,Census 2021,-1,census,,", "value: -1 is below 0"),
        ("E08000032,renting,Census 2021,NaN,census,,", "value: “NaN” is not a number"),
        ("E08000032,renting,Census 2021,many,census,,", "value: “many” is not a number"),
        ("E08000032,rank,2019,4,census,,", "value: 4 is not a valid rank among 3"),
        ("E08000032,rank,2019,0,census,,", "value: 0 is not a valid rank among 3"),
        ("E08000032,renting,Census 2021,5,census,6,7", "lower_95: the 95% interval needs both"),
        ("E08000032,renting,Census 2021,5,census,4,", "lower_95: the 95% interval needs both"),
        ("E08000032,renting,Census 2021", "line 2, source: it names no source"),
        ("E08000032,renting,Census 2021,1,census,,,9", "line 2: it has 8 cells, and there are 7"),
    ],
)
def test_a_bad_line_stops_all_of_it_with_row_and_reason(
    bradford: Place, folder: Any, line: str, said: str
) -> None:
    others = ("E12000003,rank,2019,1,census,,", "E12000003,class,2021,Urban,census,,")
    found = problems(folder(line, *FIGURES[1:4], *others))
    assert any(said in problem for problem in found), found
    assert all(problem.startswith("figures.csv, line 2") for problem in found)


def test_a_share_over_the_whole_is_seen_where_only_the_record_knows_the_unit(
    bradford: Place, folder: Any
) -> None:
    load_context(folder())
    newer = folder(
        "E08000032,renting,Census 2025,100.1,census,,",
        measures=None,
        releases="measure,release,as_of\nrenting,Census 2025,2025-03-21",
    )
    assert problems(newer) == ["figures.csv, line 2, value: 100.1 is more than 100%"]


def test_two_lines_for_one_figure_are_refused(bradford: Place, folder: Any) -> None:
    (found,) = problems(folder(*FIGURES, FIGURES[0]))
    assert found.startswith("figures.csv, line 8, code: E08000032 has this figure of this release")
    PlaceCode.objects.create(place=bradford, scheme="gss-former", code="E08000999")
    twice = folder(*FIGURES, "E08000999,renting,Census 2021,1,census,,")
    assert "E08000999 and E08000032 are one place" in problems(twice)[0]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"releases": f"{RELEASES}\nrank,2019,2019-09-26,3"}, "2019 of rank comes twice"),
        ({"releases": f"{RELEASES}\nrank,v2,2019-09-26,3"}, "one release of a measure a day"),
        ({"releases": f"{RELEASES}\nowning,2021,2021-03-21,"}, "owning has no definition"),
        ({"releases": RELEASES.replace("2019-09-26", "2199-09-26")}, "2199-09-26 is after today"),
        ({"releases": RELEASES.replace("2019-09-26", "26/9/2019")}, "is not a date"),
        (
            {"releases": f"{RELEASES}\nrank,2025,2025-10-30,3"},
            "releases.csv, line 5, release: the file has no figures for 2025 of rank",
        ),
        (
            {"releases": f"{RELEASES}\nrank,2025,2025-10-30,{'9' * 5_000}"},
            f"releases.csv, line 5, ranked: “{'9' * 60}…” is not a valid number of areas",
        ),
        ({"releases": None}, "Census 2021 of renting is not a valid release"),
        ({"figures": None}, "there is no file of figures here"),
        ({"figures": "code,measure,release,value\n"}, "line 1: the column source is missing"),
        ({"figures": f"{HEAD},remark"}, "line 1: the column “remark” is not known"),
        (
            {"measures": MEASURES.replace("Households that rent", "")},
            "line 2, definition: must not be",
        ),
        ({"measures": f"{MEASURES}\nclass,C,P,,,,All,Twice,"}, "class is here twice"),
        ({"sources": SOURCES.replace("Contains public information", "")}, "attribution: must"),
        ({"sources": SOURCES.replace("https:", "javascript:")}, "is not a web address"),
        (
            {"sources": SOURCES.replace("census,", "The Census,")},
            "“The Census” is not a valid key: use small",
        ),
        ({"sources": SOURCES.replace("Tenure", "T" * 301)}, "title: longer than 300 characters"),
        ({"sources": SOURCES.replace("OGL v3", "O" * 121)}, "licence: longer than 120"),
        ({"measures": MEASURES.replace("Housing", "H" * 41)}, "topic: longer than 40"),
        ({"sources": SOURCES.replace("2023-01-06", "6 January")}, "“6 January” is not a date"),
    ],
)
def test_a_bad_folder_is_refused_with_file_and_reason(
    bradford: Place, folder: Any, files: dict[str, str | None], said: str
) -> None:
    found = problems(folder(**files))
    assert any(said in problem for problem in found), found


def test_figures_cite_no_source_that_is_not_public(bradford: Place, folder: Any) -> None:
    load_context(folder())
    Source.objects.filter(slug="census").update(is_open=False)
    assert "sources: census is the key of a source that is not public: use another key" in problems(
        folder()
    )
    found = problems(folder(sources=None))
    assert "source: census is not a valid source" in found[0]


def test_a_release_of_the_record_comes_on_its_own_day_alone(bradford: Place, folder: Any) -> None:
    load_context(folder())
    other = folder(
        "E08000032,rank,v2,1,census,,", releases=RELEASES.replace("rank,2019", "rank,v2")
    )
    assert "2019 is of 2019-09-26 too" in problems(other)[0]


def test_the_command_says_every_problem_and_loads_no_place(folder: Any, db: None) -> None:
    with pytest.raises(CommandError, match="no place has the code “E99999999”"):
        call_command(
            "load_england", context=folder("E99999999,rank,2019,1,census,,"), stdout=io.StringIO()
        )
    assert not Place.objects.exists()


def refused_by(do: Any) -> str:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        do()
    name: str = refused.value.__cause__.diag.constraint_name
    return name


def test_each_rule_of_the_tables_is_kept_by_the_database(bradford: Place, folder: Any) -> None:
    load_context(folder())
    figure = ContextFigure.objects.get(place=bradford, release__measure__key="renting")
    england = ContextFigure.objects.get(country="E92000001")
    same = {"release": figure.release, "source": figure.source, "value": 1}

    def make(**more: Any) -> Any:
        return lambda: ContextFigure.objects.create(**same, **more)

    def change(record: Any, **more: Any) -> Any:
        return lambda: type(record).objects.filter(pk=record.pk).update(**more)

    assert refused_by(make(place=bradford)) == "context_figure_once"
    assert refused_by(make(country="E92000001")) == "context_figure_of_country_once"
    assert refused_by(make()) == "context_figure_of_one_area"
    assert refused_by(change(england, place=bradford)) == "context_figure_of_one_area"
    assert refused_by(change(figure, words="many")) == "context_figure_number_or_words"
    assert refused_by(change(figure, lower_95=30, upper_95=31)) == "context_figure_within_interval"
    assert refused_by(change(figure.release.measure, definition="")) == (
        "measure_says_what_it_counts"
    )
    assert refused_by(change(figure.source.attribution, line="")) == (
        "attribution_says_licence_and_words"
    )
    rank = MeasureRelease.objects.get(measure__key="rank")
    one = {"measure": rank.measure, "as_of": rank.as_of, "name": rank.name}
    later = {"as_of": dt.date(2030, 1, 1)}
    assert refused_by(lambda: MeasureRelease.objects.create(**{**one, **later})) == (
        "measure_release_once"
    )
    assert refused_by(lambda: MeasureRelease.objects.create(**{**one, "name": "v2"})) == (
        "measure_release_one_a_day"
    )


def test_a_figure_taken_out_of_a_release_is_gone_and_other_releases_stay(
    bradford: Place, folder: Any
) -> None:
    load_context(folder())
    loaded = load_context(folder(*FIGURES[1:]))
    assert (loaded.new, loaded.corrected, loaded.gone) == (0, 0, 1)
    assert loaded.words[0] == "Context figures: 0 new, 0 corrected, 1 gone, 0 new releases."
    left = ContextFigure.objects.filter(place=bradford)
    assert set(left.values_list("release__measure__key", flat=True)) == {"rank", "class"}
    load_context(folder(FIGURES[0]))
    assert ContextFigure.objects.count() == 3
    assert ContextFigure.objects.filter(release__measure__key="rank").exists()


def test_a_value_of_more_decimals_than_are_kept_is_the_same_a_second_time(
    bradford: Place, folder: Any
) -> None:
    rows = ("E08000032,renting,Census 2021,23.12345,census,22.00001,24.99999",)
    load_context(folder(*rows, releases=ONE_RELEASE))
    assert ContextFigure.objects.get().value == Decimal("23.1235")
    loaded = load_context(folder(*rows, releases=ONE_RELEASE))
    assert not loaded.changed_anything


@pytest.mark.parametrize("column", sorted(LONGEST))
def test_no_column_takes_more_than_the_record_keeps(
    bradford: Place, folder: Any, column: str
) -> None:
    text = "x" * (LONGEST[column] + 1)
    files: dict[str, str] = {"measures": MEASURES, "releases": RELEASES, "sources": SOURCES}
    files["figures"] = "\n".join([f"{HEAD},derivation,published_as", *FIGURES])
    for name, table in files.items():
        head, *lines = table.splitlines()
        if column in head.split(","):
            at = head.split(",").index(column)
            cells = [*lines[-1].split(","), "", ""][: len(head.split(","))]
            cells[at] = f"https://{text}" if column == "url" else text
            files[name] = "\n".join([head, *lines[:-1], ",".join(cells)])
    assert any(
        f"{column}: longer than {LONGEST[column]} characters" in problem
        for problem in problems(folder(**files))
    )


@pytest.mark.parametrize("name", ["measures", "releases", "sources", "figures"])
def test_a_character_that_cannot_be_shown_is_refused_with_its_line(
    bradford: Place, folder: Any, name: str
) -> None:
    files = {"measures": MEASURES, "releases": RELEASES, "sources": SOURCES}
    files["figures"] = "\n".join([HEAD, *FIGURES])
    head, first, *rest = files[name].splitlines()
    bad = "\n".join([head, f"{first}\x07", *rest])
    assert f"{name}.csv, line 2: it holds a character that cannot be shown" in problems(
        folder(**{name: bad})
    )


def test_a_code_that_another_place_had_means_the_one_that_has_it_today(
    bradford: Place, folder: Any
) -> None:
    before = builders.place("Before", "district")
    PlaceCode.objects.create(place=before, scheme="gss-former", code="E08000032")
    load_context(folder(FIGURES[0], releases=ONE_RELEASE))
    assert ContextFigure.objects.get().place == bradford
