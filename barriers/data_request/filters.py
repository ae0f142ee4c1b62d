from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from barriers.models import DataRequest
from interface.filters import FilterSet, OneOf, Ticked, Words
from interface.words import capitalised_choices
from partnerships.organisation.forms import body_filter
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from partnerships.programme.choices import programme_choices
from pilots.pilot.forms import pilot_filter

WAITING, GRANTED = "waiting", "granted"


class DataRequestFilter(LeavesOutExamples, FilterSet):
    """Requests by where they stand, whose they are, and what is asked for; the tracker counts the
    same rows."""

    q = Words("Words or reference", by="found_by")
    status = OneOf(
        "Status",
        choices=[
            (WAITING, "Asked, no answer yet"),
            (GRANTED, "Agreed or received"),
            *capitalised_choices(DataRequest.Status.choices),
        ],
        method="of_status",
    )
    body = body_filter("Organisation that holds the data", by="asked_of_body")
    no_body = Ticked("Nobody knows who holds it", by="without_body")
    place = place_filter()
    programme = OneOf("Programme", field_name="programme__slug")
    pilot = pilot_filter()
    health = OneOf(
        "Health or care data",
        field_name="health_data",
        choices=capitalised_choices(DataRequest._meta.get_field("health_data").choices or []),
    )
    first = OneOf(
        "Shared for the first time",
        field_name="first_time",
        choices=capitalised_choices(DataRequest._meta.get_field("first_time").choices or []),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = self.request.user
        self.filters["programme"].extra["choices"] = programme_choices(self.reader)

    def of_status(self, rows: Any, name: str, value: str) -> QuerySet[DataRequest]:
        """Requests that stand somewhere, wait for the body, or were granted."""
        if value == WAITING:
            return rows.waiting()
        if value == GRANTED:
            return rows.filter(status__in=DataRequest.GRANTED)
        return rows.filter(status=value)
