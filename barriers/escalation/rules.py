"""By when a body that is asked acknowledges and answers, and whom else there is to ask."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from barriers.barrier.bodies import LOCAL, heirs_at, kind_of_body
from barriers.barrier.permissions import lead_place
from barriers.escalation.candidates import candidates
from barriers.models import Barrier, Escalation, EscalationRule
from interface.words import capitalised, count_words
from partnerships.models import (
    Organisation,
    OrganisationPlace,
    OrganisationSuccession,
    Place,
    PlaceReach,
)
from people.models import JobRole
from records.periods import after_working_days

# Where none is, people decide
WHERE = "as long as we know a level above that has not been asked yet"


@dataclass(frozen=True, slots=True)
class Clock:
    """Working days that a body has. ``climbs_after``: None where only people escalate further."""

    acknowledge: int = EscalationRule.ACKNOWLEDGE
    answer: int = EscalationRule.ANSWER
    climbs_after: int | None = None
    is_agreed: bool = False

    @property
    def words(self) -> str:
        """How long a body has, in a sentence or two."""
        days = count_words(self.answer, "working day")
        words = f"{days} to answer an escalation, {self.acknowledge} to acknowledge it."
        if self.climbs_after is not None:
            late = count_words(self.climbs_after, "working day")
            words += (
                f" If the answer is {late} late, it is escalated further automatically, {WHERE}."
            )
        usual = "These are the usual times: the programme has not agreed others."
        return words if self.is_agreed else f"{words} {usual}"

    def acknowledge_by(self, sent: dt.date) -> dt.date:
        """The last day on which the body may say that it arrived."""
        return after_working_days(sent, self.acknowledge)

    def answer_by(self, sent: dt.date) -> dt.date:
        """The last day on which it may answer."""
        return after_working_days(sent, self.answer)

    def climbs_from(self, answer_by: dt.date) -> dt.date | None:
        """The day from which one without an answer goes further by itself."""
        if self.climbs_after is None:
            return None
        return after_working_days(answer_by, self.climbs_after + 1)


def clock_of(barrier: Barrier) -> Clock:
    """What the barrier's programme agreed; else five days to acknowledge and twenty to answer."""
    return Clock() if barrier.programme_id is None else clock_of_programme(barrier.programme_id)


def clock_of_programme(programme: int) -> Clock:
    """What a programme agreed, or what holds where it agreed nothing."""
    rule = EscalationRule.objects.filter(programme=programme).first()
    if rule is None:
        return Clock()
    return Clock(rule.acknowledge_days, rule.answer_days, rule.climbs_after, is_agreed=True)


