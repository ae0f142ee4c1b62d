"""Each kind of record that can be taken back, as it is added."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from barriers.models import Barrier
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
from governance.models import Agreement, Board, BoardMeeting, Decision, Dispute
from partnerships.models import (
    Member,
    Organisation,
    Partnership,
    Place,
    Programme,
    ProgrammePlace,
    Topic,
)
from people.models import Campaign, JobRole
from pilots.models import Indicator, Pilot, PilotPartner, UsedIn
from records.models import Source
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
from tests.governance.decision import test_decisions as decisions

RESTORE = re.compile(r'action="(/drafts/\d+/restore/)"')
OF_FUND = "/funding/funds/homes/"
WHY = {"because": "Added twice"}
LESSON = 1_000_001  # what the pilot of the page learned
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
    "used_in_take_back": Added(
        UsedIn,
        "bradford_officer",
        "/pilots/warm-homes/used-in/add/",
        {"lesson": str(LESSON), "title": "Homelessness strategy", "how": "Why people are asked"},
    ),
    "campaign_take_back": Added(
        Campaign,
        "bradford_editor",
        "/campaigns/add/",
        {"title": "Why work in places?", "organisation": COUNCIL, "audience": "Policy teams"},
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
