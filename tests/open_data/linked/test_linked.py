"""Pages say in their head what they are about, in the words of schema.org."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client

from governance.models import BoardMeeting
from interface.context import Frame
from open_data.linked.things import trail
from tests import builders
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.pilots.forms import signed_in

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


def said_at(address: str, client: Client | None = None) -> dict[str, dict[str, Any]]:
    """What the page says of itself, by type; in its head and nowhere else."""
    head, _, body = (client or Client()).get(address).content.decode().partition("</head>")
    assert not BLOCK.findall(body)
    blocks = [json.loads(block) for block in BLOCK.findall(head)]
    assert all(block["@context"] == "https://schema.org" for block in blocks)
    found = {block["@type"]: block for block in blocks}
    assert len(found) == len(blocks)
    return found


def test_a_place_says_its_name_its_region_and_its_page(cast: Cast) -> None:
    said = said_at(cast.bradford.get_absolute_url())["AdministrativeArea"]
    assert said["name"] == "Bradford"
    assert said["@id"] == said["url"] == SITE + cast.bradford.get_absolute_url()
    assert said["containedInPlace"]["url"] == SITE + cast.region.get_absolute_url()
    region = said_at(cast.region.get_absolute_url())["AdministrativeArea"]
    assert "containedInPlace" not in region


def test_a_body_says_of_which_it_is_a_part(cast: Cast) -> None:
    team = builders.organisation("Warmth & <homes>", parent=cast.council)
    said = said_at(team.get_absolute_url())["Organization"]
    assert said["name"] == "Warmth & <homes>"
    assert said["parentOrganization"]["name"] == cast.council.name


def test_a_board_says_for_which_places_it_sits(cast: Cast) -> None:
    of = board(cast.bradford, visibility="public", purpose="Decides on homes.")
    said = said_at(of.get_absolute_url())["Organization"]
    assert (said["name"], said["description"]) == (str(of), "Decides on homes.")
    assert [one["name"] for one in said["areaServed"]] == ["Bradford"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"startDate": "2027-06-03"}),
        (
            {"starts_at": dt.time(10), "ends_at": dt.time(12), "where": "City Hall"},
            {
                "startDate": "2027-06-03T10:00:00+01:00",
                "endDate": "2027-06-03T12:00:00+01:00",
                "location": {"@type": "Place", "name": "City Hall", "address": "City Hall"},
            },
        ),
        (
            {"state": "called_off", "called_off_because": "Snow"},
            {"eventStatus": "https://schema.org/EventCancelled"},
        ),
    ],
)
def test_a_public_meeting_says_when_and_where(
    cast: Cast, fields: dict[str, Any], expected: dict[str, Any]
) -> None:
    of = board(cast.bradford, visibility="public")
    meeting = BoardMeeting.objects.create(
        board=of, number=1, on=dt.date(2027, 6, 3), visibility="public", joining="Ask Ada", **fields
    )
    said = said_at(meeting.get_absolute_url())["Event"]
    assert said["name"] == f"{of} meets"
    assert said["organizer"]["url"] == SITE + of.get_absolute_url()
    assert {name: said[name] for name in expected} == expected
    assert ("location" in said) == ("where" in fields)
    assert "Ada" not in json.dumps(said)


def test_the_way_to_a_page_is_told_in_steps(cast: Cast) -> None:
    steps = said_at(f"{cast.bradford.get_absolute_url()}calendar/")["BreadcrumbList"]
    told = [(one["position"], one["name"], one.get("item")) for one in steps["itemListElement"]]
    assert told == [
        (1, "Home", f"{SITE}/"),
        (2, "Places", f"{SITE}/places/"),
        (3, "Bradford", SITE + cast.bradford.get_absolute_url()),
        (4, "Calendar", None),
    ]


def test_nothing_is_said_to_who_is_signed_in_nor_of_what_is_made_up(cast: Cast) -> None:
    address = cast.bradford.get_absolute_url()
    assert said_at(address, signed_in(cast.bradford_officer)) == {}
    example = builders.place("Exampleshire", is_example=True)
    assert said_at(example.get_absolute_url()) == {}


def test_no_text_ends_the_block() -> None:
    nasty = '</script><script>alert(1)</script><!-- & "quoted" \u2028'
    page = Template("{% load linked_data %}{% linked_trail %}")
    steps = [(nasty, "/"), ("Here", "")]
    drawn = page.render(Context({"breadcrumbs": steps, "frame": Frame((), (), {})}))
    assert drawn.count("<") == 2
    [block] = BLOCK.findall(drawn)
    assert json.loads(block) == {"@context": "https://schema.org", **trail(steps)}


def test_what_nothing_is_known_to_say_of_is_refused(cast: Cast) -> None:
    page = Template("{% load linked_data %}{% linked_data record %}")
    with pytest.raises(TypeError, match="nothing is said of"):
        page.render(Context({"record": cast.pfpp, "frame": Frame((), (), {})}))
