"""Barriers: what was tried and checked, what bodies were asked, how they ended; data requests."""

from __future__ import annotations

from barriers.models import (
    ActionTried,
    Barrier,
    BarrierLink,
    BarrierPlace,
    BarrierSubType,
    Believed,
    Check,
    Closing,
    DataRequest,
    DataRequestBarrier,
    DataRequestPlace,
    DataRequestStep,
    Escalation,
    EscalationReply,
    Outcome,
)
from national.make import words
from national.make.rows import (
    DEPARTMENT,
    DEPARTMENTS,
    MADE,
    MADE_BY,
    PERSON,
    TIMES,
    Rows,
    at_places,
    choice,
    cycle,
    day,
    draw,
    every,
    level,
    many,
    pick,
    place_of,
    reach,
    those,
    upto,
)

_LEAD = place_of("barrier")
_OTHER = every(6, f"nullif({place_of('second of a barrier')}, {_LEAD})", key="(n - 1)")
_OPEN_ONLY = {"stage": "''", "severity": "''", "lever": "''", "cost_low": "NULL"}
# How many things were tried against each of five barriers: 8 in all
_TRIED = (4, 2, 1, 1, 0)
_OUTCOME = (
    *(Outcome.NO_CHANGE, Outcome.HELPED, Outcome.HELPED_A_LITTLE),
    *(Outcome.NOT_KNOWN, Outcome.MADE_WORSE),
)
_BITS = tuple(
    sum({_OUTCOME[(n + at) % len(_OUTCOME)].bit for at in range(tried)})
    for n, tried in enumerate(_TRIED)
)
_BECAUSE = f"'Because ' || {choice(*words.REASONS)} || '; made up, number ' || "
_BELIEVED = "nature = 'perceived' AND id % 37 = 1"
# Each 25th is joined or linked to an earlier one of its kind, so that some have many
_ALIKE = """(
  SELECT id, category_id, row_number() OVER (PARTITION BY category_id ORDER BY id) AS rank
  FROM barriers_barrier WHERE category_id > 0
)"""
_LINKS = f"""(
  SELECT one.id AS b, other.id AS o FROM {_ALIKE} one JOIN {_ALIKE} other
    ON one.category_id = other.category_id AND other.rank
      = 1 + floor({draw("linked", "one.id")} * least(one.rank - 1, 2000))
  WHERE one.id % 25 = 0 AND one.rank > 1 ORDER BY one.id
) links"""  # noqa: S608
# All but those that nobody opened arrived; and what was said then or at the end
_REPLIES = f"""{
    those(
        "barriers_escalation",
        "id AS e, sent_on, acknowledge_by AS heard_by, ended_on AS last, state AS stands",
        "state <> 'sent'",
    )
}, LATERAL generate_series(1, CASE WHEN stands = 'acknowledged' THEN 1 ELSE 2 END) k"""

