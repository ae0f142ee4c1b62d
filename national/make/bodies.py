"""Organisations, programmes, accounts, job roles and who holds them, followers, priorities."""

from __future__ import annotations

from accounts.models import User
from national.make import words
from national.make.rows import (
    DEPARTMENT,
    DEPARTMENTS,
    PERSON,
    PLACE,
    REGIONS,
    TIMES,
    TOPICS,
    Rows,
    at_places,
    but,
    cycle,
    day,
    draw,
    every,
    level,
    many,
    name_of,
    pick,
    place_of,
    reach,
    some,
    those,
    upto,
)
from partnerships.models import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
    PlaceFigure,
    Programme,
    ProgrammePlace,
    Synonym,
    Topic,
)
from people.models import (
    JobRole,
    JobRoleHolder,
    JobRolePlace,
    JobRoleTopic,
    Person,
    Subscription,
    Team,
)
from policy.models import Alignment, Priority, PriorityPlace, PriorityTopic

RENAMED = "'2021-04-01'"
# The authority that a council governs; councils come right after the departments
_COUNCIL = (
    f"CASE WHEN n - {DEPARTMENTS} BETWEEN 1 AND :authorities THEN n - {DEPARTMENTS - REGIONS} END"
)
# One body in ten after them is a team within a department
_FIRST_TEAM = f"(({DEPARTMENTS} + :authorities) / 10 + 1)"
_TEAM = f"((n % (:organisations / 10 - {_FIRST_TEAM} + 1) + {_FIRST_TEAM}) * 10)"
# As many places as programmes had so far, as all upper tiers, as many districts; else 100
_TAKING_PART = (
    "CASE p WHEN 3 THEN 13 WHEN 4 THEN 163 WHEN 5 THEN 310 ELSE least(100, :places / 10) END"
)
_PEOPLE = f"CASE WHEN p <= {REGIONS} + :authorities THEN 840000 ELSE 1000 END"

BODIES = (
    Rows(
        Organisation,
        "generate_series(1, :organisations)",
        {
            "_council": _COUNCIL,
            "_town": name_of("coalesce(_council, n * 7 % :places + 1)"),
            "name": f"CASE WHEN n <= {DEPARTMENTS} THEN 'Made-up Department ' || n "
            "WHEN _council IS NOT NULL THEN _town || ' Council' "
            f"ELSE _town || ' ' || {cycle(*words.BODIES)} || ' ' || n END",
            "slug": "'body-' || n",
            "sector": f"CASE WHEN n <= {DEPARTMENTS} THEN 'central_government' "
            "WHEN _council IS NOT NULL THEN 'council' ELSE "
            + cycle("voluntary", "nhs", "housing", "business", "education", "police")
            + " END",
            "_is_team": f"n % 10 = 0 AND n >= {_FIRST_TEAM} * 10",
            "description": f"CASE WHEN _is_team THEN {words.TEAM_REMIT} ELSE '' END",
            "parent": f"CASE WHEN _is_team THEN n / 10 % {DEPARTMENTS} + 1 END",
            "succeeded_by": f"CASE WHEN n % 50 = 1 AND n > {DEPARTMENTS} AND n < :organisations "
            "THEN n + 1 END",
        },
    ),
    Rows(  # the name of today, for departments with an abbreviation; one in thirty had another
        OrganisationName,
        those(
            "partnerships_organisation, generate_series(0, 1) k",
            f"id AS o, name AS known, k, id <= {DEPARTMENTS} AS is_short",
            f"k = 1 OR id <= {DEPARTMENTS} OR id % 30 = 0",
            order="id, k",
        ),
        {
            "organisation": "o",
            "name": "CASE WHEN k = 0 THEN 'Former ' || known ELSE known END",
            "short_name": "CASE WHEN is_short THEN (ARRAY['OLD', 'MUD'])[k + 1] || o ELSE '' END",
            "valid_from": f"CASE WHEN k = 1 AND (is_short OR o % 30 = 0) THEN {RENAMED} END",
            "valid_to": f"CASE WHEN k = 0 THEN {RENAMED} END",
        },
    ),
    Rows(
        OrganisationIdentifier,
        some(f"p > {DEPARTMENTS} AND (p - {DEPARTMENTS}) % 3 = 1", ":organisations"),
        {"organisation": "p", "scheme": "'GB-COH'", "value": "lpad(p::text, 8, '0')"},
    ),
    Rows(
        OrganisationPlace,
        "generate_series(1, :organisations)",
        {"organisation": "n", "place": f"coalesce({_COUNCIL}, {PLACE})", "role": "'serves'"},
    ),
    Rows(
        Topic,
        f"generate_series(1, {TOPICS})",
        {"name": "'Made-up topic ' || n", "slug": "'made-up-topic-' || n"},
    ),
    Rows(
        Programme,
        "generate_series(1, :programmes)",
        {
            "name": "'Made-up programme ' || n",
            "slug": "'made-up-programme-' || n",
            "lead": DEPARTMENT,
        },
    ),
    Rows(
        ProgrammePlace,
        "(SELECT DISTINCT p, CASE WHEN p BETWEEN 3 AND 5 THEN pg_temp.ranked(k) "  # noqa: S608
        f"ELSE {place_of('programme', 'p * 1000 + k')} END AS at "
        f"FROM {many(_TAKING_PART, ':programmes')} ORDER BY p, at) taking_part WHERE at > 0",
        {"programme": "p", "place": "at"},
    ),
    Rows(  # nobody can sign in to them; one in forty has left, one in ten never came
        User,
        "generate_series(1, :people)",
        {
            "email": "'person' || n || '@national.test'",
            "full_name": "'Made-up person ' || n",
            "password": "'!'",
            "is_active": "n % 40 <> 39",
            "last_seen_at": "CASE WHEN n % 10 = 9 THEN NULL WHEN n % 8 = 7 THEN '2025-04-01' "
            "ELSE '2026-10-01' END",
        },
    ),
    Rows(Team, "generate_series(1, :pilots)", {"name": "'Team of pilot ' || n"}),
)

