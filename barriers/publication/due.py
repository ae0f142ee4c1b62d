"""What the passing of time does to publications: they go out, or are held by a pause.

Safe to run twice, at the same time or after a week off: each is locked and looked at again.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from barriers.models import Barrier, Publication
from barriers.publication.going_out import go_out
from records.periods import is_working_day


def publish_due(today: dt.date) -> int:
    """Publish what is due; gives how many went out.

    What a pause held goes out on the first working day after it.
    """
    out = 0
    due = Publication.objects.due(today).order_by("id").values_list("pk", "barrier")
    for pk, barrier in list(due):
        with transaction.atomic():
            publication = _still_due(pk, barrier, today)
            if publication is None or _waits_for_monday(publication, today):
                continue
            out += go_out(publication, today) == Publication.State.PUBLISHED
    return out


def _waits_for_monday(publication: Publication, today: dt.date) -> bool:
    return publication.state == Publication.State.HELD and not is_working_day(today)


def _still_due(pk: int, barrier: int, today: dt.date) -> Publication | None:
    """The publication, locked; None where another run has it, or it moved on meanwhile.

    The barrier is locked first, as by everybody else.
    """
    rows = Barrier.objects.select_for_update(of=("self",), skip_locked=True).defer("search")
    mine = rows.filter(pk=barrier).first()
    if mine is None:
        return None
    locked = Publication.objects.due(today).select_for_update(of=("self",), skip_locked=True)
    publication = locked.select_related("body__parent", "created_by").filter(pk=pk).first()
    if publication is not None:
        publication.barrier = mine
    return publication
