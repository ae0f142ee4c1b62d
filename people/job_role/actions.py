"""Job roles: saved, closed, and handed from one person to the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from partnerships.models import Organisation, Place, Topic
from partnerships.place.models.place import holding
from people.models import JobRole, JobRoleHolder, JobRolePlace, JobRoleTopic, Person
from registry.reviewed import next_review

# What goes with a job role that is taken back
PARTS = ((JobRolePlace, "post"), (JobRoleTopic, "post"), (JobRoleHolder, "post"))
TAKES_OVER, JOINS, VACANT = "takes_over", "joins", "vacant"


@transaction.atomic
def add_post(
    *,
    by: Any,
    post: JobRole,
    topics: Iterable[Topic],
    places: Iterable[Place],
    check: Callable[[], None],
) -> JobRole:
    """Add a job role.

    ``check`` is asked once nobody else can add one to this body any more; what it raises, this
    raises.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=post.organisation_id)
    check()
    return save_post(by=by, post=post, topics=topics, places=places)


@transaction.atomic
def save_post(
    *, by: Any, post: JobRole, topics: Iterable[Topic], places: Iterable[Place]
) -> JobRole:
    """Save a job role with the themes and places that it deals with."""
    if not post.pk:
        post.created_by = by
        post.confirmed_on, post.confirmed_by = timezone.localdate(), by
        post.review_by = next_review(post, timezone.localdate())
    post.save()
    _set(JobRoleTopic, post, "topic", topics)
    _set(JobRolePlace, post, "place", places)
    return post


def _set(link: Any, post: JobRole, what: str, wanted: Iterable[Any]) -> None:
    """Make the links of a job role those wanted, without touching the ones that stay."""
    rows, ids = link.objects.filter(post=post), {record.pk for record in wanted}
    there = set(rows.values_list(f"{what}_id", flat=True))
    if gone := there - ids:
        rows.filter(**{f"{what}__in": gone}).delete()
    link.objects.bulk_create(link(post=post, **{f"{what}_id": pk}) for pk in sorted(ids - there))


@transaction.atomic
def close_post(*, by: Any, post: JobRole, on: dt.date) -> JobRole:
    """A job role that is no more. Whoever holds it then holds it no longer."""
    _end(JobRoleHolder.objects.filter(holding(on), post=post), on)
    JobRoleHolder.objects.filter(post=post, valid_from__gt=on).delete()
    post.ended_on = on
    post.save(update_fields=["ended_on"])
    return post


@transaction.atomic
def change_holder(
    *, by: Any, post: JobRole, how: str, on: dt.date, name: str = "", email: str = ""
) -> JobRole:
    """From a day on: somebody takes over, somebody joins, or the role is vacant.

    It confirms the role, since somebody has just said who holds it. Raises ValidationError where
    the same person would hold it twice at once, and where somebody begins later than that day.
    """
    JobRole.objects.select_for_update().get(pk=post.pk)
    current = JobRoleHolder.objects.filter(holding(on), post=post)
    if how != JOINS:
        begins_later = JobRoleHolder.objects.filter(post=post, valid_from__gt=on)
        if begins_later.exists():
            raise ValidationError("Somebody is recorded from a later day. Enter a later day")
    person = None if how == VACANT else _person(by, name, email)
    if how == TAKES_OVER and current.filter(person=person).exists():
        raise ValidationError(f"{person} holds this job role already")
    if how != JOINS:
        _end(current, on)
    if person is not None:
        _begin(by, post, person, on)
    today = timezone.localdate()
    post.confirmed_on, post.confirmed_by, post.bounced_on = today, by, None
    post.review_by = next_review(post, today)
    post.save(update_fields=["confirmed_on", "confirmed_by", "bounced_on", "review_by"])
    return post


def _begin(by: Any, post: JobRole, person: Person, on: dt.date) -> None:
    try:
        with transaction.atomic():
            JobRoleHolder.objects.create(post=post, person=person, valid_from=on, created_by=by)
    except IntegrityError:
        message = f"{person} holds this job role already"
        raise ValidationError(message) from None


def _end(rows: Any, on: dt.date) -> None:
    """End these on a day; one that began that very day was a mistake and goes."""
    rows.filter(valid_from=on).delete()
    rows.filter(Q(valid_from=None) | Q(valid_from__lt=on)).update(valid_to=on)


def known_person(by: Any, name: str, email: str) -> Person | None:
    """Somebody of this name and address whom the user may know; None without an address."""
    people = Person.objects.visible_to(by).filter(name__iexact=name, email__iexact=email)
    return people.order_by("id").first() if email else None


def _person(by: Any, name: str, email: str) -> Person:
    """Somebody of this name and address whom the user may know already, else somebody new."""
    if person := known_person(by, name, email):
        return person
    account = User.objects.filter(email=email.lower(), person=None).first() if email else None
    return Person.objects.create(name=name, email=email, user=account, created_by=by)
