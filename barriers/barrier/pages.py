"""What every page about one barrier has."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from barriers.barrier import loading
from barriers.models import Barrier
from barriers.record_pages import ReferencedForm, ReferencedPage


class OfBarrier(ReferencedPage):
    """A page about one barrier; 404 for who does not see it."""

    model = Barrier
    record: Barrier

    def rows(self) -> QuerySet[Barrier]:
        return loading.load(self.request.user)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "barrier": self.record}


class BarrierForm(ReferencedForm, OfBarrier):
    """A form about one barrier, called by its title."""

    def arguments(self) -> dict[str, Any]:
        return {}
