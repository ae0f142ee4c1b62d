"""How long a link that answers without an account lives: one rule for whatever is asked by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import Notice
from accounts.secret import hashed
from interface.words import date_words

# Past the day by which an answer is due: what comes late is an answer too
GRACE = dt.timedelta(days=14)


class LinkToAnswerQuerySet(models.QuerySet):
    """Links by which people without an account answer."""

    def live(self) -> Self:
        """Those that take an answer: of a matter that is open, neither used up nor ended."""
        return self.filter(self.model.of_open_matter(), used_at=None, ended_at=None)

    def with_secret(self, token: str) -> Self:
        """The one that this secret opens, whether it still does or not."""
        return self.filter(token_hash=hashed(token))


class LinkToAnswer(models.Model):
    """A link by which somebody without an account answers one matter. Only its hash is kept.

    It lives until the matter is closed, whatever is said meanwhile: a first reply does not use it
    up, and no clock ends it. A matter that a day closes by itself counts as open here until
    ``assured_until`` of that day. Each subject says by ``matter_is_open`` and ``of_open_matter``
    when its matter is closed, and by ``due`` when it wants the answer.

    ``used_at``: the answer that closed the matter came by this link. ``expires_at`` is what its
    email named as the least; nodes of the version before still close it then.
    """

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    # What kind of notice its email is, and what is said once nothing waits for an answer any more
    LETTER: ClassVar[str]
    NOT_AWAITED: ClassVar[str]
    # Its email, where somebody has asked for that (``letters_of``) and it is still held
    letter: Any = None

    class Meta:
        abstract = True

    @property
    def matter_is_open(self) -> bool:
        """Whether what is asked still waits for an answer."""
        raise NotImplementedError

    @classmethod
    def of_open_matter(cls) -> models.Q:
        """The same of rows."""
        raise NotImplementedError

    @property
    def due(self) -> dt.date:
        """The day by which an answer is due, as it stands now."""
        raise NotImplementedError

    @property
    def is_open(self) -> bool:
        """Whether it takes an answer now."""
        return not self.used_at and not self.ended_at and self.matter_is_open

    @property
    def why_closed(self) -> str:
        """Why it takes no answer; empty for one that does."""
        if self.used_at:
            return f"This link was used on {date_words(timezone.localdate(self.used_at))}."
        return "" if self.is_open else self.NOT_AWAITED

    @property
    def how_long(self) -> str:
        """Until when it works, as its email and its page say it."""
        assured = date_words(timezone.localdate(assured_until(self.due)))
        return f"It works for as long as an answer is awaited, at least until {assured}."


def assured_until(due: dt.date) -> dt.datetime:
    """Until when a link to a matter that is due on this day takes an answer at the least."""
    day = max(due, timezone.localdate()) + GRACE
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))


def close_links(links: Any, now: dt.datetime | None = None) -> int:
    """From now on these links of one kind open nothing. Ending them again does nothing."""
    ended: int = links.filter(used_at=None, ended_at=None).update(ended_at=now or timezone.now())
    return ended


def letters_of(links: Sequence[Any]) -> None:
    """Give each of these links of one kind its ``letter``, while that is held; one that is not held
    any more went out. One query."""
    if links:
        emails = {link.email for link in links}
        held = Notice.objects.filter(kind=links[0].LETTER, user=None, email__in=emails)
        letters = {letter.about_id: letter for letter in held}
        for link in links:
            link.letter = letters.get(link.pk)


def end_unsent(model: type[LinkToAnswer], letter: int) -> None:
    """A letter that could not be sent is left unsent: nobody has its link."""
    unsent = Notice.objects.given_up().filter(pk=letter, kind=model.LETTER)
    close_links(model._default_manager.filter(pk__in=unsent.values("about_id")))
