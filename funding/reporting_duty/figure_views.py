"""Adding a figure that a duty asks for, and changing or ending one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from funding.fund.permissions import can_edit_part
from funding.models import DutyFigure
from funding.part_views import AddPart, BelowWhole, ChangePart, part_draft
from funding.reporting_duty.figure_forms import FigureForm

MONEY = ("Money", "/funding/flows/")
DUTIES = ("Reporting duties", "/funding/duties/")


def can_edit_figure(user: Any, figure: DutyFigure) -> bool:
    """Whoever keeps the fund."""
    return can_edit_part(user, figure.duty)


FIGURE = part_draft(
    *("duty-figure", "Figure that is asked for", DutyFigure, "duty"),
    may_add=can_edit_part,
    may_edit=can_edit_figure,
    at="duty_figure",
)


class _BelowDuty(BelowWhole):
    """Mixed into a page class: its whole is a duty of a fund."""

    link = "duty"
    trail = (MONEY, DUTIES)

    @property
    def seen_by(self) -> Any:
        """Whoever reads the fund, whose level the duty has."""
        return self.whole.fund

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.whole.fund.is_example}


class AddFigure(_BelowDuty, AddPart):
    """One more figure that a duty asks for."""

    model, form, draft, right = DutyFigure, FigureForm, FIGURE, can_edit_part
    page_title = title = "Add a figure"
    success_message = "The figure is added."


class ChangeFigure(_BelowDuty, ChangePart):
    """A figure as it should be, or that it is no longer asked."""

    model, form, draft, permission = DutyFigure, FigureForm, FIGURE, can_edit_figure
    page_title = title = "Change a figure"
    success_message = "The figure is changed."

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("duty__fund__programme")
