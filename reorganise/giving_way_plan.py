"""A plan by which bodies give way to others: what was chosen, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from interface.words import date_words, list_words
from partnerships.models import (
    Organisation,
    OrganisationName,
    OrganisationSuccession,
    Reorganisation,
)
from records.cycles import leads_back
from records.dates import DateWithPrecision
from records.merging import Sides
from reorganise.bodies import above
from reorganise.plan import Kind, Problem, Refused


@dataclass(frozen=True, slots=True)
class Heir:
    """A body that takes over: one of the directory, or a new one by name and sector."""

    body: Organisation | None = None
    name: str = ""
    sector: str = ""

    @property
    def title(self) -> str:
        """Its name."""
        return self.body.name if self.body else self.name


@dataclass(frozen=True, slots=True)
class GivingWay:
    """Which bodies give way to which, and from which day.

    Several may merge into one, or one be split into several. ``choices`` says where rows go, by
    the number of the body in ``after``, as in a plan of places.
    """

    on: dt.date
    before: tuple[Organisation, ...]
    after: tuple[Heir, ...]
    reason: str = ""
    choices: dict[str, Any] = field(default_factory=dict)

    kind = Kind.GIVES_WAY
    changes_itself = False

    @property
    def is_split(self) -> bool:
        """Whether two or more take over."""
        return len(self.after) > 1

    @property
    def title(self) -> str:
        """What happens, in a sentence."""
        old = list_words([body.name for body in self.before])
        new = list_words([heir.title for heir in self.after])
        return f"{old} {'are' if len(self.before) > 1 else 'is'} replaced by {new}"

    def sides(self, after: tuple[int, ...]) -> Sides:
        """The day and the ids on both sides."""
        return Sides(self.on, tuple(body.pk for body in self.before), after)

    def as_json(self) -> dict[str, Any]:
        """As a planned reorganisation keeps it."""
        return {
            "before": [body.pk for body in self.before],
            "after": [
                {"body": heir.body.pk if heir.body else None, "name": heir.name}
                | {"sector": heir.sector}
                for heir in self.after
            ],
            "choices": self.choices,
        }


def read(reorganisation: Reorganisation) -> GivingWay:
    """The plan that a reorganisation was made with. Raises Refused where a body of it is gone."""
    kept = reorganisation.plan
    ids = [*kept["before"], *(heir["body"] for heir in kept["after"] if heir["body"])]
    bodies = Organisation.objects.filter(merged_into=None).in_bulk(ids)
    if len(bodies) < len(set(ids)):
        raise Refused([Problem("", "An organisation of this plan is no longer in the directory")])
    return GivingWay(
        on=reorganisation.on,
        before=tuple(bodies[pk] for pk in kept["before"]),
        after=tuple(
            Heir(bodies.get(heir["body"]), heir["name"], heir["sector"]) for heir in kept["after"]
        ),
        reason=reorganisation.reason,
        choices=kept["choices"],
    )


def check(plan: GivingWay, *, but: int | None = None) -> None:
    """Raises Refused with every problem, as the directory stands now.

    ``but`` is the plan itself, where it was kept for its day.
    """
    if problems := [
        *_sides(plan),
        *_over(plan),
        *_dates(plan),
        *_planned(plan, but),
        *_circles(plan),
        *_new(plan),
    ]:
        raise Refused(problems)


def _sides(plan: GivingWay) -> Iterator[Problem]:
    """Nothing becomes itself; a made-up body and a real one are never of one act."""
    if plan.is_split and len(plan.before) > 1:
        text = "Several are replaced, and several take over. Record each split separately"
        yield Problem("others", text)
    names = [heir.title.casefold() for heir in plan.after]
    for row, heir in enumerate(plan.after):
        if heir.body in plan.before:
            yield Problem("body", f"{heir.body} cannot become itself. Choose another", row)
        elif names[row] in names[:row]:
            yield Problem("body", f"{heir.title} is named twice. Take one out", row)
    examples = {body.is_example for body in plan.before}
    examples |= {heir.body.is_example for heir in plan.after if heir.body}
    if len(examples) > 1:
        yield Problem("others", "A made-up organisation and a real one cannot be part of one act")


def _over(plan: GivingWay) -> Iterator[Problem]:
    """A body ends once."""
    rows = {heir.body.pk: row for row, heir in enumerate(plan.after) if heir.body}
    links = OrganisationSuccession.objects.filter(
        before__in=[*(body.pk for body in plan.before), *rows]
    )
    after: dict[Organisation, list[str]] = {}
    for link in links.select_related("before", "after").order_by("pk"):
        after.setdefault(link.before, []).append(link.after.name)
    for body, names in after.items():
        day = DateWithPrecision.of(body, "ended_on")
        text = f"{body} has ended{f' ({day})' if day else ''}: {list_words(names)} took over"
        row = rows.get(body.pk)
        yield Problem("others" if row is None else "body", f"{text}. Choose another", row)
    ended = [*plan.before, *(heir.body for heir in plan.after if heir.body)]
    for body in ended:
        if body.ended_on and body not in after and body.ended_on != plan.on:
            text = f"{body} ended on {DateWithPrecision.of(body, 'ended_on')}. Choose another"
            row = rows.get(body.pk)
            yield Problem("others" if row is None else "body", text, row)


def _dates(plan: GivingWay) -> Iterator[Problem]:
    """Nothing ends before it began."""
    bodies = [*plan.before, *(heir.body for heir in plan.after if heir.body)]
    begun = OrganisationName.objects.filter(
        organisation__in=bodies, valid_from__gte=plan.on, valid_to=None
    )
    for name in begun.select_related("organisation").order_by("-valid_from"):
        day: Any = name.valid_from  # those without a day are left out
        if name.organisation in plan.before or day > plan.on:
            text = f"The name {name} holds from {date_words(day)}. Enter a later day"
            yield Problem("on", text)
            return


def _planned(plan: GivingWay, but: int | None) -> Iterator[Problem]:
    """Two plans for one body stand in each other's way."""
    before = {body.pk for body in plan.before}
    after = {heir.body.pk for heir in plan.after if heir.body}
    waiting = Reorganisation.objects.filter(
        ~Q(pk=but or 0), kind=Kind.GIVES_WAY, state=Reorganisation.State.PLANNED
    )
    for other in waiting:
        gives_way = set(other.plan["before"])
        if not gives_way & before and not (gives_way & after and other.on <= plan.on):
            continue
        text = f"“{other.title}” is planned for {date_words(other.on)}. Withdraw that plan first"
        yield Problem("others", text)


def _circles(plan: GivingWay) -> Iterator[Problem]:
    """Who came before cannot come after, and no team takes over from what it is part of."""
    for row, heir in enumerate(plan.after):
        if heir.body is None or heir.body in plan.before:
            continue
        within = above(heir.body)
        for body in plan.before:
            link = OrganisationSuccession(before=body, after=heir.body)
            if leads_back(link, "after", of="before"):
                text = f"{heir.body} came before {body}, so it cannot take over from it"
                yield Problem("body", text, row)
            if body.pk in within:
                text = f"{heir.body} is a team within {body}. Change what it is part of first"
                yield Problem("body", text, row)


def _new(plan: GivingWay) -> Iterator[Problem]:
    for row, heir in enumerate(plan.after):
        if heir.body is None and Organisation.objects.filter(
            name__iexact=heir.name, merged_into=None
        ):
            text = f"There is an organisation called {heir.name} already"
            yield Problem("sector", f"{text}. Leave the kind empty to choose that one", row)
