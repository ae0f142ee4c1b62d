"""The box of an open round: the one place that writes answers, slips and marks.

All rows of a kind are written anew, in drawn order and under drawn numbers, whenever one comes to
them: so all have one moment, one transaction and no order. What was there before goes from the
tables by a vacuum after the commit. docs/decisions/0100 says what that holds against.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from governance.health_check.box_models import HealthAnswer, HealthBox, HealthMark, HealthSlip
from governance.health_check.models import HealthAsked, HealthRound
from governance.health_check.sealing import digest_of, slips_of
from records import large

KEPT_IN_BOX = (HealthAnswer, HealthSlip, HealthMark, HealthBox)
LOCK = "health-check"
_lot = secrets.SystemRandom()


def lock(one: HealthRound) -> HealthRound:
    """The round as it is, once nobody else answers, marks or closes it, to the end of the
    transaction. No row is locked: that would leave the number of the transaction on it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [LOCK, one.pk % 2**31])
    return HealthRound.objects.get(pk=one.pk)


def make(one: HealthRound) -> None:
    """A box for a round that is open now."""
    HealthBox.objects.create(round=one)


def answers_in(one: HealthRound) -> list[HealthAnswer]:
    """All answers of a round."""
    return list(HealthAnswer.objects.filter(round=one))


def put_answers(one: HealthRound, answers: Iterable[HealthAnswer], slip: str = "") -> None:
    """Keep these answers alone, and ``slip`` beside those that wait."""
    slips = set(HealthSlip.objects.filter(round=one).values_list("key", flat=True))
    if slip:
        slips.add(slip)
    _write(one, HealthAnswer, list(answers))
    _write(one, HealthSlip, [HealthSlip(round=one, key=key) for key in slips])
    transaction.on_commit(tidy)


def _write(one: HealthRound, model: type[HealthAnswer | HealthSlip], rows: list[Any]) -> None:
    model.objects.filter(round=one).delete()
    for row in rows:
        row.pk = uuid.uuid4()
    _lot.shuffle(rows)
    model.objects.bulk_create(rows)


def take_slips(one: HealthRound) -> list[HealthAsked]:
    """Make marks of the slips that wait; the partners of whom it now says so for the first time."""
    slips = set(HealthSlip.objects.filter(round=one).values_list("key", flat=True))
    asked = list(one.asked.select_related("mark"))
    marked = [each for each in asked if hasattr(each, "mark")]
    found = [each for each in asked if each not in marked and _has_slip(each, slips)]
    if found:
        drawn = [*marked, *found]
        _lot.shuffle(drawn)
        HealthMark.objects.filter(asked__round=one).delete()
        HealthMark.objects.bulk_create(HealthMark(asked=each) for each in drawn)
        HealthAsked.objects.filter(round=one, has_answered=True).update(has_answered=False)
        HealthSlip.objects.filter(round=one).delete()
        transaction.on_commit(tidy)
    return found


def _has_slip(asked: HealthAsked, slips: set[str]) -> bool:
    """``has_answered`` was written by 1.0.0, which knew no slips."""
    return asked.has_answered or not slips.isdisjoint(slips_of(asked.pk))


def that_answered(one: HealthRound, asked: Sequence[HealthAsked]) -> set[int]:
    """Which of these partners of a round have answered, by number: marked by the hourly job, or
    since it ran. Two queries."""
    marked = set(HealthMark.objects.filter(asked__in=asked).values_list("asked", flat=True))
    slips = set(HealthSlip.objects.filter(round=one).values_list("key", flat=True))
    return marked | {each.pk for each in asked if _has_slip(each, slips)}


def that_are_codes(one: HealthRound, codes: Iterable[str]) -> set[str]:
    """Those of these codes that an answer of the round has. One query, or none."""
    of = {digest_of(one.pk, code): code for code in codes}
    rows = HealthAnswer.objects.filter(round=one, key__in=of) if of else HealthAnswer.objects.none()
    return {of[key] for key in rows.values_list("key", flat=True)}


def empty(one: HealthRound) -> None:
    """Delete all that is kept of a round while it is open."""
    HealthAnswer.objects.filter(round=one).delete()
    HealthSlip.objects.filter(round=one).delete()
    HealthMark.objects.filter(asked__round=one).delete()
    HealthBox.objects.filter(round=one).delete()
    HealthAsked.objects.filter(round=one, has_answered=True).update(has_answered=False)
    transaction.on_commit(tidy)


def tidy() -> None:
    """Have the database forget the rows that were deleted. Where somebody still reads what was
    there before (a backup, say), the hourly job does it."""
    large.tidy([one._meta.db_table for one in KEPT_IN_BOX], waits=True)
