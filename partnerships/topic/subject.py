"""How topics take part in the whole."""

from __future__ import annotations

from partnerships.models import Synonym
from records.merging import BodyRule, Does

DECLARES = (
    BodyRule(
        Synonym,
        "organisation",
        Does.MOVE,
        noun="word that finds it,words that find it",
        order=410,
        once=("key", "topic_id"),
    ),
)
