"""The outbox: what people are told, written with what it tells about, sent afterwards.

``tell`` writes a row in the caller's transaction. ``send_waiting`` sends what waits; it is woken
when the transaction lands and run by ``manage.py run_due``, and two of them at once never send one
letter twice. What a row says is asked for again as it is sent and shown (``rights.py``).
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from smtplib import SMTPRecipientsRefused
from typing import Any, Required, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import Error, connection, transaction
from django.db.models import Model, Q
from django.utils import timezone

from accounts.adapter import POST
from accounts.models import UNREACHED, Notice, User
from accounts.notice.rights import Line, key_of, one_allowed
from accounts.notice.when import goes_at_once
from interface.context import absolute
from interface.forms import can_be_emailed
from interface.made_up import headed
from interface.words import one_line
from records.subjects import registered
from records.telling import counting

log = logging.getLogger(__name__)

Clock = Callable[[], dt.datetime]

MOST_TRIES = 5
STOPPED = "The program stopped each time before the email was sent"
# For how long a letter to somebody without an account is kept once it was sent.
KEPT = dt.timedelta(days=1)
# For how long one is after it was given up, so that an administrator finds it.
KEPT_UNSENT = dt.timedelta(days=14)
REFUSED = "The mail server refused the address"


class Said(TypedDict, total=False):
    """What somebody is told: an account (``to``) in *my work*, and by e-mail where ``by_mail``; or
    an address (``email``) alone. What goes by email in the one of the day is not sent by itself
    (``accounts.notice.when``).

    ``about`` is the record whose words subject and text say: they are told only while their reader
    may read it. None where they say none, but the reader's own account, roles and the like.
    ``lines`` follow the text, each with the record of its own words. ``url`` and ``leave_url`` are
    paths of our own; the letter carries them whole. ``created_at`` is the moment, by default now.
    """

    kind: Required[str]
    subject: Required[str]
    about: Required[Model | None]
    text: str
    lines: Iterable[Line]
    url: str
    to: User | None
    email: str
    leave_url: str
    by_mail: bool
    created_at: dt.datetime


def notice(**said: Unpack[Said]) -> Notice:
    """The row that tells it, for ``tell_many``."""
    row: dict[str, Any] = {**said}
    to, by_mail, about = row.pop("to", None), row.pop("by_mail", False), row.pop("about")
    lines = [stored(line) for line in row.pop("lines", ())]
    made = Notice(user=to, lines=lines, **of_record(about), **row)
    made.email = "" if to else made.email
    made.subject = one_line(made.subject)[:200]
    made.by_mail = to is None or (by_mail and goes_at_once(made.kind))
    return made


def tell_many(notices: Iterable[Notice]) -> list[Notice]:
    """Tell all of these, in the caller's transaction."""
    told = Notice.objects.bulk_create(notices)
    if any(one.by_mail for one in told):
        transaction.on_commit(wake)
    return told


def tell(**said: Unpack[Said]) -> Notice:
    """Tell one of them."""
    (told,) = tell_many([notice(**said)])
    return told


def of_record(about: Model | None) -> dict[str, Any]:
    """What a notice keeps of the record that it is about."""
    if about is None:
        return {}
    model, pk = key_of(about)
    return {"about_model": model, "about_id": pk}


def stored(line: Line) -> list[Any]:
    """A line as a notice keeps it."""
    return [line.text, *(key_of(line.about) if line.about else ("", 0))]


def wake() -> None:
    """Send what waits, beside the request that woke us."""
    POST.submit(_send_in_background)


def _send_in_background() -> None:
    try:
        send_waiting()
    except Exception:  # a thread's fault is seen nowhere else; run_due tries again
        log.exception("emails could not be sent")
    finally:
        connection.close()


def send_waiting(clock: Clock = timezone.now) -> int:
    """Send the letters that wait as this begins; returns how many went out.

    Whatever goes wrong with one costs that one a try and holds up no other. After the last try it
    is put aside, where administrators see it.
    """
    began = clock()
    waiting = iter(lambda: _next(began, clock), None)
    return sum(_send(pk, clock) for pk in counting(waiting, "letters"))


def _next(began: dt.datetime, clock: Clock) -> int | None:
    """The next letter to send of those that were due by then; None when none is left.

    Its try is counted and kept before it is made, so that a letter which ends the process is not
    the first again for ever, and nobody else takes it meanwhile: that counts from now, for those
    before it may have taken long.
    """
    with transaction.atomic():
        rows = Notice.objects.waiting(began).select_for_update(skip_locked=True)
        notice = rows.order_by("try_after", "id").first()
        if notice is None:
            return None
        notice.tries += 1
        notice.try_after = clock() + dt.timedelta(minutes=5 * 4**notice.tries)
        notice.save(update_fields=["tries", "try_after"])
    return notice.pk


