"""*Something is wrong here* stands at the foot of every page of a record, and leads to its form."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

from interface.pages.addresses import addresses, page_class
from records.subjects import registered
from registry.reported import ABOVE, HasErrorReports, by_page
from tests import loops
from tests.access import readers, table
from tests.access.kept_world import KeptWorld
from tests.access.test_access import expected
from tests.test_registries import our_models

LINK = re.compile(r'href="(/something-wrong/[^"]+)">Something is wrong here</a>')
# Records with an address that nobody but their author reads, or that stand on another's page.
WITHOUT = {
    "AgreementParty": "stands on the page of its agreement",
    "Attachment": "a file; its record has a page",
    "BarrierGuidance": "stands on the pages of its barrier and its guidance",
    "BidLine": "stands on the page of its bid",
    "BulkChange": "its maker's alone",
    "Comment": "somebody said it; they are answered below it",
    "CostLine": "stands on a page of its pilot",
    "DataLoad": "a file that administrators load",
    "DecisionVoice": "stands on the page of its decision",
    "DisputeStep": "stands on the page of its dispute",
    "PublicRecord": "a file of what everybody reads; its records have pages",
    "DutyFigure": "stands on the page of its duty",
    "Ending": "stands on a page of its flow",
    "EqualityQuestion": "stands on a page of its pilot",
    "ErrorReport": "is such a report",
    "EvaluationReport": "stands on the page of its evaluation",
    "FundPot": "stands on the page of its fund",
    "GuidanceRead": "stands on the page of its guidance",
    "HealthContact": "what a body alone says, on a form of its own",
    "Locality": "leads to its place",
    "NeedsAssessment": "stands in a list of its place",
    "PoolContribution": "stands on the page of its pool",
    "PoolYear": "stands on the page of its pool",
    **dict.fromkeys(("Seat", "BoardLine", "BoardTie", "Power"), "stands on the page of its board"),
    "ReportPlan": "stands on the page of its board’s packs",
    **dict.fromkeys(("AgendaItem", "Attendance", "Interest"), "stands on the page of its meeting"),
    "ProgrammeBody": "stands on the page of its programme",
    "RecordImport": "a file that somebody is importing",
    "SavedFilter": "its owner's alone",
    "Spread": "stands on a page of its pilot",
    "Terms": "stand on the page of their job role",
    "UsedIn": "stands on the page of its case study or lesson",
    "YouSaid": "stands on a page of its place",
}
# Pages of functions below a record that ask for something, and show nothing of it; a brief is a
# sheet to print, and has as few links as it can
ASKS = frozenset(
    {"organisation_gives_way", "organisation_merge", "pilot_update", "place_follow", "place_tell"}
    | {"place_reorganise", "place_skill_add", "place_you_said_add", "policy_test_decide"}
    | {"pilot_brief", "place_brief"}
    | {"policy_test_places", "programme_export", "regional_update_reply", "reorganisation_undo"}
    | {"regional_update_withdraw", "regional_update_write"}
)
PAGES = [row for row in table.rows() if row.name in by_page() and row.page and row.method == "GET"]


def test_each_record_with_a_page_is_declared() -> None:
    addressed = {one for one in our_models() if hasattr(one, "get_absolute_url")}
    declared_models = {one.model for one in registered(HasErrorReports)}
    lacking = {one.__name__ for one in addressed - declared_models}
    assert lacking == set(WITHOUT)
    assert declared_models <= set(apps.get_models())


def test_each_declared_page_is_opened_here() -> None:
    assert {row.name for row in PAGES} == set(by_page())


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_the_link_opens_the_form_for_whoever_reads_the_page(
    row: table.Row, kept_world: KeptWorld
) -> None:
    address = row.address(kept_world.made.at["public"][row.of])
    through = [who for who in sorted(readers.PUBLIC) if expected(row, who, "public") == (200,)]
    first = [who for who in through if who == "resident"] + through
    for who in first[:2]:
        found = LINK.findall(kept_world.ask(who, address).content.decode())
        assert len(found) == 1, who
        with loops.watched():
            response = kept_world.ask(who, found[0])
        assert response.status_code == 200, f"{who}: {found[0]}"
        page = response.content.decode()
        assert "It goes to " in page or "There is nobody to tell." in page


def test_each_page_below_a_record_leads_to_the_form() -> None:
    """Also one that a function makes, of which nothing tells whether it shows or asks."""
    rows = {row.name for row in table.rows() if row.page and row.method == "GET"}
    routes = {route for route, page in addresses() if page.name in by_page()}
    below = {
        str(page.name)
        for route, page in addresses()
        if page.name in rows and not page_class(page) and ABOVE.sub("", route) in routes
    }
    assert below - set(by_page()) == ASKS
