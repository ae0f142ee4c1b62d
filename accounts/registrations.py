"""How accounts take part in the whole."""

from __future__ import annotations

from accounts.models import User
from records.absent import Absent, Whole
from records.differences import HistoryLabel

REGISTRATIONS = (
    HistoryLabel(
        model=User,
        apart="it is about a person: administrators read of it on the page of all changes",
    ),
    Absent(
        model=User,
        at=Whole.FILES,
        why=(
            "whoever gives a role answers for it, and may name several people at once without "
            "a file"
        ),
    ),
    Absent(
        model=User,
        at=Whole.SEARCH,
        fields=("full_name", "job_title"),
        why="people are found by what they do, never by name",
    ),
)
