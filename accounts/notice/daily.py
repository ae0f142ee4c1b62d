"""The daily email: what people have not read, in one letter for each who wants it; who asked for
nothing is told of what is worth an email (``accounts.notice.when``).

It is written as it is sent, with the rights that its reader has then; its row says to whom it goes
and which notices it tells.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice, User
from accounts.notice.rights import Told, as_allowed
from accounts.notice.when import SAVED_FILTER, wanted_by_email
from interface.context import absolute
from interface.made_up import headed
from interface.words import count_words

KIND = "daily"
AT_ONCE = 100
# It names so many notices, and says how many more wait.
MOST_NAMED = 20


def write_daily_letters(now: dt.datetime | None = None) -> int:
    """Put what people have not read into one letter for each who wants it; gives their number.

    Nobody gets a second one on the same day, however often this runs. Two queries to read and two
    to write for each hundred people.
    """
    now = now or timezone.now()
    return sum(iter(lambda: _write_some(now), 0))


def _write_some(now: dt.datetime) -> int:
    """Letters for the next hundred people who have unread notices; 0 when none is left."""
    today = timezone.localdate(now)
    unread = Notice.objects.for_a_daily_letter().filter(wanted_by_email())
    with transaction.atomic():
        due = User.objects.filter(
            Exists(unread.filter(user=OuterRef("pk"))),
            Q(letter_on=None) | Q(letter_on__lt=today),
            is_active=True,
        )
        users = {user.pk: user for user in due.select_for_update(skip_locked=True)[:AT_ONCE]}
        notices: dict[Any, list[Notice]] = {}
        for notice in unread.filter(user__in=users):
            notices.setdefault(notice.user_id, []).append(notice)
        letters = {pk: _daily(users[pk], rows) for pk, rows in notices.items()}
        Notice.objects.bulk_create(letters.values())
        told = [row for rows in notices.values() for row in rows]
        for row in told:
            row.sent_at, row.told_in = now, letters[row.user_id]
        Notice.objects.bulk_update(told, ["sent_at", "told_in"])
        User.objects.filter(pk__in=users).update(letter_on=today)
    return len(users)


def _daily(user: User, told: list[Notice]) -> Notice:
    """The row of somebody's daily email; its words are those of the notices that it tells."""
    return Notice(
        email=user.email,
        kind=KIND,
        subject="",
        url=reverse("notices"),
        leave_url=_ends(user, told),
        by_mail=True,
    )


def _ends(user: User, told: list[Notice]) -> str:
    """The address that ends what a letter tells. Nothing but its own ends a saved filter: that of
    one told alone stands here, those of several beside each."""
    if any(row.kind != SAVED_FILTER for row in told):
        return leave_url(user)
    own = {row.leave_url for row in told}
    return own.pop() if len(own) == 1 else ""


def written(notice: Notice) -> tuple[str, str] | None:
    """What a daily email says as it is sent: what its reader has not read and may still read."""
    user = User.objects.filter(email=notice.email, is_active=True).first()
    if user is None:
        return None
    rows = as_allowed(notice.tells.unread().filter(wanted_by_email(), user=user), user)
    told = [row for row in rows if not row.is_hidden]
    if not told:
        return None
    lines = [line_of(row) for row in told[:MOST_NAMED]]
    if (more := len(told) - MOST_NAMED) > 0:
        lines.append(f"and {more} more")
    text = headed(
        "\n".join([*lines, "", "All of them:"]), is_made_up=any(row.is_made_up for row in told)
    )
    return f"Placebook: {count_words(len(told), 'notice')} for you", text


def line_of(row: Told) -> str:
    """One notice in an email of the day: its subject, its own list where it has one, its page."""
    parts = [f"- {row.subject}", *(f"  {line}" for line in row.listed)]
    return "\n".join([*parts, f"  {absolute(row.url)}"] if row.url else parts)


_LEAVE = "accounts.daily-letter.leave"


def leave_url(user: User) -> str:
    """The address that ends somebody's daily emails, the same in every one; it opens no more."""
    return reverse("letter_leave", args=[signing.Signer(salt=_LEAVE).sign(str(user.pk))])


def to_leave(token: str) -> User | None:
    """Whose letter a link ends; None for a broken link, or an account that is closed."""
    try:
        pk = signing.Signer(salt=_LEAVE).unsign(token)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
