"""Money: funds and the flows from them, what is owed for it, what ends, pools, bids, estimates."""

from __future__ import annotations

from funding.models import (
    AtRisk,
    Bid,
    BidLine,
    BidPlace,
    DutyFigure,
    Ending,
    Estimate,
    EstimatePlace,
    Flow,
    FlowPlace,
    FlowYear,
    Fund,
    FundOwner,
    MonitoringReturn,
    Pool,
    PoolContribution,
    PoolPlace,
    PoolYear,
    ReportingDuty,
)
from national.make.rows import (
    DEPARTMENT,
    DEPARTMENTS,
    PERSON,
    PROGRAMME,
    TIMES,
    TOPICS,
    Rows,
    at_places,
    but,
    cycle,
    day,
    every,
    level,
    many,
    pick,
    place_of,
    reach,
    some,
    those,
    upto,
)


def _body(number: str) -> str:
    """A body that is no department."""
    return f"{DEPARTMENTS} + 1 + {number} % (:organisations - {DEPARTMENTS})"


def _placed(kind: str, *weights: int) -> dict[str, str]:
    """What stands at one place, that was changed once: given its place."""
    return {
        "visibility": level(*weights),
        "created_by": PERSON,
        **TIMES,
        "version": "2",
        "reach_ids": reach(place_of(kind)),
    }


# With the latest flow before it and the next one after it for the same place
_FLOWS = f"""(
  SELECT at, lag(n) OVER here AS earlier, lead(n) OVER here AS later FROM (
    SELECT n, {place_of("flow")} AS at FROM generate_series(1, :flows) n
  ) drawn WINDOW here AS (PARTITION BY at ORDER BY n) ORDER BY drawn.n
) flows"""  # noqa: S608

MONEY = (
    Rows(
        Fund,
        "generate_series(1, :funds)",
        {
            "name": "'Made-up fund ' || n",
            "slug": "'made-up-fund-' || n",
            "visibility": "'public'",
            "award": "'competed'",
        },
    ),
    Rows(FundOwner, "generate_series(1, :funds)", {"fund": "n", "organisation": DEPARTMENT}),
    Rows(  # one in six passes on an earlier one, one in ten has a profile by year
        Flow,
        _FLOWS,
        {
            "description": "'Made-up flow ' || n",
            "giver": DEPARTMENT,
            "receiver": _body("n * 13"),
            "fund": "n % :funds + 1",
            "parent": every(6, "earlier"),
            "amount_low": but(7, f"{upto('899')} * 1000"),
            "meaning": pick(
                {
                    "committed": 45,
                    "paid": 25,
                    "forecast": 12,
                    "in_kind": 8,
                    "influenceable": 4,
                    "estimate": 6,
                }
            ),
            "start": day(-900, -30),
            "end": but(12, day(-20, 900)),
            "programme": PROGRAMME,
            **_placed("flow", 3, 12, 10, 15, 60),
            "only_place": "at",
            "passes_on": "coalesce(later % 6 = 0, FALSE)",
            "has_years": "n % 10 = 0",
        },
    ),
    Rows(FlowPlace, at_places(":flows", place_of("flow")), {"flow": "of", "place": "at"}),
    Rows(
        FlowYear,
        some("p % 10 = 0", ":flows"),
        {"flow": "p", "year": "2024 + p % 4", "amount": but(7, "p % 90000", key="p")},
    ),
    Rows(
        Flow.topics.through,
        some("p % 2 = 0", ":flows"),
        {"flow": "p", "topic": f"p % {TOPICS} + 1"},
    ),
)

RETURNS = (
    Rows(
        ReportingDuty,
        "generate_series(1, 2 * :funds)",
        {
            "fund": "(n + 1) / 2",
            "what": "'Made-up report ' || n",
            "often": cycle("quarterly", "yearly", "half_yearly", "once", "monthly"),
            "first_due": day(-900, 0),
            "hours_low": but(3, "2 + n % 30"),
            "created_by": PERSON,
        },
    ),
    Rows(
        DutyFigure,
        many("3", "(2 * :funds)"),
        {
            "duty": "p",
            "name": "'Made-up figure ' || k - 1",
            "unit": "'people'",
            "shared": "CASE WHEN k = 1 THEN p % :shared_definitions + 1 END",
        },
    ),
    Rows(  # most that were due are sent, few are late
        MonitoringReturn,
        those(
            "funding_flow",
            "id AS f, receiver_id AS who, only_place AS at, fund_id AS of",
            "id % (:flows / :returns) = 0 AND id <= :flows / :returns * :returns",
        ),
        {
            "duty": "2 * of - n % 2",
            "body": "who",
            "place": but(15, "at"),
            "flow": "f",
            "due": day(-700, 400),
            "period_end": "due - 30",
            "hours_low": but(3, "2 + n % 30"),
            "hours_high": every(4, "hours_low + 6"),
            "state": "CASE WHEN due >= :today OR n % 20 = 0 THEN 'due' "
            "WHEN n % 17 = 0 THEN 'not_needed' ELSE 'sent' END",
            "sent_on": "CASE WHEN state = 'sent' THEN due + n::int % 9 - 6 END",
            "sent_by": f"CASE WHEN state = 'sent' THEN {PERSON} END",
            "took_low": "CASE WHEN state = 'sent' AND n % 3 > 0 THEN 1 + n % 40 END",
            "because": "CASE WHEN state = 'not_needed' THEN 'Asked for no longer' ELSE '' END",
            "created_by": PERSON,
            "created_at": TIMES["created_at"],
        },
    ),
    Rows(  # who decides what follows on a tenth: their numbers are odd, so that each has an end
        Ending,
        some("p % 10 = 3", ":flows"),
        {
            "flow": "p",
            "decider": f"p % {DEPARTMENTS} + 1",
            "decider_role": "'Made-up board'",
            "decision_due": day(-200, 300),
            "tell_by": day(-100, 300),
            "outcome": pick(
                {"not_known": 40, "open": 25, "goes_on": 15, "other_money": 10, "stops": 10}
            ),
            "decided": "CASE WHEN outcome IN ('goes_on', 'other_money', 'stops') "
            f"THEN {day(-300, -1)} END",
            "created_by": PERSON,
        },
    ),
    Rows(  # what depends on an eighth of the money
        AtRisk,
        some("p % 8 = 1", ":flows"),
        {
            "flow": "p",
            "kind": pick({"post": 50, "service": 35, "building": 10, "other": 5}),
            "what": "'Made-up ' || kind || ' ' || p",
            "posts": "CASE WHEN kind = 'post' AND p % 3 > 0 THEN 1 + p % 12 / 2.0 END",
            "people": "CASE WHEN kind <> 'post' AND p % 5 > 0 THEN p % 900 END",
            "visibility": level(15, 60, 15, 10, 0),
            "created_by": PERSON,
        },
    ),
)

