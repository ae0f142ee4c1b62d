"""What a step locks, so that two at once wait for one another."""

from __future__ import annotations

from django.test.utils import CaptureQueriesContext


def locks_administrators(asked: CaptureQueriesContext) -> bool:
    """Whether the roles of all administrators were read to be locked, in one order."""
    return any(
        "\"role\" = 'administrator' ORDER BY 1 ASC FOR UPDATE" in text
        for text in (query["sql"] for query in asked.captured_queries)
    )
