"""What several places are, and the pilots, barriers, partners and programmes of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.urls import reverse

from barriers.barrier.models.kind import NOT_SURE
from barriers.models import Category
from barriers.register.side_by_side import BarriersAt, Counted
from dashboards.comparison.table import Cell, Line, Part
from geography.locality.whereabouts import Whereabouts
from interface.words import capitalised, number
from partnerships.models import Place
from partnerships.place.attribution import OF_PLACES
from partnerships.place.list_dates import Standing
from pilots.models import Pilot
from pilots.place.shared_partners import PartnersAt, Shared, SideBySide
from pilots.place.side_by_side import PilotsAt, ProgrammeTried
from records.addresses import address

# The lines of where a place lies that are set side by side: what each is called, whichever it has.
CARE_BOARD = "Integrated care board"
LIES = ("Region", "County", "Strategic authority", CARE_BOARD)
TOO_MANY = "Too many to count here"
ONE_OF = {
    "leads": "lead",
    "partners": "partner",
    "evaluators": "evaluator",
    "national": "national body",
}


def what_part(
    places: Sequence[Place],
    lies: Mapping[int, Whereabouts],
    dates: Mapping[int, Standing],
    codes: Mapping[int, str],
) -> Part:
    """Kind and code of each place, what it lies in, and what became of it."""

    def line(label: str, cells: Iterable[Cell]) -> Line:
        return Line(label=label, cells=tuple(cells))

    lines = [
        line("Kind", map(_kind, places)),
        line("Official code", (_code(place, codes.get(place.pk, "")) for place in places)),
    ]
    areas = (
        line(label, (_area(place, lies[place.pk], label) for place in places)) for label in LIES
    )
    lines += [one for one in areas if not all(cell.is_none for cell in one.cells)]
    if any(dates[place.pk].ended_on for place in places):
        lines.append(line("Ended", (_end(place, dates[place.pk]) for place in places)))
    return Part(key="what", title="What each is", lines=tuple(lines))


def _kind(place: Place) -> Cell:
    words = capitalised(str(place.get_kind_display()))
    return Cell(
        at=place.name, words=words, note="Made up, as an example" if place.is_example else ""
    )


def _code(place: Place, code: str) -> Cell:
    if not code:
        return Cell(at=place.name, words="None recorded", is_none=True)
    return Cell(at=place.name, words=code, attribution=OF_PLACES)


def _area(place: Place, lies: Whereabouts, label: str) -> Cell:
    """What of this kind the place lies in; of a region none is expected."""
    areas = [
        area for line in lies.lines if line.label.removesuffix("s") == label for area in line.areas
    ]
    if not areas:
        return Cell(at=place.name, words="None recorded", is_none=True)
    words = "; ".join(area.name for area in areas)
    notes = "; ".join(filter(None, (area.part or area.note for area in areas)))
    return Cell(at=place.name, words=words, note=notes, attribution=OF_PLACES)


def _end(place: Place, dates: Standing) -> Cell:
    if not dates.ended_on:
        return Cell(at=place.name, words="Current", is_none=True)
    return Cell(at=place.name, words="; ".join([dates.ended, *(one.name for one in dates.after)]))


def _count(place: Place, count: int, url: str, note: str = "") -> Cell:
    """A number that leads to the list it counts; nothing to list is said in words."""
    if not count:
        return Cell(at=place.name, words="None you can see", is_none=True, value=0)
    return Cell(at=place.name, words=number(count), url=url, note=note, value=count)


def pilots_part(places: Sequence[Place], pilots: Mapping[int, PilotsAt]) -> Part:
    """How many pilots each has, of each status, and the first few by name."""
    lists = {place.pk: f"{reverse('pilots')}?place={place.slug}" for place in places}

    def counted(place: Place) -> Cell:
        count = pilots[place.pk].count
        if count.more:
            return Cell(
                at=place.name, words=f"More than {number(count.count)}", url=lists[place.pk]
            )
        return _count(place, count.count, lists[place.pk])

    def of_status(place: Place, status: str) -> Cell:
        here, url = pilots[place.pk], f"{lists[place.pk]}&status={status}"
        if here.count.more:
            return Cell(at=place.name, words=TOO_MANY, url=url, is_none=True)
        return _count(place, here.by_status.get(status, 0), url)

    occurring = [
        (status, label)
        for status, label in Pilot.Status.choices
        if any(status in here.by_status for here in pilots.values())
    ]
    lines = [
        Line(label="Pilots", cells=tuple(map(counted, places))),
        *(
            Line(
                label=capitalised(str(label)),
                cells=tuple(of_status(place, status) for place in places),
            )
            for status, label in occurring
        ),
        Line(
            label="Which", cells=tuple(_named(place, pilots[place.pk], lists) for place in places)
        ),
    ]
    has_any = any(here.count for here in pilots.values())
    return Part(
        key="pilots",
        title="Pilots",
        lines=tuple(lines) if has_any else (),
    )


def _named(place: Place, here: PilotsAt, lists: Mapping[int, str]) -> Cell:
    if not here.first:
        return Cell(at=place.name, words="None you can see", is_none=True)
    names = [pilot.title for pilot in here.first]
    if here.count.more or here.count.count > len(names):
        names.append("and more")
    return Cell(at=place.name, words="; ".join(names), url=lists[place.pk])


def barriers_part(
    places: Sequence[Place], barriers: Mapping[int, BarriersAt], kinds: Iterable[Category]
) -> Part:
    """The barriers that the reader sees: where they stand, and of each kind how many."""
    lists = {place.pk: f"{reverse('barriers')}?place={place.slug}" for place in places}

    def standing(label: str, status: str, read: Callable[[Counted], int]) -> Line:
        return Line(
            label=label, cells=tuple(cell(place, f"&status={status}", read) for place in places)
        )

    def cell(place: Place, narrowed: str, read: Callable[[Counted], int]) -> Cell:
        here, url = barriers[place.pk], lists[place.pk] + narrowed
        if here.too_many:
            return Cell(at=place.name, words=TOO_MANY, url=url, is_none=True)
        return _count(place, read(here.all), url)

    def of_kind(place: Place, kind: int | None, key: str) -> Cell:
        here, url = barriers[place.pk], f"{lists[place.pk]}&category={key}"
        if here.too_many:
            return Cell(at=place.name, words=TOO_MANY, url=url, is_none=True)
        counted = here.by_kind.get(kind, Counted())
        return _count(place, counted.count, url, _stand(counted))

    def every(place: Place) -> Cell:
        here = barriers[place.pk]
        if here.too_many:
            words = f"More than {number(here.bounded.count)}"
            return Cell(at=place.name, words=words, url=lists[place.pk])
        return _count(place, here.all.count, lists[place.pk])

    lines = [
        Line(label="Barriers", cells=tuple(map(every, places))),
        standing("Still in the way", "any-open", lambda counted: counted.still_open),
        standing("Needs an owner", "needs-owner", lambda counted: counted.needs_owner),
        standing("Status not known", "not-known", lambda counted: counted.not_known),
    ]
    named = [(kind.pk, kind.key, kind.name) for kind in kinds]
    for pk, key, name in (*named, (None, NOT_SURE, "Not sure yet what kind")):
        if any(pk in here.by_kind for here in barriers.values()):
            cells = tuple(of_kind(place, pk, key) for place in places)
            lines.append(Line(label=name, definition="Barriers of this kind", cells=cells))
    return Part(
        key="barriers",
        title="Barriers",
        lines=tuple(lines) if any(here.all.count for here in barriers.values()) else (),
    )


def _stand(counted: Counted) -> str:
    """Where they stand: "2 still in the way, status of 3 not known"."""
    parts = [f"{counted.still_open} still in the way"] if counted.still_open else []
    if counted.not_known:
        parts.append(f"status of {counted.not_known} not known")
    return ", ".join(parts) or "none still in the way"


def partners_part(places: Sequence[Place], partners: SideBySide) -> Part:
    """How many work in each place, and which organisations work in several of them."""
    here = partners.places
    lines = [
        Line(label="Local partners", cells=tuple(_local(place, here) for place in places)),
        Line(label="National bodies", cells=tuple(_national(place, here) for place in places)),
        *(_body(places, one) for one in partners.shared),
    ]
    return Part(
        key="partners",
        title="Partners, and who works in several of these places",
        lines=tuple(lines) if any(here.values()) else (),
    )


def _local(place: Place, partners: Mapping[int, PartnersAt]) -> Cell:
    here, url = partners[place.pk], address("place_partners", place.slug)
    if here.more:
        return Cell(at=place.name, words=f"{here.local} or more", url=url)
    return _count(place, here.local, url)


def _national(place: Place, partners: Mapping[int, PartnersAt]) -> Cell:
    return _count(place, partners[place.pk].national, address("place_partners", place.slug))


def _body(places: Sequence[Place], shared: Shared) -> Line:
    there = shared.at
    return Line(
        label=shared.name,
        definition=f"In {len(there)} of these {len(places)} places",
        cells=tuple(
            Cell(at=place.name, words=_role(*there[place.pk]))
            if place.pk in there
            else Cell(at=place.name, words="Not recorded here", is_none=True)
            for place in places
        ),
    )


def _role(group: str, is_past: bool) -> str:
    return capitalised(f"{'was ' * is_past}{ONE_OF[group]}")


def programmes_part(places: Sequence[Place], programmes: Sequence[ProgrammeTried]) -> Part:
    """Which programmes each place took part in; those that most of them share come first."""
    tried = {place.pk: address("place_before", place.slug) for place in places}
    counts = Line(
        label="Programmes recorded",
        cells=tuple(
            _count(place, sum(place.pk in one.parts for one in programmes), tried[place.pk])
            for place in places
        ),
    )
    return Part(
        key="programmes",
        title="Programmes tried here",
        lines=(counts, *(_programme(places, one) for one in programmes)) if programmes else (),
    )


def _programme(places: Sequence[Place], tried: ProgrammeTried) -> Line:
    note = tried.when or "dates not known"
    return Line(
        label=tried.programme.name,
        definition=f"When: {note}, still running" if tried.is_running else f"When: {note}",
        cells=tuple(
            _taken_part(place, tried.parts.get(place.pk), tried.is_running) for place in places
        ),
    )


def _taken_part(place: Place, parts: list[str] | None, is_running: bool) -> Cell:
    if parts is None:
        return Cell(at=place.name, words="Not recorded here", is_none=True)
    more = f" and {len(parts) - 1} more" if len(parts) > 1 else ""
    words = "Takes part" if is_running else "Took part"
    return Cell(at=place.name, words=words, note=f"{parts[0]}{more}" if parts else "")
