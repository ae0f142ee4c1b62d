"""The team of a place: its posts, how large it is, and how much of its time is lent."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from services.models import TeamPost
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import text_of
from tests.plain_record import HIDDEN, HasFile, HasHistory
from tests.services.place_team.sweep import team_post

pytestmark = pytest.mark.django_db


class TestTeamPost(HasHistory, HasFile):
    """A post that the council lends; its page is the list of the place."""

    model, adds, edits, may_not = TeamPost, "bradford_editor", "bradford_editor", "luton_editor"
    typed = {
        "title": "Data analyst",
        "employer": "City of Bradford Metropolitan District Council",
        "fte": "0.4",
        "lent_by": "City of Bradford Metropolitan District Council",
        "start_day": "1",
        "start_month": "4",
        "start_year": "2026",
        "end_day": "",
        "end_month": "3",
        "end_year": "2027",
        "source_title": "Team plan",
        "source_url": "https://example.test/team",
    }
    saved = {
        "place.name": "Bradford",
        "title": "Data analyst",
        "employer.name": "City of Bradford Metropolitan District Council",
        "fte": Decimal("0.40"),
        "lent_by.name": "City of Bradford Metropolitan District Council",
        "start": dt.date(2026, 4, 1),
        "end": dt.date(2027, 3, 31),
        "end_precision": "month",
        "source.title": "Team plan",
        "created_by.full_name": "Bradford editor",
    }
    shown = ("Data analyst", "0.4", "1 April 2026 to March 2027", "City of Bradford")
    listed = "Place director"
    refused = [
        ({"title": ""}, "id_title-err"),
        ({"fte": "0"}, "id_fte-err"),
        ({"employer": "No such body"}, "We can’t find “No such body”"),
        ({"end_year": "2025"}, "id_end-err"),
    ]
    change = ("title", "Place director", "Head of place")
    columns = "number post place employer fte lent_by from until source"
    cells = {"post": "Place director", "place": "Bradford"}

    def make(self) -> Any:
        return team_post(self.cast.bradford, fte="1.00")

    def hide(self) -> Any:
        return team_post(self.cast.luton, HIDDEN)

    def list_at(self) -> str:
        return reverse("place_team", args=["bradford"])

    def page_at(self, record: Any) -> str:
        return self.list_at()

    def edit_at(self, record: Any) -> str:
        return reverse("team_post_edit", args=[record.pk])

    def history_at(self, record: Any) -> str:
        return reverse("team_post_history", args=[record.pk])


def said(cast: Cast) -> str:
    return text_of(Client().get(reverse("place_team", args=[cast.bradford.slug])))


def test_its_size_is_counted_and_what_is_not_known_is_said(cast: Cast) -> None:
    charity = builders.organisation("Charity")
    assert "today" not in said(cast)  # no post is not a team of none
    team_post(cast.bradford, fte="1.00")
    team_post(cast.bradford, fte="0.40", lent_by=charity)
    team_post(cast.bradford, lent_by=cast.council)
    team_post(cast.bradford, fte="5.00", end=dt.date(2020, 1, 1))  # has ended
    team_post(cast.luton, fte="7.00")
    page = said(cast)
    assert "3 posts today, 1.4 full-time equivalents. The time isn’t known for 1 of them." in page
    assert "2 of them are lent by 2 bodies, 0.4 full-time equivalents." in page
    assert "Place director (ended)" in page


def test_a_team_of_which_no_time_is_known_has_no_size(cast: Cast) -> None:
    team_post(cast.bradford)
    page = said(cast)
    assert "1 post today. How much time that is isn’t known." in page
    assert "0 full-time" not in page


def test_a_post_has_time_and_a_title(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="team_post_fte_above_none"):
        team_post(cast.bradford, fte="0")


def test_a_post_says_its_title(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="team_post_has_title"):
        team_post(cast.bradford, "")


def test_a_post_ends_after_it_began(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="team_post_dates_in_order"):
        team_post(cast.bradford, start=dt.date(2026, 5, 1), end=dt.date(2026, 4, 1))
