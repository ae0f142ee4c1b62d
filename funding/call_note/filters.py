"""The filters of the calls about a fund."""

from __future__ import annotations

from interface.filters import FilterSet, OnDay, Words


class CallNoteFilter(FilterSet):
    """Which calls: by their words, and since when."""

    q = Words("Words", by="holding")
    since = OnDay("Since", field_name="on", lookup_expr="gte")
