"""The money of a place of one meaning, taken apart: by source, topic or sector of recipient.

Each line is a total by the rules of ``funding.flow.totals``, and leads to the list that it adds up.
By source and by sector each pound stands in one line; by topic a flow may stand in several.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from funding.flow.filters import NO_SECTOR, NO_TOPIC
from funding.flow.per_head import PerHead, per_head
from funding.flow.sums import Totals
from funding.flow.totals import Total
from funding.picture.asked import Asked
from funding.picture.selection import Selection
from geography.measure.population import Population
from interface.words import capitalised, count_words
from partnerships.models import Organisation, Topic
from partnerships.place.examples import marked

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line: whose money, how much, and the list behind it (empty where no list says it)."""

    label: str
    total: Total
    url: str
    per_head: PerHead | None = None
    note: str = ""

    @property
    def unknown_words(self) -> str:
        """How many of the amounts are not known: "1 of 9", "0 of 9"."""
        return f"{self.total.unknown} of {self.total.flows}"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The lines, the largest first, and what they say of themselves."""

    title: str
    head: str
    lines: tuple[Line, ...]
    says: str
    more: str = ""
    too_many: bool = False

    @property
    def has_each(self) -> bool:
        """Whether any line is known for each resident."""
        return any(line.per_head for line in self.lines)


def source_of(selection: Selection, people: Population | None) -> Breakdown:
    """By the body that money first comes from. Two queries."""
    groups = selection.groups("source", selection.asked.meaning)
    bodies = Organisation.objects.filter(pk__in=groups)
    values = bodies.values_list("pk", "name", "slug", "is_example")
    named = {0: ("Giver not known", "")}
    for pk, name, slug, is_made_up in values:
        is_marked = is_made_up and selection.place is None
        named[pk] = (marked(name) if is_marked else name, slug)
    return _made(
        "By source",
        "First from",
        _lines(selection.asked, "source", groups, named, people),
        "Money that is passed on is counted with the organisation it first came from, as far as "
        "you can see. Each pound is counted in one line.",
    )


def sector_of(selection: Selection, people: Population | None) -> Breakdown:
    """By the sector of who has the money in the end. One query."""
    groups = selection.groups("sector", selection.asked.meaning)
    named = {
        number: (capitalised(str(sector.label)), sector.value)
        for number, sector in enumerate(Organisation.Sector, start=1)
    } | {0: ("Sector not known", NO_SECTOR)}
    return _made(
        "By sector of recipient",
        "Sector",
        _lines(selection.asked, "sector", groups, named, people),
        "Money that a recipient passes on is counted with the organisation it "
        "goes to, as far as you can see. Each "
        "pound is in one line.",
    )


def topic_of(selection: Selection, people: Population | None) -> Breakdown:
    """By topic. Two queries."""
    groups = selection.groups("topic", selection.asked.meaning)
    topics = Topic.objects.filter(pk__in=groups).values_list("pk", "name", "slug")
    named = {pk: (name, slug) for pk, name, slug in topics} | {0: ("No topic recorded", NO_TOPIC)}
    return _made(
        "By topic",
        "Topic",
        _lines(selection.asked, "topic", groups, named, people),
        "Money for two topics is counted in full on both lines, so do not add the lines up.",
        too_many=any(totals.too_many for totals in groups.values()),
    )


def _lines(
    asked: Asked,
    name: str,
    groups: Mapping[int, Totals],
    named: Mapping[int, tuple[str, str]],
    people: Population | None,
) -> list[Line]:
    made = []
    for pk, totals in groups.items():
        total = totals.of(asked.meaning)
        if not total.flows:
            continue
        label, value = named[pk]
        url = f"{reverse('flows')}?{urlencode({**asked.listed, name: value})}" if value else ""
        made.append(Line(label, total, url, per_head(total, people)))
    return made


def _made(
    title: str, head: str, lines: list[Line], says: str, *, too_many: bool = False
) -> Breakdown:
    """The largest first; what is not known stands last."""

    def order(line: Line) -> tuple[bool, Any, str]:
        total = line.total
        return (not total.known, -(total.lower if total.upper is None else total.upper), line.label)

    ordered = sorted(lines, key=order)
    beyond = len(ordered) - SHOWN
    more = f"{count_words(beyond, 'more line')}: see the list" if beyond > 0 else ""
    return Breakdown(title, head, tuple(ordered[:SHOWN]), says, more, too_many)
