"""Who do I ask? What was typed, understood; and the job roles and teams that answer to it.

What was typed is read first (``question.read``): the bodies that it names narrow the search, the
place decides who is near, and what is left is searched for in titles and remits. Each search takes
no more candidates than it can rank in a few milliseconds: those that hold every word first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, Exists, F, FloatField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Greatest

from access.subqueries import Among
from partnerships.models import Organisation, OrganisationPlace, Place, PlaceReach, Topic
from people.job_role import question
from people.job_role.question import AnyWord, Body
from people.models import JobRole, JobRolePlace, JobRoleTopic
from records.names import MOST_WORDS

# No more than these are ranked for each way of matching.
CANDIDATES = 400
# How many job roles and how many teams are handed on.
MOST_FOUND = 60
# The name of a team says less of what it deals with than what one of its roles is for.
NAME_WEIGHS = 0.5
# Nearness: it covers the place itself, one above it, one within it; or no place is said.
HERE, ABOVE, WITHIN, ANYWHERE = 3, 2, 1, 0
# Bodies of one place: none of them serves the whole country.
LOCAL = (
    *(Organisation.Sector.COUNCIL, Organisation.Sector.STRATEGIC_AUTHORITY),
    *(Organisation.Sector.PRIMARY_CARE, Organisation.Sector.POLICE, Organisation.Sector.FIRE),
)


@dataclass(frozen=True)
class Understood:
    """What somebody asks, understood. ``words`` are what is left to search for.

    As ids, so that each search reads its indexes with them: the places ``above`` the place asked
    for and ``within`` it (itself in both), and the ``tree`` of the bodies with their teams.
    """

    words: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    bodies: tuple[Body, ...] = ()
    place: Place | None = None
    above: frozenset[int] = field(default_factory=frozenset)
    within: frozenset[int] = field(default_factory=frozenset)
    tree: frozenset[int] = field(default_factory=frozenset)

    @property
    def asks_about(self) -> bool:
        """Whether something was asked about, and not only a place or a body."""
        return bool(self.words or self.topics)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not (self.words or self.topics or self.bodies or self.place)


def understand(
    read: question.Question,
    *,
    bodies: Iterable[Organisation] = (),
    topic: Topic | None = None,
    place: Place | None = None,
) -> Understood:
    """What was read out of the text and what was chosen, as a question; what is chosen stands.

    Two queries for a place, one for bodies, one for a theme.
    """
    words = tuple(read.about.split())[:MOST_WORDS]
    topics = read.topics
    if topic is not None:
        topics = (topic, *Topic.objects.filter(parent=topic))
    place = place or read.place
    chosen = {body.pk: Body(body) for body in bodies}
    chosen |= {body.organisation.pk: body for body in read.bodies}
    up = PlaceReach.of([place.pk]) if place else set()
    reach = PlaceReach.objects.filter(ancestor=place).order_by() if place else None
    down = reach.values_list("place_id", flat=True) if reach is not None else ()
    tree = Organisation.objects.of_bodies(chosen).order_by() if chosen else None
    return Understood(
        words=words,
        topics=topics,
        bodies=tuple(chosen.values()),
        place=place,
        above=frozenset(up),
        within=frozenset(down),
        tree=frozenset(tree.values_list("pk", flat=True) if tree is not None else ()),
    )


def find_posts(user: Any, question: Understood) -> list[JobRole]:
    """The job roles that answer best, each with ``match`` and ``near``. One query."""
    rows = JobRole.objects.visible_to(user).open()
    if question.bodies:
        rows = rows.filter(Among("organisation", question.tree))
    areas: list[QuerySet[Any]] = [rows]
    if question.place is not None:
        # Apart, since joined by OR neither of them could be read off its index
        areas = [
            rows.filter(_covers(question, JobRolePlace.objects, "post")),
            rows.filter(reach_ids=[]),
        ]
    about = JobRoleTopic.objects.filter(topic__in=[topic.pk for topic in question.topics])
    text, fits = " ".join(question.words), about.order_by().values("post")
    ways = [way for area in areas for way in _by_words(area, text)]
    if question.topics:
        ways += [area.filter(pk__in=fits) for area in areas]
    posts = JobRole.objects.filter(pk__in=_candidates(ways or areas)).annotate(
        match=_match(text) + _bonus(about.filter(post=OuterRef("pk"))),
        near=_near(question, JobRolePlace.objects, "post"),
    )
    best = posts.order_by(F("match").desc(), F("near").desc(), "sort_key", "id")
    return list(best.defer("search", "name_key")[:MOST_FOUND])


def find_teams(user: Any, question: Understood) -> list[Organisation]:
    """The teams, and bodies as a whole, that answer by their own name or description. One query.

    Of bodies without a department above them only those of government: the others are found by
    their job roles. A council's team without places of its own is of the place of its council.
    """
    standing = OrganisationPlace.objects.standing()
    rows = Organisation.objects.visible_to(user)
    rows = rows.filter(Q(parent__isnull=False) | Q(sector__in=Organisation.NATIONAL))
    if question.bodies:
        rows = rows.filter(Among("pk", question.tree))
    if question.place is not None:
        anywhere = ~Q(Exists(standing.filter(organisation=OuterRef("pk"))))
        of_council = Q(sector__in=LOCAL) | Q(parent__sector__in=LOCAL)
        there = _covers(question, standing, "organisation", of="parent")
        anywhere &= ~of_council | there
        rows = rows.filter(_covers(question, standing, "organisation") | anywhere)
    text = _with_topics(question)
    ways = _by_words(rows, text)
    if question.bodies or (question.place and not text):
        ways.append(rows)
    if not ways:
        return []
    teams = Organisation.objects.filter(pk__in=_candidates(ways)).annotate(
        match=_match(text) * Value(NAME_WEIGHS),
        near=Greatest(
            _near(question, standing, "organisation"),
            _near(question, standing, "organisation", of="parent"),
        ),
    )
    best = teams.order_by(F("match").desc(), F("near").desc(), "sort_key", "id")
    return list(best.select_related("parent").defer("search")[:MOST_FOUND])


def _with_topics(question: Understood) -> str:
    """The words, and the names of the themes: teams have no themes of their own."""
    parents = [topic.parent.name for topic in question.topics if topic.parent]
    return " ".join([*question.words, *(topic.name for topic in question.topics), *parents])


def _by_words(rows: QuerySet[Any], text: str) -> list[QuerySet[Any]]:
    """Those that hold all words, then those that hold any."""
    if not text:
        return []
    every = SearchQuery(text, config="english")
    return [rows.filter(search=every), rows.filter(search=AnyWord(text, config="english"))]


def _candidates(ways: list[QuerySet[Any]]) -> QuerySet[Any]:
    first, *others = (rows.order_by().values("pk")[:CANDIDATES] for rows in ways)
    return first.union(*others) if others else first


def _covers(question: Understood, links: Any, owner: str, of: str = "pk") -> Q:
    """Rows that cover the place, one above it, or one within it."""
    near = links.filter(Among("place", question.above | question.within))
    return Q(**{f"{of}__in": near.order_by().values(owner)})


def _match(text: str) -> Any:
    """How well the words fit: how many, and whether in the title or in what is said of it."""
    if not text:
        return Value(0.0, output_field=FloatField())
    asked = AnyWord(text, config="english")
    return Cast(SearchRank(F("search"), asked), FloatField())


def _bonus(about: QuerySet[Any]) -> Any:
    """A theme that fits says more than a word that does."""
    return Case(When(Exists(about), then=Value(1.0)), default=Value(0.0))


def _near(question: Understood, links: Any, owner: str, of: str = "pk") -> Any:
    """How near what it covers is to the place."""
    if question.place is None:
        return Value(ANYWHERE)
    mine = links.filter(**{owner: OuterRef(of)})
    above = mine.filter(Among("place", question.above))
    return Case(
        When(Exists(mine.filter(place=question.place)), then=Value(HERE)),
        When(Exists(above), then=Value(ABOVE)),
        When(Exists(mine), then=Value(WITHIN)),
        default=Value(ANYWHERE),
    )