def _send(pk: int, clock: Clock) -> bool:
    """Whether this letter went out. Its row is locked while it goes, however long that takes.

    It waits for a reader who is just marking it as read: the try is counted and is to be made.
    """
    with transaction.atomic():
        rows = Notice.objects.select_for_update(of=("self",))
        waits = rows.filter(pk=pk, by_mail=True, sent_at=None).select_related("user")
        notice = waits.first()
        if notice is None:  # whoever it was for has left since
            return False
        if notice.tries > MOST_TRIES:
            _give_up(notice, STOPPED, clock())
            return False
        try:
            with transaction.atomic():  # a mail backend may ask the database, and break that
                letter = _letter(notice)
                if letter is not None:
                    letter.send()
        except Exception as fault:  # one letter's fault is not the next one's
            log.warning("letter %s: try %s failed", pk, notice.tries, exc_info=True)
            if notice.tries == MOST_TRIES:
                _give_up(notice, _why(notice, fault), clock())
            else:
                notice.problem = _why(notice, fault)[:200]
                notice.save(update_fields=["problem"])
            return False
        notice.sent_at, notice.problem = clock(), ""
        notice.save(update_fields=["sent_at", "problem"])
    return letter is not None


def _give_up(notice: Notice, why: str, now: dt.datetime) -> None:
    notice.by_mail, notice.failed, notice.try_after, notice.problem = False, why[:200], now, ""
    notice.save(update_fields=["by_mail", "failed", "try_after", "problem"])
    log.error("letter %s given up: %s", notice.pk, why)


def _why(notice: Notice, fault: Exception) -> str:
    """What went wrong: what a mail server said, and no word of the letter. What it said of anything
    but the address is read by administrators alone (``Notice.why_unsent``)."""
    try:
        can_be_emailed(notice.reader)
    except ValidationError:
        return "Email cannot be sent to this address"
    if isinstance(fault, OSError):  # SMTPException is one
        reason = one_line(_reason(fault)).strip() or type(fault).__name__
        says = REFUSED if isinstance(fault, SMTPRecipientsRefused) else UNREACHED
        return f"{says}: {reason}"
    return f"It could not be written ({type(fault).__name__})"


def _reason(fault: OSError) -> str:
    """What a mail server said of a letter; the same for all that it refuses for one reason."""
    if isinstance(fault, SMTPRecipientsRefused):
        ((code, said), *_) = fault.recipients.values()
        return f"{code} {said.decode(errors='replace')}"
    return str(fault)


def try_again(pk: int) -> bool:
    """Let a letter that was given up wait to be sent once more; whether there was one."""
    given_up = Notice.objects.given_up().filter(pk=pk)
    if not given_up.update(by_mail=True, failed="", tries=0, try_after=timezone.now()):
        return False
    transaction.on_commit(wake)
    return True


@dataclass(frozen=True, kw_only=True)
class LeftUnsent:
    """What else ends when a letter that was given up is left unsent, by an administrator or in
    time: ``end(letter)``, its number."""

    end: Callable[[int], None]
    order: int = 0


@transaction.atomic
def dismiss(pk: int) -> bool:
    """Leave a letter that was given up unsent; whether there was one.

    What an account was told stays among its notices, and goes in no daily letter either. A letter
    to an address alone goes. What rests on the letter ends before (``LeftUnsent``).
    """
    _leave_unsent(pk)
    given_up = Notice.objects.given_up().filter(pk=pk)
    left = {"failed": "", "sent_at": timezone.now()}
    return bool(given_up.filter(user=None).delete()[0] or given_up.update(**left))


def _leave_unsent(pk: int) -> None:
    for each in registered(LeftUnsent):
        each.end(pk)


# Subject and text of an email, or None where nothing is to be told any more.
Writer = Callable[[Notice], "tuple[str, str] | None"]
_writers: dict[str, Writer] = {}


def write_when_sent(kind: str, writer: Writer) -> None:
    """Have emails of a kind written as they are sent, with the rights that their reader has then;
    their rows hold no words."""
    _writers[kind] = writer


def _letter(notice: Notice) -> EmailMessage | None:
    """The email as it may be sent now; None where nothing is to be told any more."""
    if notice.user and not notice.user.is_active:
        return None
    if notice.kind in _writers:
        made = _writers[notice.kind](notice)
        if made is None:
            return None
        (subject, text), url = made, notice.url
    else:
        told = one_allowed(notice)
        if told.is_hidden:
            return None
        subject, url = told.subject, told.url
        text = headed(told.text, is_made_up=told.is_made_up)
    parts = [text.strip()]
    if url:
        parts.append(absolute(url))
    headers = {}
    if notice.leave_url:
        leave = absolute(notice.leave_url)
        parts.append(f"To stop these emails: {leave}")
        headers = {
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return EmailMessage(
        subject=one_line(subject)[:200],
        body="\n\n".join(part for part in parts if part) + "\n",
        to=[notice.reader],
        headers=headers,
    )


def forget_addresses(now: dt.datetime | None = None) -> int:
    """Delete letters to an address alone a day after they were sent; two weeks after they were
    given up where they could not be."""
    now = now or timezone.now()
    sent = Q(created_at__lt=now - KEPT, sent_at__isnull=False)
    unsent = Q(try_after__lt=now - KEPT_UNSENT, by_mail=False)
    given_up, held = Notice.objects.given_up().filter(unsent, user=None), []
    for pk in list(given_up.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                _leave_unsent(pk)
        except Error:  # the others are forgotten all the same; this one the next time
            log.exception("letter %s could not be left unsent", pk)
            held.append(pk)
    done, _ = Notice.objects.filter(sent | unsent, user=None).exclude(pk__in=held).delete()
    return done
