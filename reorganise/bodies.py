"""Two rows that stand for one body: which look so, what is wrong with merging them, the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from governance.models import Board
from interface.words import date_words
from partnerships.models import (
    FormerAddress,
    NotDuplicate,
    Organisation,
    OrganisationSuccession,
    Reorganisation,
    ReorganisationPart,
)
from records.merging import Does, Sides
from reorganise.journal import Journal
from reorganise.moves import Moves, preview
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
    if Board.objects.filter(organisation__in=[goes, stays]).count() > 1:
        yield Problem("stays", "Each of them is a board. Boards cannot be merged")
    if stays.pk in above(goes):
        yield Problem("stays", f"{goes} is a team within {stays}, so they are different")
    elif goes.pk in above(stays):
        yield Problem("stays", f"{stays} is a team within {goes}, so they are different")
    if OrganisationSuccession.objects.between(goes, stays).exists():
        yield Problem("stays", "One of them came after the other, so they are different")
    if goes.is_example != stays.is_example:
        yield Problem("stays", "One of them is made up and the other is real")
    yield from _said_to_be_two(goes, stays)


def _said_to_be_two(goes: Organisation, stays: Organisation) -> Iterator[Problem]:
    for judgement in NotDuplicate.objects.standing().of(goes, stays):
        day = date_words(timezone.localtime(judgement.created_at))
        yield Problem(
            "stays",
            f"On {day} somebody recorded that they are different: {judgement.reason}. "
            "Take that back first",
        )
    for noun, count in _between(goes, stays):
        text = f"{noun} names one of them on each side ({count})"
        yield Problem("stays", f"{text}, so they are different. Correct that first")


def _between(body: Organisation, other: Organisation) -> Iterator[tuple[str, int]]:
    """Records that name both in two columns: money from one to the other, say."""
    for first, second in combinations(RULES[Organisation], 2):
        if first.model != second.model or first.model is Organisation or first.does is Does.STAY:
            continue
        across = Q(**{first.column: body, second.column: other})
        back = Q(**{first.column: other, second.column: body})
        if count := first.model._meta.base_manager.filter(across | back).count():
            yield str(first.model._meta.verbose_name).capitalize(), count


def above(body: Organisation) -> set[int]:
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


MOST = 100
# Words that say what kind of body it is, not which one
_COMMON = (
    r"\m(the|of|and|for|council|borough|city|county|district|metropolitan|royal|ltd|limited|plc"
    r"|cic|cio|nhs|trust|foundation)\M"
)
_SQL = """
WITH body AS (
  SELECT o.id, o.sector, o.parent_id, n.name_key,
    btrim(regexp_replace(regexp_replace(n.name_key, %(common)s, '', 'g'), ' +', ' ', 'g')) AS core
  FROM partnerships_organisation o
  JOIN partnerships_organisationname n ON n.organisation_id = o.id AND n.valid_to IS NULL
  WHERE o.merged_into_id IS NULL AND o.is_example = %(example)s
), number AS (
  SELECT i.organisation_id AS id,
    ltrim(upper(regexp_replace(i.value, '[^[:alnum:]]', '', 'g')), '0') AS value
  FROM partnerships_organisationidentifier i
), pair AS (
  SELECT a.id AS one, b.id AS other, 'They have the same official number' AS why, 1 AS sort
  FROM number a JOIN number b ON b.value = a.value AND b.id > a.id WHERE length(a.value) > 4
  UNION ALL
  SELECT a.id, b.id, 'Their names say the same', 2
  FROM body a JOIN body b ON b.core = a.core AND b.sector = a.sector AND b.id > a.id
    AND b.parent_id IS NOT DISTINCT FROM a.parent_id
  WHERE a.core <> ''
  UNION ALL
  SELECT a.id, b.id, 'Their names are nearly the same, and they work in the same place', 3
  FROM partnerships_organisationplace at
  JOIN partnerships_organisationplace too
    ON too.place_id = at.place_id AND too.organisation_id > at.organisation_id
  JOIN body a ON a.id = at.organisation_id
  JOIN body b ON b.id = too.organisation_id AND b.sector = a.sector
    AND b.parent_id IS NOT DISTINCT FROM a.parent_id
  WHERE similarity(a.core, b.core) > 0.5 AND a.core <> b.core
)
SELECT one, other, (array_agg(why ORDER BY sort))[1] FROM pair
JOIN body a ON a.id = one JOIN body b ON b.id = other
WHERE a.parent_id IS DISTINCT FROM b.id AND b.parent_id IS DISTINCT FROM a.id
  AND NOT EXISTS (SELECT 1 FROM partnerships_organisationsuccession came
    WHERE (came.before_id, came.after_id) IN ((one, other), (other, one)))
  AND NOT EXISTS (SELECT 1 FROM partnerships_notduplicate said WHERE said.taken_back_at IS NULL
    AND said.one_id = least(one, other) AND said.other_id = greatest(one, other))
GROUP BY one, other ORDER BY min(sort), one, other LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may stand for one body, and why we think so."""

    one: Organisation
    other: Organisation
    why: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """The pairs, the surest first; ``is_cut`` where there are more than are shown."""

    pairs: list[Pair]
    is_cut: bool


def candidates(user: Any, *, example: bool = False) -> Candidates:
    """Pairs that may be one body, but those said to be two. Two queries."""
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"common": _COMMON, "example": example, "most": MOST + 1}
        cursor.execute(_SQL, values)
        rows = cursor.fetchall()
    ids = {pk for one, other, _ in rows for pk in (one, other)}
    held = Organisation.objects.visible_to(user).select_related("parent").in_bulk(ids)
    pairs = [Pair(held[one], held[other], why) for one, other, why in rows[:MOST]]
    return Candidates(pairs, len(rows) > MOST)


def previewed(pair: Duplicate, user: Any) -> Moves:
    """What would move. Raises Refused where they are two."""
    check(pair)
    return preview(
        lambda made: write(made, pair),
        user,
        kind=Reorganisation.Kind.DUPLICATE,
        title=pair.title[:500],
        on=timezone.localdate(),
    )
