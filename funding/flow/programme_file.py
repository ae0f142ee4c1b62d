"""The money of a programme, in its zip."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from funding.flow.views import COLUMNS
from funding.models import Flow
from registry.programme_files import ProgrammeFile, Scope, address, from_list, source


def _flows(scope: Scope) -> QuerySet[Any]:
    rows = Flow.objects.visible_to(scope.user).filter(programme=scope.programme)
    return rows.as_rows(scope.user) if scope.programme else rows.none()


FLOWS = ProgrammeFile(
    "flows",
    "Money of the programme; amounts with different meanings must not be added together",
    _flows,
    (
        *from_list(
            COLUMNS,
            *("id", "description", "giver", "receiver", "fund", "meaning", "kind", "qualifier"),
            *("amount_low", "amount_high", "price_year", "passed_on", "passed_on_from"),
            *("start", "start_precision", "end", "end_precision", "end_said_by", "places"),
            *("restriction", "as_of", "as_of_precision"),
        ),
        source(),
        *from_list(COLUMNS, "visibility"),
        address(),
    ),
    order=405,
)
