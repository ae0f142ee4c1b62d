"""What the library has for somebody who logs a barrier, or looks at one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from barriers.models import Barrier, Believed, Category, Check, Guidance, Practice, PracticeExample
from barriers.practice.permissions import can_word
from barriers.practice.verdict import with_standing
from barriers.similar.find import Search, nearest
from barriers.similar.words import Said
from partnerships.place.examples import of_the_country, without_examples

MOST = 5
FEW = 3
# What is said of an example beside a barrier
SHOWN_OF_ONE = (
    *("what", "tried", "result", "where_said", "is_example", "source", "practice__code"),
    *("place__name", "place__slug", "barrier__id", "pilot__name", "pilot__slug"),
)


@dataclass(frozen=True)
class Advice:
    """The steps against one kind of barrier, and guidance that serves it."""

    category: Category
    steps: list[Practice] = field(default_factory=list)
    guidance: list[Guidance] = field(default_factory=list)


@dataclass(frozen=True)
class Library:
    """What others do about a barrier's kind, what is believed of the like, and its own entry."""

    advice: Advice | None = None
    examples: list[PracticeExample] = field(default_factory=list)
    beliefs: list[Any] = field(default_factory=list)
    own: Any = None
    can_word: bool = False


def for_logging(categories: Iterable[Category], user: Any, chosen: str = "") -> list[Advice]:
    """Steps and guidance of each kind, or of the one that is chosen by its key. Three queries."""
    every = list(categories)
    shown = [one for one in every if chosen == one.key] or every
    steps: dict[int, list[Practice]] = defaultdict(list)
    for one in Practice.objects.standing().filter(category__in=shown):
        steps[one.category_id].append(one)
    guidance: dict[int, list[Guidance]] = defaultdict(list)
    rows = of_the_country(Guidance.objects.visible_to(user), user)
    for each in rows.of_kind(*(one.pk for one in shown)).for_rows():
        for kind in each.kinds:
            guidance[kind.pk].append(each)
    found = [Advice(one, steps[one.pk], guidance[one.pk][:MOST]) for one in shown]
    return [one for one in found if one.steps or one.guidance]


def build(barrier: Barrier, user: Any, alike: list[int]) -> Library:
    """What stands beside a barrier; ``alike`` are the entries that are like what it says."""
    category = barrier.category
    if category is None:
        return Library()
    made_up = barrier.is_example
    beliefs = entries(alike)
    with_standing(beliefs, user)
    return Library(
        advice=Advice(
            category,
            list(Practice.objects.standing().filter(category=category)),
            _guidance(barrier, category, user, made_up),
        ),
        examples=_examples(barrier, user, made_up),
        beliefs=beliefs,
    )


def own_entry(barrier: Barrier, user: Any) -> Library:
    """What a check of the barrier itself put into the library. No query where no check did."""
    if barrier.category is None:
        return Library()
    own = _own(barrier)
    with_standing(own, user)
    return Library(own=next(iter(own), None), can_word=can_word(user, barrier))


def _guidance(barrier: Barrier, category: Category, user: Any, made_up: bool) -> list[Guidance]:
    """Guidance of its kind: what serves one of its finer kinds comes first."""
    finer = {link.sub_type_id for link in barrier.sub_type_links.all()}
    rows = Guidance.objects.visible_to(user).of_kind(category.pk).for_rows()
    found = list(rows if made_up else without_examples(rows))

    def is_far(one: Guidance) -> bool:
        return not any(link.sub_type_id in finer for link in one.links.all())

    return sorted(found, key=is_far)[:MOST]


def _examples(barrier: Barrier, user: Any, made_up: bool) -> list[PracticeExample]:
    """Examples of its kind, but for those that are of itself."""
    rows: Any = PracticeExample.objects.visible_to(user).filter(category=barrier.category_id)
    rows = rows.exclude(barrier=barrier.pk)
    rows = rows if made_up else without_examples(rows)
    # All are of one kind, by which their usual order begins
    shown = rows.select_related("practice", "place", "barrier", "pilot", "source").only(
        *SHOWN_OF_ONE
    )
    return list(shown.order_by("id")[:FEW])


def _own(barrier: Barrier) -> list[Believed]:
    """What a check of the barrier itself showed to be only believed; whoever sees the barrier
    reads it."""
    if not any(check.verdict == Check.Verdict.NO_RULE for check in barrier.checks.all()):
        return []
    return list(Believed.objects.for_rows().filter(barrier=barrier, category__isnull=False))


SHOWN = 2


def believed_like(said: Said) -> list[Any]:
    """The few visible entries most like what is said, and how they stand. Six queries at most."""
    [ids] = nearest(said, *search_for_entries(said)) or [[]]
    return with_standing(entries(ids), said.user)


def search_for_entries(said: Said, but: Iterable[int] = ()) -> list[Search]:
    """For the few visible entries most like what is said, but for those of some barriers; none
    where it is of a kind that claims no rule."""
    if said.category is not None and not said.category.concerns_rules:
        return []
    rows = Believed.objects.visible_to(said.user).exclude(barrier__in=list(but))
    return [Search(rows, "claim", SHOWN)]


def entries(ids: list[int]) -> list[Believed]:
    """Entries in this order. One query at most."""
    if not ids:
        return []
    found = {one.pk: one for one in Believed.objects.filter(pk__in=ids).for_rows()}
    return [found[pk] for pk in ids if pk in found]
