"""Money: funds and the flows from them, what is owed for it, what ends, pools, bids, estimates."""

from __future__ import annotations

from national.make import sql
from national.make.rows import kinds
from national.make.sql import DEPARTMENTS, at_places, but, cycle, day, pick, place_of

_MEANINGS = {"committed": 45, "paid": 25, "forecast": 12}
_MEANINGS |= {"in_kind": 8, "influenceable": 4, "estimate": 6}
_OUTCOMES = {"not_known": 40, "open": 25, "goes_on": 15, "other_money": 10, "stops": 10}
_BIDS = {"preparing": 15, "sent": 30, "granted": 25, "declined": 20}
_BIDS |= {"withdrawn": 5, "not_known": 5}
# With the latest flow before it and the next one after it for the same place
_FLOWS = f"""(
  SELECT at, lag(n) OVER here AS earlier, lead(n) OVER here AS later FROM (
    SELECT n, {place_of("flow")} AS at FROM generate_series(1, :flows) n
  ) drawn WINDOW here AS (PARTITION BY at ORDER BY n) ORDER BY drawn.n
) flows"""  # noqa: S608


def _placed(kind: str, *weights: int) -> str:
    """What stands at one place, and was changed once: given its place."""
    level, reach = sql.level(*weights), sql.reach(place_of(kind))
    return f"{level} AS visibility, 2 AS version, {reach} AS reach_ids, :by, :times"


MONEY = kinds(
    f"""
funding.Fund FROM :funds
SELECT 'public' AS visibility, 'competed' AS award

funding.FundOwner FROM :funds
SELECT n AS fund

-- one in six passes on an earlier one, one in ten has a profile by year
funding.Flow FROM {_FLOWS}
SELECT 'Made-up flow ' || n AS description, :department AS giver, {sql.body("n * 13")} AS receiver,
n % :funds + 1 AS fund, {sql.every(6, "earlier")} AS parent, {pick(_MEANINGS)} AS meaning,
{but(7, f"{sql.upto('899')} * 1000")} AS amount_low, {day(-900, -30)} AS start,
{but(12, day(-20, 900))} AS end, :programme AS programme, {_placed("flow", 3, 12, 10, 15, 60)},
at AS only_place, coalesce(later % 6 = 0, FALSE) AS passes_on, n % 10 = 0 AS has_years

funding.FlowPlace FROM {at_places("flow", ":flows", place_of("flow"))}

funding.FlowYear FROM funding.Flow WHERE id % 10 = 0
SELECT 2024 + p % 4 AS year, {but(7, "p % 90000", key="p")} AS amount

funding.Flow.topics FROM funding.Flow WHERE id % 2 = 0
SELECT p % 24 + 1 AS topic
"""  # noqa: S608
)

RETURNS = kinds(
    f"""
funding.ReportingDuty FROM 2 * :funds
SELECT (n + 1) / 2 AS fund, {but(3, "2 + n % 30")} AS hours_low, {day(-900, 0)} AS first_due,
{cycle("quarterly", "yearly", "half_yearly", "once", "monthly")} AS often, :by

funding.DutyFigure FROM funding.ReportingDuty TIMES 3
SELECT 'Made-up figure ' || k - 1 AS name, 'people' AS unit,
{sql.when("k = 1", "p % :shared_definitions + 1")} AS shared

-- most that were due are sent, few are late
funding.MonitoringReturn FROM funding.Flow
WHERE id % (:flows / :returns) = 0 AND id <= :flows / :returns * :returns
SELECT 2 * it.fund_id - n % 2 AS duty, it.receiver_id AS body, {but(15, "it.only_place")} AS place,
{day(-700, 400)} AS due, due - 30 AS period_end, {but(3, "2 + n % 30")} AS hours_low,
{sql.every(4, "hours_low + 6")} AS hours_high,
CASE WHEN due >= :today OR n % 20 = 0 THEN 'due' WHEN n % 17 = 0 THEN 'not_needed'
  ELSE 'sent' END AS state, state = 'sent' AS _sent,
{sql.when("_sent", "due + n::int % 9 - 6")} AS sent_on, {sql.when("_sent", ":person")} AS sent_by,
{sql.when("_sent AND n % 3 > 0", "1 + n % 40")} AS took_low,
{sql.when("state = 'not_needed'", "'Asked for no longer'", "''")} AS because, :by, :began

-- who decides what follows on a tenth: their numbers are odd, so that each has an end
funding.Ending FROM funding.Flow WHERE id % 10 = 3
SELECT p % {DEPARTMENTS} + 1 AS decider, 'Made-up board' AS decider_role,
{day(-200, 300)} AS decision_due, {day(-100, 300)} AS tell_by, {pick(_OUTCOMES)} AS outcome,
{sql.when("outcome NOT IN ('not_known', 'open')", day(-300, -1))} AS decided, :by

-- what depends on an eighth of the money
funding.AtRisk FROM funding.Flow WHERE id % 8 = 1
SELECT {pick({"post": 50, "service": 35, "building": 10, "other": 5})} AS kind,
{sql.when("kind = 'post' AND p % 3 > 0", "1 + p % 12 / 2.0")} AS posts,
{sql.when("kind <> 'post' AND p % 5 > 0", "p % 900")} AS people,
{sql.level(15, 60, 15, 10, 0)} AS visibility, :by
"""  # noqa: S608
)

