"""Which places to ask: by topic, kind, region and deprivation, and by what they carry already.

A place has to do with the topics where it has a priority or a pilot on them; a pilot counts also
where it is at a place within.

Places that were asked least come first, and one of each region before a second of any, so that it
is not the same pioneers again. Each suggestion says why, and what is not known about it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from access.visibility import reader_of
from geography.measure.profile import STEPS, Profile, SpreadLine, profiles, releases, spread
from interface import words
from interface.reached import reaching
from partnerships.models import Place, PlaceReach
from people.models import Role
from people.role.permissions import roles_to_give
from pilots.models import Pilot
from policy.models import PolicyTest, PolicyTestPlace
from policy.policy_test import actions
from policy.policy_test.actions import KINDS, MOST_A_YEAR, YEAR
from policy.policy_test.narrow_forms import NarrowPlaces
from policy.policy_test.views import frame, kept

SHOWN = 24


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place that could be asked, and why."""

    pk: int
    slug: str
    name: str
    kind: str
    region: str
    load: int
    priorities: int
    pilots: int
    programmes: int
    population: int | None
    deprivation: int | None
    recorded: int | None
    recorded_of: str
    has_editor: bool
    profile: Profile

    @property
    def is_full(self) -> bool:
        """Whether it carries all that a place may be asked in twelve months."""
        return self.load >= MOST_A_YEAR

    @property
    def can_answer(self) -> bool:
        """Whether it can be asked: somebody can agree there, and it may be asked once more."""
        return self.has_editor and not self.is_full

    @property
    def why(self) -> str:
        """Why it is suggested, in one line, and what is not known."""
        reasons = []
        if self.priorities:
            many = words.count_words(self.priorities, "local priority")
            reasons.append(f"{many} on these topics")
        if self.pilots:
            reasons.append(f"{words.count_words(self.pilots, 'pilot')} on these topics")
        if self.programmes:
            reasons.append(f"takes part in {words.count_words(self.programmes, 'programme')}")
        often = {0: "not asked", 1: "asked once"}.get(self.load, f"asked {self.load} times")
        reasons.append(f"{often} in twelve months")
        reasons.append(f"deprivation rank {self._rank}")
        people = words.NOT_KNOWN.lower()
        if self.population is not None:
            people = words.number(self.population)
        reasons.append(f"population {people}")
        if self.profile.share is not None:
            share = f"{self.profile.share:.1f}% of its neighbourhoods in the most deprived tenth"
            reasons.append(share)
        reasons.append(self.profile.rural or "rural or urban not known")
        return "; ".join(reasons)

    @property
    def _rank(self) -> str:
        """The official rank, else what its keepers recorded with its release."""
        if self.deprivation is not None:
            return words.number(self.deprivation)
        if self.recorded is not None:
            return f"{words.number(self.recorded)} ({self.recorded_of or 'release not known'})"
        return words.NOT_KNOWN.lower()


_FIGURE = """(SELECT {} FROM partnerships_placefigure f WHERE f.place_id = p.id
  AND f.measure = '{}' ORDER BY f.as_of DESC NULLS LAST, f.id DESC LIMIT 1)"""
# The newest release of an official measure, where the place has a figure of it.
_OFFICIAL = """(SELECT value FROM geography_contextfigure f WHERE f.place_id = p.id
  AND f.release_id = (SELECT one.id FROM geography_measurerelease one
    JOIN geography_measure measure ON measure.id = one.measure_id
    WHERE measure.key = '{}' ORDER BY one.as_of DESC LIMIT 1))"""
