"""What the rows of the barrier report are: councils, regions, programmes, bodies, other places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from barriers.register.filters import BarrierFilter
from barriers.report.counts import Counts
from partnerships.models import Organisation, Place, Programme
from partnerships.place.examples import sees_demo_data
from partnerships.place.kind_groups import COUNCILS
from partnerships.place.models.place import PlaceQuerySet

COUNCIL, PROGRAMME, BODY = "council", "programme", "body"
# What each barrier has at most one of, and the column that says it
SPOTS = {BODY: "unlocker_id", PROGRAMME: "programme_id"}
MOST = 30
MOST_WITHIN = 100
SAID = {
    Place.Kind.CITY_CORPORATION: "city corporations",
    Place.Kind.COUNTY: "counties",
    Place.Kind.COMBINED_AUTHORITY: "combined authorities",
    Place.Kind.STRATEGIC_AUTHORITY: "strategic authorities",
    Place.Kind.PARISH: "parishes",
    Place.Kind.CUSTOM: "areas drawn for a purpose",
}


def plural(kind: str) -> str:
    """Several of a kind of place: "counties", "London boroughs"."""
    return SAID.get(Place.Kind(kind), f"{Place.Kind(kind).label}s")


@dataclass(frozen=True)
class Rows:
    """The rows of a report: places, programmes or bodies; None is what has none.

    ``words`` names them ("places of …", "counties"), ``in_all`` is how many of them there are,
    those without a barrier too. ``narrows`` says that a row is a way on to the report of that
    region; ``note`` why.
    """

    all: Sequence[Place | Organisation | Programme | None] = field(default_factory=list)
    words: str = "places"
    kind: str = ""
    narrows: bool = False
    note: str = ""
    problem: str = ""
    in_all: int = 0

    @property
    def are_regions(self) -> bool:
        """Whether every barrier is in one of these rows or in no region."""
        return self.kind == Place.Kind.REGION

    @property
    def leave_out_made_up(self) -> bool:
        """Whether what is made up lies in none of these rows."""
        return self.kind in (Place.Kind.REGION, COUNCIL)

    @property
    def are_bodies(self) -> bool:
        """Whether a row is a body that could change something."""
        return self.kind == BODY

    @property
    def are_places(self) -> bool:
        """Whether a barrier may be in several of these rows."""
        return self.kind not in SPOTS

    @property
    def corner(self) -> str:
        """The head of the rows."""
        heads = {
            BODY: "Who could change it",
            PROGRAMME: "Programme",
            COUNCIL: "Council",
            Place.Kind.REGION: "Region",
        }
        return heads.get(self.kind, "Place")


def key_of_rows(chosen: BarrierFilter, asked: str) -> str:
    """What the rows are that an address asks for: councils where it names no place, programme or
    kind of row."""
    named = chosen.programme_chosen or chosen.value("place")
    return asked if asked or named else COUNCIL


def councils_of(chosen: BarrierFilter) -> dict[int, bool]:
    """The councils of any kind in scope that are not made up, and whether each has ended. One
    query."""
    councils = Place.objects.filter(kind__in=COUNCILS, is_example=False)
    scope = chosen.value("place") or chosen.region_chosen
    rows: Any = councils if scope is None else councils.within(scope)
    return dict(rows.with_is_over().order_by().values_list("pk", "is_over"))


def of_councils(councils: dict[int, bool], counts: Counts) -> Rows:
    """The councils where anything is logged, by name. One query.

    One that has ended counts among all of them only where something is logged.
    """
    shown, note = _most(counts, "councils. Choose a region to see the others")
    rows = Place.objects.filter(pk__in=shown).order_by("sort_key")
    logged = {row for row, _ in counts.at}
    every = len(logged.union(pk for pk, is_over in councils.items() if not is_over))
    return Rows(list(rows), "councils", COUNCIL, note=note, in_all=every)


def rows_of(chosen: BarrierFilter, asked: str) -> Rows:
    """The places of the chosen programme, or else those of one kind (``asked``), in scope.

    More than 30 show regions first; within one region or place up to 100 are shown.
    """
    scope = chosen.value("place") or chosen.region_chosen
    programme = chosen.programme_chosen
    if programme is not None:
        rows = Place.objects.filter(pk__in=programme.place_links.values("place"))
        return _bounded(chosen, rows, scope, f"places of {programme}", "")
    if asked not in ("", *Place.Kind.values):
        return Rows(problem="There is no such kind of place. Choose one of those listed.")
    if scope is not None and not asked:
        return Rows([scope], "places", kind="")
    kind = asked or Place.Kind.REGION
    if kind == Place.Kind.REGION and scope is None:
        return Rows(list(chosen.regions.values()), "regions", kind)
    return _bounded(chosen, Place.objects.filter(kind=kind), scope, plural(kind), kind)


def of_bodies(counts: Counts) -> Rows:
    """The bodies named most often, and a row for what names nobody. One query."""
    shown, note = _most(counts, "organisations. Choose others in the filter")
    bodies = Organisation.objects.in_bulk(shown)
    return Rows([*(bodies[pk] for pk in shown), *_none(counts)], "bodies", BODY, note=note)


def of_programmes(chosen: BarrierFilter, counts: Counts) -> Rows:
    """The programmes of barriers, and a row for those in none. No query.

    One that is made up stands among them for who works there: the list of it has the same rows.
    """
    shown, note = _most(counts, "programmes. Choose others in the filter")
    known = {one.pk: one for one in chosen.programmes.values()}
    made_up = sees_demo_data(chosen.user)
    rows = [known[pk] for pk in shown if made_up or not known[pk].is_example]
    return Rows([*rows, *_none(counts)], "programmes", PROGRAMME, note=note)


def _none(counts: Counts) -> list[None]:
    return [None] if any(row is None for row, _ in counts.at) else []


def _most(counts: Counts, others: str) -> tuple[list[int], str]:
    """The rows with most barriers, and words where these are not all."""
    found: Counter[int] = Counter()
    for (row, _), n in counts.at.items():
        if row is not None:
            found[row] += n
    shown = [pk for pk, _ in sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MOST]]
    note = f"The {MOST} with the most barriers, of {len(found)} {others}."
    return shown, note if len(found) > MOST else ""


def _bounded(
    chosen: BarrierFilter, rows: PlaceQuerySet, scope: Place | None, words: str, kind: str
) -> Rows:
    within = rows.within(scope) if scope is not None else rows
    most = MOST if scope is None else MOST_WITHIN
    places = list(within[: most + 1])
    if len(places) <= most:
        return Rows(places, words, kind)
    if scope is None:
        note = (
            f"There are more than {MOST} {words}, so regions come first. "
            "Open a region to see its own."
        )
        return Rows(list(chosen.regions.values()), "regions", Place.Kind.REGION, True, note)
    note = f"There are more than {MOST_WITHIN} {words} in {scope}. Choose a smaller place."
    return Rows([scope], "places", "", note=note)
