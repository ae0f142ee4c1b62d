"""Pilots with their updates, what was learned from them, and meetings. Pilot 1 is the largest."""

from __future__ import annotations

from national.make import sql, words
from national.make.rows import kinds
from national.make.sql import TOPICS, at_places, cycle, day, pick, when

LARGEST = 1
_LEAD = sql.place_of("pilot")
_OTHER = sql.every(5, f"nullif({sql.place_of('second of a pilot')}, {_LEAD})", key="(n - 1)")
_NAME = f"{cycle(*words.THEMES)} || ' in ' || {sql.name_of(_LEAD)} || ', pilot ' || n"
_STATUS = {"live": 45, "closed": 35, "setting_up": 8, "extended": 5, "stopped": 4, "proposed": 3}
_HELPS = {"": 60, "structures": 10, "funding": 10, "data-sharing": 10, "culture": 10}
_OUTCOMES = {"worked": 30, "partly": 30, "did_not": 15, "too_early": 15, "unknown": 10}
_CONFIDENCES = ("on_track", "on_track", "some_problems", "needs_help", "too_early")
# One of the pilot's usual bodies, and one of all
_USUAL = "(id / :engagements_each % :organisations + 1)"
_OTHER_BODY = "((id * 37 + 11) % :organisations + 1)"

PILOTS = kinds(
    f"""
pilots.Pilot FROM :pilots
SELECT {_LEAD} AS _lead, {_OTHER} AS _other, {_NAME} AS name, name || ' is made up.' AS summary,
'Why ' || name || ' was wanted is made up.' AS challenge,
{when("n = 1", "'live'", pick(_STATUS))} AS status,
status IN ('setting_up', 'live', 'extended') AS _live, {day(-1200, -400)} AS start,
{when("_live", day(10, 500), day(-390, -10))} AS end,
{when("_live", pick({1: 10, 3: 60, 6: 20, None: 10}))} AS rhythm,
{when("rhythm > 0", day(-30, 90))} AS update_due, n AS team, :programme AS programme,
{when("n = 1", "'public'", sql.level(6, 12, 12, 15, 55))} AS visibility,
4 + floor(:u * 3) AS version, {sql.reach("_lead", "_other")} AS reach_ids, :by, :times

pilots.PilotPlace FROM {at_places("pilot", ":pilots", _LEAD, _OTHER)}
SELECT {cycle("lead", "target", by="k")} AS role

pilots.Pilot.topics FROM :pilots
SELECT n AS pilot

pilots.PilotPartner FROM pilots.Pilot TIMES 2
SELECT {when("k = 1", "p", "p * 31 + 7")} % :organisations + 1 AS organisation,
{cycle("lead", "partner", by="k - 1")} AS kind

pilots.Lesson FROM :pilots
SELECT n AS pilot, {pick({"lesson": 50, "enabler": 35, "warning": 15})} AS kind,
'A made-up lesson of ' || {_NAME} || ': ask people first.' AS text,
{pick({"": 85, "unresolved": 10, "failed": 5})} AS state, {pick(_HELPS)} AS helps_with,
{sql.level(6, 12, 12, 15, 55)} AS visibility, :by, :times

pilots.LessonTopic FROM pilots.Lesson WHERE id % 3 = 1
SELECT p % {TOPICS} + 1 AS topic

-- the writer and the reviewer are two people
pilots.CaseStudy FROM pilots.Pilot WHERE id % 10 = 1
SELECT 'case-study-' || p AS slug, {pick(_OUTCOMES)} AS outcome, 'public' AS visibility,
'published' AS state, p % :people + 1 AS created_by, created_by % :people + 1 AS reviewed_by,
:times, updated_at AS reviewed_at, updated_at AS published_at, 2 + (n % 3 = 1)::int AS version

pilots.CaseStudyLesson FROM pilots.Lesson WHERE id % 10 = 1
SELECT n AS case_study

pilots.CaseStudyPilot FROM pilots.CaseStudy WHERE id % 3 = 1
SELECT it.pilot_id + 1 AS pilot

pilots.UsedIn FROM pilots.CaseStudy WHERE id % 3 = 1
SELECT it.pilot_id AS pilot, it.id AS case_study, 'A made-up strategy' AS title,
'Made-up evidence for it.' AS how, :by, :times

pilots.LearningEvent FROM 1 + :pilots / 200
SELECT {day(-390, 120)} AS day, :place AS place, 2 AS version,
{cycle("network", "public")} AS visibility, :times

pilots.LearningEventTopic FROM 1 + :pilots / 200
SELECT n AS event

pilots.YouSaid FROM pilots.Pilot WHERE id % 10 = 1
SELECT {sql.place_of("pilot", "p")} AS place, 'Made-up people' AS said_by,
'What was done is made up.' AS did, {when("p % 3 > 0", "'approved'", "'proposed'")} AS state, :made,
{when("p % 3 > 0", "created_at")} AS decided_at

pilots.EqualityQuestion FROM pilots.Pilot WHERE id % 20 = 1
SELECT '100-249' AS base, 'Made-up forms' AS source_said, :made

pilots.EqualityAnswer FROM pilots.EqualityQuestion TIMES 4
SELECT k AS position, {cycle("50-99", "25-49", "10-24", "0-9", by="k - 1")} AS people

-- three months apart; of the largest pilot each month for ten years
pilots.Update FROM pilots.Pilot TIMES {sql.largest(":largest_updates", ":updates_each")}
SELECT k AS number, {when("p = 1", "30", "91")} AS _days,
:today - (most - k) * _days - 1 - floor(:u * _days)::int AS period_end,
{sql.choice(*_CONFIDENCES)} AS confidence,
'What happened in pilot ' || p || ' is made up.' AS happened,
CASE WHEN k < most THEN 'accepted' WHEN p % 20 = 0 THEN 'questioned'
  ELSE {sql.choice("accepted", "submitted")} END AS state, state = 'accepted' AS _accepted,
{when("state = 'questioned'", "'Is that right?'", "''")} AS question, :by, :began,
{when("_accepted", ":now - :u * (:now - created_at)", "created_at")} AS updated_at,
{when("_accepted", "updated_at")} AS accepted_at, {when("_accepted", ":person")} AS accepted_by

-- what one in forty accepted updates said before it was corrected, by its author
pilots.UpdateCorrection FROM pilots.Update WHERE state = 'accepted' AND id % 40 = 1
SELECT it.period_end AS period_end, it.confidence AS confidence,
'What was said before it was corrected is made up.' AS happened, it.created_by_id AS created_by,
it.updated_at AS created_at, it.updated_at AS updated_at
"""  # noqa: S608
)

