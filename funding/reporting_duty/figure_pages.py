"""Adding a figure that a duty asks for, and changing or ending one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from funding.fund.permissions import can_edit_part
from funding.models import DutyFigure, ReportingDuty
from funding.part_pages import AddPart, ChangePart, register_part
from funding.reporting_duty.figure_forms import FigureForm

DUTIES = ("Reporting duties", "/funding/duties/")


def can_edit_figure(user: Any, figure: DutyFigure) -> bool:
    """Whoever keeps the fund."""
    return can_edit_part(user, figure.duty)


FIGURE = register_part("duty-figure", ReportingDuty, "figure", can_edit_part, "duty_figure")


class AddFigure(AddPart):
    """One more figure that a duty asks for."""

    model, part, link = ReportingDuty, DutyFigure, "duty"
    form, draft, may = FigureForm, FIGURE, can_edit_part
    here = heading = "Add a figure"
    said = "The figure is added."

    def rows(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().rows().select_related("fund__programme")
        return rows

    def above(self) -> list[tuple[str, str]]:
        return [("Money", reverse("flows")), DUTIES]

    def context(self) -> dict[str, Any]:
        fund = self.record.fund
        return {**super().context(), "example": fund.is_example}


class ChangeFigure(ChangePart):
    """A figure as it should be, or that it is no longer asked."""

    model, link = DutyFigure, "duty"
    form, draft, may = FigureForm, FIGURE, can_edit_figure
    here = heading = "Change a figure"
    said = "The figure is changed."

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("duty__fund__programme")

    def above(self) -> list[tuple[str, str]]:
        duty = self.record.duty
        return [("Money", reverse("flows")), DUTIES, (str(duty), duty.get_absolute_url())]

    def context(self) -> dict[str, Any]:
        return {**super().context(), "example": self.record.duty.fund.is_example}