BARRIERS = (
    Rows(
        Barrier,
        "generate_series(1, :barriers)",
        {
            "_lead": _LEAD,
            "_other": _OTHER,
            "_act": choice(*words.ACTS),
            "title": f"'We cannot ' || _act || ' ' || {choice(*words.THINGS)} || ' (' || n || ')'",
            "because": f"{_BECAUSE} n || '.'",
            "pilot": f"CASE WHEN n % 2 = 1 THEN {upto(':pilots')} END",
            # One in eleven is not sorted into a kind yet
            "category": "CASE WHEN n % 11 > 0 THEN (SELECT array_agg(id ORDER BY id) "
            "FROM barriers_category)[1 + n % (SELECT count(*) FROM barriers_category)] END",
            "_has_rules": "(SELECT concerns_rules FROM barriers_category WHERE id = category)",
            "nature": "CASE WHEN _has_rules IS NOT TRUE THEN 'not_stated' "
            "WHEN n % 37 = 1 THEN 'perceived' ELSE "
            + pick({"not_stated": 30, "untested": 35, "real": 15, "perceived": 10, "mixed": 10})
            + " END",
            "status": pick(
                {
                    "needs_owner": 15,
                    "open": 25,
                    "worked_on": 20,
                    "escalated": 8,
                    "resolved": 15,
                    "no_action": 6,
                    "closed_unresolved": 8,
                    "not_known": 3,
                }
            ),
            "resolution": "CASE WHEN status = 'resolved' THEN 'A made-up way out.' ELSE '' END",
            "unlocker": f"CASE WHEN status <> 'needs_owner' AND n % 4 > 0 THEN {DEPARTMENT} END",
            "logged_on": day(-900, 0),
            "visibility": level(20, 25, 20, 20, 15),
            "programme": "(SELECT programme_id FROM pilots_pilot WHERE id = pilot)",
            "team": "pilot",
            "created_by": PERSON,
            **TIMES,
            # One version when made, one with its places, one with its finer kind, and edits
            "version": "2 + (n % 3 > 0 AND n % 11 > 0)::int "
            f"+ CASE WHEN status = 'needs_owner' THEN 0 ELSE {upto('2')} END",
            "reach_ids": reach("_lead", "_other"),
            "logged_at": "created_at",
            "ended_on": "CASE WHEN status IN ('resolved', 'closed_unresolved') "
            "THEN least(:today, logged_on + 3 + floor(:u * 398)::int) END",
            "stage": pick({"": 40, "design": 20, "delivery": 35, "after": 5}),
            "severity": pick({"": 40, "slows": 30, "limits": 20, "stops": 10}),
            "lever": pick({"": 45, "law": 8, "money": 17, "rule": 15, "practice": 10, "person": 5}),
            "cost_low": f"CASE WHEN n % 4 = 1 THEN {upto('500')} * 1000 END",
            "outcome_bits": cycle(*_BITS),
        },
        {"status": "'needs_owner'", "unlocker_id": "NULL", "resolution": "''"}
        | {"ended_on": "NULL::date"}
        | _OPEN_ONLY,
    ),
    Rows(
        BarrierPlace,
        at_places(":barriers", _LEAD, _OTHER),
        {"barrier": "of", "place": "at", "is_lead": "k = 0"},
    ),
    Rows(
        BarrierSubType,
        those("barriers_barrier", "id AS b, category_id AS c", "id % 3 > 0 AND category_id > 0"),
        {
            "barrier": "b",
            "sub_type": "(SELECT min(id) FROM barriers_subtype WHERE category_id = c)",
        },
    ),
    Rows(
        ActionTried,
        many(f"{cycle(*_TRIED, by='p')}::int", ":barriers"),
        {
            "barrier": "p",
            "what": "'A made-up attempt'",
            "outcome": cycle(*(one.value for one in _OUTCOME), by="(p + k - 1)"),
            "result": "'Nothing real'",
        },
    ),
    Rows(  # a look at one in five; of some that are perceived, that there is no rule
        Check,
        "(SELECT id AS b, FALSE AS found FROM barriers_barrier WHERE id % 5 = 0 UNION "  # noqa: S608
        f"SELECT id, TRUE FROM barriers_barrier WHERE {_BELIEVED} ORDER BY 2, 1) looks",
        {
            "barrier": "b",
            "what": "CASE WHEN found THEN 'A made-up look at the rule' "
            "ELSE 'A made-up look at a rule' END",
            "verdict": "CASE WHEN found THEN 'no_rule' ELSE 'partly' END",
        },
    ),
    Rows(
        Believed,
        "(SELECT c.id AS c, b.id AS b, b.title, b.category_id AS kind FROM barriers_check c "
        "JOIN barriers_barrier b ON b.id = c.barrier_id WHERE c.verdict = 'no_rule' "
        "ORDER BY c.id) found",
        {
            "found_by": "c",
            "barrier": "b",
            "category": "kind",
            "claim": "title",
            "because": f"{_BECAUSE} b || '.'",
            "open_to": pick({"": 60, "network": 25, "public": 15}),
            **MADE_BY,
        },
    ),
    Rows(  # one that waits for each escalated barrier; answered ones of others
        Escalation,
        those(
            "barriers_barrier",
            "id AS b, status = 'escalated' AS waits",
            "status = 'escalated' OR status IN ('worked_on', 'resolved') AND id % 9 = 0",
        ),
        {
            "barrier": "b",
            "rung": "'department'",
            "to": f"b % {DEPARTMENTS} + 1",
            "ask": "'A made-up ask.'",
            "sent_on": f"CASE WHEN waits THEN {day(-60, -1)} ELSE {day(-700, -61)} END",
            "acknowledge_by": "sent_on + 7",
            "answer_by": "sent_on + 28",
            "first_due": "answer_by",
            "state": "CASE WHEN waits THEN "
            + cycle("sent", "acknowledged", "holding", "needs_decision")
            + " ELSE "
            + cycle("answered", "answered", "answered", "declined", "climbed", "withdrawn")
            + " END",
            "ended_on": "CASE WHEN NOT waits THEN sent_on + n::int % 55 + 3 END",
            "helped": "CASE WHEN state IN ('answered', 'declined') "
            f"THEN {cycle('', 'yes', 'partly', 'no')} ELSE '' END",
            **MADE_BY,
        },
    ),
    Rows(
        EscalationReply,
        _REPLIES,
        {
            "escalation": "e",
            "kind": "CASE WHEN k = 1 THEN 'acknowledged' ELSE stands END",
            "text": "CASE WHEN k = 1 THEN '' WHEN last IS NULL THEN 'Made-up words.' "
            "ELSE 'A made-up answer.' END",
            "new_day": "CASE WHEN k = 2 AND stands = 'holding' THEN sent_on + 60 END",
            "at": "(CASE WHEN k = 1 THEN heard_by + time '09:00' WHEN last IS NULL "
            "THEN sent_on + 9 + time '09:00' ELSE last + time '10:00' END) AT TIME ZONE 'UTC'",
            "by_said": "''",
            **MADE,
        },
    ),
    Rows(
        BarrierLink,
        _LINKS,
        {"barrier": "b", "other": "o", "kind": cycle("like", "joined", by="b"), **MADE},
    ),
    Rows(
        Closing,
        those("barriers_barrier", "id AS b, status AS stands, ended_on", "ended_on IS NOT NULL"),
        {
            "barrier": "b",
            "status": "stands",
            "how": "CASE WHEN stands = 'resolved' THEN "
            + cycle("rule_cleared", "agreement", "money", "practice", "around", "other", by="b")
            + " ELSE '' END",
            "what": "'A made-up end.'",
            "on": "ended_on",
            "no_lesson_because": "'It is made up.'",
            **MADE,
        },
    ),
)

