"""Thanking a body, a team or a job role for what came of its work."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from partnerships.models import Recognition
from partnerships.review.keepers import answer_for, tell_all


@transaction.atomic
def give_recognition(*, by: Any, recognition: Recognition) -> Recognition:
    """Record the thanks and tell whom they are for: the role's holder, and officers of the body."""
    recognition.created_by = by
    recognition.save()
    posts = [recognition.post] if recognition.post else []
    told = [one for one in answer_for(recognition.organisation, posts) if one != by]
    tell_all(
        told,
        kind="recognition",
        subject=f"{recognition.given_by} thanks {recognition.to}",
        text=recognition.said,
        url=recognition.get_absolute_url(),
    )
    return recognition
