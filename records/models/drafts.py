from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone


class DraftQuerySet(models.QuerySet["Draft"]):
    """A draft belongs to its author alone."""

    def visible_to(self, user: Any) -> Self:
        """Only the author's own drafts."""
        return self.with_deleted(user).filter(deleted_at=None)

    def with_deleted(self, user: Any) -> Self:
        """The same with those that their author deleted of late and can have back."""
        return self.filter(author=user.pk) if user.is_authenticated else self.none()

    def had_again(self, user: Any) -> Self:
        """What this user can have back: drafts that they deleted, records that were taken back."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(sent_as="") | Q(undoes__isnull=False), author=user.pk)

    def keep(
        self,
        *,
        author: Any,
        form: str,
        target: str,
        title: str,
        typed: dict[str, Any],
        tab: str = "",
        seen: str = "",
    ) -> Draft:
        """Save what was typed so far in one tab.

        The draft that the tab showed (``seen``) is carried on, unless something was written into it
        elsewhere since: then this one is kept beside it.
        """
        said = {"title": title, "typed": typed, "saved_at": timezone.now(), "deleted_at": None}
        rows = self.filter(author=author, form=form, target=target).select_for_update()
        if mine := _of_tab(rows, tab, seen)[:1]:
            draft, changed = mine[0], {**said, "tab": tab}
            for name, value in changed.items():
                setattr(draft, name, value)
            draft.save(update_fields=list(changed))
            return draft
        return self.create(author=author, form=form, target=target, tab=tab, **said)

    def spend(
        self,
        *,
        author: Any,
        form: str,
        target: str,
        token: str,
        tab: str = "",
        seen: str = "",
        digest: str = "",
    ) -> tuple[SpentToken, bool]:
        """Use up a form's one-time token and its draft inside the submitting transaction.

        Returns the spent token and whether this was the first submit. The second of two submits
        waits here for the first, then finds where that one's record is in ``result_url``. Whoever
        sends a public form without an account has a token and no draft. What was typed in another
        tab stays.
        """
        if not transaction.get_connection().in_atomic_block:
            raise RuntimeError("Draft.objects.spend() must run in the submitting transaction")
        account = author if author.is_authenticated else None
        sent = {"author": account, "form": form, "target": target, "digest": digest}
        spent, first = SpentToken.objects.get_or_create(token=token, defaults=sent)
        self.forget(author=author, form=form, target=target, tab=tab, seen=seen)
        return spent, first

    def forget(self, *, author: Any, form: str, target: str, tab: str, seen: str) -> None:
        """Delete the draft of what was sent from this tab."""
        if author.is_authenticated:
            rows = self.filter(author=author, form=form, target=target).select_for_update()
            mine = [draft.pk for draft in _of_tab(rows, tab, seen)]
            self.filter(pk__in=mine).delete()


def _of_tab(rows: Iterable[Draft], tab: str, seen: str) -> list[Draft]:
    """Those that this tab wrote, then the one that it showed, as it was then."""
    drafts = [row for row in rows if row.tab == tab or row.stamp == seen]
    return sorted(drafts, key=lambda draft: draft.tab != tab)


class NotSent(models.Manager.from_queryset(DraftQuerySet)):  # type: ignore[misc]
    """Drafts as people know them. What was sent is no draft, unless it is taken back."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(sent_as="")


class Draft(models.Model):
    """What somebody has typed into a form and not sent.

    It serves autosave, another device, a session that expired in mid-form, and the double submit:
    sending deletes the draft in the same transaction, so whoever cannot delete it is the second.
    ``typed`` holds the form's data as typed, name to list of strings; ``tab`` says in which tab of
    a browser: each has a draft of its own where two write at once. What its author deleted can be
    had back for a day. ``sent_as`` is the record that came of it where that can be taken back
    ("funding.flow:12"): for a week nobody sees it (``objects``), then it is forgotten. Once that
    is taken back, ``undoes`` says what went, for its author to undo within a week
    (``records.sent``). Who forgets a person, or says what is held, asks ``every``.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=40)
    target = models.CharField(max_length=200, blank=True)
    tab = models.CharField(max_length=40, blank=True, default="", db_default="")
    title = models.CharField(max_length=200, blank=True)
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField(db_default=Now())
    created_at = models.DateTimeField(db_default=Now())
    deleted_at = models.DateTimeField(null=True, blank=True)
    sent_as = models.CharField(max_length=80, blank=True, default="", db_default="")
    undoes = models.JSONField(null=True, blank=True)

    objects = NotSent()
    every = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "form", "target", "tab"], name="draft_one_per_tab"
            )
        ]

    def __str__(self) -> str:
        return self.title or f"{self.form} {self.target}"

    @property
    def stamp(self) -> str:
        """This draft as it is now: another after every saving."""
        return f"{self.pk} {self.saved_at.isoformat()}"


class SpentToken(models.Model):
    """A form that was sent, by its one-time token: which, by whom, and where its record is found.

    A public form that was sent without an account has no author. ``digest`` stands for what was
    typed, and tells none of it (``records.sent_twice``).
    """

    token = models.CharField(max_length=40, primary_key=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    form = models.CharField(max_length=40, blank=True, default="", db_default="")
    target = models.CharField(max_length=200, blank=True, default="", db_default="")
    result_url = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64, blank=True, default="", db_default="")
    spent_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-spent_at", "token"]

    def __str__(self) -> str:
        return self.result_url or "sent"
