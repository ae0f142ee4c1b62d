from __future__ import annotations

from typing import Any

from access.permissions import contributes
from funding.fund.permissions import can_edit_fund, can_edit_part
from funding.models import MonitoringReturn, ReportingDuty
from funding.permissions import reports_anything
from partnerships.models import Organisation, Place
from partnerships.organisation.permissions import speaks_for

# Whoever keeps the fund says who owes a duty's returns, and by when.
can_make_returns = can_edit_part


def can_add_return(user: Any, duty: ReportingDuty) -> bool:
    """Whoever keeps the fund, and whoever reports: contributors at places, officers of bodies."""
    return reports_anything(user) or can_edit_fund(user, duty.fund)


def reports_for(user: Any, *, body: Organisation | None, place: Place | None) -> bool:
    """Whether it is for the user to report: officers of the body, contributors at the place."""
    return contributes(user, place) or bool(body and speaks_for(user, body))


def can_keep_return(user: Any, one: MonitoringReturn) -> bool:
    """Those who must send it, and those who keep the fund that asks for it."""
    return reports_for(user, body=one.body, place=one.place) or can_edit_fund(user, one.duty.fund)
