"""Following a place: asked by e-mail and confirmed from a letter, or pressed by who is signed in.

Nobody learns which addresses follow: asking answers the same whatever is known of the address, and
the only letter to an address that has not confirmed is the one that asks for it.

Calendars in another program: an address is made, read and ended.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice, User
from accounts.notice.outbox import tell
from accounts.secret import drawn, hashed
from partnerships.models import Place
from people.models import CalendarFeed, Subscription
from registry.erased import note_once_done

LINK_LASTS = dt.timedelta(days=3)
# Letters that ask for a confirmation, to one address in a day, for whatever places.
MOST_ASKED = 3
ASKING = "follow-ask"
TELLING = "follow-news"
_CONFIRM, _LEAVE = "partnerships.follow.confirm", "partnerships.follow.leave"


def confirm_url(subscription: Subscription) -> str:
    """The address that stands in the letter which asks; it lasts three days."""
    return reverse("follow_confirm", args=[signing.dumps(subscription.pk, salt=_CONFIRM)])


def leave_url(subscription: Subscription) -> str:
    """The address that ends a subscription, the same in every letter, for as long as it lasts."""
    return reverse("follow_leave", args=[signing.Signer(salt=_LEAVE).sign(str(subscription.pk))])


def to_confirm(token: str) -> Subscription | None:
    """The subscription that a link from a letter confirms; None for a broken or an old link."""
    try:
        pk = signing.loads(token, salt=_CONFIRM, max_age=LINK_LASTS)
    except signing.BadSignature:
        return None
    return _with_place(pk)


def to_leave(token: str) -> Subscription | None:
    """The subscription that a link from a letter ends; None for a broken link."""
    try:
        pk = signing.Signer(salt=_LEAVE).unsign(token)
    except signing.BadSignature:
        return None
    return _with_place(pk)


def _with_place(pk: Any) -> Subscription | None:
    return Subscription.objects.filter(pk=pk).select_related("place").first()


@transaction.atomic
def ask_to_follow(*, place: Place, email: str) -> None:
    """Send the letter that asks whether this address wants to follow a place.

    Nothing is sent to an address that follows it already, nor more than three such letters to one
    address in a day.
    """
    email = email.strip().lower()
    _one_at_a_time(email)
    since = timezone.now() - dt.timedelta(days=1)
    asked = Notice.objects.filter(user=None, email=email, kind=ASKING, created_at__gte=since)
    follows = Subscription.objects.filter(place=place, email__iexact=email, ended_at=None).first()
    if (follows and follows.confirmed_at) or asked.count() >= MOST_ASKED:
        return
    if follows is None:
        follows = Subscription.objects.create(place=place, email=email)
    else:  # the new email has its three days too
        Subscription.objects.filter(pk=follows.pk).update(asked_at=timezone.now())
    tell(
        kind=ASKING,
        about=None,
        email=email,
        subject=f"Do you want to follow {place} on Placebook?",
        text=(
            f"Somebody (we hope you) asked us to email this address when something changes in "
            f"{place}. You would get at most one email a day for each place, and none on days "
            "without news.\n\n"
            "If that was you, open this page within three days and press the button. If it was "
            "not, do nothing: we will not write again and will forget the address."
        ),
        url=confirm_url(follows),
        leave_url=leave_url(follows),
    )


@transaction.atomic
def confirm(*, subscription: Subscription) -> bool:
    """Begin to tell; gives whether it follows now (an ended one stays ended)."""
    now = timezone.now()
    waiting = Subscription.objects.filter(pk=subscription.pk, ended_at=None)
    waiting.filter(confirmed_at=None).update(confirmed_at=now, told_until=now)
    return waiting.exists()


@transaction.atomic
def leave(*, subscription: Subscription) -> None:
    """End it at once, and forget the address with every letter that waits or went to it."""
    mine = Notice.objects.filter(user=None, email=subscription.email.lower())
    mine.filter(leave_url=leave_url(subscription)).delete()
    Subscription.objects.filter(pk=subscription.pk, ended_at=None).update(
        ended_at=timezone.now(), email=""
    )
    note_once_done()


@transaction.atomic
def follow(*, by: Any, place: Place) -> Subscription:
    """Follow a place with one's account: news stands in one's notices."""
    _one_at_a_time(by.email)
    same = Q(user=by) | Q(email__iexact=by.email)
    subscription = Subscription.objects.filter(same, place=place, ended_at=None).first()
    now = timezone.now()
    if subscription is None:
        return Subscription.objects.create(
            place=place, email=by.email, user=by, confirmed_at=now, told_until=now
        )
    subscription.user, subscription.confirmed_at = by, subscription.confirmed_at or now
    subscription.told_until = subscription.told_until or now
    subscription.save(update_fields=["user", "confirmed_at", "told_until"])
    return subscription


@transaction.atomic
def unfollow(*, by: Any, place: Place) -> None:
    """Stop following a place with one's account."""
    for subscription in Subscription.objects.filter(user=by, place=place, ended_at=None):
        leave(subscription=subscription)


def forget_unconfirmed(now: dt.datetime | None = None) -> int:
    """Delete what was asked for and not confirmed while its link lasted; gives how many."""
    before = (now or timezone.now()) - LINK_LASTS
    done, _ = Subscription.objects.filter(confirmed_at=None, asked_at__lt=before).delete()
    return done


def _one_at_a_time(email: str) -> None:
    """Two requests for one address wait for each other, so that neither counts past the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [email.lower()])


MOST = 20
# That a feed was read is written down at most so often: programs ask every few minutes.
NOTED_EVERY = dt.timedelta(hours=1)


@transaction.atomic
def make_feed(*, by: Any, subject: Any = None) -> tuple[CalendarFeed, str]:
    """A feed of what concerns this person, or of a record that the caller has found visible.

    They are told by email. The secret of its address is given back once and kept nowhere. Raises
    ValidationError for somebody who has too many.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two at once are counted in turn
    if CalendarFeed.objects.visible_to(by).live().count() >= MOST:
        raise ValidationError(f"You have {MOST} feeds. End one that you do not use any more first.")
    token = drawn()
    feed = CalendarFeed.objects.create(user=by, subject=subject, token_hash=hashed(token))
    of = f"of {subject}" if subject else "of what concerns you"
    tell(
        kind="feed",
        about=subject,
        to=by,
        by_mail=True,
        subject="A new address of a private calendar",
        text=f"You made an address that lets other programs read a calendar {of}. Whoever has the "
        "address can read it without signing in, until it ends. You can end it on the page below. "
        "If it was not you, end it there and set a new password at once.",
        url=reverse("calendar_feeds"),
    )
    return feed, token


def end_feed(*, by: Any, feed: CalendarFeed) -> None:
    """From now on its address answers nothing. Ending it again does nothing."""
    mine = CalendarFeed.objects.visible_to(by).filter(pk=feed.pk, ended_at=None)
    mine.update(ended_at=timezone.now())


def feed_at(token: str) -> CalendarFeed | None:
    """The live feed with this secret in its address; notes that it was read, where it can."""
    rows = CalendarFeed.objects.live().select_related("user")
    feed = rows.filter(token_hash=hashed(token)).first()
    if feed is not None and not settings.READ_NODE:
        now = timezone.now()
        long_ago = Q(last_read_at=None) | Q(last_read_at__lt=now - NOTED_EVERY)
        CalendarFeed.objects.filter(long_ago, pk=feed.pk).update(last_read_at=now)
    return feed