_RECORDED = _FIGURE.format("value", "population")
_POPULATION = f"coalesce({_OFFICIAL.format('population_total')}, {_RECORDED})"
# Ranks of two releases are never ordered together: what its keepers recorded is shown alone.
_RANK = _OFFICIAL.format("imd_rank_of_average_score")
_RECORDED_RANK = _FIGURE.format("value", "deprivation_rank")
_RECORDED_OF = _FIGURE.format("release", "deprivation_rank")
_SQL = f"""
WITH {STEPS}, topic AS (
  SELECT topic_id AS id FROM policy_policytesttopic WHERE test_id = %(test)s
), pilot AS (
  SELECT unnest(one.reach_ids) AS place_id, count(*) AS number FROM pilots_pilot one
  WHERE one.visibility IN ('network', 'public') AND one.status = ANY(%(begun)s)
    AND EXISTS (SELECT 1 FROM pilots_pilottopic t
      WHERE t.pilot_id = one.id AND t.topic_id IN (SELECT id FROM topic))
  GROUP BY 1
), seen AS (
  SELECT p.id, p.slug, p.name, p.kind, p.sort_key,
    (SELECT r.name FROM partnerships_placereach up
      JOIN partnerships_place r ON r.id = up.ancestor_id
      WHERE up.place_id = p.id AND r.kind = 'region' ORDER BY r.id LIMIT 1) AS region,
    (SELECT count(*) FROM policy_policytestplace a
      JOIN policy_policytest asks ON asks.id = a.test_id
      WHERE a.place_id = p.id AND a.asked_on >= %(since)s
        AND (asks.state <> %(withdrawn)s OR a.state = ANY(%(answered)s))) AS load,
    (SELECT count(DISTINCT l.priority_id) FROM policy_priorityplace l
      JOIN policy_priority one ON one.id = l.priority_id
      JOIN policy_prioritytopic t ON t.priority_id = l.priority_id
      WHERE l.place_id = p.id AND one.visibility IN ('network', 'public')
        AND one.withdrawn_on IS NULL AND t.topic_id IN (SELECT id FROM topic)) AS priorities,
    coalesce((SELECT number FROM pilot WHERE pilot.place_id = p.id), 0) AS pilots,
    (SELECT count(DISTINCT g.programme_id) FROM partnerships_programmeplace g
      WHERE g.place_id = p.id) AS programmes,
    {_POPULATION} AS population,
    {_RANK} AS deprivation, {_RECORDED_RANK} AS recorded,
    coalesce({_RECORDED_OF}, '') AS recorded_of,
    profile.people, profile.share, profile.rural, profile.size, profile.deprived,
    EXISTS (SELECT 1 FROM people_assignment s
      JOIN accounts_user u ON u.id = s.user_id AND u.is_active
      JOIN partnerships_placereach up ON up.ancestor_id = s.place_id
      WHERE up.place_id = p.id AND s.role = 'place_editor' AND s.valid_from <= %(today)s
        AND (s.valid_to IS NULL OR s.valid_to > %(today)s)) AS has_editor
  FROM partnerships_place p LEFT JOIN profile ON profile.place_id = p.id
  WHERE p.is_example = %(example)s AND p.kind = ANY(%(wanted)s)
    AND NOT EXISTS (SELECT 1 FROM partnerships_placename n
      WHERE n.place_id = p.id AND n.kind = 'plain'
      HAVING bool_and(coalesce(n.valid_to <= %(today)s, false)))
    AND (%(region)s = 0 OR EXISTS (SELECT 1 FROM partnerships_placereach up
      WHERE up.place_id = p.id AND up.ancestor_id = %(region)s))
    AND (cardinality(%(near)s::bigint[]) = 0 OR p.id = ANY(%(near)s))
    AND (%(size)s = 0 OR coalesce(profile.size, -1) = %(size)s)
    AND (%(deprivation)s = 0 OR coalesce(profile.deprived, -1) = %(deprivation)s)
    AND (%(rural)s = '' OR coalesce(profile.rural, 'unknown') = %(rural)s)
    AND NOT EXISTS (SELECT 1 FROM policy_policytestplace a
      WHERE a.place_id = p.id AND a.test_id = %(test)s)
    AND (SELECT coalesce(max(coalesce(n.valid_to, 'infinity')), 'infinity') > %(today)s
      FROM partnerships_placename n WHERE n.place_id = p.id AND n.kind = 'plain')
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY CASE WHEN %(order)s = 'spread'
        THEN concat(size, '/', deprived, '/', rural) ELSE region END
      ORDER BY has_editor DESC, load >= %(most)s, priorities + pilots > 0 DESC, load,
      CASE WHEN %(order)s = 'deprived' THEN deprivation END NULLS LAST,
      priorities + pilots DESC, programmes DESC, sort_key, id) AS turn
  FROM seen
)
SELECT id, slug, name, kind, coalesce(region, ''), load, priorities, pilots, programmes,
  population, deprivation, recorded, recorded_of, has_editor, people, share, rural, size, deprived
FROM ranked
ORDER BY has_editor DESC, load >= %(most)s, turn, priorities + pilots > 0 DESC, load,
  CASE WHEN %(order)s = 'deprived' THEN deprivation END NULLS LAST, sort_key, id
LIMIT {SHOWN}
"""  # noqa: S608 - nothing but names of ours is put in


