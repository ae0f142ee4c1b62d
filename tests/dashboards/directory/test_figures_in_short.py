"""How large and how deprived places are, on the list and on the first page."""

import csv
import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from geography.models import Attribution, ContextFigure, Measure, MeasureRelease
from interface.words import capitalised
from records.models import Source
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


def official(place: Any, key: str, value: str, unit: str = "", decimals: int = 0) -> None:
    source, _ = Source.objects.get_or_create(slug=key, title=key)
    licence = {"licence": "OGL", "line": f"Licence of {key}"}
    Attribution.objects.get_or_create(source=source, defaults=licence)
    told: dict[str, Any] = {"label": key, "definition": key, "levels": "Councils", "unit": unit}
    measure, _ = Measure.objects.get_or_create(key=key, defaults={**told, "decimals": decimals})
    release, _ = MeasureRelease.objects.get_or_create(
        measure=measure, name="mid-2024", as_of=dt.date(2024, 6, 30)
    )
    ContextFigure.objects.create(release=release, place=place, value=value, source=source)


@pytest.fixture
def known(cast: Cast) -> Cast:
    """Of Bradford both are known, of Luton how many people live there."""
    builders.programme("Together", [cast.luton])
    official(cast.bradford, "population_total", "563605")
    official(cast.luton, "population_total", "231028")
    official(cast.bradford, "imd_lsoas_most_deprived_decile_pct", "34.25", "%", 2)
    return cast


def words(client: Client, address: str) -> str:
    body = client.get(address).content.decode()
    main = body[body.index("<main") : body.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_the_list_says_both_and_of_when(client: Client, known: Cast) -> None:
    said = words(client, "/places/")
    assert "563,605 34.2%" in said
    assert "231,028" in said
    assert "most deprived tenth in England (mid-2024)" in said
    assert said.count("Licence of population_total") == 1


def test_a_card_of_the_first_page_says_the_tier_and_both(client: Client, known: Cast) -> None:
    said = words(client, "/")
    assert "Bradford Metropolitan borough, 563,605 people, 34.2% deprived" in said
    assert f"Luton {capitalised(known.luton.get_kind_display())}, 231,028 people" in said
    assert "231,028 people, " not in said  # what is not known is left out
    assert "Licence of imd_lsoas_most_deprived_decile_pct" in said


def test_the_file_has_them_exactly_and_empty_where_not_known(client: Client, known: Cast) -> None:
    body = b"".join(client.get("/places/?format=csv"))
    bradford, luton = csv.DictReader(body.decode("utf-8-sig").splitlines())
    share = "most_deprived_tenth"
    assert Decimal(bradford[share]) == Decimal("34.25")
    assert (bradford["population"], luton["population"], luton[share]) == ("563605", "231028", "")
    assert bradford["population_as_at"] == "mid-2024, as at 30 June 2024"
    assert "Licence of population_total" in bradford["attribution"]


def test_nothing_is_said_where_nothing_is_known(client: Client, cast: Cast) -> None:
    said = words(client, "/places/")
    assert ">People<" not in client.get("/places/").content.decode()
    assert "Deprived" not in said


def test_a_ward_has_the_figures_of_its_council_said_to_be_that(client: Client, known: Cast) -> None:
    builders.programme("Small", [builders.place("Tong", "ward", within=known.bradford)])
    said = words(client, "/")
    assert "Tong Ward, in Bradford: 563,605 people, 34.2% deprived" in said
    listed = words(client, "/places/")
    assert listed.count("563,605") == 2
    assert "563,605 in Bradford 34.2% in Bradford" in listed
    body = b"".join(client.get("/places/?format=csv")).decode("utf-8-sig")
    rows = {row["place"]: row for row in csv.DictReader(body.splitlines())}
    assert (rows["Tong"]["population"], rows["Tong"]["most_deprived_tenth"]) == ("", "")


def test_a_card_of_a_region_says_the_tiers_of_its_places_and_its_own_figures(
    client: Client, known: Cast
) -> None:
    official(known.region, "population_total", "5672962")
    for number in range(44):
        builders.programme(f"P{number}", [builders.place(f"T{number}", within=known.region)])
    builders.programme("Drawn", [builders.place("Moor", "custom", within=known.region)])
    said = words(client, "/")
    assert "Whole region: 5,672,962 people" in said
    assert "1 drawn area" in said
    [line] = client.get("/").context["home"].regions[0].lines
    counts = [int(part.split()[0]) for part in line.like.partition(". ")[0].split(", ")]
    assert sum(counts) == int(line.name.split()[0])