_FIRST = but(25, place_of("job role"))
_SECOND = but(25, every(5, f"nullif({place_of('second of a job role')}, {_FIRST})"))
CAME, LEFT = "'2024-04-01'", "'2025-04-01'"

CONTACTS = (
    Rows(
        JobRole,
        "generate_series(1, :posts)",
        {
            "_first": _FIRST,
            "_second": _SECOND,
            "_theme": cycle(*words.THEMES),
            "title": f"_theme || ' ' || {cycle(*words.JOBS, by='n / 32')}",
            "remit": f"_theme || ' and ' || {cycle(*words.THINGS, by='n / 7')} || ' in ' || "
            f"{name_of('coalesce(_first, 1)')} || '; made up.'",
            # Two in five work for a team of a department, the others for any body
            "organisation": f"CASE WHEN n % 5 < 2 THEN {_TEAM} "
            "ELSE greatest(n * 17 % :organisations, 1) END",
            "email": "'role' || n || '@national.test'",
            "is_key_person": "n % 40 = 0",
            "backup": "CASE WHEN n % 40 = 0 AND n % 3 > 0 THEN n - 1 END",
            "confirmed_on": but(7, day(-700, 0)),
            "review_by": day(-100, 365),
            "bounced_on": every(60, day(-60, 0)),
            "ended_on": every(30, day(-400, -1)),
            "visibility": level(5, 10, 5, 35, 45),
            "created_by": PERSON,
            **TIMES,
            # One version when made, one with its places, one with its themes, and edits
            "version": "2 + (n % 25 > 0)::int + floor(:u * 2)",
            "reach_ids": reach("_first", "_second"),
        },
    ),
    Rows(JobRolePlace, at_places(":posts", _FIRST, _SECOND), {"post": "of", "place": "at"}),
    Rows(
        JobRoleTopic,
        many("1 + (p % 3 = 0)::int", ":posts"),
        {"post": "p", "topic": f"(p + k - 1) % {TOPICS} + 1"},
    ),
    Rows(
        Person,
        "generate_series(1, :posts)",
        {"name": "'Made-up official ' || n", "email": "'official' || n || '@national.test'"},
    ),
    Rows(  # one job role in six is vacant, one in ten was handed on
        JobRoleHolder,
        many("CASE WHEN p % 10 = 0 THEN 2 WHEN p % 6 = 0 THEN 0 ELSE 1 END", ":posts"),
        {
            "post": "p",
            "person": "CASE WHEN k = 1 THEN p ELSE p % :posts + 1 END",
            "valid_from": f"CASE WHEN k = 1 THEN {CAME} ELSE {LEFT} END",
            "valid_to": f"CASE WHEN k = 1 AND p % 10 = 0 THEN {LEFT} END",
        },
    ),
    Rows(
        Synonym,
        f"generate_series(0, {4 * TOPICS - 1}) k",
        {"words": "'made-up word ' || k", "topic": f"k % {TOPICS} + 1"},
    ),
    Rows(  # a few follow a place by e-mail; all of them confirmed
        Subscription,
        "generate_series(1, :people / 20)",
        {
            "email": "'follower' || n || '@national.test'",
            "place": PLACE,
            **dict.fromkeys(("asked_at", "confirmed_at", "told_until"), ":now"),
        },
    ),
)