POOLS = kinds(
    f"""
-- some bodies pay into each, most for one place
funding.Pool FROM :pools
SELECT {cycle("section_75", "better_care", "not_known", "other")} AS basis, {sql.body("n")} AS host,
'Made-up pool manager' AS manager, {day(-1200, -400)} AS start, {but(5, day(-60, 900))} AS end,
{_placed("pool", 3, 12, 10, 25, 50)}

funding.PoolPlace FROM {at_places("pool", ":pools", place_of("pool"))}

funding.PoolContribution FROM funding.Pool TIMES 12
SELECT (k - 1) / 3 AS _payer, (p * 7 + _payer * 31) % :organisations + 1 AS organisation,
2024 + (k - 1) % 3 AS year,
{but(6, "(p % 80 + _payer + 1) * 10000", key="(p + _payer)")} AS agreed_low,
{sql.when("year < 2026", "agreed_low")} AS paid_low

funding.PoolYear FROM funding.Pool TIMES 3
SELECT 2023 + k AS year, (p % 80 + 1) * 40000 AS budget, k = 3 AS is_forecast,
{but(4, "greatest(budget + (p * 977 + year) % 60000 - 30000, 0)", key="p")} AS spent

-- for new money, and about what runs
funding.Bid FROM :bids
SELECT {cycle("new", "extension")} AS kind, {sql.body("n * 11")} AS applicant,
:department AS decider, n % :funds + 1 AS fund,
{sql.when("kind = 'extension'", "n % :flows + 1")} AS flow,
{but(9, "n % 700 * 1000")} AS amount_low, {pick(_BIDS)} AS state,
state IN ('granted', 'declined') AS _answered,
{sql.when("state <> 'preparing'", day(-500, -1))} AS sent,
{sql.when("state = 'sent'", day(-60, 200))} AS decision_due,
CASE WHEN _answered THEN least(:today, sent + (n % 30 > 0)::int * (n::int % 200)) END AS decided,
{sql.when("state = 'granted'", "amount_low")} AS granted_low,
{sql.when("_answered", "'A made-up reason'", "''")} AS reason, {_placed("bid", 3, 12, 10, 25, 50)}

funding.BidPlace FROM {at_places("bid", ":bids", place_of("bid"))}

funding.BidLine FROM funding.Bid TIMES 2
SELECT {cycle("delivery", "coordination", by="k - 1")} AS kind, 2026 AS year,
{but(4, "p % 90 * 1000", key="p")} AS amount_low

-- by different bodies and in different ways, of the same things
funding.Estimate FROM :estimates
SELECT {cycle("saving", "benefit", "investment", "cost")} AS effect, :department AS author,
{but(8, "n % 400 * 10000")} AS amount_low, {sql.every(3, "amount_low + 50000")} AS amount_high,
{cycle("net", "gross", "not_known")} AS net, {cycle("period", "year", "not_known")} AS per,
{but(5, "n % 10 + 1")} AS years, {sql.every(2, "2024")} AS price_year,
{cycle("expected", "measured")} AS basis, {_placed("estimate", 3, 12, 10, 25, 50)}

funding.EstimatePlace FROM {at_places("estimate", ":estimates", place_of("estimate"))}
"""  # noqa: S608
)
