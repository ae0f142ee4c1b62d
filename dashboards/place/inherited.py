"""What a place within a council has from others: of the pilots that work in it, and of its council.

It stands beside the place's own, each line saying whose it is, and is in no count of the place. A
number leads to the list of the pilot or of the council, which has as many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse

from access.compiled import Given, compiled
from access.subqueries import Among, UpTo, at_each_place
from barriers.models import Barrier, BarrierPlace
from funding.models import Flow, FlowPlace
from geography.measure.comparison import Context
from geography.measure.for_place import SHORT, context_of
from interface.articles import with_article
from interface.paging import up_to
from interface.words import list_words
from partnerships.models import Place, Programme, ProgrammePlace
from pilots.models import Pilot
from pilots.place.programmes import programmes_at, when
from pilots.place.speaks_for import OF_THE_PILOT, SpeaksFor, of

SHOWN, MOST = 3, 100
# Of a barrier and a flow; nothing else of them is read
BARRIER_SAID = ("title", "status", "pilot_id", "category__name")
FLOW_SAID = (
    *("description", "meaning", "amount_low", "amount_high", "amount_qualifier"),
    "programme__name",
)
PROGRAMME_SAID = (
    *("name", "slug", "dates_note"),
    *("start", "start_precision", "end", "end_precision"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One record of another, and whose it is: "of the pilot here"."""

    title: str
    url: str
    whose: str
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """The latest few records of a kind, and how many others have, each number with its list."""

    lines: Sequence[Line] = ()
    counts: Sequence[tuple[str, str]] = ()

    @property
    def words(self) -> str:
        """ "3 of the pilot here; all 5 of County Durham"."""
        return "; ".join(words for words, _ in self.counts)

    @property
    def first(self) -> str:
        """The nearest of them alone; empty where there is none."""
        return self.counts[0][0] if self.counts else ""

    def __bool__(self) -> bool:
        return bool(self.lines or self.counts)


NOTHING = Part()


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
    user: Any, of_whom: SpeaksFor, *, has_figures: bool, programmes: bool = True
) -> Inherited:
    """For a place within a council five queries at most; nothing, and none, for any other."""
    if not of_whom:
        return NO_OTHERS
    shapes = {"pilots": of_whom.pilots.array, "councils": of_whom.councils_array}
    found = {council.pk: council for council in _of_councils(user, **shapes)}
    councils = [found[near.pk] for near in of_whom.councils if near.pk in found]
    asked = {"place": of_whom.place, **shapes}
    context = context_of(councils[0], SHORT[:SHOWN]) if councils and not has_figures else None
    return Inherited(
        pilots=Part(counts=_counts(councils, "pilots")),
        barriers=_barriers_part(
            of_whom,
            _barriers(user, **asked),
            # All that a council has may be the pilot's, which is counted already
            _counts([council for council in councils if council.others_seen], "barriers"),
        ),
        money=_money_part(of_whom, _flows(user, **asked), _counts(councils, "flows")),
        programmes=_programmes_part(of_whom, _programmes(**asked), _counts(councils, "programmes"))
        if programmes
        else NOTHING,
        councils=councils,
        context=context or None,
    )


def _counts(councils: Iterable[Any], kind: str) -> list[tuple[str, str]]:
    """How many each council has in all, where it has any, and their list.

    A county has what its district has; it is named where it has more.
    """
    made: list[tuple[str, str]] = []
    before = 0
    for council in councils:
        number = getattr(council, f"{kind}_seen")
        if number == before <= MOST:
            continue
        count, before = up_to(number, MOST), number
        if kind == "programmes":
            url = reverse("place_before", args=[council.slug])
        else:
            url = f"{reverse(kind)}?place={council.slug}"
        every = "all " if count.count > 1 and not count.more else ""
        words = f"{every}{count.label} {of(council)}"
        if kind == "pilots":
            words = f"{count.words('pilot')} in {with_article(council.name)}"
        made.append((words, url))
    return made


@compiled
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
        flows_seen=UpTo(at_each_place(Flow.objects.visible_to(user)), MOST),
        programmes_seen=UpTo(programmes, MOST),
    )
    return rows.order_by().only("name", "slug", "kind")


