"""Counts of few people, which the public does not read (docs/decisions/0006 and 0092)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Self

from django.db import models

from pilots.amounts import per_cent
from pilots.indicator.groups import ByGroup
from records.figures import FEW, FEWER_THAN, Qualifier, Quantity

# Units that are people, and units that measure what concerns people without counting them.
PEOPLE = re.compile(
    r"\b(adults|babies|boys|carers|children|claimants|clients|couples|families|fathers|girls"
    r"|households|individuals|infants|learners|men|mothers|offenders|parents|participants"
    r"|patients|people|pensioners|persons?|pupils|refugees|residents|students|tenants"
    r"|(service )?users|veterans|victims|women)\b",
    re.IGNORECASE,
)
MEASURES = re.compile(
    r"[%£]|\b(minutes|hours|days|weeks|months|years|points|scores?|rate|ratio|miles|km)\b",
    re.IGNORECASE,
)
# What is about these is not about people; who it is about may not be known.
NOT_PEOPLE = ("organisation", "society")
REST = ""


def is_people(unit: str) -> bool:
    """Whether a unit is people, and not a share or a measure of them."""
    return bool(PEOPLE.search(unit)) and not MEASURES.search(unit)


def counts_people(concerns: str, unit: str) -> bool:
    """Whether a figure counts people, or things that stand for one person or home each."""
    return (concerns == "person" and not MEASURES.search(unit)) or is_people(unit)


class FewHiddenQuerySet(models.QuerySet):
    """Rows of an indicator whose ``figure`` may count people.

    To the public a count from 1 to 4 says "fewer than 5": in the rows as they are read, so that no
    page and no file can tell more; groups of it and the numbers behind a percentage likewise. What
    is stored stays as it is.
    """

    figure = ""
    hides_few = False

    def shown_to(self, user: Any) -> Self:
        """The same rows, saying no more of few people than this reader may know."""
        if user.is_authenticated:
            return self
        shown = self.select_related("indicator")
        shown.hides_few = True
        return shown

    def _clone(self) -> Self:
        made: Self = super()._clone()  # type: ignore[misc]  # Django's own hook
        made.hides_few = self.hides_few
        return made

    def _fetch_all(self) -> None:
        is_fresh = self._result_cache is None
        super()._fetch_all()
        if is_fresh and self.hides_few:
            for row in self._result_cache:
                if isinstance(row, self.model):
                    _hide_few(row, self.figure)


def _hide_few(row: Any, figure: str) -> None:
    indicator = row.indicator
    if getattr(row, "denominator", None) is not None and indicator.concerns not in NOT_PEOPLE:
        _hide_few_of_share(row)
    if not (indicator.counts_people or is_people(getattr(row, "unit", ""))):
        return
    quantity = Quantity.of(row, figure)
    if figure == "value":
        # One that was not read with the row is never read after it, when nothing would be hidden
        row.by_group = groups_shown(row.__dict__.get("by_group") or ByGroup(), quantity)
    if quantity.is_few:
        setattr(row, f"{figure}_low", FEW)
        setattr(row, f"{figure}_high", None)
        setattr(row, f"{figure}_qualifier", FEWER_THAN)


def _hide_few_of_share(row: Any) -> None:
    numerator, denominator, value, qualifier = share_shown(row.numerator, row.denominator)
    if qualifier == Qualifier.EXACTLY:
        return
    row.numerator, row.denominator = numerator, denominator
    row.value_low, row.value_qualifier = value, qualifier
    if value is None:
        row.missing, row.value_qualifier = "cannot_share", Qualifier.EXACTLY


def share_shown(
    numerator: Decimal, denominator: Decimal
) -> tuple[Decimal | None, Decimal | None, Decimal | None, str]:
    """A percentage and the numbers behind it as the public may know them: nothing tells how many
    they are where those counted, or the others, are from one to four."""
    others = denominator - numerator
    if denominator < FEW:
        return None, None, None, FEWER_THAN
    if 0 < numerator < FEW:
        return FEW, denominator, per_cent(FEW, denominator), FEWER_THAN
    if 0 < others < FEW:
        most = denominator - FEW
        return most, denominator, per_cent(most, denominator), Qualifier.MORE_THAN
    return numerator, denominator, per_cent(numerator, denominator), Qualifier.EXACTLY


def groups_shown(by_group: ByGroup, whole: Quantity) -> ByGroup:
    """A figure by group as the public may know it; None stands for what is not shown."""
    made = ByGroup()
    for name, values in by_group.items():
        hidden = not_shown(values, _rest(values, whole))
        made[name] = {group: None if group in hidden else said for group, said in values.items()}
    return made


def _rest(values: Mapping[str, Decimal | None], whole: Quantity) -> Decimal:
    """How many are in no group of which a number is known."""
    if whole.low is None or whole.high is not None or whole.qualifier != Qualifier.EXACTLY:
        return Decimal(0)
    return whole.low - sum(value or 0 for value in values.values())


def not_shown(values: Mapping[str, Decimal | None], rest: Decimal = Decimal(0)) -> set[str]:
    """The groups of a list that are not shown: those of one to four people, and the next ones, so
    that none can be worked out from the whole. ``rest`` is how many are in no known group.

    Which others are hidden follows from their order alone: the smallest of them would tell more.
    """
    cells = {group: value for group, value in values.items() if value is not None}
    if rest > 0:
        cells[REST] = rest
    order = list(cells)
    small = [group for group in order if 0 < cells[group] < FEW]
    if not small:
        return set()
    if sum(cells.values()) < 2 * max(FEW, Decimal(len(cells))):
        return set(values)  # also those of nobody, or how few the others are would be known
    start = order.index(small[0])
    others = [group for group in order[start:] + order[:start] if cells[group] >= FEW]
    hidden = list(small)
    while not _covered([cells[group] for group in hidden]):
        if not others:
            return set(values)
        hidden.append(others.pop(0))
    return set(hidden) - {REST}


def _covered(values: Sequence[Decimal]) -> bool:
    """Whether their sum, which anybody can work out, tells none of them and is not few itself: all
    of them could be one, or four, by no other sum."""
    total, most = sum(values), len(values) * (FEW - 1)
    return len(values) > 1 and total >= FEW and len(values) < total != most
