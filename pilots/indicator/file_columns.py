"""How the files of a programme's zip name an indicator."""

from __future__ import annotations

from django.db.models import Prefetch

from partnerships.programme_files import Column, Scope
from pilots.models import Indicator


def key_of(indicator: Indicator) -> str:
    """An indicator by the pilot's key and its number there, which do not change."""
    return f"{indicator.pilot.slug}/{indicator.number}"


def indicator(meaning: str, blank: str) -> Column:
    """The indicator of a row, by its key."""
    return Column(
        "indicator",
        f"{meaning}: its key in indicators.csv",
        lambda row: key_of(row.indicator) if row.indicator else "",
        blank=blank,
    )


def seen_indicators(scope: Scope) -> Prefetch:
    """The indicators of rows, as far as the reader sees them."""
    seen = Indicator.objects.visible_to(scope.user)
    return Prefetch("indicator", seen.select_related("pilot"))
