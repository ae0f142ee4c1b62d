"""What must hold of a body that is asked, or named as the one that could unlock a barrier."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.models import User
from partnerships.models import Assignment, Organisation, Post, Role


def heir_of(body: Organisation) -> Organisation | None:
    """Who took over from a body that has ended; None for one that stands."""
    return body.merged_into or body.succeeded_by


def must_stand(body: Organisation) -> None:
    """Raises ValidationError for a body that has ended, and names its successor."""
    heir = heir_of(body)
    if heir is not None:
        raise ValidationError(f"{body} has ended. {heir} took over from it: name {heir} instead")


def must_be_role_of(post: Post | None, body: Organisation) -> None:
    """Raises ValidationError for a job role that is not one of the body's or of its teams'."""
    if post is not None and not is_within(post.organisation, body):
        raise ValidationError(f"{post} is not a job role of {body} or of a team within it")


def is_within(body: Organisation, above: Organisation) -> bool:
    """Whether a body is another one, or a team within it."""
    return Organisation.objects.of_bodies([above.pk]).filter(pk=body.pk).exists()


def officers_of(body: Organisation, on: dt.date) -> QuerySet[User]:
    """Accounts that answer for a body: its officers, and those of the bodies that it is part of."""
    above = {body.pk, body.parent_id, body.parent.parent_id if body.parent else None} - {None}
    roles = Assignment.objects.on(on).filter(role=Role.OFFICER, organisation__in=above)
    users = roles.order_by().values("user")
    return User.objects.filter(pk__in=users, is_active=True).order_by("id")
