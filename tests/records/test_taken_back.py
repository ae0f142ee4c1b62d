"""What was taken back is a draft again, letter for letter, with *Undo* beside the message."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from barriers.models import Barrier
from collaboration.models import Comment
from funding.models import (
    Bid,
    Estimate,
    Flow,
    Fund,
    FundGuidance,
    FundPot,
    FundRound,
    Pool,
    ReportingDuty,
)
from governance.models import Agreement, Board, BoardLine, BoardMeeting, Decision, Dispute
from partnerships.models import (
    Member,
    Organisation,
    Partnership,
    Place,
    Programme,
    ProgrammePlace,
    Topic,
)
from people.models import JobRole
from pilots.models import Indicator, Pilot, PilotPartner
from records.drafts import forget_deleted
from records.form_views import TakeBackPage
from records.models import Draft, Source
from records.sent import CAN_BE_TAKEN_BACK
from tests import builders
from tests.builders import Cast
from tests.funding.bid import test_bids as bids
from tests.funding.estimate import test_estimates as estimates
from tests.funding.flow.test_writing import plain
from tests.funding.fund.test_keeping import typed as a_fund
from tests.funding.fund_guidance import test_guidance as guidance
from tests.funding.pool import test_pools as pools
from tests.funding.pot.test_pots import typed as a_pot
from tests.funding.reporting_duty import test_duties as duties
from tests.funding.round import test_rounds as rounds
from tests.governance.board import test_boards as boards
from tests.governance.board.sweep import board
from tests.governance.decision import test_decisions as decisions
from tests.pilots.forms import filled, signed_in, text_of, values

pytestmark = pytest.mark.django_db
RESTORE = re.compile(r'action="(/drafts/\d+/restore/)"')
SENT_WITH = {"csrfmiddlewaretoken", "draft_token", "version", "source_drawn"}
OF_FUND = "/funding/funds/homes/"
WHY = {"because": "Added twice"}
COUNCIL = "City of Bradford Metropolitan District Council"


@dataclass(frozen=True)
class Added:
    """How one is added: by whom, where, with which answers; and what its address carries."""

    model: Any
    who: str
    at: str
    typed: dict[str, Any]
    by: str = "pk"


ADDED = {
    "flow_take_back": Added(Flow, "bradford_officer", "/funding/flows/add/", plain()),
    "fund_take_back": Added(
        Fund, "bradford_officer", "/funding/funds/add/", a_fund(name="Retrofit money"), "slug"
    ),
    "fund_pot_take_back": Added(FundPot, "pfpp_lead", f"{OF_FUND}pots/add/", a_pot()),
    "fund_round_take_back": Added(
        FundRound, "pfpp_lead", f"{OF_FUND}rounds/add/", rounds.TestRound.typed
    ),
    "reporting_duty_take_back": Added(
        ReportingDuty, "pfpp_lead", f"{OF_FUND}duties/add/", duties.TestDuty.typed
    ),
    "fund_guidance_take_back": Added(
        FundGuidance, "pfpp_lead", f"{OF_FUND}guidance/add/", guidance.TestGuidance.typed
    ),
    "estimate_take_back": Added(
        Estimate, "bradford_officer", "/funding/estimates/add/", estimates.TestEstimate.typed
    ),
    "pool_take_back": Added(Pool, "bradford_officer", "/funding/pools/add/", pools.TestPool.typed),
    "board_take_back": Added(
        Board, "bradford_editor", "/boards/add/", boards.TestBoard.typed, "slug"
    ),
    "decision_take_back": Added(
        Decision, "bradford_editor", "/decisions/add/", decisions.TestDecision.typed, "slug"
    ),
    "dispute_take_back": Added(
        Dispute,
        "bradford_editor",
        "/boards/family-board/disputes/add/",
        {
            "title": "Who pays for transport",
            "parties": ["act-as-one-trust"],
            "another": COUNCIL,
            "about": "Each says the other agreed to",
            "opened_on_day": "1",
            "opened_on_month": "9",
            "opened_on_year": "2026",
            "state": "open",
            "visibility": "network",
        },
    ),
    "agreement_take_back": Added(
        *(Agreement, "bradford_editor", "/boards/family-board/agreements/add/"),
        {"kind": "terms", "title": "We agree", "another": COUNCIL, "visibility": "network"},
    ),
    "board_meeting_take_back": Added(
        BoardMeeting,
        "bradford_editor",
        "/boards/family-board/meetings/add/",
        {
            "on_day": "15",
            "on_month": "12",
            "on_year": "2026",
            "where": "County Hall",
            "visibility": "network",
        },
        "number",
    ),
    "bid_take_back": Added(Bid, "bradford_officer", "/funding/bids/add/", bids.TestBid.typed),
    "source_take_back": Added(
        Source,
        "administrator",
        "/sources/add/",
        {"title": "Housing plan", "url": "https://example.test/plan", "published_year": "2025"},
        "slug",
    ),
    "pilot_take_back": Added(
        Pilot,
        "bradford_officer",
        "/pilots/add/",
        {
            "name": "Warm shops",
            "lead": "Bradford",
            "place_1": "Luton",
            "part_1": "district_partner",
            "summary": "Shops stay open for people who are cold",
            "visibility": "place",
        },
        "slug",
    ),
    "partner_take_back": Added(
        PilotPartner,
        "bradford_editor",
        "/pilots/warm-homes/partners/add/",
        {"organisation": COUNCIL, "kind": "lead", "role": "Pays the rent"},
    ),
    "indicator_take_back": Added(
        Indicator,
        "bradford_officer",
        "/pilots/warm-homes/indicators/add/",
        {"name": "Homes", "unit": "homes", "target": "100", "definition": "Doors opened"},
        "number",
    ),
    "barrier_take_back": Added(
        Barrier,
        "bradford_officer",
        "/barriers/log/",
        {
            "said": "We cannot see visits, because records are not shared",
            "kind": "data-sharing",
            "people": "Families are visited twice",
            "rule": "rule",
            "tried": "We asked",
            "unlock": "find_out",
            "visibility": "team",
        },
        "reference",
    ),
    "topic_undo": Added(
        Topic,
        "administrator",
        "/topics/add/",
        {"name": "Retrofit", "words": "Insulation\nwarm homes"},
        "slug",
    ),
    "organisation_take_back": Added(
        Organisation,
        "bradford_editor",
        "/organisations/add/?place=bradford",
        {
            "name": "Keighley Food Bank",
            "short_name": "KFB",
            "named_from_year": "2019",
            "sector": "voluntary",
            "number_scheme": "GB-CHC",
            "number": "1012345",
        },
        "slug",
    ),
    "partnership_take_back": Added(
        Partnership,
        "bradford_editor",
        "/partnerships/add/?place=bradford",
        {"name": "Bradford for Everyone", "vision": "One town", "kind": "town board"},
        "slug",
    ),
    "member_take_back": Added(
        Member,
        "bradford_editor",
        "/partnerships/act-as-one/members/add/",
        {
            "organisation": COUNCIL,
            "role": "lead",
            "level": "3",
            "commitment_reason": "Gives two officers",
            "valid_from_day": "1",
            "valid_from_month": "5",
            "valid_from_year": "2024",
        },
    ),
    "post_take_back": Added(
        JobRole,
        "bradford_editor",
        "/job-roles/add/",
        {
            "title": "Heat lead",
            "organisation": COUNCIL,
            "add_place": "Bradford",
            "remit": "Heat networks",
        },
    ),
    "place_undo": Added(
        Place,
        "bradford_editor",
        "/places/bradford/within/add/",
        {
            "kind": "ward",
            "name": "Toller",
            "code": "E05001342",
            "description": "North of town",
            "source_title": "The order",
        },
        "slug",
    ),
    "programme_undo": Added(
        Programme,
        "administrator",
        "/programmes/add/",
        {
            "name": "Warm Streets",
            "purpose": "Warm homes",
            "start_year": "2024",
            "sponsor": "The bank",
        },
        "slug",
    ),
    "programme_place_undo": Added(
        ProgrammePlace,
        "administrator",
        "/programmes/cold-streets/places/add/",
        {"areas": "Bradford", "role": "Wave 1", "valid_from_year": "2024", "note": "By lot"},
    ),
}


def pages(patterns: Iterable[Any]) -> Iterator[str]:
    """The addresses at which something is taken back."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns)
        else:
            page = getattr(pattern.callback, "view_class", None)
            if page is not None and issubclass(page, TakeBackPage):
                yield pattern.name or ""


