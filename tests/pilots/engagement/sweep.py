"""Whom a pilot met: meetings, visits, how many in all, and what was promised there."""

from __future__ import annotations

from typing import Any

from pilots.models import EngagementBody, EngagementTotal
from tests import engaged
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET, Seen, said, withdrawn
from tests.access.table import Family, Row, by_number, numbered_of_pilot, of_pilot, post
from tests.access.world import Level
from tests.pilots.pilot.sweep import LOGS

# A visit of no pilot has neither a team nor a funder.
KEEPS = readers.TEAM - {"teammate"}
HERE = readers.PLACE - {"teammate"}
AT_PLACE = readers.BY_LEVEL | {"team": KEEPS, "place": HERE, "programme": HERE}

FAMILIES = {
    "engagement": Family(readers.BY_LEVEL, numbered_of_pilot),
    "planned_visit": Family(readers.NOT_PUBLIC, numbered_of_pilot),
    "visit": Family(readers.NOT_PUBLIC, by_number),
    "place_visit": Family(AT_PLACE, by_number),
    # It is owed by nobody of the cast: who sees the meeting reads it, but never the public
    "promise": Family(readers.NOT_PUBLIC, by_number),
    "engagement_total": Family(readers.BY_LEVEL, of_pilot),
}

MEETS = LOGS | {"desnz_official"}
WORKS_HERE = frozenset({"bradford_officer", "bradford_editor", "region_editor"})
VISITS = WORKS_HERE | {"desnz_official"}

# What is asked while somebody chooses the day
THAT_DAY = "?look=1&on_day=1&on_month=12&on_year=2090&host=nobody&b0-description=A+minister"

ROWS = [
    Row("pilot_engagement", "pilot", public=True),
    Row("pilot_engagement", "pilot", public=True, query="?format=csv", page=False),
    Row("engagement", "engagement", public=True),
    Row("engagement", "planned_visit", public=True),
    Row("engagement_add", "pilot", permission=MEETS),
    post("engagement_add", "pilot", permission=MEETS),
    Row("engagement_edit", "engagement", permission=LOGS),
    post("engagement_edit", "engagement", permission=LOGS),
    Row("engagement_withdraw", "engagement", permission=LOGS),
    post("engagement_withdraw", "engagement", permission=LOGS),
    Row("promise", "promise"),
    post("promise", "promise", permission=LOGS),
    Row("promise_history", "promise"),
    Row("engagement_total_add", "pilot", permission=LOGS),
    post("engagement_total_add", "pilot", permission=LOGS),
    Row("engagement_total_edit", "engagement_total", permission=LOGS),
    post("engagement_total_edit", "engagement_total", permission=LOGS),
    Row("visit_plan", "pilot", permission=MEETS),
    post("visit_plan", "pilot", permission=MEETS),
    Row("visit_plan", "pilot", permission=MEETS, query=THAT_DAY, page=False),
    Row("place_visit_plan", "place", permission=VISITS),
    Row("place_visit_plan", "place", permission=VISITS, query=THAT_DAY, page=False),
    post("place_visit_plan", "place", permission=VISITS),
    Row("visit", "place_visit", public=True),
    Row("visit", "visit", public=True, page=False, answers=(302,)),
    Row("visit_edit", "place_visit", permission=WORKS_HERE),
    post("visit_edit", "place_visit", permission=WORKS_HERE),
    Row("visit_withdraw", "place_visit", permission=WORKS_HERE),
    post("visit_withdraw", "place_visit", permission=WORKS_HERE),
    Row("visit_change", "visit", permission=LOGS),
    Row("visit_change", "visit", permission=LOGS, query=THAT_DAY, page=False),
    post("visit_change", "visit", permission=LOGS),
    Row("visit_call_off", "visit", permission=LOGS),
    post("visit_call_off", "visit", permission=LOGS),
    Row("visit_history", "visit"),
    Row("visit_history", "place_visit"),
    Row("organisation_visits", "organisation"),
    Row("organisation_visits", "organisation", query="?state=planned&place=bradford"),
    Row("organisation_visits", "organisation", query="?format=csv", page=False),
    Row("promises"),
    Row("promises", query="?choose=on"),
    Row("promises", query="?mine=on&state=late&place=bradford&sort=due"),
    Row("promises", query="?format=csv", page=False),
    Row("visits"),
    Row("visits", query="?place=bradford"),
    Row("visits", query="?place=no-such-place"),
    Row("visits", query="?format=csv", page=False),
]


