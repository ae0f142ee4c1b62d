"""What could follow when money ends: funds on the same topics, and what came of earlier asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from funding.models import Bid, Flow, Fund, FundRound, FundTopic, Moving
from funding.round.models import next_first
from interface.words import list_words
from partnerships.models import Topic
from partnerships.place.examples import examples_of, without_examples
from pilots.models import Phase

SHOWN = 6
# What a fund may be moved over, as its flexibility is said.
_MOVES = {"years": "years", "uses": "uses", "places": "places"}


@dataclass(frozen=True, slots=True)
class Possible:
    """A fund that pays for the same topics; ``round`` is the next in which it takes bids."""

    fund: Fund
    round: FundRound | None

    @property
    def flexibility(self) -> str:
        """Between what its money may be moved; empty where that is not known."""
        rules = {words: getattr(self.fund, f"move_{name}") for name, words in _MOVES.items()}
        free = [words for words, rule in rules.items() if rule == Moving.YES]
        asked = [words for words, rule in rules.items() if rule == Moving.WITH_CONSENT]
        fixed = [words for words, rule in rules.items() if rule == Moving.NO]
        said = (
            f"between {list_words(free)}" if free else "",
            f"with consent between {list_words(asked)}" if asked else "",
            f"not between {list_words(fixed)}" if fixed else "",
        )
        return "; ".join(part for part in said if part)


def topics_of(user: Any, flow: Flow) -> list[Topic]:
    """The topics of the flow, and of its fund where the reader may see that."""
    fund = Fund.objects.visible_to(user).filter(pk=flow.fund_id or 0).order_by().values("pk")
    topics = Topic.objects.filter(Q(flows=flow) | Q(funds__in=fund))
    return list(topics.distinct().order_by("name"))


def could_follow(user: Any, flow: Flow, topics: list[Topic], *, is_example: bool) -> list[Possible]:
    """Funds that have not ended and pay for one of these topics, the next deadline first.

    A fund pays for its own topics, and for those of money that came from it and that the reader
    sees. Without a topic nobody can say which would fit: none. Two queries.
    """
    if not topics:
        return []
    today = timezone.localdate()
    own = FundTopic.objects.filter(fund=OuterRef("pk"), topic__in=topics)
    paid = Flow.objects.visible_to(user).filter(fund=OuterRef("pk"), topics__in=topics)
    rounds = FundRound.objects.filter(
        Q(closes=None) | Q(closes__gte=today), fund=OuterRef("pk")
    ).order_by(F("closes").asc(nulls_last=True))
    seen: QuerySet[Any] = Fund.objects.visible_to(user).filter(
        Q(end=None) | Q(end__gte=today), Exists(own) | Exists(paid)
    )
    seen = examples_of(seen) if is_example else without_examples(seen)
    found = seen.annotate(takes=Exists(rounds), closes=Subquery(rounds.values("closes")[:1]))
    order = (F("takes").desc(), F("closes").asc(nulls_last=True), "sort_key")
    return [
        Possible(fund, _next(list(fund.rounds.all())))
        for fund in found.order_by(*order).prefetch_related("rounds")[:SHOWN]
    ]


def _next(rounds: list[FundRound]) -> FundRound | None:
    """The next that still takes bids, or may."""
    ahead = [one for one in next_first(rounds) if one.state in FundRound.AHEAD]
    return ahead[0] if ahead else None


def asked_about(user: Any, flow: Flow) -> list[Bid]:
    """What was asked about this money, the newest first."""
    return list(
        Bid.objects.visible_to(user)
        .filter(flow=flow)
        .select_related("decider")
        .order_by("-updated_at", "-id")[:SHOWN]
    )


def asked_before(user: Any, flow: Flow, is_example: bool) -> list[Bid]:
    """Decided requests for more time about other money: of the same place, fund or programme first,
    then of the same region. Three queries, where the places of the flow are at hand."""
    seen: QuerySet[Any] = Bid.objects.visible_to(user).filter(
        kind=Bid.Kind.EXTENSION, state__in=Bid.DECIDED
    )
    seen = examples_of(seen) if is_example else without_examples(seen)
    near = _near(
        Q(reach_ids__overlap=_places(flow)),
        Q(fund=flow.fund_id or 0),
        Q(programme=flow.programme_id or 0),
        Q(reach_ids__overlap=flow.reach_ids),
    )
    other = seen.exclude(flow=flow).select_related("decider").prefetch_related("place_links__place")
    return list(
        other.annotate(near=near).order_by("near", F("decided").desc(nulls_last=True), "-id")[
            :SHOWN
        ]
    )


@dataclass(frozen=True, slots=True)
class Earlier:
    """A stretch that was added to a pilot: where, how long, who paid."""

    phase: Phase

    @property
    def where(self) -> str:
        """The places of the pilot, by name."""
        return ", ".join(link.place.name for link in self.phase.pilot.place_links.all())

    @property
    def when(self) -> str:
        """Its real dates, else the planned ones, said to be planned; empty where none is known."""
        if real := self.phase.real:
            return real
        return f"planned {planned}" if (planned := self.phase.planned) else ""


def extended_before(user: Any, flow: Flow, is_example: bool) -> list[Earlier]:
    """Pilots that went on for longer than was agreed, or were to: of the same place or programme
    first, then of the same region. Three queries, where the places of the flow are at hand."""
    seen: QuerySet[Any] = Phase.objects.visible_to(user).filter(kind=Phase.Kind.EXTENSION)
    seen = examples_of(seen, "pilot") if is_example else without_examples(seen, "pilot")
    near = _near(
        Q(pilot__reach_ids__overlap=_places(flow)),
        Q(pilot__programme=flow.programme_id or 0),
        Q(pilot__reach_ids__overlap=flow.reach_ids),
    )
    rows = seen.select_related("pilot", "paid_by").annotate(near=near)
    newest = F("planned_start").desc(nulls_last=True)
    return [
        Earlier(phase)
        for phase in rows.order_by("near", newest, "-id").prefetch_related(
            "pilot__place_links__place"
        )[:SHOWN]
    ]


def _places(flow: Flow) -> list[int]:
    """Its own places, without those above them."""
    return [link.place_id for link in flow.place_links.all()]


def _near(*rules: Q) -> Case:
    """0 for what the first rule holds of, 1 for the second, …: to be sorted by."""
    whens = [When(rule, then=Value(number)) for number, rule in enumerate(rules)]
    return Case(*whens, default=Value(len(rules)), output_field=IntegerField())
