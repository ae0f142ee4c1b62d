"""Places to ask are chosen by official measures, and how the choice is spread is said."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from geography.measure.profile import Profile, profiles, spread
from geography.models import ContextFigure, Measure, MeasureRelease
from partnerships.models import Place, PlaceFigure
from policy.policy_test.actions import KINDS
from records.models import Source
from tests import builders
from tests.builders import Cast
from tests.policy.policy_test.test_policy_test import asked_of, suggested
from tests.policy.priority.test_priority import as_, words

pytestmark = pytest.mark.django_db

PEOPLE, SHARE = "population_total", "imd_lsoas_most_deprived_decile_pct"
RURAL = "rural_urban_flag_2021"
# Name: people, share of neighbourhoods in the most deprived tenth, rural or urban.
TOWNS = {
    "Small": (50_000, "0", "Rural"),
    "Middle": (150_000, "10", "Urban"),
    "Large": (400_000, "30", "Urban"),
}


def newest(key: str) -> MeasureRelease:
    measure = Measure.objects.create(key=key, label=key, definition="It counts", levels="Councils")
    return MeasureRelease.objects.create(measure=measure, name="2025", as_of=dt.date(2025, 6, 30))


@pytest.fixture
def towns(cast: Cast) -> dict[str, Place]:
    """Three towns of each size, of no region, and two places without a figure."""
    source = Source.objects.create(slug="statistics", title="Statistics")
    people, share, rural = (newest(key) for key in (PEOPLE, SHARE, RURAL))
    made = {}
    for name, (count, part, flag) in TOWNS.items():
        for letter in "ab":
            place = made[f"{name} {letter}"] = builders.place(f"{name} {letter}", "unitary")
            common: dict[str, Any] = {"place": place, "source": source}
            ContextFigure.objects.create(release=people, value=count, **common)
            ContextFigure.objects.create(release=share, value=part, **common)
            ContextFigure.objects.create(release=rural, words=flag, **common)
    return made


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?deprivation=3", ["large-a", "large-b"]),
        ("?deprivation=1", ["small-a", "small-b"]),
        ("?size=2", ["middle-a", "middle-b"]),
        ("?rural=rural", ["small-a", "small-b"]),
        ("?rural=urban&size=3", ["large-a", "large-b"]),
        ("?size=1&deprivation=3", []),
        ("?size=-1", ["bradford", "luton"]),  # without a figure: in no third
        ("?rural=unknown&kind=unitary", ["luton"]),
        ("?size=9", []),  # no such third: nothing, never everything
    ],
)
def test_places_are_narrowed_by_thirds_and_rural_or_urban(
    cast: Cast, towns: dict[str, Place], query: str, found: list[str]
) -> None:
    assert sorted(suggested(asked_of(), cast.desnz_official, query)) == found


def test_one_of_each_comes_before_a_second_of_any(cast: Cast, towns: dict[str, Place]) -> None:
    order = suggested(asked_of(), cast.desnz_official, "?order=spread&kind=unitary&size=")
    known = [slug for slug in order if slug != "luton"]
    assert {slug.partition("-")[0] for slug in known[:3]} == {"small", "middle", "large"}
    assert sorted(known[:3]) == ["large-a", "middle-a", "small-a"]


def test_each_suggestion_and_each_place_asked_has_its_figures_beside_it(
    cast: Cast, towns: dict[str, Place]
) -> None:
    test = asked_of(towns["Large a"], towns["Small a"], cast.luton)
    page = words(as_(cast.desnz_official).get(f"{test.get_absolute_url()}places/"))
    assert "30.0% of its neighbourhoods in the most deprived tenth; urban" in page
    assert "rural or urban not known" in page  # Bradford has no figure
    said = "3 places asked so far 1 larger, none middle-sized, 1 smaller and 1 not known"
    assert said in page
    assert "1 more deprived, none in the middle, 1 less deprived and 1 not known" in page
    record = words(as_(cast.desnz_official).get(test.get_absolute_url()))
    figures = "Population 400,000; neighbourhoods in the most deprived tenth 30.0%; urban"
    assert figures in record
    assert "No official figures" in record
    assert "1 urban, 1 rural and 1 not known" in record
    html = as_(cast.desnz_official).get(test.get_absolute_url()).content.decode()
    assert sorted(re.findall(r"place=([\w-]+)", html)) == ["large-a", "luton", "small-a"]


def test_a_place_that_is_asked_sees_no_spread_of_the_others(
    cast: Cast, towns: dict[str, Place]
) -> None:
    test = asked_of(cast.luton, towns["Large a"])
    page = words(as_(cast.luton_editor).get(test.get_absolute_url()))
    assert "Luton" in page
    assert "Large a" not in page
    assert "1 larger" not in page


def test_equal_figures_share_a_third_and_the_unknown_is_none(towns: dict[str, Place]) -> None:
    ContextFigure.objects.filter(release__measure__key=SHARE).update(value=0)
    found = profiles([place.pk for place in towns.values()], KINDS)
    assert {one.deprived for one in found.values()} == {1}
    assert spread([Profile()])[0].words == "not known of it"
    in_part = spread([Profile(size=3), Profile()])[0].words
    assert in_part == "1 larger, none middle-sized, none smaller and 1 not known"


def test_a_rank_that_keepers_recorded_is_shown_with_its_release_and_orders_nothing(
    cast: Cast,
) -> None:
    measure = Measure.objects.create(
        key="imd_rank_of_average_score", label="Rank", definition="It counts", levels="Councils"
    )
    official = MeasureRelease.objects.create(
        measure=measure, name="2025", as_of=dt.date(2025, 10, 30)
    )
    source = Source.objects.create(slug="statistics", title="Statistics")
    ranked = builders.place("Ranked", "unitary")
    ContextFigure.objects.create(release=official, place=ranked, value=90, source=source)
    PlaceFigure.objects.create(
        place=builders.place("Recorded", "unitary"), measure="deprivation_rank", value=3,
        unit="rank", release="IoD 2019",
    )  # fmt: skip
    test = asked_of()
    found = suggested(test, cast.desnz_official, "?order=deprived")
    assert found.index("ranked") < found.index("recorded")
    said = words(as_(cast.desnz_official).get(f"{test.get_absolute_url()}places/"))
    assert "deprivation rank 3 (IoD 2019);" in said
    assert "deprivation rank 90;" in said