@compiled
def _barriers(user: Any, *, place: Any, pilots: Given, councils: Given) -> Any:
    """The latest of the pilots here, then of the councils themselves; none that is here already."""
    elsewhere = Barrier.objects.visible_to(user).filter(~Q(reach_ids__contains=[place.pk]))
    of_pilot = elsewhere.filter(Among("pilot_id", pilots))
    links = BarrierPlace.objects.filter(Among("place_id", councils))
    of_council = Q(pk__in=links.order_by().values("barrier"))
    rows = elsewhere.filter(of_council | Q(Among("pilot_id", pilots))).annotate(
        is_of_pilot=Among("pilot_id", pilots),
        of_pilots=UpTo(of_pilot, MOST),
        at=ArraySubquery(links.filter(barrier=OuterRef("pk")).values("place_id")),
    )
    pilots_first = F("is_of_pilot").desc(nulls_last=True)
    shown = rows.select_related("category").only(*BARRIER_SAID)
    return shown.order_by(pilots_first, "-updated_at", "-id")[:SHOWN]


def _barriers_part(of_whom: SpeaksFor, rows: list[Any], counts: list[Any]) -> Part:
    lines = [
        Line(
            title=row.title,
            url=row.get_absolute_url(),
            whose=of_whom.of_pilot(row.pilot_id) if row.is_of_pilot else of_whom.of_council(row.at),
            note=f"status {row.get_status_display()}",
        )
        for row in rows
    ]
    if rows and rows[0].of_pilots:
        counts = [_of_pilots(of_whom, rows[0].of_pilots), *counts]
    return Part(lines, counts)


def _of_pilots(of_whom: SpeaksFor, number: int) -> tuple[str, str]:
    """How many barriers the pilots here have beside those of the place, and their list."""
    count, pilots = up_to(number, MOST), of_whom.pilots
    if len(pilots.ids) == 1:
        slug = pilots.slug(pilots.ids[0])
        return f"{count.label} {OF_THE_PILOT}", f"{reverse('barriers')}?pilot={slug}"
    place = of_whom.place.slug
    return f"{count.label} of the pilots here", f"{reverse('pilots')}?place={place}"


@compiled
def _flows(user: Any, *, place: Any, pilots: Given, councils: Given) -> Any:
    """The latest of the councils themselves, first of the programmes of the pilots here."""
    links = FlowPlace.objects.filter(Among("place_id", councils))
    of_pilots = Pilot.objects.filter(Among("pk", pilots), programme=OuterRef("programme"))
    rows = Flow.objects.visible_to(user).filter(
        ~Q(reach_ids__contains=[place.pk]), pk__in=links.order_by().values("flow")
    )
    named = rows.annotate(
        at=ArraySubquery(links.filter(flow=OuterRef("pk")).values("place_id")),
        is_of_pilots=Exists(of_pilots),
    )
    shown = named.select_related("programme").only(*FLOW_SAID)
    return shown.order_by("-is_of_pilots", "-updated_at", "-id")[:SHOWN]


def _money_part(of_whom: SpeaksFor, rows: list[Any], counts: list[Any]) -> Part:
    lines = []
    for row in rows:
        meaning = str(row.get_meaning_display())
        amount = f"{row.amount} {meaning}" if row.amount.known else f"{meaning}, amount not known"
        name = row.description or (row.programme.name if row.programme else "Money")
        whose = of_whom.of_council(row.at)
        lines.append(Line(name, row.get_absolute_url(), whose, amount))
    return Part(lines, counts)


@compiled
def _programmes(*, place: Any, pilots: Given, councils: Given) -> Any:
    """The latest of the pilots here, then of the councils; none that the place itself was in."""
    links = ProgrammePlace.objects.filter(Among("place_id", councils), programme=OuterRef("pk"))
    of_pilots = Pilot.objects.filter(Among("pk", pilots), programme=OuterRef("pk"))
    read = JSONObject(place="place_id", named="named")
    rows = Programme.objects.annotate(
        is_of_pilots=Exists(of_pilots), at=ArraySubquery(links.order_by("id").values(read=read))
    ).filter(Q(is_of_pilots=True) | Exists(links))
    others = rows.exclude(pk__in=programmes_at(place).order_by().values("pk"))
    latest = F("start").desc(nulls_last=True)
    return others.only(*PROGRAMME_SAID).order_by("-is_of_pilots", latest, "sort_key", "id")[:SHOWN]


def _programmes_part(of_whom: SpeaksFor, rows: list[Any], counts: list[Any]) -> Part:
    lines = []
    for row in rows:
        whose = OF_THE_PILOT if row.is_of_pilots else ""
        if not whose:
            at = of_whom.of_council(link["place"] for link in row.at)
            named = dict.fromkeys(link["named"] for link in row.at if link["named"])
            whose = f"{at}: {list_words(named)}" if named else at
        note = when(row) or "dates not known"
        lines.append(Line(row.name, row.get_absolute_url(), whose, note))
    return Part(lines, counts)
