"""What every part of the barrier report shares: its filters, and the way to the lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from barriers.barrier.filters import NOT_SURE, BarrierFilter, Kind
from barriers.report.columns import NOT_SURE_YET
from interface import querystring


@dataclass(frozen=True)
class Asked:
    """What one address asks of the report, for one reader."""

    filter: BarrierFilter
    params: Mapping[str, Any]

    @property
    def kind(self) -> Kind | None:
        """The one kind that the report is about, if it is about one."""
        return self.filter.kind

    @property
    def kinds_shown(self) -> list[tuple[int | None, str, str]]:
        """The kinds that can hold anything: id, key and short name; "not sure yet" is last."""
        every: list[tuple[int | None, str, str]] = [
            (one.pk, one.key, one.short_name) for one in self.filter.kinds
        ]
        every.append((None, NOT_SURE, NOT_SURE_YET))
        asked = self.filter.value("category")
        return [one for one in every if asked in (None, one[1])]

    def list_url(self, **changes: Any) -> str:
        """The list of barriers with this report's filters, some of them replaced."""
        filters = {name: self.filter.data.getlist(name) for name in self.filter.filters}
        for name in ("place", "pilot", "unlocker"):  # by slug, also where a name was typed
            if record := self.filter.value(name):
                filters[name] = [record.slug]
        query = querystring.replaced(filters, **changes)
        return reverse("barriers") + query.removesuffix("?")
