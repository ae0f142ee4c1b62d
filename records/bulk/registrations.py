"""How bulk changes take part in the whole."""

from interface.parts import MenuItem, Theme, signed_in
from records.absent import Absent, Whole
from records.models import BulkChange

REGISTRATIONS = (
    MenuItem(
        page="bulk_changes",
        label="Bulk changes",
        says="Changes that you made to many records at once, and the way to undo them for a day",
        theme=Theme.OWN,
        order=90,
        words="several at once undo together many batch",
        permission=signed_in,
        within="account",
    ),
    Absent(
        model=BulkChange,
        at=Whole.FILES,
        why="it changes records that are there",
    ),
    Absent(
        model=BulkChange,
        at=Whole.ADD,
        why="it begins in a list, by “Change several at once”",
    ),
)
