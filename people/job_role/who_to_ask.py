"""Who do I ask? What was typed, understood; and the job roles and teams that answer to it.

Understanding: names and abbreviations of bodies, also former ones, narrow the search to the body of
today; other words that people use stand for themes (``Synonym``). What is left is searched for in
titles and remits. Each search takes no more candidates than it can rank in a few milliseconds:
those that hold every word first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import Case, Exists, F, FloatField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Greatest

from partnerships.models import (
    Organisation,
    OrganisationName,
    OrganisationPlace,
    Place,
    PlaceReach,
    Synonym,
    Topic,
)
from people.models import JobRole, JobRolePlace, JobRoleTopic
from records.names import MOST_WORDS, PlainKey

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


@dataclass(frozen=True, slots=True)
class Body:
    """A body to which the search is limited, with what is said where an old name was typed."""

    organisation: Organisation
    typed: str = ""
    said: str = ""


@dataclass(frozen=True)
class Question:
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
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not (self.words or self.topics or self.bodies or self.place)


class AnyWord(SearchQuery):
    """A query for any of the words of a text, where Django's asks for all of them."""

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        sql, params = super().as_sql(*args, **kwargs)
        return f"replace({sql}::text, '&', '|')::tsquery", params


def understand(
    text: str,
    *,
    user: Any,
    said_of_bodies: str = "",
    bodies: Iterable[Organisation] = (),
    topic: Topic | None = None,
    place: Place | None = None,
) -> Question:
    """What was typed and chosen, as a question. Four queries, two for a place, one for bodies.

    ``said_of_bodies`` is what was typed where bodies are chosen, to tell of former names.
    """
    words = _words(text)
    named = _bodies_named(user, [*words, *_words(said_of_bodies)])
    names = {body.typed.lower() for body in named}
    key = " ".join(word.lower() for word in [*words, "", *_words(said_of_bodies)])
    synonyms = list(Synonym.objects.said_in(key).select_related("topic__parent", "organisation"))
    for synonym in synonyms:
        if synonym.organisation is not None:
            named.append(Body(synonym.organisation, synonym.words, synonym.note))
            names |= set(synonym.key.split())
    left = tuple(word for word in words if word.lower() not in names)
    topics = {synonym.topic.pk: synonym.topic for synonym in synonyms if synonym.topic is not None}
    if left:
        topics |= {each.pk: each for each in _topics(" ".join(left))}
    if topic is not None:
        topics = {each.pk: each for each in [topic, *Topic.objects.filter(parent=topic)]}
    chosen = {body.pk: Body(body) for body in bodies}
    chosen |= {body.organisation.pk: body for body in named}
    up = PlaceReach.of([place.pk]) if place else set()
    reach = PlaceReach.objects.filter(ancestor=place).order_by() if place else None
    down = reach.values_list("place_id", flat=True) if reach else ()
    tree = Organisation.objects.of_bodies(chosen).order_by() if chosen else None
    return Question(
        words=left[:MOST_WORDS],
        topics=tuple(topics.values()),
        bodies=tuple(chosen.values()),
        place=place,
        above=frozenset(up),
        within=frozenset(down),
        tree=frozenset(tree.values_list("pk", flat=True) if tree else ()),
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.replace("\x00", ""))[: MOST_WORDS * 2]


def _bodies_named(user: Any, words: list[str]) -> list[Body]:
    """Bodies whose abbreviation, of today or former, was typed. Short ones need their capitals:
    "HO" is the Home Office, "ho" is not."""
    likely = [word.lower() for word in words if len(word) > 3 or word.isupper()]
    if not likely:
        return []
    names = (
        OrganisationName.objects.annotate(short=PlainKey("short_name"))
        .filter(~Q(short_name=""), short__in=likely)
        .filter(organisation__in=Organisation.objects.visible_to(user).values("pk"))
        .select_related("organisation")
        .order_by(F("valid_to").desc(nulls_first=True), "id")[:20]
    )
    bodies: dict[str, Body] = {}
    for name in names:
        former = "" if name.valid_to is None else _formerly(name)
        bodies.setdefault(name.short_name.lower(), Body(name.organisation, name.short_name, former))
    return list(bodies.values())


def _formerly(name: OrganisationName) -> str:
    return f"{name.short_name} is today the {name.organisation}; formerly {name.name}"


def _topics(text: str) -> QuerySet[Topic]:
    """Themes whose name holds a word of the text."""
    named = Topic.objects.select_related("parent").annotate(
        vector=SearchVector("name", config="english")
    )
    return named.filter(vector=AnyWord(text, config="english"))


def find_posts(user: Any, question: Question) -> list[JobRole]:
    """The job roles that answer best, each with ``match`` and ``near``. One query."""
    rows = JobRole.objects.visible_to(user).open()
    if question.bodies:
        rows = rows.filter(organisation__in=sorted(question.tree))
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


def find_teams(user: Any, question: Question) -> list[Organisation]:
    """The teams, and bodies as a whole, that answer by their own name or description. One query.

    Of bodies without a department above them only those of government: the others are found by
    their job roles. A council's team without places of its own is of the place of its council.
    """
    government = [Organisation.Sector.CENTRAL_GOVERNMENT, Organisation.Sector.ARMS_LENGTH_BODY]
    standing = OrganisationPlace.objects.standing()
    rows = Organisation.objects.visible_to(user)
    rows = rows.filter(Q(parent__isnull=False) | Q(sector__in=government))
    if question.bodies:
        rows = rows.filter(pk__in=sorted(question.tree))
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


def _with_topics(question: Question) -> str:
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


def _covers(question: Question, links: Any, owner: str, of: str = "pk") -> Q:
    """Rows that cover the place, one above it, or one within it."""
    places = sorted(question.above | question.within)
    return Q(**{f"{of}__in": links.filter(place__in=places).order_by().values(owner)})


def _match(text: str) -> Any:
    """How well the words fit: how many, and whether in the title or in what is said of it."""
    if not text:
        return Value(0.0, output_field=FloatField())
    asked = AnyWord(text, config="english")
    return Cast(SearchRank(F("search"), asked), FloatField())


def _bonus(about: QuerySet[Any]) -> Any:
    """A theme that fits says more than a word that does."""
    return Case(When(Exists(about), then=Value(1.0)), default=Value(0.0))


def _near(question: Question, links: Any, owner: str, of: str = "pk") -> Any:
    """How near what it covers is to the place."""
    if question.place is None:
        return Value(ANYWHERE)
    mine = links.filter(**{owner: OuterRef(of)})
    above = mine.filter(place__in=sorted(question.above))
    return Case(
        When(Exists(mine.filter(place=question.place)), then=Value(HERE)),
        When(Exists(above), then=Value(ABOVE)),
        When(Exists(mine), then=Value(WITHIN)),
        default=Value(ANYWHERE),
    )
