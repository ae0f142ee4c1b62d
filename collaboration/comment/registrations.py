"""How comments take part in the whole."""

from __future__ import annotations

from collaboration.models import Comment, Mention
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule
from records.unlinked import Unlinked

REGISTRATIONS = (
    PlaceRule(Comment, "subject", Does.STAY, because="nobody comments on a place"),
    BodyRule(Comment, "subject", Does.STAY, because="nobody comments on a body"),
    HistoryLabel(model=Comment, silent=("edited_at",)),
    HistoryLabel(model=Mention, noun="mention", named_by=("user",)),
    Absent(
        model=Mention,
        at=Whole.FILES,
        why="whom a comment names is chosen among those who may read it",
    ),
    Unlinked(
        pages=("comment_history",),
        on="comments",
        why="a comment has a history from its first change on",
    ),
)
