"""How letters about places and calendar feeds take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from access.permissions import is_administrator
from accounts.secret import Ending, SecretKind
from interface.parts import MenuItem, Theme, signed_in
from people.models import CalendarFeed, Subscription
from people.subscription.actions import leave
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule, Sides
from records.unlinked import Unlinked
from registry.erased import StaysErased
from registry.personal_data import PersonalData, value_or


def _not_ended(sides: Sides) -> Q:
    return Q(ended_at=None)


def _follow_no_more(followed: QuerySet[Any]) -> int:
    """Letters end, and whose they were is forgotten; gives how many ended."""
    ended = followed.filter(ended_at=None).count()
    followed.filter(ended_at=None).update(ended_at=timezone.now(), email="")
    followed.update(user=None)
    return ended


def _end_feeds(ending: Ending) -> int:
    feeds = CalendarFeed.objects.filter(user=ending.user, ended_at=None)
    return feeds.update(ended_at=timezone.now())


def _leave_again(subscription: Subscription) -> None:
    leave(subscription=subscription)


REGISTRATIONS = (
    HistoryLabel(model=Subscription, apart="what somebody follows is their own"),
    StaysErased(
        model=Subscription,
        noun="address of a follower,addresses of followers",
        made="asked_at",
        erased=lambda: Subscription.objects.exclude(ended_at=None),
        again=_leave_again,
        order=30,
    ),
    SecretKind(
        noun="calendar feed",
        kept_in=("people.CalendarFeed.token_hash",),
        addresses=("calendar_feed",),
        end=_end_feeds,
        order=50,
    ),
    SecretKind(
        noun="link to follow a place,links to follow a place",
        addresses=("follow_confirm",),
        order=91,
        stays="it opens no more than the button that begins emails to the address that has it, and "
        "ends after three days",
    ),
    SecretKind(
        noun="link to follow a place no more,links to follow a place no more",
        addresses=("follow_leave",),
        order=92,
        stays="it opens no more than the button that stops emails, and must work in old ones",
    ),
    PersonalData(
        key="follows",
        title="Places that they follow by email",
        rows=lambda theirs: Subscription.objects.filter(theirs).select_related("place"),
        columns={"place": "place.name", "address": "email", "asked": "asked_at"},
        removed="places followed",
        by_email=True,
        remove=_follow_no_more,
        order=10,
    ),
    PersonalData(
        key="feeds",
        title="Calendars that they read elsewhere",
        rows=lambda theirs: CalendarFeed.objects.filter(theirs).prefetch_related("subject"),
        columns={
            "of": lambda feed: str(feed.subject or "what concerns them"),
            "made": "made_at",
            "last read": value_or("last_read_at", "never"),
            "ended": value_or("ended_at", "not ended"),
        },
        removed="calendar feeds",
        order=40,
    ),
    MenuItem(
        page="notices",
        label="Notices",
        says="What you were told, and which emails you get",
        theme=Theme.OWN,
        order=40,
        words="notifications emails messages alerts unread mentions comments",
        permission=signed_in,
    ),
    MenuItem(
        page="unsent_emails",
        label="Emails that could not be sent",
        says="Emails that bounced or were refused",
        theme=Theme.KEEPING,
        order=90,
        words="bounced failed mail",
        within="server",
        permission=is_administrator,
    ),
    PlaceRule(
        Subscription,
        "place",
        Does.MOVE,
        noun="follower by email,followers by email",
        order=300,
        open=_not_ended,
        once=("lower(row.email)",),
        twin="row.ended_at IS NULL",
        twins_stay=True,
    ),
    PlaceRule(CalendarFeed, "subject", Does.MOVE, noun="calendar feed", order=80, open=_not_ended),
    BodyRule(CalendarFeed, "subject", Does.STAY, because="no body has a calendar"),
    Absent(
        model=CalendarFeed,
        at=Whole.FILES,
        why="it is a secret that is made for one reader and shown once",
    ),
    Absent(
        model=Subscription,
        at=Whole.FILES,
        why="it is one person's own wish to hear of something",
    ),
    Unlinked(
        pages=(
            "follow_confirm",
            "follow_leave",
        ),
        why="letters to who follows a place have the links",
    ),
    Absent(
        model=Subscription,
        at=Whole.CALENDAR,
        fields=("told_until",),
        why="it is the moment up to which they were told, and is past",
    ),
)