def test_each_page_that_takes_back_is_tried_here() -> None:
    assert {*pages(get_resolver().url_patterns)} == ADDED.keys()
    assert {one.model for one in ADDED.values()} <= CAN_BE_TAKEN_BACK


@pytest.fixture
def around(cast: Cast) -> Cast:
    """What the added stand on."""
    builders.organisation("Energy department", "central_government")
    builders.organisation("Housing ministry", "central_government")
    rounds.a_fund(cast)
    programme = builders.programme("Cold Streets")
    assert programme.slug == "cold-streets"
    builders.pilot(cast.bradford, "Warm homes", slug="warm-homes", visibility="place")
    builders.category()
    of = board(cast.bradford, decisions.BOARD, visibility="public")
    trust = builders.organisation("Act as One Trust", "voluntary")
    BoardLine.objects.create(board=of, kind="reports_to", to=trust)
    Partnership.objects.create(name="Act as One", slug="act-as-one").places.add(cast.bradford)
    return cast


def add(client: Client, one: Added) -> tuple[dict[str, Any], Any]:
    """Send the form; gives what was sent, and the record that came of it."""
    data = filled(client, one.at, **one.typed)
    answer = client.post(one.at, data)
    assert answer.status_code == 302, answer.context["form"].errors
    return data, one.model._base_manager.order_by("-pk").first()


