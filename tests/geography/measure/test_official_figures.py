"""Every official measure for every council of today, in one file."""

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from geography.models import Attribution, ContextFigure, Measure, MeasureRelease
from partnerships.models import Place, PlaceCode
from records.models import Source
from tests import builders

pytestmark = pytest.mark.django_db
SAID = {"topic": "Homes", "levels": "Councils", "definition": "Households that rent"}


@pytest.fixture
def bradford() -> Place:
    """A council with a figure of 2011 and one of 2021; Luton has none, and a ward is no council."""
    places = [builders.place(name, "unitary") for name in ("Bradford", "Luton", "Manningham")]
    for place, code in zip(places, ("E08000032", "E06000032", "E05001359"), strict=True):
        PlaceCode.objects.create(place=place, scheme="gss", code=code)
    source = Source.objects.create(slug="census", title="Census", publisher="ONS", is_open=True)
    Attribution.objects.create(source=source, licence="OGL", line="Contains public information")
    renting = Measure.objects.create(key="renting", label="Renting", decimals=1, unit="%", **SAID)
    for year, value in ((2011, "16"), (2021, "18.14")):
        release = MeasureRelease.objects.create(
            measure=renting, name=str(year), as_of=dt.date(year, 3, 21)
        )
        for place in (places[0], places[2]):
            ContextFigure.objects.create(release=release, place=place, value=value, source=source)
    return places[0]


def test_each_council_has_a_row_for_each_measure_with_its_source_and_licence(bradford) -> None:
    response = Client().get(reverse("official_figures"), {"format": "csv"})
    text = b"".join(response).decode().removeprefix("\ufeff")
    [first, second] = list(csv.DictReader(io.StringIO(text)))
    assert (first["council"], first["value"], first["as_of"]) == ("Bradford", "18.1", "2021-03-21")
    assert (first["source"], first["publisher"], first["licence"]) == ("Census", "ONS", "OGL")
    assert first["attribution"] == "Contains public information"
    assert (second["council"], second["value"], second["source"]) == ("Luton", "", "")


def test_the_spreadsheet_leads_to_each_council(bradford) -> None:
    response = Client().get(reverse("official_figures"), {"format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response)))["Rows"]
    heads = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, heads.index("As at") + 1).value == dt.datetime(2021, 3, 21)  # noqa: DTZ001
    link = sheet.cell(2, heads.index("Address") + 1).hyperlink.target
    assert link.endswith(bradford.get_absolute_url())


def test_it_asks_a_query_for_each_measure_and_two(bradford, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):
        b"".join(Client().get(reverse("official_figures"), {"format": "csv"}))


def test_without_a_format_it_leads_to_the_page_about_the_data() -> None:
    response = Client().get(reverse("official_figures"))
    assert (response.status_code, response["Location"]) == (302, reverse("data"))
    assert reverse("official_figures") in Client().get(reverse("data")).content.decode()
