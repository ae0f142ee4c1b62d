"""A plan of a reorganisation of places: codes, what was chosen, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from interface.words import date_words, list_words
from partnerships.models import Place, PlaceCode, PlaceLink, PlaceName, PlaceReach, Reorganisation
from partnerships.place.kind_groups import LONDON, STRATEGIC
from partnerships.place.models.place import holding
from records.merging import Sides

KINDS: dict[str, tuple[Place.Kind, ...]] = {
    "E04": (Place.Kind.PARISH,),
    "E05": (Place.Kind.WARD,),
    "E06": (Place.Kind.UNITARY,),
    "E07": (Place.Kind.DISTRICT,),
    "E08": (Place.Kind.METROPOLITAN_BOROUGH,),
    "E09": LONDON,
    "E10": (Place.Kind.COUNTY,),
    "E12": (Place.Kind.REGION,),
    "E47": STRATEGIC,
    "E54": (Place.Kind.INTEGRATED_CARE_SYSTEM,),
}
WRITTEN = re.compile(r"[EWSN]\d{8}")


def mistake(code: str, kind: str) -> str:
    """What is wrong with a code for a place of this kind; empty where nothing is."""
    if not WRITTEN.fullmatch(code):
        return "Enter a code of one letter and eight digits, like E06000063"
    noun = dict(Place.Kind.choices).get(kind, "place")
    meant = KINDS.get(code[:3])
    if meant and kind not in meant:
        return f"A code that begins {code[:3]} is that of a {meant[0].label}, not of a {noun}"
    wanted = next((prefix for prefix, kinds in KINDS.items() if kind in kinds), "")
    if wanted and not meant:
        return f"The code of a {noun} begins with {wanted}"
    return ""


Kind = Reorganisation.Kind


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a plan, and at which answer: a field's name and the number of the row."""

    field: str
    text: str
    row: int | None = None


class Refused(Exception):  # noqa: N818 - it is no fault, it is an answer
    """A plan that cannot be carried out; nothing was done."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.text for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Successor:
    """A place that takes over: one of the directory, or a new one by name, kind and code."""

    place: Place | None = None
    name: str = ""
    kind: str = ""
    code: str = ""

    @property
    def title(self) -> str:
        """Its name."""
        return self.place.name if self.place else self.name


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to happen to places, and from which day.

    ``before`` are those that give way. For a new name or code ``before`` is the one place and
    ``after`` holds its new name, kind and code. ``choices`` says where rows go, by the place in
    ``after``: ``{"pilots.PilotPlace.place": {"default": [0], "rows": {"17": [0, 1]}}}``.
    """

    kind: str
    on: dt.date
    before: tuple[Place, ...]
    after: tuple[Successor, ...]
    reason: str = ""
    choices: dict[str, Any] = field(default_factory=dict)

    @property
    def changes_itself(self) -> bool:
        """Whether the place stays and only its name or code changes."""
        return self.kind in (Kind.RENAME, Kind.RECODE)

    @property
    def title(self) -> str:
        """What happens, in a sentence."""
        old = list_words([place.name for place in self.before])
        if self.kind == Kind.RENAME:
            return f"{old} is renamed {self.after[0].name}"
        if self.kind == Kind.RECODE:
            return f"{old} has the code {self.after[0].code}"
        new = list_words([successor.title for successor in self.after])
        return f"{old} {'become' if len(self.before) > 1 else 'becomes'} {new}"

    def sides(self, after: tuple[int, ...]) -> Sides:
        """The day and the ids on both sides."""
        return Sides(self.on, tuple(place.pk for place in self.before), after)

    def as_json(self) -> dict[str, Any]:
        """As a planned reorganisation keeps it."""
        return {
            "before": [place.pk for place in self.before],
            "after": [
                {"place": successor.place.pk if successor.place else None}
                | {"name": successor.name, "kind": successor.kind, "code": successor.code}
                for successor in self.after
            ],
            "choices": self.choices,
        }


def read(reorganisation: Reorganisation) -> Plan:
    """The plan that a reorganisation was made with. Raises Refused where a place of it is gone."""
    kept = reorganisation.plan
    ids = [
        *kept["before"],
        *(successor["place"] for successor in kept["after"] if successor["place"]),
    ]
    places = Place.objects.in_bulk(ids)
    if len(places) < len(set(ids)):
        raise Refused([Problem("", "A place of this plan is no longer in the directory")])
    return Plan(
        kind=reorganisation.kind,
        on=reorganisation.on,
        before=tuple(places[pk] for pk in kept["before"]),
        after=tuple(
            Successor(
                places.get(successor["place"]),
                successor["name"],
                successor["kind"],
                successor["code"],
            )
            for successor in kept["after"]
        ),
        reason=reorganisation.reason,
        choices=kept["choices"],
    )


def check(plan: Plan) -> None:
    """Raises Refused with every problem of the plan, as the directory stands now."""
    if problems := list(_problems(plan)):
        raise Refused(problems)


def _problems(plan: Plan) -> Iterator[Problem]:
    yield from _over(plan)
    yield from _dates(plan)
    if plan.changes_itself:
        yield from _changed(plan)
        return
    yield from _sides(plan)
    for row, new in enumerate(plan.after):
        if new.place is None:
            yield from _new(plan, new, row)
    yield from _circles(plan)


