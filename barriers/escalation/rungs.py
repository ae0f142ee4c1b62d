"""Who stands on which rung for a barrier: suggestions while asking, and where an ask climbs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from barriers.models import Barrier, Escalation
from barriers.permissions import lead_place
from partnerships.models import Organisation, OrganisationPlace, PlaceReach, Post

Rung = Escalation.Rung
MOST = 6


@dataclass(frozen=True, slots=True)
class Standing:
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


def next_rung(escalation: Escalation, user: Any = None) -> Standing | None:
    """The first rung above on which somebody else than the one asked is known, with the job role
    there if this reader may know it; for nobody in particular where the rule asks."""
    above = Rung.values[Rung.values.index(escalation.rung) + 1 :]
    body = escalation.to
    while body.parent is not None:
        body = body.parent
    champion = _champion(body, user)
    known = {
        Rung.CHAMPION: Standing(Rung.CHAMPION, body, champion) if champion else None,
        Rung.DEPARTMENT: Standing(Rung.DEPARTMENT, body),
        Rung.BOARD: _board(escalation.barrier),
    }
    for rung in above:
        found = known.get(Rung(rung))
        if found and (found.to != escalation.to or found.post not in (None, escalation.post)):
            return found
    return None


def suggestions(barrier: Barrier, user: Any) -> list[Standing]:
    """Who could be asked, from the directory: teams that serve the place, the body and its
    champion, the programme's lead organisation."""
    found: list[Standing] = []
    body, place = barrier.unlocker, lead_place(barrier)
    if body is not None and place is not None:
        served = OrganisationPlace.objects.filter(
            organisation=OuterRef("pk"), place__in=PlaceReach.of([place.pk])
        )
        teams = Organisation.objects.filter(Exists(served), parent=body)
        found += [Standing(Rung.REGION, one) for one in teams[:MOST]]
    if body is not None:
        if champion := _champion(body, user):
            found.append(Standing(Rung.CHAMPION, body, champion))
        found.append(Standing(Rung.DEPARTMENT, body))
    if board := _board(barrier):
        found.append(board)
    return found


def _champion(body: Organisation, user: Any = None) -> Post | None:
    """Its senior champion, of those whom this reader sees; of all, where the rule asks."""
    seen = Post.objects.all() if user is None else Post.objects.visible_to(user)
    return seen.open().filter(kind=Post.Kind.CHAMPION, organisation=body).order_by("id").first()


def _board(barrier: Barrier) -> Standing | None:
    """The programme's board: the body that leads the programme."""
    lead = barrier.programme.lead if barrier.programme else None
    return Standing(Rung.BOARD, lead) if lead else None
