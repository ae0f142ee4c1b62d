"""Names stand in sentences as people say them, with "the" where English has it."""

from __future__ import annotations

import pytest

from geography.england.table import REGIONS, TABLE, read
from interface.articles import with_article

PLACES = {
    "City of Bristol", "City of Lincoln", "City of London", "East Riding of Yorkshire",
    "Isle of Wight", "Isles of Scilly", "Forest of Dean", "Vale of White Horse", "New Forest",
    "Derbyshire Dales", "Malvern Hills", "South Hams", "Staffordshire Moorlands", "Tees Valley",
    "Liverpool City Region", "West of England", "West Midlands", "East Midlands", "North East",
    "North West", "South East", "South West", "East of England", "East of England (NHS region)",
    "Midlands (NHS region)", "North East and Yorkshire (NHS region)", "North West (NHS region)",
    "South East (NHS region)", "South West (NHS region)",
}  # fmt: skip


def test_of_all_places_of_england_these_take_an_article() -> None:
    names = {row.name for row in read(TABLE).rows} | set(REGIONS)
    assert len(names) > 296
    assert {name for name in names if with_article(name) != name} == PLACES
    assert with_article("City of London") == "the City of London"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Department for Education", "the Department for Education"),
        ("Ministry of Justice", "the Ministry of Justice"),
        ("Home Office", "the Home Office"),
        ("Office for National Statistics", "the Office for National Statistics"),
        ("University of Birmingham", "the University of Birmingham"),
        ("Local Government Association", "the Local Government Association"),
        ("HM Treasury", "HM Treasury"),
        ("Bradford Council", "Bradford Council"),
        ("NHS England", "NHS England"),
        ("The Prince’s Trust", "The Prince’s Trust"),
    ],
)
def test_bodies(name: str, said: str) -> None:
    assert with_article(name) == said
