"""How funds come in from a list, with the bodies that own them."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, F, QuerySet, Value

from access.permissions import contributes
from funding.models import Fund, FundOwner
from partnerships.organisation.fields import LONGEST
from partnerships.partnership.import_names import ORGANISATION, reference_column
from records.addresses import with_tail
from records.models import Visibility
from records.periods import TURNED
from registry.import_dates import Day
from registry.import_levels import levels_to_choose
from registry.import_readers import Choice, Text
from registry.imported import ImportColumn, ImportFormat, ImportPart, Row, Scope

AWARD = Choice.of(
    Fund,
    "award",
    competed="competitive,competition,bid,bidding",
    formula="allocation,allocated",
    direct="direct,non competitive",
)


def _column(key: str, label: str, reads: Any, *called: str, **said: Any) -> ImportColumn:
    asked = {"fills": key, "only_new": True, **said}
    return ImportColumn(key=key, label=label, reads=reads, called=called, **asked)


COLUMNS = (
    reference_column("fund", "grant"),
    _column(
        *("name", "Fund", Text(200), "name", "fund name", "grant name", "funding stream", "pot"),
        is_needed=True,
        only_new=False,
    ),
    _column(
        *("owner", "Owner", ORGANISATION, "funder", "department", "owned by", "source of funding"),
        fills="owner.organisation_id",
        only_new=False,
    ),
    _column(
        *("description", "What it is for", Text(LONGEST, lines=True)),
        *("description", "purpose", "about", "summary"),
    ),
    _column("award", "How it is given out", AWARD, "award", "allocation method", "route"),
    _column("start", "From", Day(is_partial=True), "start", "start date", "opens"),
    _column("end", "Until", Day(is_partial=True, ends=True), "end", "end date", "closes"),
)


def _there(scope: Scope) -> QuerySet[Fund]:
    """Those that the person sees; they are changed on their own pages."""
    no = Value(False, output_field=BooleanField())
    rows: Any = Fund.objects.visible_to(scope.user)
    seen: QuerySet[Fund] = rows.annotate(import_key=F("name"), import_may=no, import_open=no)
    return seen


def _finish(row: Row, scope: Scope) -> None:
    start, end = row.said("start"), row.said("end")
    if start and end and end < start:
        row.problems.append(("end", TURNED.lower()))
    row.fresh["slug"] = with_tail(row.values.get("name", ""), "fund")
    row.fresh["is_example"] = scope.place.is_example


FUNDS = ImportFormat(
    key="funds",
    noun="fund",
    makes=Fund,
    columns=COLUMNS,
    permission=contributes,
    there=_there,
    finish=_finish,
    key_of=lambda row: row.values.get("name", ""),
    levels=lambda scope: [
        level
        for level in levels_to_choose(scope)
        if level[0] in (Visibility.TEAM, Visibility.NETWORK)
    ],
    level=Visibility.NETWORK,
    parts={"owner": ImportPart(model=FundOwner, owner="fund_id", only_new=True, noun="Owner")},
    note="Funds of the same name that you can see are not added again.",
    order=48,
)