def at_level(at: Level) -> dict[str, Any]:
    """What the author wrote down of a pilot."""
    cast, pilot, by = at.cast, at["pilot"], {"created_by": at.cast.author}
    held = engaged.engagement(pilot, (cast.council, 7), **by)
    planned = engaged.visit(pilot, cast.bradford, state="planned", **by)
    alone = engaged.visit(None, cast.bradford, (cast.council, 7), visibility=at.level, **by)
    return {
        "engagement": held,
        "planned_visit": planned,
        "visit": planned,
        "place_visit": alone,
        "promise": engaged.promise(held, **by),
        "engagement_total": engaged.total(pilot, 31, **by),
    }


def hide_at(at: HiddenAt) -> None:
    """A visit that was and one that is to come, what was promised, how many in all."""
    body, words = at.seen.cast.council, said("purpose", "findings", "decisions")
    held = engaged.visit(at.pilot, at.scope.place, (body, 7), reached_low=71, **words)
    EngagementBody.objects.create(engagement=held, description=SECRET, people=3)
    planned = engaged.visit(at.pilot, at.scope.place, state="planned", **words)
    alone = engaged.visit(
        None,
        at.scope.place,
        visibility=at.level,
        created_by=at.scope.author,
        **words,
    )
    narrow = engaged.visit(
        at.seen.families["pilot"][at.seen.not_of_reader],
        at.scope.place,
        visibility=at.level,
        created_by=at.scope.author,
        **said("called_off_because"),
        **words,
    )
    EngagementBody.objects.create(engagement=alone, description=SECRET, people=3)
    at.hidden["place_visit"].append(alone)
    at.hidden["engagement"].append(narrow)
    promise = engaged.promise(held, SECRET, **said("owner_said", "outcome"))
    total = engaged.total(at.pilot, 73, source=at.seen.source)
    at.hidden["engagement_total"].append(total)
    at.hidden["engagement"].append(held)
    at.hidden["planned_visit"].append(planned)
    at.hidden["promise"].append(promise)


def hide(seen: Seen, hidden: Hidden) -> None:
    """Visits to come and what was promised are for everybody signed in; one was withdrawn."""
    pilot, body = seen.families["pilot"][seen.not_of_reader], (seen.cast.council, 7)
    words = {**said("purpose", "findings", "decisions"), **withdrawn()}
    gone = engaged.visit(pilot, seen.cast.bradford, body, source=seen.source, **words)
    EngagementBody.objects.create(engagement=gone, description=SECRET, people=3)
    hidden["engagement"].append(gone)
    if seen.who == "resident":
        for state in ("planned", "called_off"):
            engaged.visit(seen.first("pilot"), seen.cast.bradford, state=state, purpose=SECRET)
        engaged.promise(seen.first("engagement"), SECRET)


def fill(more: More) -> None:
    """Visits, promises at them and at the first meeting, and how many in all."""
    seen, body = more.seen, more.body
    for pilot in more.pilots:
        held = engaged.visit(pilot, seen.cast.bradford, (body, 4, 2), source=seen.source)
        engaged.visit(pilot, seen.cast.bradford, (body, 4), state="planned")
        engaged.visit(None, seen.cast.bradford, (body, 4))
        engaged.visit(None, seen.cast.bradford, (body, 4), state="planned")
        for one in (held, seen.first("engagement")):
            engaged.promise(one, owner=seen.first("post"))
        EngagementTotal.objects.create(pilot=pilot, people_low=7, source=seen.source)
