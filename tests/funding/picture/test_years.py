"""Money by financial year: as its profile says, one meaning at a time, and what is in no year."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from funding.models import FlowPlace, FlowYear
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db
URL = "/places/bradford/funding/?show=years"


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


def test_each_year_has_its_bar_and_leads_to_its_list(client: Client, cast: Cast) -> None:
    flow = builders.flow(cast.bradford, 900, start=dt.date(2026, 4, 1), end=dt.date(2029, 3, 31))
    for year, amount in ((2026, 600), (2028, None)):
        FlowYear.objects.create(flow=flow, year=year, amount=amount)
    builders.flow(cast.bradford, 70)
    builders.flow(cast.bradford, 5, meaning="paid")
    years = client.get(URL).context["page"].years
    assert [(line.label, str(line.total)) for line in years.lines] == [
        ("2026 to 2027", "£600"),
        ("2027 to 2028", "none recorded"),
        ("2028 to 2029", "Not known"),
    ]
    assert str(years.unsplit) == "£70"
    assert [bar.words for bar in years.chart.bars] == ["£600", "none recorded", "Not known"]
    assert years.chart.sentence == "3 financial years. 1 amount in them is not known."
    listed = client.get(years.lines[0].url).context
    assert str(listed["totals"].of("committed")) == "£600"
    assert "Not split by year: £70" in " ".join(client.get(URL).content.decode().split())


def test_a_share_of_an_amount_that_is_not_known_is_not_known(client: Client, cast: Cast) -> None:
    above = builders.flow(cast.bradford, None)
    flow = builders.flow(cast.bradford, None, parent=above)
    FlowPlace.objects.create(flow=flow, place=cast.luton)
    at_most = builders.flow(cast.luton, None, amount_qualifier="at_most", parent=above)
    years = client.get("/places/luton/funding/?show=years").context["page"].years
    assert at_most.pk
    assert (years.unsplit.flows, years.unsplit.unknown, str(years.unsplit)) == (2, 2, "Not known")


def test_without_any_year_it_says_so(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, 70)
    text = client.get(URL).content.decode()
    assert "No amount of this meaning is known by financial year." in text
    assert '<figure class="lead-table">' not in text
