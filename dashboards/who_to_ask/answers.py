"""Who do I ask? Teams, ranked, each with the job roles that answer, where it works and how fresh.

At a place its council stands first, then the partners of its pilots, then the teams that serve it
or an area around it; who serves none is left out. Where words are asked for, the order weighs how
well they and themes fit, how near to the place somebody works, and how lately they were confirmed
(``Card.score``). The public sees teams and public job roles, no way to reach them.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from dashboards.who_to_ask import for_place
from interface.articles import with_article
from interface.words import date_words, list_words
from partnerships.models import Organisation, OrganisationPlace
from people.job_role import who_to_ask
from people.job_role.who_to_ask import ABOVE, HERE, WITHIN, Body, Question
from people.models import JobRole, JobRolePlace
from pilots.models import Engagement, EngagementBody, Pilot, PilotPartner

SHOWN = 20
EXAMPLES_SHOWN = 5
ROLES_SHOWN = 5
PLACES_SHOWN = 6
PILOTS_SHOWN = 4
FRESH = dt.timedelta(days=365)
WEIGHTS = {"match": 2.0, "near": 0.3, "fresh": 0.3}


@dataclass(frozen=True)
class RoleLine:
    """One job role of a team. Signed out, ``holder``, ``email`` and ``phone`` are empty."""

    post: JobRole
    covers: str
    confirmed: str
    holder: str = ""
    email: str = ""
    phone: str = ""


@dataclass
class Card:
    """One team that can be asked."""

    team: Organisation
    match: float
    near: int
    confirmed_on: dt.date | None
    standing: int = 0
    roles: list[RoleLine] = field(default_factory=list)
    more_roles: int = 0
    serves: str = ""
    pilots: list[Pilot] = field(default_factory=list)
    score: float = 0.0

    @property
    def confirmed(self) -> str:
        """When it was last confirmed, it or one of its job roles."""
        day = self.confirmed_on
        return f"Last confirmed on {date_words(day)}" if day else "Never confirmed"

    @property
    def near_words(self) -> str:
        """How it stands to the place, or how near what it covers is."""
        return for_place.WORDS.get(self.standing) or _NEAR.get(self.near, "")


_NEAR = {HERE: "covers this place", ABOVE: "covers a wider area", WITHIN: "covers a part of it"}


@dataclass(frozen=True)
class Asked:
    """What was asked, understood, and who answers. ``regional`` says for each body chosen what is
    known of a team for the region of the place. ``examples`` are made-up teams, apart."""

    question: Question
    cards: list[Card]
    more: bool
    regional: list[str]
    examples: list[Card] = field(default_factory=list)

    @property
    def fitting(self) -> list[Card]:
        """Those that fit what was asked; all of them where only a body or a place was."""
        asks = self.question.words or self.question.topics
        return [card for card in self.cards if card.match > 0 or not asks]

    @property
    def others(self) -> list[Card]:
        """Who is known at the place, and other teams of the bodies chosen, which no word fits."""
        asks = self.question.words or self.question.topics
        near = [card for card in self.cards if card.match <= 0 and asks]
        return [card for card in near if self.question.bodies or card.standing]

    @property
    def others_words(self) -> str:
        """What stands above them."""
        return f"Other teams in {self.bodies}" if self.bodies else "Also known here"

    @property
    def is_of_place(self) -> bool:
        """Whether a place was asked for, and nothing else."""
        question = self.question
        return bool(question.place) and not (question.words or question.topics or question.bodies)

    @property
    def is_of_nobody(self) -> bool:
        """Whether only a place was asked for, and nobody is known there."""
        return self.is_of_place and not self.cards

    @property
    def is_of_nobody_near(self) -> bool:
        """Whether a place was asked for and no team that fits is known to serve it."""
        fitting = self.fitting
        near = any(card.near or card.standing for card in fitting)
        return bool(self.question.place and fitting) and not near

    @property
    def whereabouts(self) -> str:
        """ "Truro is in Cornwall": where a town was typed for its council; empty otherwise."""
        place = self.question.place
        if place is None or not place.known_as or place.known_as == place.name:
            return ""
        return f"{place.known_as} is in {with_article(place)}."

    @property
    def examples_first(self) -> bool:
        """Whether a made-up place or body was asked for."""
        place = self.question.place
        named = any(body.organisation.is_example for body in self.question.bodies)
        return named or bool(place and place.is_example)

    @property
    def understood(self) -> list[str]:
        """How names that were typed were understood."""
        return [body.said for body in self.question.bodies if body.said]

    @property
    def topics(self) -> str:
        """Themes that were understood."""
        return list_words([topic.name for topic in self.question.topics])

    @property
    def bodies(self) -> str:
        """Bodies to which it is limited."""
        return list_words([str(body.organisation) for body in self.question.bodies])


def build(user: Any, facts: dict[str, Any], today: dt.date) -> Asked:
    """Who answers. The number of queries does not grow with what is found."""
    question = who_to_ask.understand(user=user, **facts)
    if question.is_empty:
        return Asked(question, [], more=False, regional=[])
    posts = who_to_ask.find_posts(user, question)
    teams = who_to_ask.find_teams(user, question)
    standing = for_place.known_at(user, question)
    teams = _with_others(teams, for_place.bodies_of(user, standing))
    cards = [
        card
        for card in _cards(user, posts, teams, today, standing)
        if for_place.is_of_here(question, card.near, card.standing)
    ]
    real = [card for card in cards if not card.team.is_example]
    shown = real[:SHOWN]
    examples = [card for card in cards if card.team.is_example][:EXAMPLES_SHOWN]
    _fill(user, [*shown, *examples], posts, today)
    return Asked(question, shown, len(real) > SHOWN, _regional(question), examples)


def _with_others(teams: list[Organisation], known: list[Organisation]) -> list[Organisation]:
    """The teams found by what they are called, and those known at the place that were not."""
    found = {team.pk for team in teams}
    return [*teams, *(body for body in known if body.pk not in found)]


def _cards(
    user: Any,
    posts: list[JobRole],
    teams: list[Organisation],
    today: dt.date,
    standing: dict[int, int],
) -> list[Card]:
    """One card for each team, the best first."""
    by_id: dict[int, Any] = {team.pk: team for team in teams}
    missing = {post.organisation_id for post in posts} - set(by_id)
    rows = Organisation.objects.visible_to(user).select_related("parent").defer("search")
    others = {team.pk: team for team in rows.filter(pk__in=missing)}
    made = {
        pk: Card(team, getattr(team, "match", 0.0), getattr(team, "near", 0), team.reviewed_on)
        for pk, team in by_id.items()
    }
    for post in posts:
        pk = post.organisation_id
        if pk not in made and pk in others:
            made[pk] = Card(others[pk], 0.0, 0, others[pk].reviewed_on)
        if card := made.get(pk):
            annotated: Any = post
            card.match, card.near = max(card.match, annotated.match), max(card.near, annotated.near)
            days = filter(None, (card.confirmed_on, post.confirmed_on))
            card.confirmed_on = max(days, default=None)
    for card in made.values():
        fresh = card.confirmed_on is not None and card.confirmed_on >= today - FRESH
        parts = {"match": card.match, "near": card.near, "fresh": fresh}
        card.standing = standing.get(card.team.pk, 0)
        card.score = sum(WEIGHTS[name] * float(value) for name, value in parts.items())
    return sorted(made.values(), key=_order)


def _order(card: Card) -> tuple[Any, ...]:
    """What fits the words first; of those that fit none, whoever is nearest to the place."""
    nearest = 0 if card.match > 0 else -card.standing
    return (card.match <= 0, nearest, -card.score, card.team.name, card.team.pk)


def _fill(user: Any, cards: list[Card], posts: list[JobRole], today: dt.date) -> None:
    """What the cards that are shown say: roles, places served, pilots. Five queries at most."""
    roles = defaultdict(list)
    for post in posts:
        roles[post.organisation_id].append(post)
    shown = [post for card in cards for post in roles[card.team.pk][:ROLES_SHOWN]]
    covers = _places_of(
        JobRolePlace.objects.filter(post__in=[post.pk for post in shown]), "post_id"
    )
    ids = [card.team.pk for card in cards]
    serves = _places_of(
        OrganisationPlace.objects.standing(today).filter(organisation__in=ids), "organisation_id"
    )
    reach = _reach(user, shown, today)
    pilots = _pilots(user, ids)
    for card in cards:
        mine = roles[card.team.pk]
        card.roles = [
            RoleLine(
                post,
                covers=_first_few(covers[post.pk]),
                confirmed=_confirmed(post),
                **reach.get(post.pk, {}),
            )
            for post in mine[:ROLES_SHOWN]
        ]
        card.more_roles = max(len(mine) - ROLES_SHOWN, 0)
        card.serves = _first_few(serves[card.team.pk])
        card.pilots = pilots[card.team.pk][:PILOTS_SHOWN]


def _places_of(links: Any, owner: str) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in links.order_by("id").values_list(owner, "place__name"):
        names[pk].append(name)
    return names


def _first_few(names: list[str]) -> str:
    more = len(names) - PLACES_SHOWN
    named = names[:PLACES_SHOWN]
    return list_words([*named, f"{more} more"] if more > 0 else named)


def _confirmed(post: JobRole) -> str:
    day = post.confirmed_on
    return f"confirmed {date_words(day)}" if day else "never confirmed"


def _reach(user: Any, posts: Iterable[JobRole], today: dt.date) -> dict[int, dict[str, str]]:
    """How to reach whoever holds each role today; nothing for the public."""
    if not user.is_authenticated:
        return {}
    holders_known = JobRole.objects.telling_holders_to(user).filter(pk=OuterRef("pk"))
    rows = JobRole.objects.filter(pk__in=[post.pk for post in posts]).with_holders(today)
    holders = {}
    for post in rows.annotate(tells=Exists(holders_known)).only("email", "phone"):
        names = [str(held.person) for held in post.holders_now]
        if names and not post.tells:
            names = ["held by somebody who is not named"]
        holders[post.pk] = {
            "holder": list_words(names) if names else "vacant",
            "email": post.email,
            "phone": post.phone,
        }
    return holders


def _pilots(user: Any, teams: list[int]) -> dict[int, list[Pilot]]:
    """The pilots in which each team takes part or that met it, of those that the reader sees."""
    seen = Pilot.objects.visible_to(user).order_by().values("pk")
    parts = PilotPartner.objects.filter(organisation__in=teams, pilot__in=seen)
    by_team: dict[int, dict[int, Pilot]] = defaultdict(dict)
    for part in parts.select_related("pilot").order_by("pilot__sort_key", "id")[: SHOWN * 10]:
        by_team[part.organisation_id or 0][part.pilot_id] = part.pilot
    held = Engagement.objects.visible_to(user).held().order_by().values("pk")
    met = EngagementBody.objects.filter(organisation__in=teams, engagement__in=held)
    met = met.filter(engagement__pilot__isnull=False)  # a visit to a place may be of none
    rows = met.select_related("engagement__pilot").order_by("engagement__pilot__sort_key", "id")
    for body in rows[: SHOWN * 10]:
        if pilot := body.engagement.pilot:
            by_team[body.organisation_id or 0].setdefault(pilot.pk, pilot)
    return defaultdict(list, {pk: list(pilots.values()) for pk, pilots in by_team.items()})


def _regional(question: Question) -> list[str]:
    """For each body: a team for this place, none because it has none, or not known. One query."""
    bodies = [body for body in question.bodies if not body.organisation.parent_id]
    if question.place is None or not bodies:
        return []
    places = sorted(question.above | question.within)
    there = OrganisationPlace.objects.standing().filter(
        place__in=places, organisation__in=sorted(question.tree)
    )
    rows = there.values_list(
        "organisation_id", "organisation__parent_id", "organisation__parent__parent_id"
    )
    serving = {pk for row in rows.order_by()[:500] for pk in row}
    return [_regional_words(body, question, body.organisation.pk in serving) for body in bodies]


def _regional_words(body: Body, question: Question, serves: bool) -> str:
    name, place = body.organisation, question.place
    if serves:
        return f"{name} has a team that serves {place}, an area around it or a part of it."
    if name.has_regional_teams is False:
        return f"{name} has no regional or area team. Its national teams are the ones to ask."
    where = with_article(place)
    if name.has_regional_teams:
        return f"{name} has regional teams, but none is recorded for {where}."
    return f"It is not known whether {name} has a regional team for {where}: none is recorded."
