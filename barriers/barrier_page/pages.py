"""One barrier: its page, its history, and as text."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from barriers.barrier.pages import OfBarrier
from barriers.barrier_page import record
from interface.pages import BriefPage
from partnerships.history import HistoryPage


class BarrierPage(OfBarrier):
    """What is in the way, who could move it, and what was tried and checked."""

    public = True
    template_name = "barriers/barrier_page/record.html"

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "page": record.build(self.record, self.request.user),
            "seen_by": self.record.get_visibility_display(),
        }


class BarrierBrief(BriefPage, OfBarrier):
    """The same as one page of plain text, to copy or print."""

    public = True
    text_name = "barriers/barrier_page/brief.txt"

    def facts(self) -> dict[str, Any]:
        return {"page": record.build(self.record, self.request.user, is_brief=True)}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "seen_by": self.record.get_visibility_display()}


class BarrierHistory(HistoryPage, OfBarrier):
    """Every change that this reader may know of."""

    public = True

    @property
    def also(self) -> tuple[type[Model], ...]:  # type: ignore[override]
        return record.told_to(self.request.user)
