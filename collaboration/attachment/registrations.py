"""How files beside records take part in the whole."""

from __future__ import annotations

from collaboration.models import Attachment
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule

REGISTRATIONS = (
    PlaceRule(Attachment, "subject", Does.STAY, because="no file stands beside a place itself"),
    BodyRule(Attachment, "subject", Does.STAY, because="no file stands beside a body itself"),
    HistoryLabel(
        model=Attachment,
        silent=("file", "size", "is_deleted"),
        apart="the list of files says who attached each and when",
    ),
    Absent(
        model=Attachment,
        at=Whole.FILES,
        why="it is a file itself",
    ),
    Absent(
        model=Attachment,
        at=Whole.SEARCH,
        fields=("media_type",),
        why="it is no word that anybody types",
    ),
)
