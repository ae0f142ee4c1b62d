"""Whose personal data it is: a person of the directory, an account, or both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from accounts.models import User
from people.models import Erasure, Person
from records.models import HistoryEntry

MOST = 50
PERSON, ACCOUNT = "person", "account"
GONE = "removed.invalid"  # the addresses of accounts whose person's name was removed


@dataclass(frozen=True)
class Subject:
    """One human being: their entries in the directory, their accounts, all names and addresses.

    ``names`` and ``emails`` hold former ones too, as history has them, without those that
    somebody else has as well (a shared mailbox).
    """

    people: tuple[Person, ...]
    accounts: tuple[User, ...]
    names: frozenset[str]
    emails: frozenset[str]

    @property
    def kind(self) -> str:
        """What stands in its address."""
        return PERSON if self.people else ACCOUNT

    @property
    def pk(self) -> int:
        """The number that stands in its address."""
        return (self.people or self.accounts)[0].pk

    @property
    def by_email(self) -> Q:
        """Rows with one of the addresses in ``email``."""
        return reduce(or_, (Q(email__iexact=email) for email in self.emails), Q(pk__in=[]))

    @property
    def is_erased(self) -> bool:
        """Whether the name is gone from all of it already."""
        return all(person.erased_on for person in self.people) and all(
            map(is_erased, self.accounts)
        )

    def __str__(self) -> str:
        return str((self.accounts or self.people)[0])


def is_erased(account: User) -> bool:
    """Whether an account's name was removed."""
    return account.email.endswith(f"@{GONE}")


def matching(text: str) -> list[Subject]:
    """People and accounts whose name or address holds this text, each human being once."""
    words = text.strip()
    if not words:
        return []
    rule = Q(email__icontains=words)
    people = Person.objects.filter(rule | Q(name__icontains=words), erased_on=None)
    accounts = User.objects.filter(rule | Q(full_name__icontains=words))
    accounts = accounts.exclude(email__endswith=f"@{GONE}")
    shown = list(people.select_related("user").order_by("name", "id")[:MOST])
    subjects = [_bare((person,), (person.user,) if person.user else ()) for person in shown]
    alone = accounts.exclude(
        pk__in=[person.user_id for person in shown if person.user_id]
    ).order_by("full_name", "id")
    return subjects + [_bare((), (account,)) for account in alone[:MOST]]


def _bare(people: tuple[Person, ...], accounts: tuple[User, ...]) -> Subject:
    return Subject(people, accounts, frozenset(), frozenset())


def load(kind: str, pk: int) -> Subject | None:
    """The subject that an address names, with everything by which they are known."""
    if kind == PERSON:
        person = Person.objects.select_related("user").filter(pk=pk).first()
        return whole(person, person.user) if person else None
    if kind != ACCOUNT:
        return None
    account = User.objects.filter(pk=pk).first()
    linked = Person.objects.filter(user=pk).first()
    return whole(linked, account) if account else None


def whole(person: Person | None, account: User | None) -> Subject:
    """A person and an account that belong together, with those of the same name and address."""
    people = {person.pk: person} if person else {}
    accounts = {account.pk: account} if account else {}
    for name, email in _pairs(person, account):
        same = Q(email__iexact=email)
        for namesake in Person.objects.filter(same, name__iexact=name, erased_on=None):
            people[namesake.pk] = namesake
        for other in User.objects.filter(same, full_name__iexact=name):
            accounts[other.pk] = other
    names, emails = _known_as(list(people), list(accounts))
    mine = tuple(people.values()), tuple(accounts.values())
    return Subject(*mine, names, emails - _of_others(emails, list(people), list(accounts)))


def alone(person: Person) -> Subject:
    """An entry of the directory by itself, whatever accounts there are."""
    names, emails = _known_as([person.pk], [])
    return Subject((person,), (), names, emails - _of_others(emails, [person.pk], []))


def _pairs(person: Person | None, account: User | None) -> list[tuple[str, str]]:
    """Name and address together, where both are known: one alone may be somebody else's."""
    pairs = [(person.name, person.email)] if person else []
    pairs += [(account.full_name, account.email)] if account and not is_erased(account) else []
    return [(name, email) for name, email in pairs if name and email]


def _known_as(people: list[int], accounts: list[int]) -> tuple[frozenset[str], frozenset[str]]:
    """All names and addresses, of today and of history."""
    rows: list[tuple[str, str]] = []
    for model, name, ids in ((Person, "name", people), (User, "full_name", accounts)):
        rows += model.objects.filter(pk__in=ids).values_list(name, "email")
        then = HistoryEntry.objects.of_kind(model, ids)
        rows += {(change.row[name], change.row["email"]) for change in then}
    names = {name for name, _ in rows if name and name != "Name removed"}
    emails = {email.lower() for _, email in rows if email and not email.endswith(f"@{GONE}")}
    return frozenset(names), frozenset(emails)


def _of_others(emails: frozenset[str], people: list[int], accounts: list[int]) -> set[str]:
    """Addresses that somebody else has as well."""
    taken: set[str] = set()
    for email in emails:
        same = Q(email__iexact=email)
        if (
            Person.objects.filter(same, erased_on=None).exclude(pk__in=people).exists()
            or User.objects.filter(same).exclude(pk__in=accounts).exists()
        ):
            taken.add(email)
    return taken


def erasures_of(subject: Subject) -> QuerySet[Erasure]:
    """When and why their name was removed, newest first."""
    return Erasure.objects.filter(
        Q(person__in=[person.pk for person in subject.people])
        | Q(account__in=[account.pk for account in subject.accounts])
    )
