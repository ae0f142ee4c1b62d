"""What boards did: meetings with their agenda and who was there, and decisions made and to come.

Of each board the last meeting is to come, the one before has its minutes sent, all others are
agreed. Four decisions were made at each that is agreed, one is provisional and the rest are due.
"""

from __future__ import annotations

from national.make import sql
from national.make.rows import kinds
from national.make.sql import cycle, every, when

SEATS, ITEMS, APART = 8, 4, 61  # and days from one meeting to the next
# So many meetings before the last is meeting ``number``; the day on which that is
_ON = f":today + 14 - (:meetings_each - ({{}})) * {APART}"
_AGREED = ":meetings_each - 2"
_SEEN = sql.level(0, 6, 0, 14, 80)

MEETINGS = kinds(
    f"""
-- their keys follow one another, board by board
governance.BoardMeeting FROM governance.Board TIMES :meetings_each
SELECT k AS number, {_ON.format("k")} AS on, time '10:00' AS starts_at, 'A made-up hall' AS where,
CASE WHEN k <= {_AGREED} THEN 'approved' WHEN k < most THEN 'minuted' ELSE 'called' END AS state,
{when("state = 'approved'", "n + 1")} AS approved_at, {_ON.format("k")} - 21 AS called_on,
{_SEEN} AS visibility, :by, {_ON.format("k")} - interval '30 days' AS created_at,
created_at AS updated_at

governance.Decision FROM governance.Board TIMES :decisions_each
SELECT k AS number, (k + {ITEMS - 1}) / {ITEMS} AS _at,
CASE WHEN _at <= {_AGREED} THEN 'made' WHEN _at = {_AGREED} + 1 AND k % {ITEMS} = 1
  THEN 'provisional' ELSE 'due' END AS state, state IN ('made', 'provisional') AS _made,
{when("_made", "(p - 1) * :meetings_each + _at")} AS meeting,
'Made-up decision ' || n AS title,
{when("_made", "'What was decided is made up.'", "''")} AS outcome,
{when("_made", _ON.format("_at"))} AS decided_on,
{when("NOT _made", _ON.format(":meetings_each"))} AS due,
{cycle("consensus", "vote", "not_known")} AS how, :department AS accountable_body,
{every(2, "(p - 1) * 3 + 1", key="k")} AS power, {every(2, "k * 1500", key="k")} AS amount_low,
{when("state = 'provisional'", ":department")} AS confirm_by,
{cycle("neighbourhood", "place", "system")} AS level,
{when("_made", "'5 of 8 seats there; the quorum is 4'", "''")} AS quorum_words,
{when("_made", "state = 'made'")} AS quorum_met,
{every(20, "n - 1", key="k")} AS supersedes,
'What it means for residents is made up.' AS public_words,
{when("state = 'made' AND k % 3 = 0", "'What came of it is made up.'", "''")} AS came_of_it,
{_SEEN} AS visibility, :by, :times

governance.AgendaItem FROM governance.BoardMeeting TIMES {ITEMS}
SELECT it.board_id AS board, k AS position,
{cycle("decide", "decide", "discuss", "note", by="k - 1")} AS kind, 'Made-up item ' || k AS title,
{
        when(
            f"k <= 2 AND it.number <= {_AGREED}",
            f"(board - 1) * :decisions_each + (it.number - 1) * {ITEMS} + k",
        )
    } AS decision,
n % 40 = 0 AS is_private, {when("n % 40 = 0", "'It names somebody'", "''")} AS private_because,
{when("it.state = 'called'", "'open'", "'done'")} AS state,
{when("it.state = 'called'", "''", "'What was said is made up.'")} AS minutes, :by,
it.created_at AS created_at, it.created_at AS updated_at

-- of the last meetings of each board: who was there, and who comes to the one that is called
governance.Attendance FROM governance.BoardMeeting WHERE number > {_AGREED} - 3 TIMES {SEATS}
SELECT (it.board_id - 1) * {SEATS} + k AS seat,
CASE WHEN it.state = 'called' THEN {cycle("coming", "coming", "apologies", by="p + k")}
  ELSE {cycle("here", "here", "here", "apologies", "absent", by="p + k")} END AS state, :by,
it.created_at AS created_at, it.created_at AS updated_at

governance.Interest FROM governance.AgendaItem WHERE kind = 'decide' AND id % 40 = 1
SELECT it.board_id AS board, p AS item, (it.board_id - 1) * {SEATS} + 2 AS seat,
'A made-up interest' AS about, {cycle("noted", "no_vote", "leaves")} AS handled, :made

governance.DecisionVoice FROM governance.Decision WHERE state = 'made' AND id % 40 = 1
SELECT (it.board_id - 1) * {SEATS} + 3 AS seat, {cycle("against", "dissents")} AS voice,
'What they said is made up.' AS words, :made
"""  # noqa: S608
)
