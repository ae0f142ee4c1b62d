"""How comments take part in the whole."""

from __future__ import annotations

from collaboration.models import Comment, Mention
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule
from records.unlinked import Unlinked

REGISTRATIONS = (
    PlaceRule(Comment, "subject", Does.STAY, because="nobody comments on a place"),
    BodyRule(Comment, "subject", Does.STAY, because="nobody comments on a body"),
    HistoryLabel(model=Comment, silent=("edited_at",)),
    HistoryLabel(model=Mention, noun="mention", named_by=("user",)),
    Unlinked(
        pages=("comment_history",),
        on="comments",
        why="a comment has a history from its first change on",
    ),
)
