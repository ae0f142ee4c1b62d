"""Campaigns of communications: the list, one of them, its form, its history and the file."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from people.models import Campaign
from tests import builders
from tests.builders import Cast
from tests.people.campaign.sweep import campaign
from tests.pilots.forms import signed_in, text_of
from tests.plain_record import HIDDEN, HasFile, HasFilters, HasHistory

pytestmark = pytest.mark.django_db
COUNCIL = "City of Bradford Metropolitan District Council"


class TestCampaign(HasFilters, HasHistory, HasFile):
    """A campaign of the council; those of made-up bodies are not in the list of the country."""

    model, adds, edits, may_not = Campaign, "bradford_editor", "author", "outsider"
    typed = {
        "title": "Why work in places?",
        "organisation": COUNCIL,
        "programme": "",
        "audience": "Policy teams in four departments",
        "channels": "Talks and a newsletter",
        "message": "What a visit is good for",
        "start_day": "",
        "start_month": "3",
        "start_year": "2026",
        "end_day": "",
        "end_month": "5",
        "end_year": "2026",
        "outcome": "Forty people came",
        "source_title": "Report on the talks",
        "source_url": "",
    }
    saved = {
        "title": "Why work in places?",
        "organisation.name": COUNCIL,
        "programme": None,
        "audience": "Policy teams in four departments",
        "channels": "Talks and a newsletter",
        "message": "What a visit is good for",
        "start": dt.date(2026, 3, 1),
        "start_precision": "month",
        "end": dt.date(2026, 5, 31),
        "end_precision": "month",
        "outcome": "Forty people came",
        "source.title": "Report on the talks",
        "created_by.full_name": "Bradford editor",
    }
    shown = (
        *("Why work in places?", "Policy teams in four departments", "Talks and a newsletter"),
        *("March 2026 to May 2026", "What came of it Forty people came", COUNCIL),
    )
    listed = "Know your town hall"
    filters = {
        "?q=town": True,
        "?q=swimming": False,
        "?body=city-of-bradford-metropolitan-district-council": True,
        "?body=homes-agency": False,
        "?programme=partnerships-for-people-and-place": True,
    }
    wrong_filter = "?body=no-such-body"
    refused = [
        ({"title": ""}, "id_title-err"),
        ({"audience": ""}, "id_audience-err"),
        ({"organisation": "No such body"}, "We can’t find “No such body”"),
        ({"end_year": "2025"}, "The end can’t be before the start"),
    ]
    change = ("outcome", "Forty people came", "Fifty people came")
    columns = (
        "id title organisation programme audience channels message start end outcome source address"
    )
    cells = {
        "title": "Know your town hall",
        "organisation": COUNCIL,
        "audience": "Policy teams",
        "outcome": "Forty people came",
    }

    def prepare(self) -> None:
        builders.organisation("Homes Agency", "arms_length_body")

    def make(self) -> Campaign:
        return campaign(
            self.cast.council,
            "Know your town hall",
            outcome="Forty people came",
            programme=self.cast.pfpp,
            created_by=self.cast.author,
        )

    def hide(self) -> Campaign:
        return campaign(builders.organisation("Exampleshire", is_example=True), HIDDEN)

    def list_at(self) -> str:
        return "/campaigns/"


def test_a_programme_and_its_calendar_tell_when_it_begins(cast: Cast) -> None:
    campaign(cast.council, "Talks", programme=cast.pfpp, start=dt.date(2026, 12, 3))
    reader = signed_in(cast.desnz_official)
    for calendar in ("/calendar/", f"{cast.pfpp.get_absolute_url()}calendar/"):
        assert "Campaign begins: Talks" in text_of(reader.get(f"{calendar}?month=2026-12"))
    met = reader.get(f"{cast.pfpp.get_absolute_url()}meetings/").content.decode()
    listed = f"/campaigns/?programme={cast.pfpp.slug}"
    assert f'href="{listed}"' in met
    assert "Talks" in text_of(reader.get(listed))


def test_what_is_not_known_is_said_so(cast: Cast) -> None:
    made = campaign(cast.council)
    said = text_of(Client().get(made.get_absolute_url()))
    assert "Not known yet: what it says and what came of it" in said
    assert "Channels · When" in said


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"title": ""}, "campaign_says_what_and_for_whom"),
        ({"audience": ""}, "campaign_says_what_and_for_whom"),
        ({"start": dt.date(2026, 5, 1), "end": dt.date(2026, 4, 1)}, "campaign_dates_in_order"),
    ],
)
def test_the_database_refuses(cast: Cast, fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        campaign(cast.council, **fields)
