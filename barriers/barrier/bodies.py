"""What must hold of a body that is asked, or named as the one that could unlock a barrier."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from partnerships.models import Organisation, Post


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
