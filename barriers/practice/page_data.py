"""What the pages of the library show: all kinds, one kind, one step."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from barriers.models import Barrier, Believed, Category, Guidance, Practice, PracticeExample
from barriers.practice.models.library import GuidanceFor
from barriers.practice.verdict import with_standing
from barriers.register.filters import ANY_OPEN
from interface.paging import BoundedCount, among
from interface.words import capitalised, count_words, list_words
from partnerships.place.examples import of_the_country

SHOWN = 20
MOST = 10_000
_NOT_KNOWN = Count("status", filter=Q(status=Barrier.Status.NOT_KNOWN))
_OPEN = Count("status", filter=~Q(status=Barrier.Status.NOT_KNOWN))
FEW = 5


@dataclass(frozen=True)
class InTheWay:
    """How many barriers of a kind the reader sees that are open; of ``not_known`` nobody says."""

    category: Category
    open: BoundedCount
    not_known: BoundedCount

    @property
    def open_words(self) -> str:
        """ "12 open barriers"."""
        return self.open.words("open barrier")

    @property
    def not_known_words(self) -> str:
        """ "3 barriers"; the number alone beside open ones."""
        return str(self.not_known) if self.open else self.not_known.words("barrier")

    @property
    def open_url(self) -> str:
        """The list that ``open`` counts."""
        return self._url(ANY_OPEN)

    @property
    def not_known_url(self) -> str:
        """The list that ``not_known`` counts."""
        return self._url("not-known")

    def _url(self, status: str) -> str:
        return f"{reverse('barriers')}?category={self.category.key}&status={status}"


@dataclass(frozen=True)
class Kind:
    """A kind of barrier with its steps, and how much there is on it."""

    category: Category
    steps: list[Practice]
    guidance: int
    examples: int
    believed: int
    open: BoundedCount

    @property
    def words(self) -> str:
        """What its own page has: "3 open barriers, 5 pieces of guidance and 6 examples"."""
        counts = (
            self.open.words("open barrier") if self.open else "",
            _counted(self.guidance, "piece of guidance", "pieces of guidance"),
            _counted(self.examples, "example"),
            _counted(self.believed, "belief"),
        )
        return capitalised(list_words(filter(None, counts))) or "More"


def _counted(count: int, *nouns: str) -> str:
    return count_words(count, *nouns) if count else ""


@dataclass(frozen=True)
class OnKind:
    """All that the library has on one kind of barrier, for one reader."""

    steps: list[Practice]
    guidance: list[Guidance]
    examples: list[PracticeExample]
    beliefs: list[Any]
    in_the_way: InTheWay


def kinds(user: Any) -> list[Kind]:
    """All kinds in their order. Six queries."""
    steps: dict[int, list[Practice]] = defaultdict(list)
    for one in Practice.objects.standing():
        steps[one.category_id].append(one)
    guidance = of_the_country(Guidance.objects.visible_to(user), user)
    links = GuidanceFor.objects.filter(guidance__in=guidance)
    serving = Count("guidance", distinct=True)
    served = dict(links.order_by().values_list("category").annotate(serving))
    examples = _by_kind(PracticeExample.objects.visible_to(user), user)
    believed = _by_kind(Believed.objects.visible_to(user), user)
    opened = _open_by_kind(user)
    return [
        Kind(
            category=one,
            steps=steps[one.pk],
            guidance=served.get(one.pk, 0),
            examples=examples.get(one.pk, 0),
            believed=believed.get(one.pk, 0),
            open=BoundedCount(opened.get(one.pk, 0)),
        )
        for one in Category.objects.all()
    ]


def _by_kind(rows: QuerySet[Any], user: Any) -> dict[int, int]:
    seen = of_the_country(rows, user).order_by().values_list("category")
    return dict(seen.annotate(Count("pk")))


def _open_by_kind(user: Any) -> dict[int, int]:
    """How many barriers are known to be open, by kind."""
    seen = of_the_country(Barrier.objects.visible_to(user).open_or_not_known(), user)
    return dict(seen.order_by().values_list("category").annotate(opened=_OPEN))


def _standing(category: Category, user: Any) -> InTheWay:
    """The same of one kind, counted no further than a list counts. One query."""
    seen = Barrier.objects.visible_to(user).open_or_not_known().filter(category=category)
    some = of_the_country(seen, user).order_by().values("status")[: MOST + 1]
    counts = some.aggregate(opened=_OPEN, rest=_NOT_KNOWN)
    read = counts["opened"] + counts["rest"]
    opened, rest = (among(counts[name], read, MOST) for name in ("opened", "rest"))
    return InTheWay(category, opened, rest)


def on_kind(category: Category, user: Any) -> OnKind:
    """The page of a kind. Nine queries at most."""
    guidance = Guidance.objects.visible_to(user).of_kind(category.pk).for_rows()
    examples = PracticeExample.objects.visible_to(user).filter(category=category)
    believed = Believed.objects.visible_to(user).filter(category=category)
    return OnKind(
        steps=list(Practice.objects.standing().filter(category=category)),
        guidance=list(of_the_country(guidance, user)[:SHOWN]),
        examples=list(of_the_country(examples, user).for_rows()[:SHOWN]),
        beliefs=with_standing(of_the_country(believed, user).for_rows()[:FEW], user),
        in_the_way=_standing(category, user),
    )


def of_step(step: Practice, user: Any) -> OnKind:
    """The page of a step: guidance and examples of the step, and how many wait for it."""
    links = GuidanceFor.objects.filter(practice=step)
    guidance = Guidance.objects.visible_to(user).filter(pk__in=links.values("guidance"))
    examples = PracticeExample.objects.visible_to(user).filter(practice=step)
    return OnKind(
        steps=[],
        guidance=list(of_the_country(guidance.for_rows(), user)[:SHOWN]),
        examples=list(of_the_country(examples, user).for_rows()[:SHOWN]),
        beliefs=[],
        in_the_way=_standing(step.category, user),
    )