def _over(plan: Plan) -> Iterator[Problem]:
    """A place ends once."""
    every = [*plan.before, *(successor.place for successor in plan.after if successor.place)]
    links = PlaceLink.objects.filter(place__in=every, kind=PlaceLink.Kind.SUCCEEDED_BY)
    for link in links.select_related("place", "other"):
        since = f" on {date_words(link.valid_from)}" if link.valid_from else ""
        text = f"{link.place} ended{since}, when {link.other} took its place. Choose another place"
        if link.place in plan.before:
            yield Problem("others", text)
        else:
            rows = [
                row for row, successor in enumerate(plan.after) if successor.place == link.place
            ]
            yield Problem("place", text, rows[0])


def _dates(plan: Plan) -> Iterator[Problem]:
    """Nothing ends before it began."""
    places = [*plan.before, *(successor.place for successor in plan.after if successor.place)]
    begun = PlaceName.objects.filter(place__in=places, valid_from__gte=plan.on, valid_to=None)
    for name in begun.exclude(valid_from=None).order_by("-valid_from")[:1]:
        begins: Any = name.valid_from  # those without a day are left out
        if name.place in plan.before or begins > plan.on:
            day = date_words(begins)
            yield Problem("on", f"The name {name} holds from {day}. Enter a later day")
    codes_begun = PlaceCode.objects.filter(
        place__in=plan.before, valid_from__gte=plan.on, valid_to=None
    )
    for code in codes_begun[:1]:
        day = date_words(code.valid_from)
        yield Problem("on", f"The code {code} holds from {day}. Enter a later day")


def _changed(plan: Plan) -> Iterator[Problem]:
    """A new name or code of one place."""
    place, new = plan.before[0], plan.after[0]
    if plan.kind == Kind.RENAME:
        if new.name == place.name:
            yield Problem("name", f"It is called {place.name} already. Enter the new name")
        same = PlaceName.objects.filter(holding(plan.on), place=place, name=new.name)
        if new.name != place.name and same.filter(kind=PlaceName.Kind.PLAIN).exists():
            yield Problem("name", f"The name {new.name} holds on that day already")
    if new.code:
        yield from _code(new.code, new.kind or place.kind, place)


def _code(
    code: str, kind: str, of: Place | None = None, row: int | None = None
) -> Iterator[Problem]:
    if wrong := mistake(code, kind):
        yield Problem("code", wrong, row)
        return
    held = PlaceCode.objects.filter(scheme="gss", code=code).select_related("place").first()
    if held:
        mine = "This place has" if held.place == of else f"{held.place} has"
        yield Problem("code", f"{mine} the code {code} already. Enter another", row)


def _sides(plan: Plan) -> Iterator[Problem]:
    """Nothing becomes itself or what it lies within."""
    above = set(
        PlaceReach.objects.filter(place__in=plan.before)
        .exclude(ancestor__in=plan.before)
        .values_list("ancestor_id", flat=True)
    )
    for row, new in enumerate(plan.after):
        if new.place is None:
            continue
        if new.place in plan.before:
            yield Problem("place", f"{new.place} cannot become itself. Choose another place", row)
        elif new.place.pk in above:
            text = f"{new.place} is a place above. A place cannot merge into one that it is within"
            yield Problem("place", text, row)
    names = [successor.title.casefold() for successor in plan.after]
    for row, name in enumerate(names):
        if name in names[:row]:
            yield Problem("place", f"{plan.after[row].title} is named twice. Take one out", row)
    examples = {place.is_example for place in plan.before}
    examples |= {successor.place.is_example for successor in plan.after if successor.place}
    if len(examples) > 1:
        yield Problem("others", "A made-up place and a real one cannot be part of one act")


def _new(plan: Plan, new: Successor, row: int) -> Iterator[Problem]:
    if not new.kind:
        text = f"No place is called {new.name}. Choose its kind to make it, or check the spelling"
        yield Problem("kind", text, row)
    elif Place.objects.filter(name__iexact=new.name, kind=new.kind).exclude(
        pk__in=[place.pk for place in plan.before]
    ):
        text = f"There is a {dict(Place.Kind.choices)[new.kind]} called {new.name} already"
        yield Problem("kind", f"{text}. Leave the kind empty to choose that one", row)
    elif new.code:
        yield from _code(new.code, new.kind, row=row)


def _circles(plan: Plan) -> Iterator[Problem]:
    """A place that moves under a successor must not lie above it."""
    inner = PlaceLink.objects.filter(holding(plan.on), kind="within", other__in=plan.before)
    children = inner.exclude(place__in=plan.before).values("place")
    rows = {successor.place.pk: row for row, successor in enumerate(plan.after) if successor.place}
    circles = PlaceReach.objects.filter(
        ~Q(ancestor__in=rows), place__in=rows, ancestor__in=children
    )
    for reach in circles.select_related("ancestor", "place")[:1]:
        text = (
            f"{reach.place} lies within {reach.ancestor}, which would end up within it. "
            "First change which places are within which"
        )
        yield Problem("place", text, rows[reach.place_id])
