"""Data that the user's organisations are asked for and have not answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.urls import reverse

from barriers.models import DataRequest
from interface import words
from interface.sections import SHOWN, Section, Task
from partnerships.models import Organisation
from partnerships.subqueries import first_of
from partnerships.visibility import Reader


def sections(user: Any, reader: Reader) -> Iterator[Section]:
    """The longest waiting first; nothing where none waits."""
    bodies = Organisation.objects.of_bodies(reader.organisations).order_by().values("pk")
    asked = DataRequest.objects.visible_to(user).waiting().filter(asked_of__in=bodies)
    longest_first = (F("asked_on").asc(nulls_last=True), "id")
    rows, count = first_of(asked.for_rows().order_by(*longest_first), SHOWN)
    if rows:
        yield Section(
            key="data",
            title="Data that your organisation is asked for",
            short="Requests for data",
            items=[
                Task(
                    title=one.dataset,
                    url=one.get_absolute_url(),
                    note=words.list_words(link.place.name for link in one.place_links.all()),
                    status=words.capitalised(one.get_status_display()),
                    shape=one.shape,
                    reason=_since(one),
                )
                for one in rows
            ],
            count=count,
            note="not answered yet",
            url=f"{reverse('data_requests')}?status=waiting",
            link="All that wait",
        )


def _since(request: DataRequest) -> str:
    return f"Asked {request.asked}" if request.asked else "Asked on a day that is not known"
