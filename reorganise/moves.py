"""What a reorganisation moves, as a page tells it: read from its journal, carried out or not."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.urls import NoReverseMatch

from interface.words import list_words
from partnerships.models import Reorganisation, ReorganisationChange
from records.merging import Does, Rule
from reorganise.rules import RULES, rules_of

LISTED = 50
# Of people who follow a place or have an account nothing is told but their number.
COUNTED_ONLY = ("people.Subscription.place", "people.Assignment.place")
HAPPENS = {
    Does.MOVE: (
        "It moves, with what is recorded about it.",
        "They move, with what is recorded about them.",
    ),
    Does.DATE: (
        "It ends with the old {of} on that day, and begins at the new one.",
        "They end with the old {of} on that day, and begin at the new one.",
    ),
    Does.END: ("It ends on that day.", "They end on that day."),
}


@dataclass(frozen=True, slots=True)
class MovedRecord:
    """A record that moves: its name and page, the row that names the place, and where it goes."""

    name: str
    url: str
    row_id: int
    to: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of thing that moves: ``count`` records. ``hidden`` are those that this reader may
    not read. ``named`` is how many there are of what the rule's noun names."""

    rule: Rule
    count: int
    rows: tuple[MovedRecord, ...]
    hidden: int
    named: int
    of: str = "place"

    @property
    def title(self) -> str:
        """ "3 pilots"."""
        return self.rule.counted(self.named)

    @property
    def happens(self) -> str:
        """What becomes of it, or of them."""
        one, several = HAPPENS[self.rule.does]
        return (one if self.named == 1 else several).format(of=self.of)

    @property
    def more(self) -> int:
        """How many of those that the reader may read are not listed."""
        return 0 if not self.rows else self.count - self.hidden - len(self.rows)

    @property
    def hidden_words(self) -> str:
        """ "You cannot see 2 of them, but they move too."."""
        if not self.hidden:
            return ""
        if self.hidden == 1:
            return "You cannot see 1 of them, but it moves too."
        return f"You cannot see {self.hidden} of them, but they move too."


@dataclass(frozen=True, slots=True)
class Moves:
    """Everything that moves. ``seen`` is a fingerprint: equal for previews that say the same."""

    sections: tuple[Section, ...]
    seen: str

    @property
    def words(self) -> str:
        """ "3 pilots, 2 flows and 1 barrier"."""
        return list_words(
            [section.title for section in self.sections if section.rule.does is not Does.END]
        )


def preview(write: Callable[[Reorganisation], None], user: Any, **fields: Any) -> Moves:
    """What would move: the journal is written and taken back, nothing is carried out."""
    with transaction.atomic():
        made = Reorganisation.objects.create(**{"reason": "-", **fields})
        write(made)
        moves = moves_of(made, user, whole=True)
        transaction.set_rollback(True)
    return moves


def moves_of(reorganisation: Reorganisation, user: Any, *, whole: bool) -> Moves:
    """What its journal moves. ``whole`` counts also what the reader may not read.

    Two queries for each kind of record that moves, and one for all.
    """
    rows = ReorganisationChange.objects.filter(reorganisation=reorganisation).exclude(
        record_id=None
    )
    counts = dict(rows.order_by().values_list("rule").annotate(Count("record_id", distinct=True)))
    is_of_bodies = reorganisation.kind == Reorganisation.Kind.GIVES_WAY
    rules = [rules_of(reorganisation.kind)] if is_of_bodies else RULES.values()
    each = [rule for some in rules for rule in _each_once(some) if rule.key in counts]
    sections = [
        _section(rows.filter(rule=rule.key), rule, counts[rule.key], user, whole) for rule in each
    ]
    if is_of_bodies:
        sections = [section and replace(section, of="body") for section in sections]
    return Moves(
        tuple(section for section in sections if section and section.count),
        _fingerprint(reorganisation),
    )


def _each_once(rules: tuple[Rule, ...]) -> Iterator[Rule]:
    met: set[str] = set()
    for rule in rules:
        if rule.key not in met and rule.does is not Does.STAY:
            met.add(rule.key)
            yield rule


def _section(rows: Any, rule: Rule, count: int, user: Any, whole: bool) -> Section | None:
    if rule.key in COUNTED_ONLY:
        return Section(rule, count, (), 0, count) if whole else None
    records = rule.record_model._meta.base_manager.all()
    if hasattr(rule.record_model.objects.all(), "visible_to"):
        records = rule.record_model.objects.visible_to(user)
    seen = records.filter(pk__in=rows.order_by().values("record_id"))
    first = list(seen[: LISTED + 1])
    visible = len(first) if len(first) <= LISTED else seen.order_by().count()
    first = first[:LISTED]
    to, link = _where(rows, [row.pk for row in first])
    listed = tuple(
        MovedRecord(str(row), _page(row), link.get(row.pk, 0), tuple(to[row.pk])) for row in first
    )
    told = count if whole else visible
    each = _each_row(rows, None if whole else seen) if rule.each_row else told
    return Section(rule, told, listed, count - visible if whole else 0, each)


def _each_row(rows: Any, seen: Any | None) -> int:
    """How many rows there were of these records, or of those ``seen`` alone."""
    if seen is not None:
        rows = rows.filter(record_id__in=seen.order_by().values("pk"))
    return int(rows.exclude(act=ReorganisationChange.Act.INSERT).count())


def _where(rows: Any, ids: list[int]) -> tuple[dict[int, list[int]], dict[int, int]]:
    """Where each of these records goes, and the row that the old place named."""
    to: dict[int, list[int]] = defaultdict(list)
    link: dict[int, int] = {}
    moved = rows.filter(record_id__in=ids).order_by("id")
    for record, row, act, target in moved.values_list("record_id", "row_id", "act", "to_id"):
        if target not in to[record]:
            to[record].append(target)
        if act != ReorganisationChange.Act.INSERT:
            link.setdefault(record, row)
    return to, link


def _page(record: Any) -> str:
    if record._meta.label == "partnerships.Partnership" or not hasattr(record, "get_absolute_url"):
        return ""
    try:
        return str(record.get_absolute_url())
    except NoReverseMatch:
        return ""


def _fingerprint(reorganisation: Reorganisation) -> str:
    """What is the same in two journals of one plan: the rows that were there before."""
    rows = ReorganisationChange.objects.filter(reorganisation=reorganisation).exclude(
        act=ReorganisationChange.Act.INSERT
    )
    each = rows.order_by().values_list("rule", "act")
    sums = [
        list(group) for group in each.annotate(Count("id"), Sum("row_id")).order_by("rule", "act")
    ]
    text = json.dumps([sums, reorganisation.plan.get("choices")], default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:20]
