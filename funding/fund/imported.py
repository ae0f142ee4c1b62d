"""How funds come in from a list, with the bodies that own them."""

from __future__ import annotations

from django.db.models import QuerySet

from access.permissions import contributes
from funding.models import Fund, FundOwner
from partnerships.organisation.fields import LONGEST
from partnerships.partnership.import_names import ORGANISATION, reference_column
from records.addresses import with_tail
from records.models import Visibility
from registry.import_dates import Day
from registry.import_levels import levels_to_choose
from registry.import_new import column_of_new, dates_in_order, known_as
from registry.import_readers import Choice, Text
from registry.imported import ImportFormat, ImportPart, Row, Scope

AWARD = Choice.of(
    Fund,
    "award",
    competed="competitive,competition,bid,bidding",
    formula="allocation,allocated",
    direct="direct,non competitive",
)


COLUMNS = (
    reference_column("fund", "grant"),
    column_of_new(
        *("name", "Fund", Text(200), "name", "fund name", "grant name", "funding stream", "pot"),
        is_needed=True,
        only_new=False,
    ),
    column_of_new(
        *("owner", "Owner", ORGANISATION, "funder", "department", "owned by", "source of funding"),
        fills="owner.organisation_id",
        only_new=False,
    ),
    column_of_new(
        *("description", "What it is for", Text(LONGEST, lines=True)),
        *("description", "purpose", "about", "summary"),
    ),
    column_of_new("award", "How it is given out", AWARD, "award", "allocation method", "route"),
    column_of_new("start", "From", Day(is_partial=True), "start", "start date", "opens"),
    column_of_new("end", "Until", Day(is_partial=True, ends=True), "end", "end date", "closes"),
)


def _there(scope: Scope) -> QuerySet[Fund]:
    """Those that the person sees; they are changed on their own pages."""
    return known_as(Fund.objects.visible_to(scope.user), "name")


def _finish(row: Row, scope: Scope) -> None:
    dates_in_order(row)
    row.fresh["slug"] = with_tail(row.values.get("name", ""), "fund")
    row.fresh["is_example"] = scope.home.is_example


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
