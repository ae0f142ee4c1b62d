"""How comments take part in the whole."""

from __future__ import annotations

from collaboration.models import Comment, Mention
from records.differences import InHistory
from records.merging import BodyRule, Does, PlaceRule

DECLARES = (
    PlaceRule(Comment, "subject", Does.STAY, because="nobody comments on a place"),
    BodyRule(Comment, "subject", Does.STAY, because="nobody comments on a body"),
    InHistory(model=Comment, silent=("edited_at",)),
    InHistory(model=Mention, noun="mention", named_by=("user",)),
)
