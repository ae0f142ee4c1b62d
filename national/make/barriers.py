"""Barriers: what was tried and checked, what bodies were asked, how they ended; data requests."""

from __future__ import annotations

from barriers.models import Outcome
from national.make import sql, words
from national.make.rows import kinds
from national.make.sql import DEPARTMENTS, at_places, cycle, day, pick, place_of, when

_LEAD = place_of("barrier")
_OTHER = sql.every(6, f"nullif({place_of('second of a barrier')}, {_LEAD})", key="(n - 1)")
_NATURES = {"not_stated": 30, "untested": 35, "real": 15, "perceived": 10, "mixed": 10}
_STATUS = {"needs_owner": 15, "open": 25, "worked_on": 20, "escalated": 8, "resolved": 15}
_STATUS |= {"no_action": 6, "closed_unresolved": 8, "not_known": 3}
_STAGES = {"": 40, "design": 20, "delivery": 35, "after": 5}
_SEVERITIES = {"": 40, "slows": 30, "limits": 20, "stops": 10}
_LEVERS = {"": 45, "law": 8, "money": 17, "rule": 15, "practice": 10, "person": 5}
# What differed before it was looked into
_BEFORE = {"status": "'needs_owner'", "unlocker_id": "NULL", "resolution": "''"}
_BEFORE |= {"ended_on": "NULL::date", "cost_low": "NULL"}
_BEFORE |= dict.fromkeys(("stage", "severity", "lever"), "''")
# How many things were tried against each of five barriers, 8 in all, and what came of them
_TRIED = (4, 2, 1, 1, 0)
_OUTCOMES = (
    *(Outcome.NO_CHANGE, Outcome.HELPED, Outcome.HELPED_A_LITTLE),
    *(Outcome.NOT_KNOWN, Outcome.MADE_WORSE),
)
_BITS = [
    sum({_OUTCOMES[(n + at) % 5].bit for at in range(tried)}) for n, tried in enumerate(_TRIED)
]
_OF = "(SELECT {} FROM barriers_barrier WHERE id = barrier)"
_BELIEVED = "nature = 'perceived' AND id % 37 = 1"
_WAITING = cycle("sent", "acknowledged", "holding", "needs_decision")
_ANSWERED = cycle("answered", "answered", "answered", "declined", "climbed", "withdrawn")
_HOW = cycle("rule_cleared", "agreement", "money", "practice", "around", "other", by="p")
# Each 25th is joined or linked to an earlier one of its kind, so that some have many
_ALIKE = """(
  SELECT id, category_id, row_number() OVER (PARTITION BY category_id ORDER BY id) AS rank
  FROM barriers_barrier WHERE category_id > 0
)"""
_LINKS = f"""(
  SELECT one.id AS barrier, other.id AS other FROM {_ALIKE} one JOIN {_ALIKE} other
    ON one.category_id = other.category_id AND other.rank
      = 1 + floor({sql.draw("linked", "one.id")} * least(one.rank - 1, 2000))
  WHERE one.id % 25 = 0 AND one.rank > 1 ORDER BY one.id
) links"""  # noqa: S608

