"""A kind of part of a fund, declared once: rounds, pots, duties, guidance and calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.urls import reverse

from access.history import HistoryPage
from funding.fund.permissions import can_edit_fund, can_edit_part
from funding.fund.views import FUNDS
from funding.models import Fund
from records import drafts
from registry.declared_kind import AddOfKind, EditOfKind, OfKind, said
from registry.kind_by_itself import KindByItself
from registry.kind_of_part import AddPart, BelowWhole, ChangePart, OfPart, part_draft


class BelowFund(BelowWhole):
    """Mixed into a page class: its whole is a fund."""

    link = "fund"
    trail = (("Money", "/funding/"), FUNDS)

    @property
    def fund(self) -> Fund:
        """The fund that it is a part of."""
        fund: Fund = self.whole
        return fund


class PartOfFund(BelowFund, OfPart):
    """Mixed into a page class: the page of one part of a fund."""


class OfFundPart(OfKind, PartOfFund):
    """A page about one part of a fund."""


class KindOfFund(KindByItself):
    """``may_add`` is asked about the fund, ``may_edit`` about the part."""

    may_add: ClassVar[Callable[..., bool]] = can_edit_fund
    may_edit: ClassVar[Callable[..., bool]] = can_edit_part
    form_takes_user = True
    add_message = "{noun} added."
    with_rows = ("fund__programme",)
    routes = {
        "List": ("funding/{kind.path}/", "{kind.key}s"),
        "Add": ("funding/funds/<slug:slug>/{kind.path}/add/", "{kind.key}_add"),
        "Page": ("funding/{kind.path}/<int:pk>/", "{kind.key}"),
        "Edit": ("funding/{kind.path}/<int:pk>/edit/", "{kind.key}_edit"),
        "History": ("funding/{kind.path}/<int:pk>/history/", "{kind.key}_history"),
        "TakeBack": ("funding/{kind.path}/<int:pk>/take-back/", "{kind.key}_take_back"),
    }
    without: ClassVar[Sequence[str]] = ()

    @classmethod
    def register_draft(cls) -> drafts.Kind:
        return part_draft(
            *(cls.draft_key, cls.draft_words, cls.model, "fund"),
            may_add=cls.may_add,
            may_edit=cls.may_edit,
            at=cls.key,
        )

    class List(KindByItself.List):
        """Those of every fund that the reader sees."""

        def get_queryset(self) -> Any:
            return self.model.objects.visible_to(self.request.user).listed()

        def add(self) -> None:
            """They are added on the page of a fund."""

        def parent_breadcrumbs(self) -> list[tuple[str, str]]:
            return [("Money", reverse("funding"))]

    class Add(AddOfKind, BelowFund, AddPart):
        """A new part of a fund."""

        right = said("may_add")

    class Page(PartOfFund, KindByItself.Page):
        """A part of a fund as its fields say it; whoever reads the fund reads it."""

        empty_hint = "Those who look after the fund can add it."

        @property
        def fund_fact(self) -> dict[str, Any]:
            """The fund that it belongs to, as a fact with its address."""
            return {"label": "Fund", "value": self.fund.name, "url": self.fund.get_absolute_url()}

    class Edit(EditOfKind, OfFundPart, ChangePart):
        """A part changed; the second of two editors sees both versions."""

        permission, page_title = said("may_edit"), "Change"

    class History(OfFundPart, HistoryPage):
        """Who changed what of a part."""

        public = said("public")

    class TakeBack(PartOfFund, KindByItself.TakeBack):
        """One is then led to the fund."""
