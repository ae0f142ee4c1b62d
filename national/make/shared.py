"""Systemic barriers: causes that many barriers share, with answers and what is offered."""

from __future__ import annotations

from national.make import sql, words
from national.make.rows import kinds
from national.make.sql import DEPARTMENTS, day, when

LARGEST, MOST, EACH = 1, 400, 12  # the first one has the most members
_STATUS = {"gathered": 25, "asked": 25, "looked_at": 15, "will_change": 8, "changed": 10}
_STATUS |= {"will_not": 10, "dropped": 2, "not_known": 5}
_LEVERS = {"law": 20, "money": 30, "rule": 30, "practice": 15, "": 5}

SYSTEMIC = kinds(
    f"""
barriers.SystemicBarrier FROM :systemic
SELECT {words.CANNOT} AS title, {words.BECAUSE} AS cause, {words.CATEGORY} AS category,
{when("n % 2 = 1", ":programme")} AS programme,
{when(f"n = {LARGEST}", "'changed'", sql.pick(_STATUS))} AS status,
{when("status <> 'gathered' OR n % 3 > 0", ":department")} AS owner, {sql.pick(_LEVERS)} AS lever,
{when("lever = 'law'", "'Made-up Act ' || n", "''")} AS law, 'Made-up ask of a body.' AS ask,
{when("status = 'will_not'", "'A made-up reason.'", "''")} AS reason,
{when("status <> 'gathered'", day(-700, -100))} AS asked_on, 2 AS version, :by, :times

-- each from another part of all barriers, so that none is there twice
barriers.SystemicMember FROM barriers.SystemicBarrier
TIMES least(:barriers, {sql.largest(str(MOST), str(EACH))})
SELECT 1 + floor((k - 1 + :u) * (:barriers / most)) AS barrier, :by

barriers.SystemicAnswer FROM barriers.SystemicBarrier
WHERE status IN ('will_change', 'changed', 'will_not')
SELECT p % {DEPARTMENTS} + 1 AS body, {day(-90, -1)} AS on, it.status <> 'will_not' AS offers, :by,
:made

barriers.SystemicOffer FROM (
  SELECT a.id AS answer, m.barrier_id AS barrier FROM barriers_systemicanswer a
  JOIN barriers_systemicmember m USING (systemic_id) WHERE a.offers ORDER BY m.id
) offers
"""  # noqa: S608
)
