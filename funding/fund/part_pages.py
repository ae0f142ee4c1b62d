"""What the pages below a fund have in common: its rounds, pots, duties, guidance and calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from funding.fund.pages import FUNDS
from funding.fund.permissions import can_edit_fund, can_edit_part
from funding.models import Fund
from interface.pages import PlainPage, RecordPage, Way
from records import drafts
from records.pages import AddPage, EditPage, FormPage, TakeBackPage
from records.taking_back import is_just_added


def part_draft(
    key: str,
    words: str,
    model: Any,
    *,
    may_add: Callable[[Any, Fund], bool] = can_edit_fund,
    may_edit: Callable[[Any, Any], bool] = can_edit_part,
) -> drafts.Kind:
    """Make the form known that adds and changes such a part, at ``<key>_add`` and ``<key>_edit``.

    The target is the fund's address, with the part's number behind a stroke.
    """

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        slug, _, number = target.partition("/")
        fund = Fund.objects.visible_to(user).filter(slug=slug).first()
        if fund is None:
            return None
        if not number:
            return f"{words}: {fund}" if may_add(user, fund) else None
        rows = model.objects.visible_to(user).filter(fund=fund)
        part = rows.filter(pk=number).first() if number.isdecimal() else None
        return f"{words}: {fund}" if part and may_edit(user, part) else None

    def url(target: str) -> str:
        slug, _, number = target.partition("/")
        return (
            reverse(f"{key}_edit", args=[number]) if number else reverse(f"{key}_add", args=[slug])
        )

    return drafts.register(key.replace("_", "-"), title=title, url=url)


class _BelowFund:
    """Mixed into a page class: the trail leads through the fund."""

    fund: Any

    def above(self) -> list[tuple[str, str]]:
        fund = self.fund
        return [("Money", reverse("flows")), FUNDS, (fund.name, fund.get_absolute_url())]

    def context(self) -> dict[str, Any]:
        return {**super().context(), "example": self.fund.is_example}  # type: ignore[misc]


class PartForm(_BelowFund, FormPage):
    """A form of such a part; its readers are the fund's."""

    asks_user = True

    @property
    def seen_by(self) -> Any:
        """Whoever reads the fund."""
        return self.fund


class AddToFund(PartForm, AddPage):
    """A new part of a fund; ``right`` is asked about the fund: 403 without it."""

    right: ClassVar[Callable[[Any, Fund], bool]] = can_edit_fund

    @cached_property
    def fund(self) -> Fund:
        """The fund that the address names. Raises Http404."""
        fund: Fund = get_object_or_404(
            Fund.objects.visible_to(self.request.user), slug=self.kwargs["slug"]
        )
        return fund

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers who has the right."""
        if not type(self).right(request.user, self.fund):
            raise PermissionDenied
        self.lead = self.fund.name
        return super().dispatch(request, *args, **kwargs)

    @property
    def target(self) -> str:
        return str(self.fund.slug)

    def instance(self) -> Any:
        return self.model(fund=self.fund, created_by_id=self.request.user.pk)


class OfFundPart(_BelowFund, RecordPage):
    """A page about one part of a fund."""

    def rows(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().rows().select_related("fund__programme")
        return rows

    @property
    def fund(self) -> Fund:
        """Whose part it is."""
        fund: Fund = self.record.fund
        return fund


class EditOfFund(OfFundPart, PartForm, EditPage):
    """Change a part; the second of two editors sees both versions."""

    may: ClassVar[Any] = can_edit_part
    here = "Change"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The fund's name leads with the part's."""
        super().setup(request, *args, **kwargs)
        self.lead = f"{self.fund.name}: {self.record}"

    @property
    def target(self) -> str:
        return f"{self.fund.slug}/{self.record.pk}"


class TakeBackOfFund(OfFundPart, TakeBackPage):
    """Take back a part that was added by mistake; one is then led to the fund."""

    may: ClassVar[Any] = can_edit_part


class PartPage(OfFundPart, PlainPage):
    """A part of a fund as its fields say it; whoever reads the fund reads it.

    Its forms stand at ``<part>_edit`` and ``<part>_take_back``.
    """

    public = True
    part: ClassVar[str]
    keeper: ClassVar[Callable[[Any, Any], bool]] = can_edit_part
    who_adds = "Whoever keeps the fund can add it."

    @property
    def fund_fact(self) -> dict[str, Any]:
        """The fund that it belongs to, as a fact with its address."""
        return {"label": "Fund", "value": self.fund.name, "url": self.fund.get_absolute_url()}

    def ways(self) -> Sequence[Way]:
        """Change it, and take it back while it was just added, for who keeps the fund."""
        pk = self.record.pk
        if not type(self).keeper(self.request.user, self.record):
            return ()
        ways = [Way("Change", reverse(f"{self.part}_edit", args=[pk]))]
        if is_just_added(self.record):
            ways.append(Way("Take back", reverse(f"{self.part}_take_back", args=[pk])))
        return ways
