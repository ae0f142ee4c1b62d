"""Adding a figure that a duty asks for, and changing or ending one."""

from __future__ import annotations

from typing import Any

from funding.fund.permissions import can_edit_part
from funding.models import DutyFigure
from funding.reporting_duty.figure_forms import FigureForm
from registry.kind_of_part import BelowWhole, KindOfPart

MONEY = ("Money", "/funding/")
DUTIES = ("Reporting duties", "/funding/duties/")


def can_edit_figure(user: Any, figure: DutyFigure) -> bool:
    """Whoever keeps the fund."""
    return can_edit_part(user, figure.duty)


class _BelowDuty(BelowWhole):
    """Mixed into a page class: its whole is a duty of a fund."""

    @property
    def seen_by(self) -> Any:
        """Whoever reads the fund, whose level the duty has."""
        return self.whole.fund

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.whole.fund.is_example}


class Figures(KindOfPart):
    """Figures that a duty asks for; one as it should be, or that is no longer asked."""

    model, form, key, path, noun = DutyFigure, FigureForm, "duty_figure", "figures", "figure"
    link, whole_path, trail = "duty", "funding/duties", (MONEY, DUTIES)
    may_add, may_edit = can_edit_part, can_edit_figure
    draft_words, with_rows = "Figure that is asked for", ("duty__fund__programme",)
    add_message, edit_message = "Figure added.", "Figure saved."

    class Add(_BelowDuty, KindOfPart.Add):
        pass

    class Edit(_BelowDuty, KindOfPart.Edit):
        pass
