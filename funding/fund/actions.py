"""Every change of a fund that touches more than its own row. Who may was asked before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from funding.models import Fund, FundOwner
from partnerships.models import Organisation, Topic
from records.addresses import save_with_tail

# Whose money it is, and which part each body puts in: None where that is not known
Parts = Mapping[Organisation, Decimal | None]


@transaction.atomic
def add_fund(*, by: Any, fund: Fund, owners: Parts, topics: Iterable[Topic]) -> Fund:
    """Write a new fund with the bodies that own it. Not everybody reads it, so its address ends in
    a tail drawn by lot. One whose owners are all made up is made up itself."""
    fund.created_by = by
    fund.is_example = all(body.is_example for body in owners)
    save_with_tail(fund, fund.name, "fund")
    fund.topics.set(topics)
    _set_owners(fund, owners, by)
    return fund


@transaction.atomic
def edit_fund(*, by: Any, fund: Fund, owners: Parts, topics: Iterable[Topic]) -> Fund:
    """Write a fund whose fields were changed, with its owners and their parts."""
    fund.save()
    fund.topics.set(topics)
    _set_owners(fund, owners, by)
    return fund


def _set_owners(fund: Fund, owners: Parts, by: Any) -> None:
    wanted = {body.pk: part for body, part in owners.items()}
    links = {link.organisation_id: link for link in FundOwner.objects.filter(fund=fund)}
    gone = [link.pk for body, link in links.items() if body not in wanted]
    FundOwner.objects.filter(pk__in=gone).delete()
    for body, part in sorted(wanted.items()):
        link = links.get(body) or FundOwner(fund=fund, organisation_id=body, created_by=by)
        if link.pk is None or link.share != part:
            link.share = part
            link.save()
