"""How pilots go: milestones and their moves, changes of plan, risks, phases, what goes on."""

from __future__ import annotations

from national.make.rows import DEPARTMENTS, MADE, Rows, cycle, day, many, pick, those, upto
from pilots.models import (
    Legacy,
    Milestone,
    MilestoneMove,
    Phase,
    PlanChange,
    Risk,
    StartStep,
    StatusChange,
)
from pilots.status.checklist import STEPS

_PILOTS = those("pilots_pilot", 'id AS p, status AS stands, start AS first, "end" AS last')
# A set-up of twelve weeks, delivery, extensions of half a year each
_STRETCHES = f"""{_PILOTS}, LATERAL generate_series(
  -1, CASE WHEN p = 1 THEN :largest_course / 6 ELSE (stands = 'extended')::int END
) k WHERE k >= 0 OR p % 2 = 0"""
_TURNS = f"""(
  SELECT p, before_it, after_it, day FROM {_PILOTS}, LATERAL (VALUES
    (1, 'setting_up', 'live', first, stands NOT IN ('proposed', 'setting_up')),
    (2, 'live', 'extended', NULL, stands = 'extended'),
    (3, 'live', stands, last, stands IN ('closed', 'stopped'))
  ) turn(at, before_it, after_it, day, came) WHERE came ORDER BY p, at
) turns"""  # noqa: S608

COURSE = (
    Rows(  # one behind and one to come; one in twenty of those behind is late
        Milestone,
        many("2", largest=":largest_course"),
        {
            "pilot": "p",
            "text": "'Made-up milestone ' || n || ' of pilot ' || p",
            "due": f"CASE WHEN n % 2 = 1 THEN {day(-300, -1)} ELSE {day(1, 300)} END",
            "done": "CASE WHEN n % 2 = 1 AND n % 20 <> 1 THEN due + n::int % 9 - 4 END",
            **MADE,
        },
    ),
    Rows(  # each fifth was planned for another day first
        MilestoneMove,
        those("pilots_milestone", "id AS m, due", "id % 5 = 0"),
        {
            "milestone": "m",
            "before": "due - 42",
            "after": "due",
            "why": "'A made-up reason'",
            **MADE,
        },
    ),
    Rows(
        PlanChange,
        many("(p % 2 = 0)::int", largest=":largest_course"),
        {
            "pilot": "p",
            "before": "'One made-up plan ' || n",
            "after": "'Another'",
            "why": "'Made up'",
            "agreed_by": "'A made-up board'",
            "on": day(-390, -1),
            **MADE,
        },
    ),
    Rows(
        Risk,
        many("1", largest=":largest_course"),
        {
            "pilot": "p",
            "what": "'Made-up risk ' || n || ' of pilot ' || p",
            "likelihood": upto("3"),
            "effect": upto("3"),
            "effect_said": "'What it would mean is made up'",
            "owner": "n % :posts + 1",
            "owner_said": "'Made-up job role'",
            "review_on": day(-60, 180),
            "state": pick({"open": 60, "closed": 20, "passed": 12, "happened": 8}),
            "state_said": "CASE WHEN state = 'open' THEN '' ELSE 'Said in a made-up word' END",
            **MADE,
        },
    ),
    Rows(  # when each went live, was extended and ended
        StatusChange,
        _TURNS,
        {
            "pilot": "p",
            "before": "before_it",
            "after": "after_it",
            "on": f"coalesce(day, {day(-300, -1)})",
            "why": "CASE WHEN after IN ('closed', 'stopped') THEN 'Why it ended is made up' "
            "ELSE '' END",
            **MADE,
        },
    ),
    Rows(
        Phase,
        _STRETCHES,
        {
            "pilot": "p",
            "kind": "CASE k WHEN -1 THEN 'set_up' WHEN 0 THEN 'delivery' ELSE 'extension' END",
            "planned_start": "CASE WHEN k > 0 THEN last + (k - 1) * 182 ELSE first + k * 84 END",
            "planned_end": "CASE k WHEN -1 THEN first WHEN 0 THEN last ELSE last + k * 182 END",
            "start": "CASE WHEN stands <> 'proposed' AND planned_start < :today "
            "THEN planned_start END",
            "end": "CASE WHEN planned_end < :today AND start IS NOT NULL THEN planned_end END",
            "paid_by": f"CASE WHEN p % 3 > 0 THEN p % {DEPARTMENTS} + 1 END",
            "paid_by_said": "CASE WHEN p % 3 = 0 THEN 'A made-up fund' ELSE '' END",
            **MADE,
        },
    ),
    Rows(  # half of the start-up checklist of those that set up, all of it of others
        StartStep,
        f"{_PILOTS}, generate_series(1, {len(STEPS)}) k WHERE (k % 2 = 1 OR p % 2 = 0) "
        "AND (stands IN ('proposed', 'setting_up') OR p = 1)",
        {
            "pilot": "p",
            "step": cycle(*(step.key for step in STEPS), by="k - 1"),
            "state": "'done'",
            "by_role": "'Made-up job role'",
            **MADE,
        },
    ),
    Rows(  # of each that ended, and of the largest as if it had
        Legacy,
        f"{_PILOTS}, LATERAL generate_series(1, CASE WHEN p = 1 THEN :largest_course / 4 "
        "ELSE (stands IN ('closed', 'stopped'))::int END) k",
        {
            "pilot": "p",
            "what": "'Made-up thing ' || k || ' that goes on after pilot ' || p",
            "state": cycle("goes_on", "ended", "not_known", by="(p + k - 1)"),
            "funder": f"CASE WHEN state = 'goes_on' THEN p % {DEPARTMENTS} + 1 END",
            "until": f"CASE WHEN state = 'goes_on' THEN {day(100, 900)} END",
            **MADE,
        },
    ),
)