Rung = Escalation.Rung
MOST = 6
NAMED = "named as who could change it"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A body to escalate to, with its job role where one is known, and how far up that is."""

    rung: str
    to: Organisation
    post: JobRole | None = None
    because: str = ""

    @property
    def reason(self) -> str:
        """What it is and why it is suggested, in a line."""
        return ". ".join(filter(None, [self.what, capitalised(self.because)]))

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.to.slug}:{self.post.pk}" if self.post else self.to.slug

    @property
    def words(self) -> str:
        """Who it is: the body, with the job role."""
        return f"{self.to}, {self.post}" if self.post else str(self.to)

    @property
    def what(self) -> str:
        """What it is: "Department", "Senior champion", "Team of the Home Office"."""
        return what_it_is(self.rung, self.to)


def what_it_is(rung: str, to: Organisation) -> str:
    """What a body that is asked is called; who steers the programme and who speaks up for a place
    by what they do, the others by what they are."""
    if rung in (Rung.CHAMPION, Rung.BOARD):
        return capitalised(Rung(rung).label)
    return capitalised(kind_of_body(to))


def level_of(barrier: Barrier, to: Organisation, post: JobRole | None) -> str:
    """How far up a body is, by what is known of it."""
    if post is not None and post.kind == JobRole.Kind.CHAMPION:
        return Rung.CHAMPION
    lead = barrier.programme.lead_id if barrier.programme else None
    if to.pk == lead and lead != barrier.unlocker_id:
        return Rung.BOARD
    if to.parent_id is not None:
        return Rung.REGION
    return Rung.PLACE if to.sector in LOCAL else Rung.DEPARTMENT


def next_level(escalation: Escalation, user: Any = None) -> Suggestion | None:
    """The first level above on which somebody else than the one asked is known, with the job role
    there if this reader may know it; for nobody in particular where the rule asks."""
    above = Rung.values[Rung.values.index(escalation.rung) + 1 :]
    body = escalation.to
    while body.parent is not None:
        body = body.parent
    champion = _champion(body, user)
    by_rung = {
        Rung.CHAMPION: Suggestion(Rung.CHAMPION, body, champion) if champion else None,
        Rung.DEPARTMENT: Suggestion(Rung.DEPARTMENT, body),
        Rung.BOARD: _board(escalation.barrier),
    }
    for rung in above:
        highest = by_rung.get(Rung(rung))
        if highest and (highest.to != escalation.to or highest.post not in (None, escalation.post)):
            return highest
    return None


def suggestions(barrier: Barrier, user: Any) -> list[Suggestion]:
    """Who could be asked, each once: the body that is named with its champion and its teams that
    serve the place; else who answered or is named for barriers like it; who leads the programme.
    The likeliest come first."""
    known: list[Suggestion] = []
    body, place = barrier.unlocker, lead_place(barrier)
    if body is not None:
        for asked in heirs_at(body, place) or [body]:
            known += _of_named(barrier, asked, place, user)
    else:
        likely = candidates(barrier, user)[:MOST]
        known += [
            Suggestion(level_of(barrier, one.body, one.post), one.body, one.post, one.because)
            for one in likely
        ]
    if board := _board(barrier):
        known.append(board)
    over = OrganisationSuccession.objects.filter(before__in={one.to for one in known})
    ended = set(over.order_by().values_list("before_id", flat=True))
    by_key: dict[str, Suggestion] = {}
    for one in known:
        if one.to.merged_into_id is None and one.to.pk not in ended:
            by_key.setdefault(one.key, one)
    return list(by_key.values())


def _of_named(
    barrier: Barrier, body: Organisation, place: Place | None, user: Any
) -> list[Suggestion]:
    """The body that is named, its champion, and its teams that serve the place."""
    known = [Suggestion(level_of(barrier, body, None), body, because=NAMED)]
    if (post := _seen_post(barrier, body, user)) is not None:
        known.insert(0, Suggestion(level_of(barrier, body, post), body, post, NAMED))
    if place is not None:
        served = OrganisationPlace.objects.standing().filter(
            organisation=OuterRef("pk"), place__in=PlaceReach.of([place.pk])
        )
        teams = Organisation.objects.filter(Exists(served), parent=body)
        known += [Suggestion(Rung.REGION, team) for team in teams.select_related("parent")[:MOST]]
    if champion := _champion(body, user):
        known.append(Suggestion(Rung.CHAMPION, body, champion))
    return known


def _seen_post(barrier: Barrier, body: Organisation, user: Any) -> JobRole | None:
    """The job role that is named with the body, where this reader may know it."""
    if barrier.unlocker_post_id is None or body != barrier.unlocker:
        return None
    return JobRole.objects.visible_to(user).open().filter(pk=barrier.unlocker_post_id).first()


def _champion(body: Organisation, user: Any = None) -> JobRole | None:
    """Its senior champion, of those whom this reader sees; of all, where the rule asks."""
    seen = JobRole.objects.all() if user is None else JobRole.objects.visible_to(user)
    return seen.open().filter(kind=JobRole.Kind.CHAMPION, organisation=body).order_by("id").first()


def _board(barrier: Barrier) -> Suggestion | None:
    """The programme's board: the body that leads the programme."""
    lead = barrier.programme.lead if barrier.programme else None
    return Suggestion(Rung.BOARD, lead) if lead else None
