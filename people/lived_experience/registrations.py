"""How lived experience takes part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme
from people.models import Expense
from records.absent import Absent, Whole
from records.switches import SwitchablePart

REGISTRATIONS = (
    SwitchablePart(
        key="lived_experience",
        label="Lived experience",
        says="Roles for people with lived experience, and how they’re paid",
        below=("lived-experience/",),
        order=40,
    ),
    MenuItem(
        page="lived_roles",
        label="Lived experience",
        says="Roles for people with experience of what pilots are about",
        theme=Theme.PEOPLE,
        order=97,
        words="residents involvement co-production",
    ),
    Absent(
        model=Expense,
        at=Whole.FILES,
        why="no format reads a ledger of what roles cost",
        to_come=True,
    ),
    Absent(
        model=Expense,
        at=Whole.SEARCH,
        fields=("note",),
        why="what was paid to somebody is read by them and by who pays",
    ),
)
