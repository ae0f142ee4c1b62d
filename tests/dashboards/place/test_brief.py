"""The brief of a place says how much it leaves out, of what its reader may see; and its visits."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.models import OrganisationPlace
from tests import builders, engaged
from tests.governance.board.sweep import board
from tests.governance.board_page.made import decision
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db

BRIEF = "/places/bradford/brief/"
OWN = f"{BRIEF}?own=on"


def more(client: Client, section: str, of: str = BRIEF) -> str:
    """How much of a section is said to be left out."""
    html = client.get(of).content.decode()
    part = re.search(rf'aria-labelledby="{section}".*?</section>', html, re.DOTALL)
    assert part, section
    found = re.search(r"and (?:more than )?\d+ more|and others", part[0])
    return found[0] if found else ""


def test_what_does_not_fit_is_counted_as_far_as_the_reader_sees_it() -> None:
    cast = builders.cast()
    for number in range(5):
        pilot = builders.pilot(cast.bradford, f"Pilot {number}")
        builders.indicator(pilot, f"Figure {number}", target_low=number + 1)
        builders.barrier(cast.bradford, f"Barrier {number}", visibility="public")
    for number in range(4):
        builders.pilot(cast.bradford, f"Hidden {number}", visibility="team")
        builders.barrier(cast.bradford, f"Hidden {number}", visibility="team")
    resident, editor = Client(), signed_in(cast.bradford_editor)
    assert more(resident, "tried") == "and 2 more"
    assert more(editor, "tried") == "and 2 more"
    assert more(editor, "tried", OWN) == "and 6 more"
    assert more(resident, "barriers") == "and 2 more"
    assert more(editor, "barriers") == "and 2 more"
    assert more(editor, "barriers", OWN) == "and 6 more"
    assert more(resident, "figures") == "and 2 more"
    pilots = resident.get(f"{BRIEF}?format=txt").content.decode().partition("PILOTS")[2]
    assert "Pilot 4" in pilots, "the text has room for all of them"
    assert "and 2 more" not in pilots


def test_where_no_job_role_is_known_the_brief_names_the_council() -> None:
    cast = builders.cast()
    council = builders.organisation("Bradford Council")
    OrganisationPlace.objects.create(organisation=council, place=cast.bradford, role="governs")
    page = text_of(Client().get(BRIEF))
    shown = page.partition("Who to ask")[2].partition("What matters")[0]
    assert (
        "No job role or team that everyone can see. Public bodies here: Bradford Council" in shown
    )
    sent = Client().get(f"{BRIEF}?format=txt").content.decode()
    asked = sent.partition("WHO TO ASK")[2].partition("PARTNERS")[0]
    assert asked.strip().endswith("Public bodies here: Bradford Council.")
    builders.post("Head of place", council, cast.bradford, visibility="public")
    assert "Public bodies here" not in text_of(Client().get(BRIEF)), "there is somebody to ask"
    assert "Public bodies here" not in Client().get(f"{BRIEF}?format=txt").content.decode()


def test_figures_that_nobody_counted_are_said_to_be_more_not_numbered() -> None:
    cast = builders.cast()
    pilot = builders.pilot(cast.bradford, "Warm homes")
    for number in range(16):
        builders.indicator(pilot, f"Figure {number}", target_low=number + 1)
    assert more(Client(), "figures") == "and 13 more"
    builders.indicator(pilot, "One more", target_low=1)
    assert more(Client(), "figures") == "and others"


def test_the_text_says_where_the_rest_is() -> None:
    cast = builders.cast()
    for number in range(12):
        builders.pilot(cast.bradford, f"Pilot {number:02}")
    text = Client().get(f"{BRIEF}?format=txt").content.decode()
    assert re.search(r"and 4 more: https?://\S+/pilots/\?place=bradford", text)


def test_a_short_brief_leaves_nothing_out_and_says_nothing() -> None:
    cast = builders.cast()
    builders.pilot(cast.bradford, "Warm homes")
    assert "more" not in {more(Client(), "tried"), more(Client(), "barriers")}
    assert more(Client(), "tried") == ""


@pytest.mark.parametrize("of_pilot", [True, False])
def test_visits_stand_in_the_brief_and_are_counted_on_the_page_of_those_who_may_see_them(
    of_pilot: bool,
) -> None:
    cast = builders.cast()
    today = timezone.localdate()
    pilot = builders.pilot(cast.bradford, "Warm homes") if of_pilot else None
    team = engaged.team("Rented homes")
    for number in range(5):
        on = today + dt.timedelta(days=number + 1)
        common = {"state": "planned", "on": on, "visibility": "network"}
        engaged.visit(pilot, cast.bradford, team, purpose=f"Visit {number}", **common)
    last_month = today - dt.timedelta(days=30)
    engaged.visit(pilot, cast.bradford, on=last_month, purpose="Lately", visibility="network")
    long_ago = today - dt.timedelta(days=300)
    engaged.visit(pilot, cast.bradford, on=long_ago, purpose="Long ago")
    hidden = {"state": "planned", "on": today, "visibility": "team"}
    engaged.visit(pilot, cast.bradford, purpose="Hush", **hidden)
    client = signed_in(cast.outsider)
    for address in (BRIEF, f"{BRIEF}?format=txt"):
        response = client.get(address)
        text = response.content.decode()
        assert "Visit 0" in text
        assert "Visit 2" in text
        assert "Visit 3" not in text
        assert "and 2 more" in text
        assert team.name in text
        assert "Lately" in text
        assert "Long ago" not in text
        assert "Hush" not in text
        assert "Visit 0" not in Client().get(address).content.decode()
    assert "Visits 5 coming up" in text_of(client.get("/places/bradford/"))
    assert "coming up" not in text_of(Client().get("/places/bradford/"))
    editor = signed_in(cast.bradford_editor)
    assert "Visits 6 coming up" in text_of(editor.get("/places/bradford/"))
    assert "Hush" not in editor.get(BRIEF).content.decode()
    assert "Hush" in editor.get(OWN).content.decode()
    assert "and 3 more" in text_of(editor.get(OWN))


def test_who_may_is_led_to_plan_a_visit() -> None:
    cast = builders.cast()
    plan = "/places/bradford/visits/plan/"
    assert plan in signed_in(cast.desnz_official).get("/places/bradford/").content.decode()
    editor = signed_in(cast.bradford_editor)
    assert plan in editor.get("/visits/?place=bradford").content.decode()
    assert plan not in signed_in(cast.luton_editor).get("/places/bradford/").content.decode()
    assert plan not in Client().get("/places/bradford/").content.decode()


def test_it_names_the_boards_of_the_place_that_the_reader_sees() -> None:
    cast = builders.cast()
    for name in ("Fifth", "Fourth", "Third", "Second", "First"):
        board(cast.bradford, name, visibility="public")
    board(cast.bradford, "Zqhidden", visibility="network")
    board(cast.bradford, "Zqover", visibility="public", end=dt.date(2020, 1, 1))
    board(cast.luton, "Zqelsewhere", visibility="public")
    page = Client().get(BRIEF).content.decode().split("<pre")[0]
    said = text_of(Client().get(BRIEF)).replace(" ;", ";")
    assert "Boards: Fifth; First; Fourth; Second and 1 more" in said
    assert "Zq" not in page
    text = Client().get(f"{BRIEF}?format=txt").content.decode()
    assert "- Third, " in text
    assert "Zq" not in text
    assert "Zqhidden" in signed_in(cast.bradford_editor).get(f"{OWN}&format=txt").content.decode()


def test_it_says_what_was_decided_and_what_is_to_come_as_far_as_the_reader_sees_it() -> None:
    cast = builders.cast()
    made = board(cast.bradford, visibility="public")
    decision(made, "Health visitors")
    decision(made, "Fridges", "due")
    decision(made, "Zqhidden", visibility="place")
    decision(made, "Zqcoming", "due", visibility="place")
    for address in (BRIEF, f"{BRIEF}?format=txt"):
        page = Client().get(address).content.decode()
        assert "For all: Health visitors" in page
        assert "provisional" not in page
        assert "Fridges" in page
        assert "Zqhidden" not in page
        assert "Zqcoming" not in page
    own = signed_in(cast.bradford_editor).get(OWN).content.decode()
    assert "Zqhidden" in own
    decision(made, "Lend fridges", "provisional", confirm_by=cast.council)
    assert "; provisional" in Client().get(BRIEF).content.decode()
    assert "Zqcoming" in own