# One in twenty is national, two in twenty are regional; a local one is for one council
_NATIONAL, _REGIONAL = "(:priorities / 20)", "(:priorities / 10)"
_WHERE = (
    f"CASE WHEN n <= {_NATIONAL} THEN NULL WHEN n <= {_NATIONAL} + {_REGIONAL} "
    f"THEN (n - {_NATIONAL} - 1) % {REGIONS} + 1 "
    f"ELSE {REGIONS + 1} + floor({draw('place of a priority')} * :authorities)::int END"
)

PRIORITIES = (
    Rows(
        Priority,
        "generate_series(1, :priorities)",
        {
            "_place": _WHERE,
            "_is_local": f"_place > {REGIONS} IS TRUE",
            "title": f"{cycle(*words.THEMES)} || ' for everyone in ' || "
            f"coalesce({name_of('_place')}, 'England') || ' (' || n || ')'",
            "text": f"'To ' || {cycle(*words.ACTS, by='n / 5')} || ' ' || {cycle(*words.THINGS)} "
            "|| '; made up, number ' || n || '.'",
            "slug": "'priority-' || n",
            "tier": "CASE WHEN _is_local THEN 'local' WHEN _place > 0 THEN 'regional' "
            "ELSE 'national' END",
            "owner": f"CASE WHEN _is_local THEN _place + {DEPARTMENTS - REGIONS} "
            f"ELSE {DEPARTMENT} END",
            "parent": f"CASE WHEN _is_local AND n % 4 = 0 THEN n % {_NATIONAL} + 1 END",
            "parent_version": "CASE WHEN parent > 0 THEN 1 END",
            "start": day(-900, -61),
            "end": but(5, day(-60, 900)),
            "decide_from": every(3, day(-60, 20)),
            "decide_to": every(3, day(30, 200)),
            "visibility": level(5, 10, 5, 20, 60),
            "created_by": PERSON,
            **TIMES,
            # One version when made, one with its place, one with its theme
            "version": "2 + (_place IS NOT NULL)::int",
            "reach_ids": reach("_place"),
        },
    ),
    Rows(PriorityPlace, at_places(":priorities", _WHERE), {"priority": "of", "place": "at"}),
    Rows(
        PriorityTopic,
        "generate_series(1, :priorities)",
        {"priority": "n", "topic": f"n % {TOPICS} + 1"},
    ),
    Rows(  # each local priority against some national ones
        Alignment,
        f"generate_series({_NATIONAL} + {_REGIONAL} + 1, :priorities) p, "
        f"generate_series(1, least(3, {_NATIONAL})) k",
        {
            "wider": f"(p + k - 1) % {_NATIONAL} + 1",
            "narrower": "p",
            "verdict": pick({"aligned": 45, "partial": 25, "differs": 20, "unknown": 10}),
            "note": "CASE WHEN verdict = 'unknown' THEN '' ELSE 'Made up.' END",
            "differs_in_content": "verdict = 'differs'",
        },
    ),
    Rows(  # how many live in each place; how deprived each council is, unless not published
        PlaceFigure,
        many(f"1 + (p BETWEEN {REGIONS + 1} AND {REGIONS} + :authorities)::int", ":places"),
        {
            "place": "p",
            "measure": cycle("population", "deprivation_rank", by="k - 1"),
            "value": f"CASE WHEN k = 2 THEN {but(10, f'p - {REGIONS}', key='p')} "
            f"ELSE 59999 + {upto(_PEOPLE)} END",
            "unit": cycle("people", "rank", by="k - 1"),
            "release": "'Made-up release ' || 2023 + k",
            "as_of": "CASE WHEN k = 1 THEN '2024-06-30' ELSE '2025-10-01' END",
        },
    ),
)