_ASKING = place_of("data request")
# From step to step, up to where it stands
_STEPS = f"""{
    those(
        "barriers_datarequest", "id AS r, status AS stands, asked_on AS first, answered_on AS last"
    )
}, LATERAL generate_series(
  1, coalesce(array_position('{{drafting,asked,looked_at}}', stands::text), 4) - 1
) k"""

DATA_REQUESTS = (
    Rows(
        DataRequest,
        "generate_series(1, :data_requests)",
        {
            "_place": _ASKING,
            "dataset": "'Made-up dataset ' || n",
            "purpose": "'A made-up purpose.'",
            "holder": DEPARTMENT,
            "status": pick(
                {
                    "drafting": 15,
                    "asked": 15,
                    "looked_at": 10,
                    "advice": 5,
                    "agreed": 20,
                    "received": 20,
                    "unsuitable": 5,
                    "refused": 7,
                    "withdrawn": 3,
                }
            ),
            "asked_on": f"CASE WHEN status <> 'drafting' THEN {day(-700, -120)} END",
            "asked_on_precision": "'day'",
            "asked_of": f"CASE WHEN asked_on IS NOT NULL THEN {DEPARTMENT} END",
            "answered_on": "CASE WHEN status IN ('agreed', 'received', 'unsuitable', 'refused') "
            "THEN asked_on + 4 + floor(:u * 115)::int END",
            "answered_on_precision": "'day'",
            "reason": "CASE WHEN status IN ('unsuitable', 'refused') THEN 'Made up.' ELSE '' END",
            "visibility": level(20, 25, 20, 35, 0),
            "created_by": PERSON,
            **TIMES,
            "version": "2",  # when made, and with its place
            "reach_ids": reach("_place"),
        },
    ),
    Rows(
        DataRequestPlace,
        at_places(":data_requests", _ASKING),
        {"request": "of", "place": "at", "is_lead": "TRUE"},
    ),
    Rows(
        DataRequestBarrier,
        "generate_series(1, :data_requests)",
        {"request": "n", "removes": "n * 37 % :barriers + 1"},
    ),
    Rows(
        DataRequestStep,
        _STEPS,
        {
            "request": "r",
            "before": cycle("drafting", "asked", "looked_at", by="k - 1"),
            "after": "CASE k WHEN 1 THEN 'asked' WHEN 2 THEN 'looked_at' ELSE stands END",
            "on": "CASE WHEN k = 3 THEN coalesce(last, first) ELSE first END",
            "on_precision": "'day'",
            **MADE,
        },
    ),
)
