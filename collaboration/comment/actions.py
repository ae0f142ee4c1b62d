"""Writing, changing and withdrawing a comment, and telling those whom it mentions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from accounts.notice.when import MENTION
from collaboration.comment.models import Comment, Mention
from collaboration.comment.people import named_in
from collaboration.comment.permissions import can_change_comment
from registry.commented import commented_on

GONE = "This comment was withdrawn in the meantime. Nothing has changed."


def with_mentions(text: str, people: Iterable[User]) -> str:
    """The text with an @ for each person who was chosen from the list and is not named in it."""
    lowered = text.lower()
    more = [f"@{person}" for person in people if f"@{person}".lower() not in lowered]
    return "\n".join(part for part in (text, " ".join(more)) if part)


@transaction.atomic
def add_comment(*, by: Any, record: Any, text: str) -> list[str]:
    """Comment on a record that the caller has found visible.

    Gives the names in it that led to nobody who may read the record: nobody is told for them.
    """
    comment = Comment.objects.create(subject=record, text=text, created_by=by)
    return _mention(by, comment, record)


@transaction.atomic
def edit_comment(*, by: Any, comment: Comment, text: str) -> list[str]:
    """Change one's own words. Who is named anew is told; gives the names that led to nobody."""
    comment = _still_own(by, comment)
    if comment.text != text:
        comment.text, comment.edited_at = text, timezone.now()
        comment.save(update_fields=["text", "edited_at"])
    return _mention(by, comment, comment.subject)


@transaction.atomic
def withdraw_comment(*, by: Any, comment: Comment) -> None:
    """Take one's own words back. That there was a comment, by whom and when, stays."""
    comment = _still_own(by, comment)
    comment.text, comment.withdrawn_at = "", timezone.now()
    comment.save(update_fields=["text", "withdrawn_at"])
    comment.mentions.all().delete()


def _still_own(by: Any, comment: Comment) -> Comment:
    """The comment, locked, while its author may still change it."""
    locked = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if not can_change_comment(by, locked):
        raise ValidationError(GONE)
    return locked


def _mention(by: Any, comment: Comment, record: Any) -> list[str]:
    named = named_in(comment.text, record)
    before = set(comment.mentions.values_list("user", flat=True))
    comment.mentions.exclude(user__in=[person.pk for person in named.people]).delete()
    new = [person for person in named.people if person.pk not in before]
    Mention.objects.bulk_create(Mention(comment=comment, user=person) for person in new)
    title = commented_on(record).title(record)
    for person in new:
        if person.pk != by.pk:
            # The words stay in the comment, from where they can be withdrawn
            tell(
                kind=MENTION,
                about=record,
                to=person,
                subject=f"You were mentioned in {title}, by {by}",
                url=comment.get_absolute_url(),
            )
    return named.unknown
