from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.notice.parties import tell_parties
from people.models import Recognition
from people.review.parties import body_party
from people.review.responsible import answer_for


@transaction.atomic
def give_recognition(*, by: Any, recognition: Recognition) -> Recognition:
    """Record the thanks and tell whom they are for: the role's holder, and officers of the body."""
    recognition.created_by = by
    recognition.save()
    posts = [recognition.post] if recognition.post else []
    people = answer_for(recognition.organisation, posts)
    tell_parties(
        [body_party(recognition.organisation, people)],
        by=by,
        by_mail=True,
        kind="recognition",
        about=recognition,
        subject=f"{recognition.given_by} thanks {recognition.to}",
        text=recognition.said,
        url=recognition.get_absolute_url(),
    )
    return recognition
