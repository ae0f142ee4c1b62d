"""When pages of the directory are to be reviewed, in the calendars of who keeps them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from access.visibility import reader_of
from partnerships.models import Organisation, Place, PlaceReach
from people.models import JobRole, JobRoleHolder
from registry.calendar import Reading
from registry.record_day import RecordDay


def _places(reading: Reading) -> QuerySet[Any] | None:
    reader = reader_of(reading.user)
    if reading.calendar.subject is not None or reader is None or not reader.kept_places:
        return None
    within = PlaceReach.objects.filter(ancestor__in=sorted(reader.kept_places)).order_by()
    rows = Place.objects.visible_to(reading.user).standing(reading.today)
    return rows.filter(pk__in=within.values("place"))


def _organisations(reading: Reading) -> QuerySet[Any] | None:
    """One's own, and the teams within them."""
    reader = reader_of(reading.user)
    if reading.calendar.subject is not None or reader is None or not reader.organisations:
        return None
    own = Organisation.objects.of_bodies(reader.organisations).order_by().values("pk")
    return Organisation.objects.visible_to(reading.user).filter(pk__in=own, ended_on=None)


def _job_roles(reading: Reading) -> QuerySet[Any] | None:
    reader = reader_of(reading.user)
    if reading.calendar.subject is not None or reader is None:
        return None
    rule = Q(pk__in=[])
    if reader.kept_places:
        rule |= Q(reach_ids__overlap=sorted(reader.kept_places))
    if reader.organisations:
        own = Organisation.objects.of_bodies(reader.organisations).order_by().values("pk")
        rule |= Q(organisation__in=own)
    return JobRole.objects.visible_to(reading.user).open().filter(rule)


def _leaving(reading: Reading) -> QuerySet[Any] | None:
    """Who holds a job role is not said: whoever keeps it reads that on its page."""
    posts = _job_roles(reading)
    if posts is None:
        return None
    return JobRoleHolder.objects.filter(post__in=posts.order_by().values("pk"))


def _review(key: str, model: Any, rows: Any, noun: str) -> RecordDay:
    return RecordDay(
        key=key,
        rows=rows,
        day="review_by",
        text=lambda one: f"{noun} to review: {one}",
        queryset=model.objects.all,
        to_do=True,
    )


CALENDAR = (
    _review("reviews", Place, _places, "Place").events(
        label="Reviews due", noun="Review of a place", order=75
    ),
    _review("organisation-reviews", Organisation, _organisations, "Organisation").events(
        noun="Review of an organisation", order=222, within="reviews"
    ),
    _review("job-role-reviews", JobRole, _job_roles, "Job role").events(
        noun="Review of a job role", order=223, within="reviews"
    ),
    RecordDay(
        key="holder-leaves",
        rows=_leaving,
        day="valid_to",
        is_last_day_before=True,
        text=lambda one: f"Holder leaves: {one.post}",
        url=lambda one: one.post.get_absolute_url(),
        queryset=lambda: JobRoleHolder.objects.select_related("post"),
    ).events(noun="Job role", order=224, within="terms"),
)
