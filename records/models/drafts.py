from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone


class DraftQuerySet(models.QuerySet["Draft"]):
    """A draft belongs to its author alone."""

    def visible_to(self, user: Any) -> Self:
        """Only the author's own drafts."""
        return self.with_deleted(user).filter(deleted_at=None)

    def with_deleted(self, user: Any) -> Self:
        """The same with those that their author deleted of late and can have back."""
        return self.filter(author=user) if user.is_authenticated else self.none()

    def keep(
        self, *, author: Any, form: str, target: str, title: str, typed: dict[str, Any]
    ) -> Draft:
        """Save what was typed so far; one draft for each author, form and target."""
        draft, _ = self.update_or_create(
            author=author,
            form=form,
            target=target,
            defaults={
                "title": title,
                "typed": typed,
                "saved_at": timezone.now(),
                "deleted_at": None,
            },
        )
        return draft

    def spend(self, *, author: Any, form: str, target: str, token: str) -> tuple[SpentToken, bool]:
        """Use up a form's one-time token and its draft inside the submitting transaction.

        Returns the spent token and whether this was the first submit. The second of two submits
        waits here for the first, then finds where that one's record is in ``result_url``. Whoever
        sends a public form without an account has a token and no draft.
        """
        if not transaction.get_connection().in_atomic_block:
            raise RuntimeError("Draft.objects.spend() must run in the submitting transaction")
        account = author if author.is_authenticated else None
        spent, first = SpentToken.objects.get_or_create(token=token, defaults={"author": account})
        if account:
            self.filter(author=account, form=form, target=target).delete()
        return spent, first


class Draft(models.Model):
    """What somebody has typed into a form and not sent.

    It serves autosave, another device, a session that expired in mid-form, and the double submit:
    sending deletes the draft in the same transaction, so whoever cannot delete it is the second.
    ``typed`` holds the form's data as typed, name to list of strings. What its author deleted can
    be had back for a day, unless they begin the same form anew.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=40)
    target = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField(db_default=Now())
    created_at = models.DateTimeField(db_default=Now())
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "form", "target"], name="draft_one_per_author_form_target"
            )
        ]

    def __str__(self) -> str:
        return self.title or f"{self.form} {self.target}"


class SpentToken(models.Model):
    """A form that was sent, by its one-time token, and where its record is found.

    A public form that was sent without an account has no author.
    """

    token = models.CharField(max_length=40, primary_key=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    result_url = models.CharField(max_length=300, blank=True)
    spent_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-spent_at", "token"]

    def __str__(self) -> str:
        return self.result_url or "sent"
