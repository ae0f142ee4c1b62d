"""How personal data takes part in the whole."""

from __future__ import annotations

from access.permissions import is_administrator
from accounts.models import User
from interface.parts import MenuItem, Theme
from people.models import Erasure, Person
from people.personal_data.actions import erase
from people.personal_data.subjects import GONE, alone, whole
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.unlinked import Unlinked
from registry.erased import StaysErased


def _account_again(account: User) -> None:
    """The account, with the entry in the directory that goes with it."""
    linked = Person.objects.filter(user=account, erased_on=None).first()
    erase(by=None, subject=whole(linked, account), why=Erasure.Why.AGAIN)


def _person_again(person: Person) -> None:
    erase(by=None, subject=alone(person), why=Erasure.Why.AGAIN)


REGISTRATIONS = (
    HistoryLabel(model=Erasure, apart="the page of what was removed lists it, without the name"),
    StaysErased(
        model=User,
        noun="name of an account,names of accounts",
        made="created_at",
        erased=lambda: User.objects.filter(email__endswith=f"@{GONE}"),
        again=_account_again,
        order=10,
    ),
    StaysErased(
        model=Person,
        noun="name in the directory,names in the directory",
        made="created_at",
        erased=lambda: Person.objects.exclude(erased_on=None),
        again=_person_again,
        order=20,
    ),
    MenuItem(
        page="personal_data",
        label="Personal data",
        says="What is held about a person, and how to download or remove it",
        theme=Theme.KEEPING,
        order=75,
        words="gdpr subject access erase",
        permission=is_administrator,
    ),
    Absent(
        model=Erasure,
        at=Whole.FILES,
        why="it removes what is there and adds nothing",
    ),
    Absent(
        model=Erasure,
        at=Whole.HELP,
        why="administrators alone do it, and its steps say on their pages what follows",
    ),
    Unlinked(
        pages=("personal_data_of",),
        on="personal_data",
        why="no page lists people: an administrator types a name first",
    ),
    Unlinked(
        pages=("personal_data_erase",),
        on="personal_data_of",
        why="the person is found first, by a name that is typed",
    ),
)
