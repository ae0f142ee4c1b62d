"""Reports that are due: drafted two weeks before their day, for who keeps the board to send."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from governance.board.officers import keepers_of
from governance.models import Pack, ReportPlan
from governance.pack.actions import make_report
from governance.pack.notices import tell_to_send

_log = logging.getLogger(__name__)


def draft_due(today: dt.date) -> int:
    """Draft each report whose day is near and that nobody drafted yet; gives how many.

    It is drafted in the name of who wrote the plan, or else of another who keeps the board: a pack
    tells no more than its maker sees. Where nobody keeps it, or nobody is left to read it, none is.
    """
    drafted = Pack.objects.filter(plan=OuterRef("pk"), due_on=OuterRef("next_on"))
    rows = ReportPlan.objects.near(today).filter(~Exists(drafted))
    made = 0
    for plan in rows.select_related("board__organisation", "to").order_by("next_on", "pk"):
        maker = _maker(plan)
        if maker is None or plan.nobody_to_read or plan.board.ended:
            continue
        try:
            pack = make_report(by=maker, plan=plan)
        except ValidationError:  # it ended in the meantime; the reports of others do not wait
            _log.exception("Report plan %s could not be drafted", plan.pk)
            continue
        tell_to_send(pack)
        made += 1
    return made


def _maker(plan: ReportPlan) -> Any:
    keepers = list(keepers_of(plan.board))
    return next((one for one in keepers if one.pk == plan.created_by_id), None) or next(
        iter(keepers), None
    )
