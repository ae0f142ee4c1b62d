"""Everything that is kept under one person's name: for them to see, and before it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Count, Q

from accounts.models import Notice
from interface.words import date_words
from partnerships.models import (
    Assignment,
    CalendarFeed,
    Interest,
    OwnTraining,
    PostHolder,
    Subscription,
)
from partnerships.personal_data.subjects import Subject
from records.models import Change, Draft

GOES, STAYS = "goes", "stays without the name"


@dataclass(frozen=True)
class Holding:
    """Things of one kind that name a person; ``then`` is what erasure does with them."""

    key: str
    title: str
    then: str
    rows: list[dict[str, Any]] = field(default_factory=list)


def holdings(subject: Subject) -> list[Holding]:
    """What is kept under this person's name, kinds of which there is nothing left out."""
    people = [one.pk for one in subject.people]
    accounts = [one.pk for one in subject.accounts]
    mine, written_to = Q(user__in=accounts), _by_address(subject)
    found = [
        Holding("directory", "In the directory of job roles", GOES, _people(subject)),
        Holding("accounts", "Accounts", GOES, _accounts(subject)),
        Holding("job_roles", "Job roles that they hold or held", STAYS, _held(people)),
        Holding("roles", "What the account may do, or might", STAYS, _roles(accounts)),
        Holding("drafts", "Drafts, not sent", GOES, _drafts(accounts)),
        Holding("notices", "What they were told", GOES, _notices(mine | written_to)),
        Holding("follows", "Places that they follow by e-mail", GOES, _follows(mine | written_to)),
        Holding("interests", "Secondments that they are interested in", GOES, _interests(mine)),
        Holding("training", "Their own note of training", GOES, _training(mine)),
        Holding("feeds", "Calendars that they read elsewhere", GOES, _feeds(mine)),
        Holding("history", "Changes that they made, by kind of record", STAYS, _changes(accounts)),
    ]
    return [one for one in found if one.rows]


def _by_address(subject: Subject) -> Q:
    rule = Q(pk__in=[])
    for email in subject.emails:
        rule |= Q(email__iexact=email)
    return rule


def _people(subject: Subject) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "address": one.email,
            "kept until": one.keep_until,
            "removed on": one.erased_on or "not removed",
        }
        for one in subject.people
    ]


def _accounts(subject: Subject) -> list[dict[str, Any]]:
    return [
        {
            "name": one.full_name,
            "address": one.email,
            "job title": one.job_title,
            "may sign in": "Yes" if one.is_active else "No",
            "made": one.created_at,
            "last here": one.last_seen_at,
        }
        for one in subject.accounts
    ]


def _held(people: list[int]) -> list[dict[str, Any]]:
    rows = PostHolder.objects.filter(person__in=people).select_related("post__organisation")
    return [
        {
            "job role": one.post.title,
            "organisation": one.post.organisation.name,
            "from": one.valid_from,
            "until": one.valid_to or "no end agreed",
        }
        for one in rows
    ]


def _roles(accounts: list[int]) -> list[dict[str, Any]]:
    rows = Assignment.objects.filter(user__in=accounts).select_related(
        "place", "programme", "organisation", "team"
    )
    open_end = "no end agreed"
    return [
        {"role": str(one), "from": one.valid_from, "until": one.valid_to or open_end}
        for one in rows
    ]


def _drafts(accounts: list[int]) -> list[dict[str, Any]]:
    rows = Draft.objects.filter(author__in=accounts)
    return [{"title": one.title, "typed": one.typed, "saved": one.saved_at} for one in rows]


def _notices(theirs: Q) -> list[dict[str, Any]]:
    return [
        {"subject": one.subject, "text": one.text, "address": one.email, "at": one.created_at}
        for one in Notice.objects.filter(theirs)
    ]


def _follows(theirs: Q) -> list[dict[str, Any]]:
    rows = Subscription.objects.filter(theirs).select_related("place")
    return [{"place": one.place.name, "address": one.email, "asked": one.asked_at} for one in rows]


def _interests(theirs: Q) -> list[dict[str, Any]]:
    rows = Interest.objects.filter(theirs).select_related("opportunity")
    return [
        {"card": one.opportunity.title, "message": one.message, "said": one.said_at} for one in rows
    ]


def _training(theirs: Q) -> list[dict[str, Any]]:
    rows = OwnTraining.objects.filter(theirs).select_related("course")
    return [{"course": one.course.title, "on": one.on} for one in rows]


def _feeds(theirs: Q) -> list[dict[str, Any]]:
    return [
        {
            "of": str(one.subject or "what concerns them"),
            "made": one.made_at,
            "last read": one.last_read_at or "never",
            "ended": one.ended_at or "not ended",
        }
        for one in CalendarFeed.objects.filter(theirs).prefetch_related("subject")
    ]


def _changes(accounts: list[int]) -> list[dict[str, Any]]:
    """How many history rows each account made, by kind; what they say is the record's."""
    if not accounts:
        return []
    made = Change.objects.filter(context__user__in=accounts).values_list("model")
    counts = {
        str(apps.get_model(model)._meta.verbose_name): number
        for model, number in made.annotate(Count("id")).order_by("model")
    }
    return [{"kind": kind, "changes": number} for kind, number in sorted(counts.items())]


def said(value: Any) -> str:
    """A value of a holding as a person reads it."""
    if value is None or value == "":
        return "Not known"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {', '.join(map(str, text))}" for key, text in value.items())
    return date_words(value) if hasattr(value, "year") else str(value)
