from __future__ import annotations

from typing import Any

from django.db import transaction

from people.models import Recognition
from people.review.responsible import answer_for, tell_all


@transaction.atomic
def give_recognition(*, by: Any, recognition: Recognition) -> Recognition:
    """Record the thanks and tell whom they are for: the role's holder, and officers of the body."""
    recognition.created_by = by
    recognition.save()
    posts = [recognition.post] if recognition.post else []
    recipients = [user for user in answer_for(recognition.organisation, posts) if user != by]
    tell_all(
        recipients,
        kind="recognition",
        about=recognition,
        subject=f"{recognition.given_by} thanks {recognition.to}",
        text=recognition.said,
        url=recognition.get_absolute_url(),
    )
    return recognition
