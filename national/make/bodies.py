"""Bodies and programmes, accounts, job roles and who holds them, followers, priorities."""

from __future__ import annotations

from national.make import sql, words
from national.make.ground import ENDED
from national.make.rows import kinds
from national.make.sql import DEPARTMENTS, REGIONS, TOPICS, at_places, but, cycle, day, every, when

_SECTORS = cycle("voluntary", "nhs", "housing", "business", "education", "police")
_RENAMED = "'2021-04-01'"
# The authority that a council governs; councils come right after the departments
_COUNCIL = when(f"n - {DEPARTMENTS} BETWEEN 1 AND :authorities", f"n - {DEPARTMENTS} + {REGIONS}")
# One body in ten after them is a team within a department
_FIRST_TEAM = f"(({DEPARTMENTS} + :authorities) / 10 + 1)"
_TEAM = f"((n % (:organisations / 10 - {_FIRST_TEAM} + 1) + {_FIRST_TEAM}) * 10)"
# As many places as programmes had so far, as all upper tiers, as many districts; else 100
_TAKING_PART = (
    "CASE p WHEN 3 THEN 13 WHEN 4 THEN 163 WHEN 5 THEN 310 ELSE least(100, :places / 10) END"
)
_AT = when("p BETWEEN 3 AND 5", "pg_temp.ranked(k)", sql.place_of("programme", "p * 1000 + k"))
_PARTS = (
    f"(SELECT DISTINCT p AS programme, {_AT} AS place"  # noqa: S608
    f" FROM generate_series(1, :programmes) p, LATERAL generate_series(1, {_TAKING_PART}) k"
    " ORDER BY 1, 2) part WHERE place > 0"
)

BODIES = kinds(
    f"""
-- the name of today or the last one, and for one place in thirty a former name
partnerships.PlaceName FROM partnerships.Place TIMES 1 + (id % 30 = 0)::int
SELECT k < most AS _former, {when("_former", "'Former ' || it.name", "it.name")} AS name,
{when("k = 2", _RENAMED)} AS valid_from,
CASE WHEN _former THEN {_RENAMED} WHEN it.kind = 'parish' THEN '{ENDED}' END AS valid_to

partnerships.Organisation FROM :organisations
SELECT {_COUNCIL} AS _council, {sql.name_of("coalesce(_council, n * 7 % :places + 1)")} AS _town,
CASE WHEN n <= {DEPARTMENTS} THEN 'Made-up Department ' || n
  WHEN _council > 0 THEN _town || ' Council'
  ELSE _town || ' ' || {cycle(*words.BODIES)} || ' ' || n END AS name, 'body-' || n AS slug,
CASE WHEN n <= {DEPARTMENTS} THEN 'central_government' WHEN _council > 0 THEN 'council'
  ELSE {_SECTORS} END AS sector, n % 10 = 0 AND n >= {_FIRST_TEAM} * 10 AS _is_team,
{when("_is_team", words.TEAM_REMIT, "''")} AS description,
{when("_is_team", f"n / 10 % {DEPARTMENTS} + 1")} AS parent

-- one in fifty gave way to the next
partnerships.OrganisationSuccession FROM partnerships.Organisation
WHERE id % 50 = 1 AND id > {DEPARTMENTS} AND id < :organisations
SELECT p AS before, p + 1 AS after

-- the name of today, for departments with an abbreviation; one in thirty had another
partnerships.OrganisationName FROM partnerships.Organisation
TIMES 1 + (id <= {DEPARTMENTS} OR id % 30 = 0)::int
SELECT p <= {DEPARTMENTS} AS _short, most = 2 AND k = 1 AS _former,
{when("_former", "'Former ' || it.name", "it.name")} AS name,
{when("_short", when("_former", "'OLD'", "'MUD'") + " || p", "''")} AS short_name,
{when("k = 2", _RENAMED)} AS valid_from, {when("_former", _RENAMED)} AS valid_to

partnerships.OrganisationIdentifier FROM partnerships.Organisation
WHERE id > {DEPARTMENTS} AND id % 3 = 0
SELECT 'GB-COH' AS scheme, lpad(p::text, 8, '0') AS value

partnerships.OrganisationPlace FROM :organisations
SELECT n AS organisation, coalesce({_COUNCIL}, :place) AS place, 'serves' AS role

partnerships.Topic FROM {TOPICS}

partnerships.Programme FROM :programmes
SELECT :department AS lead

partnerships.ProgrammePlace FROM {_PARTS}

-- nobody can sign in to them; one in forty has left, one in ten never came
accounts.User FROM :people
SELECT 'person' || n || '@national.test' AS email, 'Made-up person ' || n AS full_name,
'!' AS password, n % 40 <> 39 AS is_active,
CASE WHEN n % 10 = 9 THEN NULL WHEN n % 8 = 7 THEN '2025-04-01' ELSE '2026-10-01' END
  AS last_seen_at

people.Team FROM :pilots
SELECT 'Team of pilot ' || n AS name
"""  # noqa: S608
)

_FIRST = but(25, sql.place_of("job role"))
_SECOND = but(25, every(5, f"nullif({sql.place_of('second of a job role')}, {_FIRST})"))
_CAME, _LEFT = "'2024-04-01'", "'2025-04-01'"

