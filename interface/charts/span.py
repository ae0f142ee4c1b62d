"""From when to when something ran, as a bar on an axis that all rows of a table share."""

from __future__ import annotations

import datetime as dt

from django.utils.html import format_html
from django.utils.safestring import SafeString

# The axis begins with this year, and ends today
FIRST = dt.date(2009, 1, 1)


def span(start: dt.date | None, end: dt.date | None, today: dt.date) -> SafeString:
    """The bar; what goes on reaches the end of the axis. Nothing where no start is known.

    The words beside it say the same, so it is not heard.
    """
    if start is None:
        return SafeString()
    whole = (today - FIRST).days
    low, high = (
        min(max((day - FIRST).days / whole * 100, 0), 100) for day in (start, end or today)
    )
    return format_html(
        '<svg height="14" aria-hidden="true"><rect class="track" y="6" width="100%" height="2"/>'
        '<rect class="got" x="{}%" y="2" width="{}%" height="10"/></svg>',
        round(min(low, 99), 1),
        round(max(high - low, 1), 1),
    )