def undo_of(page: Any) -> str:
    """Where *Undo* beside the message posts."""
    [address] = RESTORE.findall(page.content.decode().partition("<main")[2].partition("<h1")[0])
    return address


@pytest.mark.parametrize("name", ADDED)
def test_every_answer_is_in_the_form_again_behind_undo(around: Cast, name: str) -> None:
    one = ADDED[name]
    client = signed_in(getattr(around, one.who))
    data, record = add(client, one)
    assert not Draft.objects.exists(), "what is sent is no draft"
    args = [getattr(record, one.by)]
    if name == "programme_place_undo":
        args = ["cold-streets", *args]
    if name == "board_meeting_take_back":
        args = ["family-board", *args]
    if name in ("partner_take_back", "indicator_take_back"):
        args = ["warm-homes", *args]
    page = client.post(reverse(name, args=args), WHY, follow=True)
    assert "Taken back: " in text_of(page)
    assert "What you typed is kept as a draft." in text_of(page)
    assert not one.model._base_manager.filter(pk=record.pk).exists()
    again = client.post(undo_of(page), follow=True)
    assert "Here is what you typed." in text_of(again)
    assert again.request["PATH_INFO"] == one.at.partition("?")[0]
    shown = values(again.content.decode())
    typed = {name: said for name, said in data.items() if said and name not in SENT_WITH}
    assert {name: shown.get(name) for name in typed} == typed
    # In My work as well, for whoever closed the page
    assert Draft.objects.visible_to(getattr(around, one.who)).count() == 1
    sent = client.post(one.at, shown)
    assert sent.status_code == 302, sent.context["form"].errors
    assert not Draft.objects.exists()


def test_what_was_changed_since_is_in_the_draft(around: Cast) -> None:
    client = signed_in(around.bradford_officer)
    _, flow = add(client, ADDED["flow_take_back"])
    edit = f"{flow.get_absolute_url()}edit/"
    client.post(edit, filled(client, edit, amount="£90", note="As agreed"))
    page = client.post(f"{flow.get_absolute_url()}take-back/", WHY, follow=True)
    shown = values(client.post(undo_of(page), follow=True).content.decode())
    assert (shown["amount"], shown["note"]) == ("£90", "As agreed")


def test_who_did_not_type_it_gets_no_copy_of_it(around: Cast) -> None:
    _, flow = add(signed_in(around.bradford_officer), ADDED["flow_take_back"])
    editor = signed_in(around.bradford_editor)
    said = text_of(editor.post(f"{flow.get_absolute_url()}take-back/", WHY, follow=True))
    assert "What Bradford officer typed is kept as a draft for them." in said
    assert "Undo" not in said
    assert not Draft.objects.visible_to(around.bradford_editor).exists()
    assert Draft.objects.visible_to(around.bradford_officer).count() == 1


def test_what_was_sent_is_seen_by_nobody_and_forgotten_after_a_week(around: Cast) -> None:
    client = signed_in(around.bradford_officer)
    add(client, ADDED["flow_take_back"])
    [kept] = Draft.every.all()
    assert not Draft.objects.with_deleted(around.bradford_officer).exists()
    restore = reverse("draft_restore", args=[kept.pk])
    assert client.post(restore).status_code == 404
    assert "Damp and mould visits" not in text_of(client.get("/funding/flows/add/"))
    assert forget_deleted() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=6)):
        assert forget_deleted() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=7, minutes=1)):
        assert forget_deleted() == 1
    assert not Draft.every.exists()


def test_a_withdrawn_comment_is_a_draft_again(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes", visibility="network")
    client = signed_in(cast.bradford_officer)
    at = reverse("comments", args=["pilot", pilot.pk])
    client.post(at, filled(client, at, text="We counted\nthem twice."))
    comment = Comment.objects.get()
    page = client.post(reverse("comment_withdraw", args=[comment.pk]), follow=True)
    assert "The comment is withdrawn. What you typed is kept as a draft." in text_of(page)
    again = client.post(undo_of(page), follow=True)
    assert again.request["PATH_INFO"] == at
    assert values(again.content.decode())["text"].strip() == "We counted\nthem twice."
