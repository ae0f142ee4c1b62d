"""Two rows that stand for one body: what is wrong with merging them, and the journal of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Q
from django.utils import timezone

from interface.words import date_words
from partnerships.models import (
    FormerAddress,
    Organisation,
    Reorganisation,
    ReorganisationPart,
    TwoBodies,
)
from records.merging import Does, Sides
from reorganise.journal import Journal
from reorganise.plan import Problem, Refused
from reorganise.rules import RULES

DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The row that goes, the row that stays, and how we know that they are one body."""

    goes: Organisation
    stays: Organisation
    reason: str = ""

    @property
    def title(self) -> str:
        """What happens, in a sentence."""
        return f"{self.goes.name} is the same body as {self.stays.name}"


def check(pair: Duplicate) -> None:
    """Raises Refused with every problem of merging these two."""
    if problems := list(_problems(pair)):
        raise Refused(problems)


def _problems(pair: Duplicate) -> Iterator[Problem]:
    goes, stays = pair.goes, pair.stays
    if goes == stays:
        yield Problem("stays", "This is the same page. Choose the other one")
        return
    for body, where in ((goes, ""), (stays, "stays")):
        if body.merged_into_id:
            into = Organisation.objects.get(pk=body.merged_into_id)
            yield Problem(where, f"{body} was merged into {into} already. Choose another")
    if stays.pk in _above(goes):
        yield Problem("stays", f"{goes} is a team within {stays}. They are two")
    elif goes.pk in _above(stays):
        yield Problem("stays", f"{stays} is a team within {goes}. They are two")
    if goes.succeeded_by_id == stays.pk or stays.succeeded_by_id == goes.pk:
        yield Problem("stays", "One of them came after the other. They are two bodies in time")
    if goes.is_example != stays.is_example:
        yield Problem("stays", "One of them is made up and the other is real")
    for judgement in TwoBodies.objects.standing().of(goes, stays):
        day = date_words(timezone.localtime(judgement.created_at))
        yield Problem(
            "stays",
            f"On {day} it was said that they are two: {judgement.reason}. Take that back first",
        )
    for noun, count in _between(goes, stays):
        text = f"{noun} names one of them on each side ({count})"
        yield Problem("stays", f"{text}, so they are two. Correct that first")


def _between(body: Organisation, other: Organisation) -> Iterator[tuple[str, int]]:
    """Records that name both in two columns: money from one to the other, say."""
    for first, second in combinations(RULES[Organisation], 2):
        if first.model != second.model or first.model is Organisation or first.does is Does.STAY:
            continue
        across = Q(**{first.column: body, second.column: other})
        back = Q(**{first.column: other, second.column: body})
        if count := first.model._meta.base_manager.filter(across | back).count():
            yield str(first.model._meta.verbose_name).capitalize(), count


def _above(body: Organisation) -> set[int]:
    """The bodies that it is a part of."""
    ids: set[int] = set()
    parent = body.parent
    while parent is not None and len(ids) < DEEPEST:
        ids.add(parent.pk)
        parent = parent.parent
    return ids


def write(reorganisation: Reorganisation, pair: Duplicate) -> None:
    """Write the journal: all that names the one names the other, its names are kept as former."""
    goes, stays = pair.goes, pair.stays
    today = timezone.localdate()
    sides = Sides(today, (goes.pk,), (stays.pk,))
    journal = Journal(reorganisation, Organisation, sides, {})
    for side, body in (("before", goes), ("after", stays)):
        ReorganisationPart.objects.create(
            reorganisation=reorganisation, side=side, name=body.name, organisation=body
        )
    for rule in RULES[Organisation]:
        journal.write(rule)
    held = set(stays.names.values_list("name_key", flat=True))
    for name in goes.names.all():
        if name.name_key in held or (name.valid_from and name.valid_from >= today):
            continue
        until = name.valid_to or today
        journal.changed(name, organisation_id=stays.pk, valid_to=until)
    journal.changed(goes, merged_into_id=stays.pk)
    if goes.description and not stays.description:
        journal.changed(stays, description=goes.description)
    kept = FormerAddress.objects.filter(slug=goes.slug, organisation__isnull=False).first()
    if kept is None:
        former = FormerAddress(slug=goes.slug, organisation=stays, since=timezone.now())
        journal.came(former)
