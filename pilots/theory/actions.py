"""A theory of change is drawn up, agreed, and from then on left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from pilots.pilot.models import Pilot
from pilots.theory.drawing import drawn
from pilots.theory.models import Theory, TheoryBox, TheoryLink

LEADS_BACK = "This arrow would lead back to where it starts"
FIXED = "This version is agreed and stays as it is. Start a new version"
MOST_BOXES = 40


@transaction.atomic
def begin(*, by: Any, pilot: Pilot, why: str) -> Theory:
    """A new version: a copy of the latest, or an empty first one."""
    Pilot.objects.select_for_update().get(pk=pilot.pk)
    latest = Theory.objects.filter(pilot=pilot).order_by("-number").first()
    if latest is None:
        return Theory.objects.create(pilot=pilot, number=1, why=why, created_by=by)
    if latest.agreed_at is None:
        raise ValidationError("A new version is already being worked on")
    if not why:
        raise ValidationError({"why": "Say why there is a new version"})
    made = Theory.objects.create(pilot=pilot, number=latest.number + 1, why=why, created_by=by)
    copies: dict[int, TheoryBox] = {}
    for box in latest.boxes.all():
        copies[box.pk] = TheoryBox.objects.create(
            theory=made,
            kind=box.kind,
            text=box.text,
            assumption=box.assumption,
            indicator_id=box.indicator_id,
            created_by=by,
        )
    for link in latest.links.all():
        TheoryLink.objects.create(
            theory=made,
            start=copies[link.start_id],
            end=copies[link.end_id],
            assumption=link.assumption,
            created_by=by,
        )
    return made


@transaction.atomic
def agree(*, by: Any, theory: Theory, as_read: str) -> Theory:
    """Agree on a draft: it is read by all readers of the pilot and changed no more.

    ``as_read`` is the mark of what the person read, who agrees on that and on nothing else.
    """
    _open(theory)
    now = drawn(theory)
    if not now:
        raise ValidationError("There is nothing in it yet. Add a box first")
    if now.mark != as_read:
        raise ValidationError("Somebody changed it while you read it. Read it again, then agree")
    theory.agreed_at = timezone.now()
    theory.save()
    return theory


@transaction.atomic
def write_box(*, by: Any, box: TheoryBox) -> TheoryBox:
    """Add a box to a draft, or change one."""
    _open(box.theory)
    if not box.pk:
        box.created_by = by
        if box.theory.boxes.count() >= MOST_BOXES:
            raise ValidationError(f"You can have at most {MOST_BOXES} boxes. Join some of them")
    box.save()
    return box


@transaction.atomic
def remove_box(*, by: Any, box: TheoryBox) -> None:
    """Take a box and its arrows out of a draft; agreed versions and the history keep them."""
    _open(box.theory)
    box.delete()


@transaction.atomic
def add_link(*, by: Any, link: TheoryLink) -> TheoryLink:
    """Join two boxes of a draft with an arrow that does not lead back."""
    _open(link.theory)
    rows = TheoryLink.objects.filter(theory=link.theory)
    if rows.filter(start=link.start, end=link.end).exists():
        raise ValidationError("These two are joined already")
    if _reaches(link.end_id, link.start_id, list(rows.values_list("start_id", "end_id"))):
        raise ValidationError({"end": LEADS_BACK})
    link.created_by = by
    link.save()
    return link


@transaction.atomic
def remove_link(*, by: Any, link: TheoryLink) -> None:
    """Take an arrow out of a draft."""
    _open(link.theory)
    link.delete()


def _open(theory: Theory) -> None:
    """Held until the end: nobody agrees while somebody else still draws."""
    held = Theory.objects.select_for_update().get(pk=theory.pk)
    if held.agreed_at is not None:
        raise ValidationError(FIXED)


def _reaches(first: int, last: int, links: Sequence[tuple[int, int]]) -> bool:
    waiting, seen = [first], {first}
    while waiting:
        here = waiting.pop()
        if here == last:
            return True
        new = {end for start, end in links if start == here} - seen
        seen |= new
        waiting += new
    return False