CONTACTS = kinds(
    f"""
-- two in five work for a team of a department, the others for any body
people.JobRole FROM :posts
SELECT {_FIRST} AS _first, {_SECOND} AS _second, {cycle(*words.THEMES)} AS _theme,
_theme || ' ' || {cycle(*words.JOBS, by="n / 32")} AS title,
_theme || ' and ' || {cycle(*words.THINGS, by="n / 7")} || ' in '
  || {sql.name_of("coalesce(_first, 1)")} || '; made up.' AS remit,
{when("n % 5 < 2", _TEAM, "greatest(n * 17 % :organisations, 1)")} AS organisation,
'role' || n || '@national.test' AS email, n % 40 = 0 AS is_key_person,
{when("n % 40 = 0 AND n % 3 > 0", "n - 1")} AS backup, {but(7, day(-700, 0))} AS confirmed_on,
{day(-100, 365)} AS review_by, {every(60, day(-60, 0))} AS bounced_on,
{every(30, day(-400, -1))} AS ended_on, {sql.level(5, 10, 5, 35, 45)} AS visibility, :by, :times,
2 + (n % 25 > 0)::int + floor(:u * 2) AS version, {sql.reach("_first", "_second")} AS reach_ids

people.JobRolePlace FROM {at_places("post", ":posts", _FIRST, _SECOND)}

people.JobRoleTopic FROM people.JobRole TIMES 1 + (id % 3 = 0)::int
SELECT (p + k - 1) % {TOPICS} + 1 AS topic

people.Person FROM :posts
SELECT 'Made-up official ' || n AS name, 'official' || n || '@national.test' AS email

-- one job role in six is vacant, one in ten was handed on
people.JobRoleHolder FROM people.JobRole
TIMES CASE WHEN id % 10 = 0 THEN 2 WHEN id % 6 = 0 THEN 0 ELSE 1 END
SELECT {when("k = 1", "p", "p % :posts + 1")} AS person,
{when("k = 1", _CAME, _LEFT)} AS valid_from, {when("k = 1 AND p % 10 = 0", _LEFT)} AS valid_to

partnerships.Synonym FROM {4 * TOPICS}
SELECT 'made-up word ' || n AS words, :topic AS topic

-- a few follow a place by e-mail; all of them confirmed
people.Subscription FROM :people / 20
SELECT 'follower' || n || '@national.test' AS email, :now AS asked_at, :now AS confirmed_at,
:now AS told_until
"""  # noqa: S608
)

# One in twenty is national, two in twenty are regional; a local one is for one council
_NATIONAL, _REGIONAL = "(:priorities / 20)", "(:priorities / 10)"
_WHERE = f"""CASE WHEN n <= {_NATIONAL} THEN NULL WHEN n <= {_NATIONAL} + {_REGIONAL}
  THEN (n - {_NATIONAL} - 1) % {REGIONS} + 1
  ELSE {REGIONS + 1} + floor({sql.draw("place of a priority")} * :authorities)::int END"""
_PEOPLE = when(f"p <= {REGIONS} + :authorities", "840000", "1000")

PRIORITIES = kinds(
    f"""
policy.Priority FROM :priorities
SELECT {_WHERE} AS _place, _place > {REGIONS} IS TRUE AS _is_local,
{cycle(*words.THEMES)} || ' for everyone in ' || coalesce({sql.name_of("_place")}, 'England')
  || ' (' || n || ')' AS title,
'To ' || {cycle(*words.ACTS, by="n / 5")} || ' ' || {cycle(*words.THINGS)}
  || '; made up, number ' || n || '.' AS text,
CASE WHEN _is_local THEN 'local' WHEN _place > 0 THEN 'regional' ELSE 'national' END AS tier,
{when("_is_local", f"_place - {REGIONS} + {DEPARTMENTS}", ":department")} AS owner,
{when("_is_local AND n % 4 = 0", f"n % {_NATIONAL} + 1")} AS parent,
{when("parent > 0", "1")} AS parent_version, {day(-900, -61)} AS start,
{but(5, day(-60, 900))} AS end, {every(3, day(-60, 20))} AS decide_from,
{every(3, day(30, 200))} AS decide_to, {sql.level(5, 10, 5, 20, 60)} AS visibility,
2 + (_place > 0 IS TRUE)::int AS version, {sql.reach("_place")} AS reach_ids, :by, :times

policy.PriorityPlace FROM {at_places("priority", ":priorities", _WHERE)}

policy.PriorityTopic FROM :priorities
SELECT n AS priority

-- each local priority against some national ones
policy.Alignment FROM policy.Priority
WHERE id > {_NATIONAL} + {_REGIONAL} TIMES least(3, {_NATIONAL})
SELECT (p + k - 1) % {_NATIONAL} + 1 AS wider, p AS narrower,
{sql.pick({"aligned": 45, "partial": 25, "differs": 20, "unknown": 10})} AS verdict,
{when("verdict = 'unknown'", "''", "'Made up.'")} AS note, verdict = 'differs' AS differs_in_content

-- how many live in each place; how deprived each council is, unless not published
partnerships.PlaceFigure FROM partnerships.Place
TIMES 1 + (id BETWEEN {REGIONS + 1} AND {REGIONS} + :authorities)::int
SELECT {cycle("population", "deprivation_rank", by="k - 1")} AS measure,
CASE WHEN k = 1 THEN 59999 + {sql.upto(_PEOPLE)} WHEN p % 10 > 0 THEN p - {REGIONS} END AS value,
{cycle("people", "rank", by="k - 1")} AS unit, 'Made-up release ' || 2023 + k AS release,
{when("k = 1", "'2024-06-30'", "'2025-10-01'")} AS as_of
"""  # noqa: S608
)