POOLS = (
    Rows(  # some bodies pay into each, most for one place
        Pool,
        "generate_series(1, :pools)",
        {
            "name": "'Made-up pool ' || n",
            "basis": cycle("section_75", "better_care", "not_known", "other"),
            "host": _body("n"),
            "manager": "'Made-up pool manager'",
            "start": day(-1200, -400),
            "end": but(5, day(-60, 900)),
            **_placed("pool", 3, 12, 10, 25, 50),
        },
    ),
    Rows(PoolPlace, at_places(":pools", place_of("pool")), {"pool": "of", "place": "at"}),
    Rows(
        PoolContribution,
        "generate_series(1, :pools) p, generate_series(0, 3) k, generate_series(2024, 2026) y",
        {
            "pool": "p",
            "organisation": "(p * 7 + k * 31) % :organisations + 1",
            "year": "y",
            "agreed_low": "CASE WHEN (p + k) % 6 > 0 THEN (p % 80 + k + 1) * 10000 END",
            "paid_low": "CASE WHEN y < 2026 THEN agreed_low END",
        },
    ),
    Rows(
        PoolYear,
        "generate_series(1, :pools) p, generate_series(2024, 2026) y",
        {
            "pool": "p",
            "year": "y",
            "budget": "(p % 80 + 1) * 40000",
            "spent": but(4, "greatest(budget + (p * 977 + y) % 60000 - 30000, 0)", key="p"),
            "is_forecast": "y = 2026",
        },
    ),
    Rows(  # for new money, and about what runs
        Bid,
        "generate_series(1, :bids)",
        {
            "title": "'Made-up bid ' || n",
            "kind": cycle("new", "extension"),
            "applicant": _body("n * 11"),
            "decider": DEPARTMENT,
            "fund": "n % :funds + 1",
            "flow": "CASE WHEN kind = 'extension' THEN n % :flows + 1 END",
            "amount_low": but(9, "n % 700 * 1000"),
            "state": pick(
                {
                    "preparing": 15,
                    "sent": 30,
                    "granted": 25,
                    "declined": 20,
                    "withdrawn": 5,
                    "not_known": 5,
                }
            ),
            "_answered": "state IN ('granted', 'declined')",
            "sent": f"CASE WHEN state <> 'preparing' THEN {day(-500, -1)} END",
            "decision_due": f"CASE WHEN state = 'sent' THEN {day(-60, 200)} END",
            "decided": "CASE WHEN _answered THEN least(:today, "
            "sent + CASE WHEN n % 30 = 0 THEN 0 ELSE n::int % 200 END) END",
            "granted_low": "CASE WHEN state = 'granted' THEN amount_low END",
            "reason": "CASE WHEN _answered THEN 'A made-up reason' ELSE '' END",
            **_placed("bid", 3, 12, 10, 25, 50),
        },
    ),
    Rows(BidPlace, at_places(":bids", place_of("bid")), {"bid": "of", "place": "at"}),
    Rows(
        BidLine,
        many("2", ":bids"),
        {
            "bid": "p",
            "kind": cycle("delivery", "coordination", by="k - 1"),
            "item": "'Made-up ' || kind",
            "amount_low": but(4, "p % 90 * 1000", key="p"),
            "year": "2026",
        },
    ),
    Rows(  # by different bodies and in different ways, of the same things
        Estimate,
        "generate_series(1, :estimates)",
        {
            "title": "'Made-up estimate ' || n",
            "effect": cycle("saving", "benefit", "investment", "cost"),
            "amount_low": but(8, "n % 400 * 10000"),
            "amount_high": every(3, "amount_low + 50000"),
            "net": cycle("net", "gross", "not_known"),
            "per": cycle("period", "year", "not_known"),
            "years": but(5, "n % 10 + 1"),
            "price_year": every(2, "2024"),
            "basis": cycle("expected", "measured"),
            "author": DEPARTMENT,
            **_placed("estimate", 3, 12, 10, 25, 50),
        },
    ),
    Rows(
        EstimatePlace,
        at_places(":estimates", place_of("estimate")),
        {"estimate": "of", "place": "at"},
    ),
)
