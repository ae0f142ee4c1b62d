"""Everything that is kept under one person's name: for them to see, and before it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db.models import Count, Q

from accounts.models import Notice
from accounts.scopes import SCOPES
from interface.words import date_words, last_day
from people.models import Assignment, Invitation, JobRoleHolder
from people.personal_data.subjects import Subject
from records.models import Draft, HistoryEntry
from records.subjects import registered
from registry.personal_data import PersonalData, value_or

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
    people = [person.pk for person in subject.people]
    accounts = [account.pk for account in subject.accounts]
    mine = Q(user__in=accounts)
    kinds = [
        Holding("directory", "In the directory of job roles", GOES, _people(subject)),
        Holding("accounts", "Accounts", GOES, _accounts(subject)),
        Holding("job_roles", "Job roles that they hold or held", STAYS, _job_roles(people)),
        Holding("roles", "Roles that the account had, has or will have", STAYS, _roles(accounts)),
        Holding("invitations", "Invitations to an account", GOES, _invitations(subject.by_email)),
        Holding("drafts", "Drafts, not sent", GOES, _drafts(accounts)),
        Holding("notices", "What they were told", GOES, _notices(mine | subject.by_email)),
        *_declared(mine, subject.by_email),
        Holding("sign_ins", "Where they are signed in", GOES, _sign_ins(mine)),
        Holding(
            "identities", "What their identity provider says about them", GOES, _identities(mine)
        ),
        Holding("history", "Changes that they made, by kind of record", STAYS, _changes(accounts)),
    ]
    return [kind for kind in kinds if kind.rows]


def _read(rows: Iterable[Any], **columns: str | Callable[[Any], Any]) -> list[dict[str, Any]]:
    """Each row by what its parts are called; a part is an attribute or read by a function."""
    parts = {
        label.replace("_", " "): attrgetter(of) if isinstance(of, str) else of
        for label, of in columns.items()
    }
    return [{label: read(row) for label, read in parts.items()} for row in rows]


def _declared(mine: Q, by_email: Q) -> Iterator[Holding]:
    """What subjects say that they keep of a person."""
    for kind in registered(PersonalData):
        rows = kind.rows(mine | by_email if kind.by_email else mine)
        yield Holding(kind.key, kind.title, GOES, _read(rows, **kind.columns))


def _until(row: Any) -> Any:
    return last_day(row.valid_to) or "no end agreed"


def _people(subject: Subject) -> list[dict[str, Any]]:
    removed = value_or("erased_on", "not removed")
    columns = {"name": "name", "address": "email", "kept_until": "keep_until"}
    return _read(subject.people, **columns, removed_on=removed)


def _accounts(subject: Subject) -> list[dict[str, Any]]:
    return _read(
        subject.accounts,
        name="full_name",
        address="email",
        job_title="job_title",
        two_step_sign_in=lambda account: "On" if account.two_step else "Off",
        may_sign_in=lambda account: "Yes" if account.is_active else "No",
        made="created_at",
        last_here="last_seen_at",
    )


def _job_roles(people: list[int]) -> list[dict[str, Any]]:
    rows = JobRoleHolder.objects.filter(person__in=people).select_related("post__organisation")
    columns = {"job_role": "post.title", "organisation": "post.organisation.name"}
    return _read(rows, **columns, **{"from": "valid_from"}, until=_until)


def _roles(accounts: list[int]) -> list[dict[str, Any]]:
    rows = Assignment.objects.filter(user__in=accounts)
    rows = rows.select_related(*SCOPES)
    return _read(rows, role=str, **{"from": "valid_from"}, until=_until)


def _invitations(theirs: Q) -> list[dict[str, Any]]:
    rows = Invitation.objects.filter(theirs)
    rows = rows.select_related(*SCOPES)
    return _read(rows, role="words", address="email", sent="sent_at")


def _drafts(accounts: list[int]) -> list[dict[str, Any]]:
    rows = Draft.every.filter(author__in=accounts).prefetch_related("files")
    return _read(rows, title="title", typed="typed", files=_files, saved="saved_at")


def _files(draft: Draft) -> list[str]:
    """The names of the files that are with a draft."""
    return [file.name for file in draft.files.all()]


def _notices(theirs: Q) -> list[dict[str, Any]]:
    rows = Notice.objects.filter(theirs)
    return _read(rows, subject="subject", text=_told, address="email", at="created_at")


def _told(notice: Notice) -> str:
    """All that a notice says below its subject: its text, and its lines."""
    return "\n".join(part for part in (notice.text, *(line[0] for line in notice.lines)) if part)


def _sign_ins(theirs: Q) -> list[dict[str, Any]]:
    rows = UserSession.objects.filter(theirs).order_by("pk")
    columns = {"browser": "user_agent", "address_of_the_network": "ip"}
    return _read(rows, **columns, since="created_at", last_used="last_seen_at")


def _identities(theirs: Q) -> list[dict[str, Any]]:
    rows = SocialAccount.objects.filter(theirs).order_by("pk")
    return _read(rows, provider="provider", says="extra_data", joined="date_joined")


def _changes(accounts: list[int]) -> list[dict[str, Any]]:
    """How many history rows each account made, by kind; what they say is the record's."""
    if not accounts:
        return []
    made = HistoryEntry.objects.filter(context__user__in=accounts).values_list("model")
    counts = {
        str(apps.get_model(model)._meta.verbose_name): number
        for model, number in made.annotate(Count("id")).order_by("model")
    }
    return [{"kind": kind, "changes": number} for kind, number in sorted(counts.items())]


def in_words(value: Any) -> str:
    """A value of a holding as a person reads it."""
    if value is None or value == "":
        return "Not known"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {', '.join(map(str, text))}" for key, text in value.items())
    return date_words(value) if hasattr(value, "year") else str(value)
