"""By when a body that is asked says that the ask arrived, and by when it answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from barriers.barrier.permissions import lead_place
from barriers.models import Barrier, Escalation, EscalationRule
from partnerships.models import Organisation, OrganisationPlace, PlaceReach, Post
from records.periods import after_working_days


@dataclass(frozen=True, slots=True)
class Clock:
    """Working days that a body has. ``climbs_after``: None where only people pass an ask up."""

    acknowledge: int = EscalationRule.ACKNOWLEDGE
    answer: int = EscalationRule.ANSWER
    climbs_after: int | None = None

    def acknowledge_by(self, sent: dt.date) -> dt.date:
        """The last day on which the body may say that it arrived."""
        return after_working_days(sent, self.acknowledge)

    def answer_by(self, sent: dt.date) -> dt.date:
        """The last day on which it may answer."""
        return after_working_days(sent, self.answer)

    def climbs_from(self, answer_by: dt.date) -> dt.date | None:
        """The day from which an ask without an answer goes up by itself."""
        if self.climbs_after is None:
            return None
        return after_working_days(answer_by, self.climbs_after + 1)


def clock_of(barrier: Barrier) -> Clock:
    """What the barrier's programme agreed; else five days to acknowledge and twenty to answer."""
    if barrier.programme_id is None:
        return Clock()
    rule = EscalationRule.objects.filter(programme=barrier.programme_id).first()
    return Clock(rule.acknowledge_days, rule.answer_days, rule.climbs_after) if rule else Clock()


Rung = Escalation.Rung
MOST = 6


@dataclass(frozen=True, slots=True)
class RungBody:
    """A body, and its job role where one is known, on a rung."""

    rung: str
    to: Organisation
    post: Post | None = None

    @property
    def rung_words(self) -> str:
        """The rung, as a sentence begins."""
        return str(Rung(self.rung).label).capitalize()

    @property
    def words(self) -> str:
        """Who it is: the body, with the job role."""
        return f"{self.to}, {self.post}" if self.post else str(self.to)


def next_rung(escalation: Escalation, user: Any = None) -> RungBody | None:
    """The first rung above on which somebody else than the one asked is known, with the job role
    there if this reader may know it; for nobody in particular where the rule asks."""
    above = Rung.values[Rung.values.index(escalation.rung) + 1 :]
    body = escalation.to
    while body.parent is not None:
        body = body.parent
    champion = _champion(body, user)
    by_rung = {
        Rung.CHAMPION: RungBody(Rung.CHAMPION, body, champion) if champion else None,
        Rung.DEPARTMENT: RungBody(Rung.DEPARTMENT, body),
        Rung.BOARD: _board(escalation.barrier),
    }
    for rung in above:
        highest = by_rung.get(Rung(rung))
        if highest and (highest.to != escalation.to or highest.post not in (None, escalation.post)):
            return highest
    return None


def suggestions(barrier: Barrier, user: Any) -> list[RungBody]:
    """Who could be asked, from the directory: teams that serve the place, the body and its
    champion, the programme's lead organisation."""
    bodies_by_rung: list[RungBody] = []
    body, place = barrier.unlocker, lead_place(barrier)
    if body is not None and place is not None:
        served = OrganisationPlace.objects.standing().filter(
            organisation=OuterRef("pk"), place__in=PlaceReach.of([place.pk])
        )
        teams = Organisation.objects.filter(Exists(served), parent=body)
        bodies_by_rung += [RungBody(Rung.REGION, team) for team in teams[:MOST]]
    if body is not None:
        if champion := _champion(body, user):
            bodies_by_rung.append(RungBody(Rung.CHAMPION, body, champion))
        bodies_by_rung.append(RungBody(Rung.DEPARTMENT, body))
    if board := _board(barrier):
        bodies_by_rung.append(board)
    return bodies_by_rung


def _champion(body: Organisation, user: Any = None) -> Post | None:
    """Its senior champion, of those whom this reader sees; of all, where the rule asks."""
    seen = Post.objects.all() if user is None else Post.objects.visible_to(user)
    return seen.open().filter(kind=Post.Kind.CHAMPION, organisation=body).order_by("id").first()


def _board(barrier: Barrier) -> RungBody | None:
    """The programme's board: the body that leads the programme."""
    lead = barrier.programme.lead if barrier.programme else None
    return RungBody(Rung.BOARD, lead) if lead else None