BARRIERS = kinds(
    f"""
-- one in eleven is not sorted into a kind yet
barriers.Barrier FROM :barriers
SELECT {_LEAD} AS _lead, {_OTHER} AS _other, {words.CANNOT} AS title, {words.BECAUSE} AS because,
{when("n % 2 = 1", sql.upto(":pilots"))} AS pilot, {sql.but(11, words.CATEGORY)} AS category,
(SELECT concerns_rules FROM barriers_category WHERE id = category) AS _has_rules,
CASE WHEN _has_rules IS NOT TRUE THEN 'not_stated' WHEN n % 37 = 1 THEN 'perceived'
  ELSE {pick(_NATURES)} END AS nature, {pick(_STATUS)} AS status,
{when("status = 'resolved'", "'A made-up way out.'", "''")} AS resolution,
{when("status <> 'needs_owner' AND n % 4 > 0", ":department")} AS unlocker,
{day(-900, 0)} AS logged_on, {sql.level(20, 25, 20, 20, 15)} AS visibility, pilot AS team,
(SELECT programme_id FROM pilots_pilot WHERE id = pilot) AS programme, :by, :times,
2 + (n % 3 > 0 AND n % 11 > 0)::int
  + {when("status = 'needs_owner'", "0", sql.upto("2"))} AS version,
{sql.reach("_lead", "_other")} AS reach_ids, created_at AS logged_at,
CASE WHEN status IN ('resolved', 'closed_unresolved')
  THEN least(:today, logged_on + 3 + floor(:u * 398)::int) END AS ended_on,
{pick(_STAGES)} AS stage, {pick(_SEVERITIES)} AS severity, {pick(_LEVERS)} AS lever,
{when("n % 4 = 1", f"{sql.upto('500')} * 1000")} AS cost_low, {cycle(*_BITS)} AS outcome_bits

barriers.BarrierPlace FROM {at_places("barrier", ":barriers", _LEAD, _OTHER)}
SELECT k = 0 AS is_lead

barriers.BarrierSubType FROM barriers.Barrier WHERE id % 3 > 0 AND category_id > 0
SELECT (SELECT min(id) FROM barriers_subtype WHERE category_id = it.category_id) AS sub_type

barriers.ActionTried FROM barriers.Barrier TIMES {cycle(*_TRIED, by="id")}::int
SELECT {cycle(*(one.value for one in _OUTCOMES), by="p + k - 1")} AS outcome,
'Nothing real' AS result

-- a look at one in five; and of some that are perceived, that there is no rule
barriers.Check FROM barriers.Barrier WHERE k = 1 AND id % 5 = 0 OR k = 2 AND {_BELIEVED} TIMES 2
SELECT CASE k WHEN 2 THEN 'no_rule' ELSE 'partly' END AS verdict, 'A made-up look' AS what

barriers.Believed FROM barriers.Check WHERE verdict = 'no_rule'
SELECT it.barrier_id AS barrier, {_OF.format("title")} AS claim,
{_OF.format("category_id")} AS category, {words.BECAUSE} AS because, :by, :made,
{pick({"": 60, "network": 25, "public": 15})} AS open_to

-- one that waits for each escalated barrier; answered ones of others
barriers.Escalation FROM barriers.Barrier
WHERE status = 'escalated' OR status IN ('worked_on', 'resolved') AND id % 9 = 0
SELECT it.status = 'escalated' AS _waits, 'department' AS rung, p % {DEPARTMENTS} + 1 AS to,
'A made-up ask.' AS ask, {when("_waits", day(-60, -1), day(-700, -61))} AS sent_on,
sent_on + 7 AS acknowledge_by, sent_on + 28 AS answer_by, answer_by AS first_due,
{when("_waits", _WAITING, _ANSWERED)} AS state,
{when("NOT _waits", "sent_on + n::int % 55 + 3")} AS ended_on, :by, :made,
{when("state IN ('answered', 'declined')", cycle("", "yes", "partly", "no"), "''")} AS helped

-- all but those that nobody opened arrived; and what was said then or at the end
barriers.EscalationReply FROM barriers.Escalation
WHERE state <> 'sent' TIMES {when("state = 'acknowledged'", "1", "2")}
SELECT {when("k = 1", "'acknowledged'", "it.state")} AS kind,
CASE WHEN k = 1 THEN '' WHEN it.ended_on IS NULL THEN 'Made-up words.'
  ELSE 'A made-up answer.' END AS text,
{when("k = 2 AND kind = 'holding'", "it.sent_on + 60")} AS new_day,
(CASE WHEN k = 1 THEN it.acknowledge_by ELSE coalesce(it.ended_on, it.sent_on + 9) END
  + time '09:00') AT TIME ZONE 'UTC' AS at, :made

barriers.BarrierLink FROM {_LINKS}
SELECT {cycle("like", "joined", by="barrier")} AS kind, :made

barriers.Closing FROM barriers.Barrier WHERE ended_on IS NOT NULL
SELECT it.status AS status, it.ended_on AS on, {when("status = 'resolved'", _HOW, "''")} AS how,
'A made-up end.' AS what, 'It is made up.' AS no_lesson_because, :made
""",  # noqa: S608
    {"barriers.Barrier": _BEFORE},
)

_ASKING = place_of("data request")
_REQUESTS = {"drafting": 15, "asked": 15, "looked_at": 10, "advice": 5, "agreed": 20}
_REQUESTS |= {"received": 20, "unsuitable": 5, "refused": 7, "withdrawn": 3}
# From step to step, up to where it stands
_STEPS = "coalesce(array_position('{drafting,asked,looked_at}', status::text), 4) - 1"

DATA_REQUESTS = kinds(
    f"""
barriers.DataRequest FROM :data_requests
SELECT {_ASKING} AS _place, 'A made-up purpose.' AS purpose, :department AS holder,
{pick(_REQUESTS)} AS status, {when("status <> 'drafting'", day(-700, -120))} AS asked_on,
'day' AS asked_on_precision, {when("asked_on IS NOT NULL", ":department")} AS asked_of,
CASE WHEN status IN ('agreed', 'received', 'unsuitable', 'refused')
  THEN asked_on + 4 + floor(:u * 115)::int END AS answered_on, 'day' AS answered_on_precision,
2 AS version, {sql.reach("_place")} AS reach_ids,
{when("status IN ('unsuitable', 'refused')", "'Made up.'", "''")} AS reason,
{sql.level(20, 25, 20, 35, 0)} AS visibility, :by, :times

barriers.DataRequestPlace FROM {at_places("request", ":data_requests", _ASKING)}
SELECT TRUE AS is_lead

barriers.DataRequestBarrier FROM :data_requests
SELECT n AS request, n * 37 % :barriers + 1 AS removes

barriers.DataRequestStep FROM barriers.DataRequest TIMES {_STEPS}
SELECT {cycle("drafting", "asked", "looked_at", by="k - 1")} AS before,
CASE k WHEN 1 THEN 'asked' WHEN 2 THEN 'looked_at' ELSE it.status END AS after,
{when("k = 3", "coalesce(it.answered_on, it.asked_on)", "it.asked_on")} AS on,
'day' AS on_precision, :made
"""  # noqa: S608
)
