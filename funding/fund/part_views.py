"""What the pages below a fund have in common: its rounds, pots, duties, guidance and calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse

from funding import part_views
from funding.fund.permissions import can_edit_fund, can_edit_part
from funding.fund.views import FUNDS
from funding.models import Fund
from funding.part_views import AddPart, BelowWhole, ChangePart, OfPart
from interface.pages import PageAction, PlainPage
from records import drafts
from records.form_views import TakeBackPage
from records.taking_back import is_just_added


def part_draft(
    key: str,
    words: str,
    model: Any,
    *,
    may_add: Callable[[Any, Fund], bool] = can_edit_fund,
    may_edit: Callable[[Any, Any], bool] = can_edit_part,
) -> drafts.Kind:
    """Make the form of a part of a fund known, for whoever keeps the fund unless said."""
    return part_views.part_draft(
        key.replace("_", "-"), words, model, "fund", may_add=may_add, may_edit=may_edit, at=key
    )


class _BelowFund(BelowWhole):
    """Mixed into a page class: its whole is a fund."""

    link = "fund"
    trail = (("Money", "/funding/flows/"), FUNDS)

    @property
    def fund(self) -> Fund:
        """The fund that it is a part of."""
        fund: Fund = self.whole
        return fund


class AddToFund(_BelowFund, AddPart):
    """A new part of a fund; ``right`` is asked about the fund: 403 without it."""

    form_takes_user = True
    right: ClassVar[Callable[[Any, Fund], bool]] = can_edit_fund


class OfFundPart(_BelowFund, OfPart):
    """A page about one part of a fund."""

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset().select_related("fund__programme")
        return rows


class EditOfFund(OfFundPart, ChangePart):
    """Change a part; the second of two editors sees both versions."""

    permission: ClassVar[Any] = can_edit_part
    form_takes_user = True
    page_title = "Change"


class TakeBackOfFund(OfFundPart, TakeBackPage):
    """Take back a part that was added by mistake; one is then led to the fund."""

    permission: ClassVar[Any] = can_edit_part


class PartPage(OfFundPart, PlainPage):
    """A part of a fund as its fields say it; whoever reads the fund reads it.

    Its forms stand at ``<part>_edit`` and ``<part>_take_back``.
    """

    public = True
    part: ClassVar[str]
    keeper: ClassVar[Callable[[Any, Any], bool]] = can_edit_part
    empty_hint = "Those who look after the fund can add it."

    @property
    def fund_fact(self) -> dict[str, Any]:
        """The fund that it belongs to, as a fact with its address."""
        return {"label": "Fund", "value": self.fund.name, "url": self.fund.get_absolute_url()}

    def get_actions(self) -> Sequence[PageAction]:
        """Change it, and take it back while it was just added, for who keeps the fund."""
        pk = self.record.pk
        if not type(self).keeper(self.request.user, self.record):
            return ()
        ways = [PageAction("Change", reverse(f"{self.part}_edit", args=[pk]))]
        if is_just_added(self.record):
            ways.append(PageAction("Take back", reverse(f"{self.part}_take_back", args=[pk])))
        return ways
