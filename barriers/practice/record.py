"""What the pages of the library show: all kinds, one kind, one step."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from barriers.models import Barrier, Believed, Category, Guidance, Practice, PracticeExample
from barriers.practice.models.library import GuidanceFor
from barriers.practice.verdict import with_standing
from barriers.register.filters import ANY_OPEN
from interface.paging import bounded_count
from interface.words import count_words
from partnerships.examples import of_the_country

SHOWN = 20
FEW = 5


@dataclass(frozen=True)
class Kind:
    """A kind of barrier with its steps, and how much there is on it."""

    category: Category
    steps: list[Practice]
    guidance: int
    examples: int
    believed: int
    open_barriers: int

    @property
    def open_words(self) -> str:
        """How many barriers of the kind still stand in the way, of those that the reader sees."""
        return count_words(self.open_barriers, "open barrier")

    @property
    def list_url(self) -> str:
        """The list that ``open_barriers`` counts."""
        return open_url(self.category)


@dataclass(frozen=True)
class OnKind:
    """All that the library has on one kind of barrier, for one reader."""

    steps: list[Practice]
    guidance: list[Guidance]
    examples: list[PracticeExample]
    beliefs: list[Any]
    open_words: str
    list_url: str


def open_url(category: Category) -> str:
    """The list of barriers of a kind that still stand in the way."""
    return f"{reverse('barriers')}?category={category.key}&status={ANY_OPEN}"


def kinds(user: Any) -> list[Kind]:
    """All kinds in their order. Six queries."""
    steps: dict[int, list[Practice]] = defaultdict(list)
    for one in Practice.objects.all():
        steps[one.category_id].append(one)
    guidance = of_the_country(Guidance.objects.visible_to(user), user)
    links = GuidanceFor.objects.filter(guidance__in=guidance)
    serving = Count("guidance", distinct=True)
    served = dict(links.order_by().values_list("category").annotate(serving))
    examples = _by_kind(PracticeExample.objects.visible_to(user), user)
    believed = _by_kind(Believed.objects.visible_to(user), user)
    waiting = _by_kind(Barrier.objects.visible_to(user).open(), user)
    return [
        Kind(
            category=one,
            steps=steps[one.pk],
            guidance=served.get(one.pk, 0),
            examples=examples.get(one.pk, 0),
            believed=believed.get(one.pk, 0),
            open_barriers=waiting.get(one.pk, 0),
        )
        for one in Category.objects.all()
    ]


def _by_kind(rows: QuerySet[Any], user: Any) -> dict[int, int]:
    seen = of_the_country(rows, user).order_by().values_list("category")
    return dict(seen.annotate(Count("pk")))


def on_kind(category: Category, user: Any) -> OnKind:
    """The page of a kind. Nine queries at most."""
    guidance = Guidance.objects.visible_to(user).of_kind(category.pk).for_rows()
    examples = PracticeExample.objects.visible_to(user).filter(category=category)
    believed = Believed.objects.visible_to(user).filter(category=category)
    waiting = Barrier.objects.visible_to(user).open().filter(category=category)
    return OnKind(
        steps=list(Practice.objects.filter(category=category)),
        guidance=list(of_the_country(guidance, user)[:SHOWN]),
        examples=list(of_the_country(examples, user).for_rows()[:SHOWN]),
        beliefs=with_standing(of_the_country(believed, user).for_rows()[:FEW], user),
        open_words=bounded_count(of_the_country(waiting, user)).words("open barrier"),
        list_url=open_url(category),
    )


def of_step(step: Practice, user: Any) -> OnKind:
    """The page of a step: guidance and examples of the step, and how many wait for it."""
    links = GuidanceFor.objects.filter(practice=step)
    guidance = Guidance.objects.visible_to(user).filter(pk__in=links.values("guidance"))
    examples = PracticeExample.objects.visible_to(user).filter(practice=step)
    waiting = Barrier.objects.visible_to(user).open().filter(category=step.category_id)
    return OnKind(
        steps=[],
        guidance=list(of_the_country(guidance.for_rows(), user)[:SHOWN]),
        examples=list(of_the_country(examples, user).for_rows()[:SHOWN]),
        beliefs=[],
        open_words=bounded_count(of_the_country(waiting, user)).words("open barrier"),
        list_url=open_url(step.category),
    )
