"""Removing a person's name: on request, when it is no longer needed, or when its time is up.

It cannot be undone. What they did stays, without the name. History is append-only, so this is the
one place where its rows are changed: names and addresses go from them too, and nothing else does.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Notice, User
from accounts.secret import Upon, end_secrets
from accounts.session.registrations import SIGN_INS
from people.models import (
    Assignment,
    Erasure,
    Invitation,
    JobRoleHolder,
    Person,
    Role,
)
from people.personal_data.subjects import GONE, Subject, alone
from records.history import kept_fields, tracked_models
from records.models import Draft, HistoryEntry, changes
from records.subjects import registered
from registry.erased import note_once_done
from registry.personal_data import PersonalData

REMOVED = "Name removed"
AT_ONCE = 10_000
TWICE = "The name is removed already."
LAST = (
    "This is the last administrator. Make somebody else an administrator first, so that there is "
    "one who can look after accounts."
)
ONESELF = "You cannot remove your own name. Ask another administrator."


def check(*, by: Any, subject: Subject) -> None:
    """Raises ValidationError where this name may not be removed, and says why."""
    if subject.is_erased:
        raise ValidationError(TWICE)
    accounts = {account.pk for account in subject.accounts}
    administrators = set(
        Assignment.objects.on(timezone.localdate())
        .filter(role=Role.ADMINISTRATOR, user__is_active=True)
        .values_list("user", flat=True)
    )
    if administrators and administrators <= accounts:
        raise ValidationError(LAST)
    if by is not None and by.pk in accounts:
        raise ValidationError(ONESELF)


@transaction.atomic
def erase(*, by: Any, subject: Subject, why: str, mentions: int = 0) -> Erasure:
    """Remove a person's name and addresses everywhere that they are kept as such, history too.

    ``mentions`` is how many texts were left for a human to look at. ``by`` is None when time is up.
    Raises ValidationError for the last administrator, for oneself, and for a second time.
    """
    every = Assignment.objects.filter(role=Role.ADMINISTRATOR).order_by("pk")
    list(every.select_for_update().values_list("pk", flat=True))  # two at once wait in turn
    people = list(Person.objects.select_for_update().filter(pk__in=[p.pk for p in subject.people]))
    accounts = list(
        User.objects.select_for_update().filter(pk__in=[u.pk for u in subject.accounts])
    )
    check(by=by, subject=Subject(tuple(people), tuple(accounts), subject.names, subject.emails))
    removed: Counter[str] = Counter()
    _throw_away(subject, removed)
    _unname(people, accounts, removed)
    _forget_addresses(subject, removed)
    _rewrite_history(people, accounts, subject.emails, removed)
    note_once_done()
    return Erasure.objects.create(
        created_by=by,
        why=why,
        person=people[0] if people else None,
        account=accounts[0] if accounts else None,
        removed={key: count for key, count in sorted(removed.items()) if count},
        mentions=mentions,
    )


def _throw_away(subject: Subject, removed: Counter[str]) -> None:
    """What was theirs alone: drafts, letters, interest, own notes."""
    accounts = [account.pk for account in subject.accounts]
    at = subject.by_email
    for key, rows in (
        ("drafts", Draft.every.filter(author__in=accounts)),
        ("notices", Notice.objects.filter(Q(user__in=accounts) | at)),
        ("invitations", Invitation.objects.filter(at)),
        ("addresses for signing in", EmailAddress.objects.filter(Q(user__in=accounts) | at)),
        ("keys and codes for signing in", Authenticator.objects.filter(user__in=accounts)),
        ("identities for signing in", SocialAccount.objects.filter(user__in=accounts)),
    ):
        # Not what goes with them, such as files with a draft
        removed[key] += rows.delete()[1].get(rows.model._meta.label, 0)
    for account in subject.accounts:
        removed["sign-ins"] += end_secrets(account, Upon.CLOSED).counts[SIGN_INS]
    for kind in registered(PersonalData):
        mine = Q(user__in=accounts)
        removed[kind.removed] += kind.remove(kind.rows(mine | at if kind.by_email else mine))


def _unname(people: list[Person], accounts: list[User], removed: Counter[str]) -> None:
    """The entries themselves: roles end today, names and addresses go, nobody signs in."""
    today = timezone.localdate()
    held = JobRoleHolder.objects.filter(person__in=people)
    _end(held, today)
    _end(Assignment.objects.filter(user__in=accounts), today)
    for person in people:
        person.name, person.email, person.user = "", "", None
        person.erased_on, person.keep_until = today, None
        person.save()
    for account in accounts:
        account.full_name, account.job_title = REMOVED, ""
        account.email = f"removed-{account.pk}@{GONE}"
        account.is_active = account.two_step = False
        account.signs_in_with = ""
        account.set_unusable_password()
        account.save()
    removed["entries in the directory"] += len(people)
    removed["accounts"] += len(accounts)


def _end(rows: QuerySet[Any], today: dt.date) -> None:
    """Close what is open today; what had not begun never happens."""
    rows.filter(valid_from__gte=today).delete()
    rows.filter(Q(valid_to=None) | Q(valid_to__gt=today)).update(valid_to=today)


def _forget_addresses(subject: Subject, removed: Counter[str]) -> None:
    """Every other column for addresses that holds one of theirs, such as that of a job role."""
    nobody = Q(pk__in=[])
    declared = {kind.rows(nobody).model for kind in registered(PersonalData) if kind.by_email}
    for model, column in _address_columns(apps.get_models()):
        if model in (User, Person, Notice, EmailAddress) or model in declared:
            continue
        rule = Q(pk__in=[])
        for email in subject.emails:
            rule |= Q(**{f"{column}__iexact": email})
        every = model._base_manager  # noqa: SLF001 - what was withdrawn as well
        removed["addresses elsewhere"] += every.filter(rule).update(**{column: ""})


def _address_columns(kinds: Iterable[Any]) -> list[tuple[Any, str]]:
    return [
        (model, field.name)
        for model in kinds
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.EmailField)
    ]


def _rewrite_history(
    people: list[Person], accounts: list[User], emails: frozenset[str], removed: Counter[str]
) -> None:
    """The one change of history there is: names and addresses, and nothing else, go from it."""
    entries = HistoryEntry.objects.of_kind(Person, [person.pk for person in people])
    removed["rows of history"] += changes.put(entries, {"name": "", "email": ""})
    for account in accounts:
        rows = HistoryEntry.objects.of_kind(User, [account.pk])
        removed["rows of history"] += changes.put(
            rows, {"full_name": REMOVED, "job_title": "", "email": account.email}
        )
    for model, column in _address_columns(tracked_models()):
        if column in {field.name for field in kept_fields(model)}:
            for email in emails:
                rows = HistoryEntry.objects.of_kind(model)
                removed["rows of history"] += changes.take_out(rows, column, email)


@transaction.atomic
def retire_names(today: dt.date) -> int:
    """Names whose time is up go; gives their number. Run daily; running it again does nothing.

    Somebody who no longer holds any job role is kept for a while (``PERSON_KEPT_MONTHS``), so that
    their successor can be introduced. Whoever can sign in is kept until their account is closed.
    """
    _set_days(today)
    due = _without_role(today).filter(keep_until__lt=today)
    retired = list(due.exclude(user__is_active=True).select_for_update(of=("self",)))
    for person in retired:
        erase(by=None, subject=alone(person), why=Erasure.Why.KEPT_LONG_ENOUGH)
    return len(retired)


def _without_role(today: dt.date) -> QuerySet[Person]:
    """People who hold no job role today and will not as far as is known."""
    holds = JobRoleHolder.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=today), person=OuterRef("pk")
    )
    return Person.objects.filter(~Exists(holds), erased_on=None)


def _set_days(today: dt.date) -> None:
    """Until when those are kept for whom nobody said it: some months after their last role."""
    undated = _without_role(today).filter(keep_until=None).annotate(last=Max("held__valid_to"))
    for person in list(undated[:AT_ONCE]):
        Person.objects.filter(pk=person.pk).update(keep_until=kept_until(person.last or today))


def kept_until(left: dt.date) -> dt.date:
    """The day until which somebody is kept who left their last job role on this one."""
    month = left.month - 1 + settings.PERSON_KEPT_MONTHS
    return dt.date(left.year + month // 12, month % 12 + 1, min(left.day, 28))