MEETINGS = kinds(
    f"""
-- the latest of some of them is still to come
pilots.Engagement FROM pilots.Pilot TIMES :engagements_each
SELECT k AS number, {pick({"meeting": 60, "visit": 12, "workshop": 16, "outreach": 12})} AS kind,
{cycle("in_person", "online", "phone", "door_to_door", "event", "")} AS method,
{when("k = most AND p % 7 = 0", "'planned'", "'held'")} AS state,
{when("state = 'planned'", day(1, 60), day(-900, -1))} AS on, {sql.place_of("pilot", "p")} AS place,
{when("kind = 'outreach' AND n % 3 > 0", "2 + n % 200")} AS reached_low, :by, :began

-- two at each: one of the pilot's usual ones, and one of all
pilots.EngagementBody FROM pilots.Engagement WHERE k = 1 OR {_USUAL} <> {_OTHER_BODY} TIMES 2
SELECT {when("k = 1", _USUAL, _OTHER_BODY).replace("id", "p")} AS organisation,
CASE WHEN k = 2 THEN p % 8 WHEN p % 9 > 0 THEN p % 12 END AS people,
{when("k = 1", "people")} AS first_time

collaboration.ActionItem FROM pilots.Engagement WHERE id % 5 = 1
SELECT {sql.kind_of("pilots.Engagement")} AS subject_type, p AS subject_id, p % :posts + 1 AS owner,
{day(-200, 100)} AS due, {when("p % 3 = 0", "'done'", "'open'")} AS state,
{sql.every(3, day(-100, -1), key="p")} AS ended_on

pilots.Referral FROM pilots.Pilot TIMES 2
SELECT {cycle("in", "out", by="k - 1")} AS direction, {day(-300, -1)} AS period_end,
{cycle("People come by themselves", "To another made-up service", by="k - 1")} AS route,
CASE WHEN k = 2 THEN p % 30 WHEN p % 5 > 0 THEN p % 90 END AS people_low,
{when("people_low IS NULL", "'not_counted'", "''")} AS missing
"""  # noqa: S608
)