def suggest(
    test: PolicyTest, *, region: Place | None, chosen: Mapping[str, Any], today: dt.date
) -> list[Suggestion]:
    """Places to ask, the fittest first, in one query. ``chosen`` is how ``NarrowPlaces`` narrows
    them: near a town, by kind, thirds of size and deprivation, rural or urban; what comes first."""
    kind = chosen.get("kind", "")
    values: dict[str, Any] = {
        "test": test.pk,
        "begun": [status.value for status in Pilot.BEGUN],
        "since": today - YEAR,
        "withdrawn": PolicyTest.State.WITHDRAWN,
        "answered": list(PolicyTestPlace.ANSWERED),
        "today": today,
        "example": test.is_example,
        "kinds": list(KINDS),
        "wanted": [kind] if kind else list(KINDS),
        "region": region.pk if region else 0,
        "near": list(chosen.get("near") or ()),
        "size": int(chosen.get("size") or 0),
        "deprivation": int(chosen.get("deprivation") or 0),
        "rural": chosen.get("rural", ""),
        "order": chosen.get("order", ""),
        "most": MOST_A_YEAR,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, values)
        rows = cursor.fetchall()
    return [
        Suggestion(pk, slug, name, str(Place.Kind(kind).label), *[*rest[:10], Profile(*rest[10:])])
        for pk, slug, name, kind, *rest in rows
    ]


def policy_test_choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Places to ask, suggested with reasons; those that are ticked are asked."""
    test = kept(request.user, slug)
    form = NarrowPlaces(request.GET or None)
    offered = _offered(test, form)
    problem = ""
    ticked = request.POST.getlist("place")
    if request.method == "POST":
        try:
            with reaching() as told:
                answer = _ask(request, test, ticked, offered)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            are = "is" if answer == 1 else "are"
            asked = f"{words.count_words(answer, 'place')} {are} asked."
            messages.success(request, told.after(asked))
            return redirect(test)
    context = {
        **frame(test, "Places to ask"),
        "form": form,
        "offered": offered if not form.errors else [],
        "answering": [one for one in offered if one.can_answer and not form.errors],
        "others": _others(request.user, offered if not form.errors else []),
        "problem": problem,
        "ticked": ticked,
        "most": actions.MOST_A_YEAR,
        "has_errors": bool(problem),
        "spreads": _spreads(test, offered) if not form.errors else [],
        "releases": releases(KINDS),
    }
    return render(request, "policy/policy_test/choose.html", context)


def _others(user: Any, offered: list[Suggestion]) -> list[tuple[Suggestion, str, str]]:
    """The places that cannot be asked now; of those without an editor, where this reader invites
    one, else where they ask for one, with its words. One query at most."""
    others = [one for one in offered if not one.can_answer]
    reach: dict[int, set[int]] = {one.pk: set() for one in others}
    reader = reader_of(user)
    known = PlaceReach.objects.filter(place__in=reach) if reader and reader.edited_places else None
    for pk, above in known.values_list("place", "ancestor") if known is not None else ():
        reach[pk].add(above)
    found = []
    for one in others:
        place = Place(pk=one.pk, slug=one.slug, name=one.name)
        place.known_reach = frozenset(reach[one.pk])
        label, url = "", ""
        if not one.has_editor and Role.PLACE_EDITOR in roles_to_give(user, place):
            label, url = "Invite an editor", reverse("place_role_add", args=[one.slug])
        elif not one.has_editor:
            label, url = "Ask for an editor", reverse("error_report_add", args=["place", one.slug])
        found.append((one, label, url))
    return found


def _spreads(test: PolicyTest, offered: list[Suggestion]) -> list[tuple[str, list[SpreadLine]]]:
    """How the places that are asked, and those that can be, are spread over the measures."""
    asked = list(test.asked.order_by("pk").values_list("place", flat=True))
    known = profiles(asked, KINDS)
    so_far = [known.get(pk, Profile()) for pk in asked]
    return [
        (f"{words.count_words(len(found), 'place')} {which}", spread(found))
        for which, found in (
            ("asked so far", so_far),
            ("that can be asked", [one.profile for one in offered if one.can_answer]),
        )
        if found
    ]


def _offered(test: PolicyTest, form: NarrowPlaces) -> list[Suggestion]:
    """The places that are suggested, as the form narrows them."""
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    region = form.regions.get(chosen.get("region", ""))
    return suggest(test, region=region, chosen=chosen, today=timezone.localdate())


def _ask(
    request: HttpRequest, test: PolicyTest, ticked: list[str], offered: list[Suggestion]
) -> int:
    """Asks the places that are ticked, and says how many. Raises ValidationError."""
    wanted = [slug for slug in ticked if "\x00" not in slug]
    places = Place.objects.standing(timezone.localdate()).filter(
        slug__in=wanted, is_example=test.is_example, kind__in=actions.KINDS
    )
    because = {suggestion.pk: suggestion.why for suggestion in offered}
    return len(actions.ask_places(by=request.user, test=test, places=places, because=because))
