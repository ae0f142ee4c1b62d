"""A team that can be asked: its job roles, where it works, its pilots, and how fresh that is.

The public sees teams and public job roles, no way to reach them.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Window, prefetch_related_objects
from django.db.models.functions import RowNumber

from dashboards.who_to_ask import for_place
from interface.words import count_words, date_words, list_words
from partnerships.models import Organisation, OrganisationPlace
from people.job_role.who_to_ask import ABOVE, HERE, WITHIN
from people.models import JobRole, JobRolePlace
from people.review.responsible import reachable
from pilots.models import Engagement, EngagementBody, Pilot, PilotPartner

ROLES_SHOWN = 5
PLACES_SHOWN = 6
PILOTS_SHOWN = 4
# So many pilots are read for all teams together
PILOTS_READ = 200
FRESH = dt.timedelta(days=365)
VACANT = "vacant"
WEIGHTS = {"match": 2.0, "near": 0.3, "fresh": 0.3}


@dataclass(frozen=True)
class RoleLine:
    """One job role of a team. Signed out, ``holder``, ``email`` and ``phone`` are empty. What it
    ``covers`` and when it was ``confirmed`` are empty where its team says the same."""

    post: JobRole
    covers: str
    confirmed: str
    holder: str = ""
    email: str = ""
    phone: str = ""

    @property
    def is_reached(self) -> bool:
        """Whether somebody may answer there, as far as this reader is told."""
        return bool(self.holder != VACANT or self.email or self.phone or self.post.contact_page)


@dataclass
class Card:
    """One team that can be asked. ``is_first`` puts it before what fits; ``can_ask`` says that a
    request for a meeting reaches somebody there."""

    team: Organisation
    match: float
    near: int
    confirmed_on: dt.date | None
    standing: int = 0
    is_first: bool = False
    can_ask: bool = False
    roles: list[RoleLine] = field(default_factory=list)
    more_roles: int = 0
    has_fitting_roles: bool = False
    serves: str = ""
    pilots: list[Pilot] = field(default_factory=list)
    may_have_more_pilots: bool = False
    score: float = 0.0
    contact_page: str = ""

    @property
    def way_in(self) -> Organisation:
        """Whose public website leads there: its own, else that of the body it is a part of."""
        parent = self.team.parent
        return parent if parent and not self.team.site else self.team

    @property
    def people(self) -> list[RoleLine]:
        """The job roles at which somebody may be reached."""
        return [role for role in self.roles if role.is_reached]

    @property
    def vacancies(self) -> list[RoleLine]:
        """Those at which nobody is."""
        return [role for role in self.roles if not role.is_reached]

    @property
    def listed_pilots(self) -> list[Pilot]:
        """The first of its pilots, as many as a card has room for."""
        return self.pilots[:PILOTS_SHOWN]

    @property
    def pilots_words(self) -> str:
        """ "9 pilots"; no figure where not all were read."""
        return "pilots" if self.may_have_more_pilots else count_words(len(self.pilots), "pilot")

    @property
    def more_pilots(self) -> str:
        """ "5 more": those that are not listed, without a figure where not all were read."""
        if self.may_have_more_pilots:
            return "More"
        more = len(self.pilots) - PILOTS_SHOWN
        return f"{more} more" if more > 0 else ""

    @property
    def leads_to_roles(self) -> bool:
        """Whether the way to all its job roles is shown: to those that have no room here and, where
        nobody is at those that fit, to the others."""
        fits_vacant = self.has_fitting_roles and bool(self.vacancies) and not self.people
        return self.more_roles > 0 or fits_vacant

    @property
    def confirmed(self) -> str:
        """When it was last confirmed, it or one of its job roles; nothing of a job role that
        nobody holds, which nobody could confirm."""
        day = self.confirmed_on
        if day is None and self.vacancies and not self.people:
            return ""
        return f"Last confirmed on {date_words(day)}" if day else "Never confirmed"

    @property
    def near_words(self) -> str:
        """How it stands to the place, or how near what it covers is. That it takes part in a pilot
        there is said by that pilot, where it is the only one."""
        words = for_place.WORDS.get(self.standing) or _NEAR.get(self.near, "")
        return "" if len(self.pilots) == 1 and words == for_place.TAKES_PART else words


_NEAR = {HERE: "covers this place", ABOVE: "covers a wider area", WITHIN: "covers a part of it"}


def with_others(teams: list[Organisation], known: list[Organisation]) -> list[Organisation]:
    """The teams found by what they are called, and those known at the place that were not."""
    found = {team.pk for team in teams}
    return [*teams, *(body for body in known if body.pk not in found)]


def ranked(
    user: Any,
    posts: list[JobRole],
    teams: list[Organisation],
    today: dt.date,
    known: dict[int, int],
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
        card.standing = known.get(card.team.pk, 0)
        card.score = sum(WEIGHTS[name] * float(value) for name, value in parts.items())
    prefetch_related_objects([card.team for card in made.values()], "successors")
    return sorted(made.values(), key=_order)


def _order(card: Card) -> tuple[Any, ...]:
    """What fits the words first; of those that fit none, whoever is nearest to the place."""
    nearest = 0 if card.match > 0 else -card.standing
    return (card.match <= 0, nearest, -card.score, card.team.name, card.team.pk)


def fill(user: Any, cards: list[Card], posts: list[JobRole], today: dt.date) -> None:
    """What the cards that are shown say: roles, places served, pilots, and who can be asked."""
    roles: dict[int, list[JobRole]] = defaultdict(list)
    for post in posts:
        roles[post.organisation_id].append(post)
    for card in cards:
        card.has_fitting_roles = bool(roles[card.team.pk])
    bare = [card.team for card in cards if not card.has_fitting_roles]
    above = {team.parent_id for team in bare if team.parent_id}
    other: dict[int, list[JobRole]] = defaultdict(list)
    for post in _other_roles(user, {team.pk for team in bare} | above):
        other[post.organisation_id].append(post)
    roles |= {team.pk: other[team.pk] for team in bare}
    shown = [post for card in cards for post in roles[card.team.pk][:ROLES_SHOWN]]
    covers = _places_of(
        JobRolePlace.objects.filter(post__in=[post.pk for post in shown]), "post_id"
    )
    ids = [card.team.pk for card in cards]
    serves = _places_of(
        OrganisationPlace.objects.standing(today).filter(organisation__in=ids), "organisation_id"
    )
    reach = _reach(user, shown, today)
    pilots, is_cut = _pilots(user, ids)
    can_ask = reachable(user, [card.team for card in cards]) if user.is_authenticated else set()
    for card in cards:
        mine = roles[card.team.pk]
        days = (card.confirmed_on, *(post.confirmed_on for post in mine))
        card.confirmed_on = max(filter(None, days), default=None)
        card.serves = _first_few(serves[card.team.pk])
        for post in mine[:ROLES_SHOWN]:
            where, day = _first_few(covers[post.pk]), post.confirmed_on
            line = RoleLine(
                post,
                covers="" if where == card.serves else where,
                confirmed="" if day == card.confirmed_on else _confirmed(day),
                **reach.get(post.pk, {}),
            )
            card.roles.append(line)
        card.more_roles = max(len(mine) - ROLES_SHOWN, 0)
        card.pilots, card.may_have_more_pilots = pilots[card.team.pk], is_cut
        card.can_ask = card.team.pk in can_ask
        pages = (post.contact_page for post in (*mine, *other[card.team.parent_id or 0]))
        card.contact_page = next(filter(None, pages), "")


def _other_roles(user: Any, teams: set[int]) -> list[JobRole]:
    """The first job roles of teams of which none answers to the words, and of the bodies that they
    are a part of. One query."""
    rows = JobRole.objects.visible_to(user).open().filter(organisation__in=sorted(teams))
    nth = Window(RowNumber(), partition_by=F("organisation"), order_by=["sort_key", "id"])
    few = rows.annotate(nth=nth).filter(nth__lte=ROLES_SHOWN + 1)
    return list(few.order_by("sort_key", "id").defer("search", "name_key"))


def _places_of(links: Any, owner: str) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in links.order_by("id").values_list(owner, "place__name"):
        names[pk].append(name)
    return names


def _first_few(names: list[str]) -> str:
    more = len(names) - PLACES_SHOWN
    named = names[:PLACES_SHOWN]
    return list_words([*named, f"{more} more"] if more > 0 else named)


def _confirmed(day: dt.date | None) -> str:
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
            "holder": list_words(names) if names else VACANT,
            "email": post.email,
            "phone": post.phone,
        }
    return holders


def _pilots(user: Any, teams: list[int]) -> tuple[dict[int, list[Pilot]], bool]:
    """The pilots in which each team takes part or that met it, of those that the reader sees; and
    whether there may be more of them than were read."""
    seen = Pilot.objects.visible_to(user).order_by().values("pk")
    parts = PilotPartner.objects.filter(organisation__in=teams, pilot__in=seen)
    by_team: dict[int, dict[int, Pilot]] = defaultdict(dict)
    rows = parts.select_related("pilot").only("organisation", *_said_of("pilot"))
    taking_part = list(rows.order_by("pilot__sort_key", "id")[:PILOTS_READ])
    for part in taking_part:
        by_team[part.organisation_id or 0][part.pilot_id] = part.pilot
    held = Engagement.objects.visible_to(user).held().order_by().values("pk")
    met = EngagementBody.objects.filter(organisation__in=teams, engagement__in=held)
    met = met.filter(engagement__pilot__isnull=False)  # a visit to a place may be of none
    told = ("organisation", "engagement__pilot", *_said_of("engagement__pilot"))
    bodies = met.select_related("engagement__pilot").only(*told)
    in_meetings = list(bodies.order_by("engagement__pilot__sort_key", "id")[:PILOTS_READ])
    for body in in_meetings:
        if pilot := body.engagement.pilot:
            by_team[body.organisation_id or 0].setdefault(pilot.pk, pilot)
    is_cut = PILOTS_READ in (len(taking_part), len(in_meetings))
    found = {pk: list(pilots.values()) for pk, pilots in by_team.items()}
    return defaultdict(list, found), is_cut


def _said_of(pilot: str) -> tuple[str, ...]:
    """What a link to a pilot says; nothing else of the hundreds is read."""
    return f"{pilot}__name", f"{pilot}__slug"
