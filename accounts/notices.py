"""The outbox: what people are told, written with what it tells about, sent afterwards.

``tell`` writes a row in the caller's transaction. ``send_waiting`` sends what waits; it is woken
when the transaction lands and run by ``manage.py run_due``, and two of them at once never send one
letter twice.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.adapter import POST
from accounts.leaving import leave_url
from accounts.models import Notice, User
from interface.words import count_words

log = logging.getLogger(__name__)

MOST_TRIES = 5
AT_ONCE = 100
# A daily letter names so many notices, and says how many more wait.
MOST_NAMED = 20
# For how long a letter to somebody without an account is kept once it was sent.
KEPT = dt.timedelta(days=1)


def tell(
    *,
    kind: str,
    subject: str,
    text: str = "",
    url: str = "",
    to: User | None = None,
    email: str = "",
    leave_url: str = "",
    by_mail: bool = False,
) -> Notice:
    """Tell an account (``to``) in *my work*, and by e-mail where ``by_mail``; or only an address.

    ``url`` and ``leave_url`` are paths of our own; the letter carries them whole.
    """
    notice = Notice.objects.create(
        user=to,
        email="" if to else email,
        kind=kind,
        subject=subject[:200],
        text=text,
        url=url,
        leave_url=leave_url,
        by_mail=by_mail or to is None,
    )
    if notice.by_mail:
        transaction.on_commit(wake)
    return notice


def wake() -> None:
    """Send what waits, beside the request that woke us."""
    POST.submit(_send_beside)


def _send_beside() -> None:
    try:
        send_waiting()
    except Exception:  # a thread's fault is seen nowhere else; run_due tries again
        log.exception("letters could not be sent")
    finally:
        connection.close()


def send_waiting(now: dt.datetime | None = None) -> int:
    """Send the letters that wait; returns how many went out. A failed one is tried again later."""
    now = now or timezone.now()
    return sum(notice.sent_at is not None for notice in iter(lambda: _send_one(now), None))


def _send_one(now: dt.datetime) -> Notice | None:
    """Try the next letter; None when none is left. Its row is locked while it goes."""
    with transaction.atomic():
        rows = Notice.objects.waiting(now).select_for_update(skip_locked=True, of=("self",))
        notice = rows.select_related("user").order_by("try_after", "id").first()
        if notice is None:
            return None
        try:
            _letter(notice).send()
        except OSError as fault:  # SMTPException is one: the server is away or refused it
            _try_later(notice, now, str(fault))
        else:
            notice.sent_at = now
        notice.save()
    return notice


def _try_later(notice: Notice, now: dt.datetime, why: str) -> None:
    notice.tries += 1
    notice.try_after = now + dt.timedelta(minutes=5 * 4**notice.tries)
    if notice.tries >= MOST_TRIES:
        notice.by_mail = False
        notice.failed = why[:200] or "not delivered"
        log.warning("letter %s given up: %s", notice.pk, why)


def _letter(notice: Notice) -> EmailMessage:
    parts = [notice.text.strip()]
    if notice.url:
        parts.append(absolute(notice.url))
    headers = {}
    if notice.leave_url:
        leave = absolute(notice.leave_url)
        parts.append(f"To stop these letters, with one press of a button: {leave}")
        headers = {
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    reader = notice.user.email if notice.user else notice.email
    return EmailMessage(
        subject=notice.subject.replace("\n", " "),
        body="\n\n".join(part for part in parts if part) + "\n",
        to=[reader],
        headers=headers,
    )


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
    unread = Notice.objects.for_a_daily_letter()
    with transaction.atomic():
        due = User.objects.filter(
            Exists(unread.filter(user=OuterRef("pk"))),
            Q(letter_on=None) | Q(letter_on__lt=today),
            daily_letter=True,
            is_active=True,
        )
        users = {one.pk: one for one in due.select_for_update(skip_locked=True)[:AT_ONCE]}
        told: dict[Any, list[Notice]] = {}
        for notice in unread.filter(user__in=users):
            told.setdefault(notice.user_id, []).append(notice)
        Notice.objects.bulk_create(_daily(users[pk], rows) for pk, rows in told.items())
        Notice.objects.filter(pk__in=[one.pk for rows in told.values() for one in rows]).update(
            sent_at=now
        )
        User.objects.filter(pk__in=users).update(letter_on=today)
    return len(users)


def _daily(user: User, rows: list[Notice]) -> Notice:
    lines = [
        f"- {one.subject}\n  {absolute(one.url)}" if one.url else f"- {one.subject}"
        for one in rows[:MOST_NAMED]
    ]
    if more := len(rows) - MOST_NAMED:
        lines += [f"and {more} more"] if more > 0 else []
    lines += ["", "All of them:"]
    return Notice(
        email=user.email,
        kind="daily",
        subject=f"Placebook: {count_words(len(rows), 'notice')} for you",
        text="\n".join(lines),
        url=reverse("notices"),
        leave_url=leave_url(user),
        by_mail=True,
    )


def forget_addresses(now: dt.datetime | None = None) -> int:
    """Delete letters to people without an account a day after they were sent or given up."""
    old = Notice.objects.filter(user=None, created_at__lt=(now or timezone.now()) - KEPT)
    done, _ = old.filter(Q(sent_at__isnull=False) | Q(by_mail=False)).delete()
    return done


def absolute(path: str) -> str:
    """A path of ours as a whole address, for letters."""
    return settings.SITE_URL.rstrip("/") + path
