"""Who decides: boards, seats, to whom they answer, what they may do."""

from __future__ import annotations

from national.make import sql
from national.make.rows import kinds
from national.make.sql import at_places, but, cycle, day, place_of

BOARDS = kinds(
    f"""
governance.Board FROM :boards
SELECT :organisations - n + 1 AS organisation, 'board-' || n AS slug,
{cycle("place_board", "health_and_wellbeing", "delivery", "town", "locality")} AS kind,
{cycle("agreement", "of_council", "not_known")} AS legal_status,
{but(3, ":department")} AS accountable_body, {but(3, "n % 6 + 3")} AS quorum_least,
'A made-up board' AS purpose, {day(-1200, -400)} AS start, {sql.every(9, day(-300, 300))} AS end,
{sql.level(0, 0, 0, 10, 90)} AS visibility, 2 AS version,
{sql.reach(place_of("board"))} AS reach_ids, :by, :times

governance.BoardPlace FROM {at_places("board", ":boards", place_of("board"))}

governance.Seat FROM governance.Board TIMES 8
SELECT (p * 11 + k * 31) % :organisations + 1 AS organisation,
'Made-up job role' AS role_words, {cycle("chair", "no", "no", "no", by="k - 1")} AS chair

governance.BoardLine FROM governance.Board
SELECT 'answers_to' AS kind, {sql.body("p * 7")} AS "to"

governance.Power FROM governance.Board TIMES 3
SELECT {cycle("money", "plans", "quality", "needs", by="p + k")} AS function,
{cycle("decides", "sets", "asked", by="k - 1")} AS part,
{sql.every(2, sql.body("p * 7"), key="p")} AS from_body,
{sql.every(2, "p % 40 * 10000 + 10000", key="p")} AS limit_high
"""  # noqa: S608
)
