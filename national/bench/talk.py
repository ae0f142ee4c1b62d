"""Pages with comments and files in the speed table: the records that have most of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count

from barriers.models import Barrier
from collaboration.models import Attachment, Comment
from national.bench.budgets import LARGEST_PILOT, PAGE, SIGNED_IN, BenchPage, at
from pilots.models import Pilot, Update


def of_talk() -> Iterator[BenchPage]:
    """The pilot and the barrier with most comments, all comments of one, an update with files."""
    barrier, pilot = _busiest(Comment, Barrier), _busiest(Comment, Pilot)
    update = _busiest(Attachment, Update)
    yield BenchPage("barrier with comments", barrier.get_absolute_url(), PAGE, SIGNED_IN)
    # The one with most comments is the largest pilot, with as much of everything as one may have
    url = pilot.get_absolute_url()
    yield BenchPage("pilot with comments", url, LARGEST_PILOT, SIGNED_IN)
    url = at("comments", "barrier", barrier.pk)
    yield BenchPage("comments on one barrier", url, PAGE, SIGNED_IN)
    url = at("comment_people", "barrier", barrier.pk, q="ma")
    yield BenchPage("people to mention", url, PAGE, SIGNED_IN)
    yield BenchPage("update with files", update.get_absolute_url(), PAGE, SIGNED_IN)


def _busiest(of: Any, model: Any) -> Any:
    """The open record of a kind beside which most of these stand."""
    kind = ContentType.objects.get_for_model(model)
    counted = of.objects.filter(subject_type=kind).order_by().values("subject_id")
    most = counted.annotate(n=Count("pk")).order_by("-n", "subject_id")
    numbers = [row["subject_id"] for row in most[:500]]
    path = "pilot__visibility" if model is Update else "visibility"
    is_open = {"state": "accepted"} if model is Update else {}
    rows = {
        row.pk: row
        for row in model.objects.filter(
            pk__in=numbers, **{f"{path}__in": ("network", "public")}, **is_open
        )
    }
    return next(rows[number] for number in numbers if number in rows)
