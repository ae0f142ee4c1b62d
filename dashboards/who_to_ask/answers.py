"""Who do I ask? Teams, ranked, in the order in which they are worth asking.

At a place its council stands first, with its teams that fit; then whoever has a job role for what
is asked, by how well words and themes fit, how near to the place they work, and how lately they
were confirmed (``Card.score``); then who else is known there. Bodies without a job role are folded
into one line. What is made up stands apart, under a head of its own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from access.subqueries import Among
from collaboration.meeting.instead import connectors
from dashboards.who_to_ask import cards, for_place
from dashboards.who_to_ask.cards import Card
from dashboards.who_to_ask.for_place import PilotHere
from interface.articles import with_article
from interface.words import list_words
from partnerships.models import Organisation, OrganisationPlace, Place
from partnerships.place.list_dates import Successor, standing
from people.job_role import question as typed
from people.job_role import who_to_ask
from people.job_role.who_to_ask import Body, Understood
from people.models import JobRole

SHOWN, EXAMPLES_SHOWN, FOLDED = 20, 5, 20


@dataclass(frozen=True)
class Group:
    """Cards in their order: ``first`` before ``fitting`` before ``councils``, which are those of
    the place where a body was asked for, before ``others``; ``folded`` have no job role that the
    reader sees."""

    first: list[Card] = field(default_factory=list)
    fitting: list[Card] = field(default_factory=list)
    councils: list[Card] = field(default_factory=list)
    others: list[Card] = field(default_factory=list)
    folded: list[Card] = field(default_factory=list)

    @property
    def cards(self) -> list[Card]:
        """Those that are shown as cards."""
        return [*self.first, *self.fitting, *self.councils, *self.others]

    @property
    def every(self) -> list[Card]:
        """All of them."""
        return [*self.cards, *self.folded]


@dataclass(frozen=True)
class Asked:
    """What was asked, understood, and who answers. ``regional`` says for each body chosen what is
    known of a team for the region of the place. ``examples`` are made-up teams, apart. ``after``
    are the places that replaced the one that was asked for, ``instead`` the connectors there,
    ``pilots`` those of a neighbourhood."""

    read: typed.Question
    question: Understood
    real: Group
    examples: Group
    more: bool = False
    regional: list[str] = field(default_factory=list)
    after: tuple[Successor, ...] = ()
    instead: list[JobRole] = field(default_factory=list)
    pilots: list[PilotHere] = field(default_factory=list)

    @property
    def main(self) -> Group:
        """What was asked for: what is made up, where a made-up place or body was."""
        return self.examples if self.examples_first else self.real

    @property
    def groups(self) -> list[tuple[str, Group]]:
        """What is shown, each with its head; what was asked for stands first."""
        real = ("Not made up" if self.examples_first else "", self.real)
        examples = ("Made up, as an example", self.examples)
        both = [examples, real] if self.examples_first else [real, examples]
        return [(head, group) for head, group in both if group.every]

    @property
    def fitting(self) -> list[Card]:
        """Those that fit what was asked and have a job role, or are a body that was asked for."""
        asks, place = self.question.asks_about, self.question.place
        return [
            card
            for card in self.main.cards
            if (card.match > 0 and card.roles if asks else card.near or not place)
        ]

    @property
    def has_order(self) -> bool:
        """Whether there are several beside the councils, of which one stands first."""
        return len(self.main.cards) - len(self.main.councils) > 1

    @property
    def others_words(self) -> str:
        """What stands above those that no word fits."""
        return f"Other teams in {self.bodies}" if self.bodies else "Also known here"

    @property
    def is_of_place(self) -> bool:
        """Whether a place was asked for, and nothing else."""
        question = self.question
        return bool(question.place) and not (question.asks_about or question.bodies)

    @property
    def is_of_nobody(self) -> bool:
        """Whether only a place was asked for, and nobody is known there."""
        return self.is_of_place and not self.main.every

    @property
    def is_of_nobody_near(self) -> bool:
        """Whether a place was asked for, of which neither the council nor a team is known that
        fits."""
        asks = self.question.asks_about
        of_body = [card for card in self.main.every if card not in self.main.councils]
        fitting = [card for card in of_body if card.match > 0 or not asks]
        near = self.council or any(card.near or card.standing for card in fitting)
        return bool(self.question.place and self.main.every) and not near

    @property
    def council(self) -> Organisation | None:
        """The council of the place, where it is known."""
        councils = (card for card in self.main.first if card.standing == for_place.COUNCIL)
        return next((card.team for card in councils), None)

    @property
    def whereabouts(self) -> str:
        """ "Truro is in Cornwall": where a town was typed for its council; empty otherwise."""
        place = self.question.place
        if place is None or not place.known_as or place.known_as == place.name:
            return ""
        return f"{place.known_as} is in {with_article(place)}."

    @property
    def other_places(self) -> tuple[Place, ...]:
        """What else was meant perhaps, where the place was typed with the question."""
        return self.read.places if self.question.place == self.read.place else ()

    @property
    def examples_first(self) -> bool:
        """Whether a made-up body was asked for, or a made-up place and no body."""
        place, bodies = self.question.place, self.question.bodies
        if bodies:
            return any(body.organisation.is_example for body in bodies)
        return bool(place and place.is_example)

    @property
    def can_ask(self) -> bool:
        """Whether a request for a meeting reaches somebody at one of the teams."""
        return any(card.can_ask for _, group in self.groups for card in group.every)

    @property
    def cannot_ask(self) -> bool:
        """Whether one is shown at which it reaches nobody."""
        return any(not card.can_ask for _, group in self.groups for card in group.every)

    @property
    def has_pilots(self) -> bool:
        """Whether a team that is shown is in touch with a pilot."""
        return any(card.pilots for _, group in self.groups for card in group.every)

    @property
    def shows_job_roles(self) -> bool:
        """Whether one is shown, which whoever signs in may learn how to reach."""
        return any(card.roles for _, group in self.groups for card in group.cards)

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


def build(user: Any, facts: dict[str, Any], today: dt.date) -> Asked | None:
    """Who answers; None where nothing was asked. The number of queries does not grow with what is
    found."""
    text, of_bodies = facts.pop("text"), facts.pop("said_of_bodies")
    read = typed.read(user, text, bodies_typed=of_bodies)
    question = who_to_ask.understand(read, **facts)
    if question.is_empty:
        return None
    posts = who_to_ask.find_posts(user, question)
    teams = who_to_ask.find_teams(user, question)
    known = for_place.known_at(user, question)
    teams = cards.with_others(teams, for_place.bodies_of(user, known))
    found = [
        card
        for card in cards.ranked(user, posts, teams, today, known)
        if for_place.is_of_here(question, card.near, card.standing)
    ]
    _mark_first(question, found)
    real = [card for card in found if not card.team.is_example]
    examples = [card for card in found if card.team.is_example]
    shown = [*real[: SHOWN + FOLDED], *examples[: EXAMPLES_SHOWN + FOLDED]]
    cards.fill(user, shown, posts, today)
    place = question.place
    return Asked(
        read,
        question,
        _group(question, real[: SHOWN + FOLDED], SHOWN),
        _group(question, examples[: EXAMPLES_SHOWN + FOLDED], EXAMPLES_SHOWN),
        more=len(real) > SHOWN + FOLDED,
        regional=_regional(question),
        after=_after(place, today),
        instead=connectors(user, question.above) if place else [],
        pilots=for_place.pilots_here(user, question),
    )


def _after(place: Any, today: dt.date) -> tuple[Successor, ...]:
    """What replaced a place that is over. No query for others."""
    is_over = getattr(place, "is_over", False)
    return standing([place], today)[place.pk].after if is_over else ()


def _group(question: Understood, found: list[Card], most: int) -> Group:
    """Cards as they are shown. What no word fits is shown where it is known at the place, or is of
    a body that was chosen."""
    group, asks = Group(), question.asks_about
    for card in found:
        fits = card.match > 0 or not asks
        if card.is_first:
            group.first.append(card)
        elif question.bodies and card.standing:
            group.councils.append(card)
        elif not (fits or question.bodies or card.standing):
            continue
        elif not card.roles:
            group.folded.append(card)
        elif len(group.cards) < most:
            (group.fitting if fits else group.others).append(card)
    del group.folded[FOLDED:]
    return group


def _mark_first(question: Understood, found: list[Card]) -> None:
    """The bodies that were asked for by name and their teams that serve the place stand first;
    where none were, the council of the place and its teams that fit."""
    councils = {card.team.pk for card in found if card.standing == for_place.COUNCIL}
    named = {body.organisation.pk for body in question.bodies}
    for card in found:
        fits = card.match > 0 or not question.asks_about
        of_council = card.team.pk in councils or (card.team.parent_id in councils and fits)
        serves = question.place is not None and bool(card.near)
        card.is_first = card.team.pk in named or serves if named else of_council
    found.sort(key=lambda card: (not card.is_first, card.team.pk not in councils))


def _regional(question: Understood) -> list[str]:
    """For each body: a team for this place, none because it has none, or not known. One query."""
    bodies = [body for body in question.bodies if not body.organisation.parent_id]
    if question.place is None or not bodies:
        return []
    there = OrganisationPlace.objects.standing().filter(
        Among("place", question.above | question.within), Among("organisation", question.tree)
    )
    rows = there.values_list(
        "organisation_id", "organisation__parent_id", "organisation__parent__parent_id"
    )
    serving = {pk for row in rows.order_by()[:500] for pk in row}
    return [_regional_words(body, question, body.organisation.pk in serving) for body in bodies]


def _regional_words(body: Body, question: Understood, serves: bool) -> str:
    name, place = body.organisation, question.place
    if serves:
        return f"{name} has a team that serves {place}, an area around it or a part of it."
    if name.has_regional_teams is False:
        return f"{name} has no regional or area team. Its national teams are the ones to ask."
    where = with_article(place)
    if name.has_regional_teams:
        return f"{name} has regional teams, but none is recorded for {where}."
    return f"We don’t know whether {name} has a regional team for {where}: none is recorded."
