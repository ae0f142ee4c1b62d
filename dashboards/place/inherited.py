"""What a place within a council has from others: of the pilots that work in it, and of its council.

It stands beside the place's own, each line saying whose it is, and is in no count of the place. A
number leads to the list of the pilot or of the council, which has as many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from access.kept import kept
from access.subqueries import Among, UpTo, at_each_place
from barriers.models import Barrier
from barriers.register.beside import beside_part as barriers_part
from barriers.register.beside import of_others as barriers_beside
from funding.flow.beside import beside_part as money_part
from funding.flow.beside import of_others as flows_beside
from funding.models import Flow
from geography.measure.comparison import Context
from geography.measure.for_place import SHORT, context_of
from interface.articles import with_article
from interface.paging import BoundedCount, up_to
from partnerships.models import Place, Programme, ProgrammePlace
from pilots.models import Pilot
from pilots.place.beside import MOST, NOTHING, Part, counts_of
from pilots.place.programmes_beside import programmes, programmes_part
from pilots.place.speaks_for import SpeaksFor, speaks_for
from records.statements import Given

SHOWN = 3
# Of a barrier and a flow; nothing else of them is read
BARRIER_SAID = ("title", "status", "pilot_id", "category__name")
FLOW_SAID = (
    *("description", "meaning", "amount_low", "amount_high", "amount_qualifier"),
    "programme__name",
)


@dataclass(frozen=True, slots=True)
class Inherited:
    """What speaks for a place beside its own. ``context`` are a few official figures of the nearest
    of its ``councils``, where the place has none."""

    pilots: Part = NOTHING
    barriers: Part = NOTHING
    money: Part = NOTHING
    programmes: Part = NOTHING
    councils: Sequence[Place] = ()
    context: Context | None = None

    def __bool__(self) -> bool:
        return bool(self.pilots or self.barriers or self.money or self.programmes)


NO_OTHERS = Inherited()


def inherited(
    user: Any, of_whom: SpeaksFor, *, has_figures: bool, has_programmes: bool = True
) -> Inherited:
    """For a place within a council five queries at most; nothing, and none, for any other."""
    if not of_whom:
        return NO_OTHERS
    shapes = {"pilots": of_whom.pilots.array, "councils": of_whom.councils_array}
    found = {council.pk: council for council in _of_councils(user, **shapes)}
    councils = [found[near.pk] for near in of_whom.councils if near.pk in found]
    asked = {"place": of_whom.place, **shapes}
    context = context_of(councils[0], SHORT[:SHOWN]) if councils and not has_figures else None
    tried = programmes(SHOWN, **asked) if has_programmes else None
    return Inherited(
        pilots=Part(counts=_counts(councils, "pilots")),
        barriers=barriers_part(
            of_whom,
            _barriers(user, **asked),
            # All that a council has may be the pilot's, which is counted already
            _counts([council for council in councils if council.others_seen], "barriers"),
        ),
        money=money_part(of_whom, _flows(user, **asked), _counts(councils, "flows")),
        programmes=NOTHING
        if tried is None
        else programmes_part(of_whom, tried, _counts(councils, "programmes")),
        councils=councils,
        context=context or None,
    )


def from_others(user: Any, place: Place) -> Inherited:
    """The same for a page that is about one part of the place."""
    return inherited(user, speaks_for(user, place), has_figures=True)


def _counts(councils: Iterable[Any], kind: str) -> list[tuple[str, str]]:
    """How many each council has in all, where it has any, and their list."""
    numbers = [(council, up_to(getattr(council, f"{kind}_seen"), MOST)) for council in councils]
    match kind:
        case "programmes":
            return counts_of(numbers, lambda slug: reverse("place_before", args=[slug]))
        case "pilots":
            return counts_of(numbers, _listed_in(kind), _pilots_in)
    return counts_of(numbers, _listed_in(kind))


def _listed_in(kind: str) -> Callable[[str], str]:
    return lambda slug: f"{reverse(kind)}?place={slug}"


def _pilots_in(council: Any, count: BoundedCount) -> str:
    return f"{count.words('pilot')} in {with_article(council.name)}"


@kept
def _of_councils(user: Any, *, pilots: Given, councils: Given) -> Any:
    """Of each council, at it and within it: pilots, barriers, those of them that are not of the
    pilots here, flows and programmes."""
    programmes = Programme.objects.filter(
        Exists(
            ProgrammePlace.objects.filter(
                programme=OuterRef("pk"), place__reach_up__ancestor=OuterRef(OuterRef("pk"))
            )
        )
    )
    barriers = at_each_place(Barrier.objects.visible_to(user))
    others = barriers.filter(Q(pilot=None) | ~Q(Among("pilot_id", pilots)))
    rows = Place.objects.filter(Among("pk", councils)).annotate(
        pilots_seen=UpTo(at_each_place(Pilot.objects.visible_to(user)), MOST),
        barriers_seen=UpTo(barriers, MOST),
        others_seen=UpTo(others, 0),
        flows_seen=UpTo(at_each_place(Flow.objects.visible_to(user).payments()), MOST),
        programmes_seen=UpTo(programmes, MOST),
    )
    return rows.order_by().only("name", "slug", "kind")


@kept
def _barriers(user: Any, *, place: Any, pilots: Given, councils: Given) -> Any:
    seen = Barrier.objects.visible_to(user)
    rows = barriers_beside(seen, place=place, pilots=pilots, councils=councils)
    return rows.select_related("category").only(*BARRIER_SAID)[:SHOWN]


@kept
def _flows(user: Any, *, place: Any, pilots: Given, councils: Given) -> Any:
    seen = Flow.objects.visible_to(user).payments()
    rows = flows_beside(seen, place=place, pilots=pilots, councils=councils)
    return rows.select_related("programme").only(*FLOW_SAID)[:SHOWN]
