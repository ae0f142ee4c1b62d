"""Systemic barriers: causes that many barriers share, with answers and what is offered."""

from __future__ import annotations

from barriers.models import SystemicAnswer, SystemicBarrier, SystemicMember, SystemicOffer
from national.make import words
from national.make.rows import (
    DEPARTMENT,
    DEPARTMENTS,
    MADE_BY,
    PERSON,
    PROGRAMME,
    TIMES,
    Rows,
    choice,
    day,
    draw,
    pick,
    those,
)

LARGEST, MOST, EACH = 1, 400, 12  # the first one has the most members
# Each from another part of all barriers, so that none is there twice
_MEMBERS = f"""(
  SELECT s, 1 + (k - 1) * (:barriers / most)
    + floor({draw("member", f"s * {MOST} + k")} * (:barriers / most))::int AS b
  FROM (
    SELECT s, least(CASE WHEN s = {LARGEST} THEN {MOST} ELSE {EACH} END, :barriers) AS most
    FROM generate_series(1, :systemic) s
  ) one, LATERAL generate_series(1, most) k ORDER BY s, b
) members"""  # noqa: S608

SYSTEMIC = (
    Rows(
        SystemicBarrier,
        "generate_series(1, :systemic)",
        {
            "_act": choice(*words.ACTS),
            "title": f"'We cannot ' || _act || ' ' || {choice(*words.THINGS)} || ' (' || n || ')'",
            "cause": f"'Because ' || {choice(*words.REASONS)} || '; made up, number ' || n || '.'",
            "category": "(SELECT array_agg(id ORDER BY id) FROM barriers_category)"
            "[1 + n % (SELECT count(*) FROM barriers_category)]",
            "programme": f"CASE WHEN n % 2 = 1 THEN {PROGRAMME} END",
            "status": f"CASE WHEN n = {LARGEST} THEN 'changed' ELSE "
            + pick(
                {
                    "gathered": 25,
                    "asked": 25,
                    "looked_at": 15,
                    "will_change": 8,
                    "changed": 10,
                    "will_not": 10,
                    "dropped": 2,
                    "not_known": 5,
                }
            )
            + " END",
            "owner": f"CASE WHEN status <> 'gathered' OR n % 3 > 0 THEN {DEPARTMENT} END",
            "lever": pick({"law": 20, "money": 30, "rule": 30, "practice": 15, "": 5}),
            "law": "CASE WHEN lever = 'law' THEN 'Made-up Act ' || n ELSE '' END",
            "ask": "'Made-up ask of a body.'",
            "reason": "CASE WHEN status = 'will_not' THEN 'A made-up reason.' ELSE '' END",
            "asked_on": f"CASE WHEN status <> 'gathered' THEN {day(-700, -100)} END",
            "created_by": PERSON,
            **TIMES,
            "version": "2",
        },
    ),
    Rows(SystemicMember, _MEMBERS, {"systemic": "s", "barrier": "b", "created_by": PERSON}),
    Rows(
        SystemicAnswer,
        those(
            "barriers_systemicbarrier",
            "id AS s, status",
            "status IN ('will_change', 'changed', 'will_not')",
        ),
        {
            "systemic": "s",
            "text": "'A made-up answer to cause ' || s || '.'",
            "body": f"s % {DEPARTMENTS} + 1",
            "on": day(-90, -1),
            "offers": "status <> 'will_not'",
            **MADE_BY,
        },
    ),
    Rows(
        SystemicOffer,
        "(SELECT a.id AS a, m.barrier_id AS b FROM barriers_systemicanswer a "
        "JOIN barriers_systemicmember m USING (systemic_id) WHERE a.offers ORDER BY m.id) offers",
        {"answer": "a", "barrier": "b"},
    ),
)
