"""An address that only a button presses, opened as a page: what it is, and the way back."""

from __future__ import annotations

import re

import pytest

from tests.access import table
from tests.access.kept_world import KeptWorld
from tests.access.table import Row
from tests.access.test_access import expected
from tests.pages.test_sweep import faults

OPENED = {row.name for row in table.rows() if row.method == "GET"}
PRESSED = {(row.name, row.of): row for row in table.rows() if row.name not in OPENED}
# Their buttons stand on the page of the pilot, programme or board.
ELSEWHERE = {"milestone_done", "milestone_not_done", "report_plan_draft", "health_contacts_ask"}
BACK = re.compile(r'<p><a href="([^"]+)">Go to (?:the related page|my work|the home page)')


@pytest.mark.parametrize("row", PRESSED.values(), ids=str)
def test_it_says_what_it_is_and_leads_to_a_page(row: Row, kept_world: KeptWorld) -> None:
    presses = [who for who in kept_world.everybody if expected(row, who, "public") == row.answers]
    address = row.address(kept_world.made.at["public"][row.of])
    response = kept_world.ask(presses[0], address)
    assert response.status_code == 405
    assert "POST" in response["Allow"]
    page = response.content.decode()
    assert faults(page) == []
    assert "<h1>This page cannot be opened directly</h1>" in page
    [back] = BACK.findall(page)
    assert address.startswith(back) or back == "/" or row.name in ELSEWHERE
    assert back != address
    assert kept_world.ask(presses[0], back).status_code in {200, 302, 403, 404}


def test_it_leads_to_the_record_that_the_button_is_of(kept_world: KeptWorld) -> None:
    update = kept_world.made.at["public"]["update"]
    page = kept_world.client("pfpp_lead").get(f"{update.get_absolute_url()}accept/")
    assert BACK.findall(page.content.decode()) == [update.get_absolute_url()]
    milestone = kept_world.made.at["public"]["milestone"]
    page = kept_world.client("bradford_editor").get(f"/milestones/{milestone.pk}/done/")
    [back] = BACK.findall(page.content.decode())
    assert back.startswith(milestone.pilot.get_absolute_url())


def test_what_is_sent_to_a_page_that_takes_nothing(kept_world: KeptWorld) -> None:
    response = kept_world.client("administrator").post("/secondments/")
    assert response.status_code == 405
    assert response["Allow"]
    page = response.content.decode()
    assert faults(page) == []
    assert "You can’t send anything to the page at this address" in page
    assert BACK.findall(page) == ["/secondments/"]


def test_a_script_gets_the_bare_answer(kept_world: KeptWorld) -> None:
    client = kept_world.client("administrator")
    response = client.get("/drafts/save/", headers={"accept": "application/json"})
    assert (response.status_code, response.content) == (405, b"")
