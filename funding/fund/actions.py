"""Every change of a fund that touches more than its own row. Who may was asked before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from funding.models import Fund, FundOwner
from partnerships.models import Organisation, Topic
from records.addresses import save_with_tail


@transaction.atomic
def add_fund(
    *, by: Any, fund: Fund, owners: Iterable[Organisation], topics: Iterable[Topic]
) -> Fund:
    """Write a new fund with the bodies that own it. Not everybody reads it, so its address ends in
    a tail drawn by lot. One whose owners are all made up is made up itself."""
    owners = list(owners)
    fund.created_by = by
    fund.is_example = all(body.is_example for body in owners)
    save_with_tail(fund, fund.name, "fund")
    fund.topics.set(topics)
    _set_owners(fund, owners, by)
    return fund


@transaction.atomic
def edit_fund(
    *, by: Any, fund: Fund, owners: Iterable[Organisation], topics: Iterable[Topic]
) -> Fund:
    """Write a fund whose fields were changed, with its owners. Their shares stay."""
    fund.save()
    fund.topics.set(topics)
    _set_owners(fund, owners, by)
    return fund


def _set_owners(fund: Fund, owners: Iterable[Organisation], by: Any) -> None:
    wanted = {body.pk for body in owners}
    links = FundOwner.objects.filter(fund=fund)
    have = set(links.values_list("organisation_id", flat=True))
    links.filter(organisation__in=have - wanted).delete()
    for body in sorted(wanted - have):
        FundOwner.objects.create(fund=fund, organisation_id=body, created_by=by)
