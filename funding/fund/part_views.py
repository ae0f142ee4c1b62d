"""A kind of part of a fund, declared once: rounds, pots, duties, guidance and calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from access.history import HistoryPage
from funding.fund.permissions import can_edit_fund, can_edit_part
from funding.fund.views import FUNDS
from funding.models import Fund
from funding.part_views import AddPart, BelowWhole, ChangePart, OfPart, part_draft
from interface.pages import PageAction, PlainPage
from records import drafts
from records.form_views import TakeBackPage
from records.taking_back import is_just_added
from registry.declared_kind import AddOfKind, EditOfKind, KindByItself, OfKind, said


class BelowFund(BelowWhole):
    """Mixed into a page class: its whole is a fund."""

    link = "fund"
    trail = (("Money", "/funding/flows/"), FUNDS)

    @property
    def fund(self) -> Fund:
        """The fund that it is a part of."""
        fund: Fund = self.whole
        return fund


class OfFundPart(OfKind, BelowFund, OfPart):
    """A page about one part of a fund."""


class KindOfFund(KindByItself):
    """``may_add`` is asked about the fund, ``may_edit`` about the part."""

    may_add, may_edit = can_edit_fund, can_edit_part
    form_takes_user = True
    add_message = "The {noun} is added."
    with_rows = ("fund__programme",)
    routes = {
        "List": ("funding/{path}/", "{key}s"),
        "Add": ("funding/funds/<slug:slug>/{path}/add/", "{key}_add"),
        "Page": ("funding/{path}/<int:pk>/", "{key}"),
        "Edit": ("funding/{path}/<int:pk>/edit/", "{key}_edit"),
        "History": ("funding/{path}/<int:pk>/history/", "{key}_history"),
        "TakeBack": ("funding/{path}/<int:pk>/take-back/", "{key}_take_back"),
    }

    @classmethod
    def register_draft(cls) -> drafts.Kind:
        may = {"may_add": cls.may_add, "may_edit": cls.may_edit}
        return part_draft(cls.draft_key, cls.draft_words, cls.model, "fund", at=cls.key, **may)

    class List(KindByItself.List):
        """Those of every fund that the reader sees."""

        def get_queryset(self) -> Any:
            return self.model.objects.visible_to(self.request.user).listed()

        def add(self) -> None:
            """They are added on the page of a fund."""

        def parent_breadcrumbs(self) -> list[tuple[str, str]]:
            return [("Money", reverse("flows"))]

    class Add(AddOfKind, BelowFund, AddPart):
        """A new part of a fund."""

        right = said("may_add")

    class Page(OfFundPart, PlainPage):
        """A part of a fund as its fields say it; whoever reads the fund reads it."""

        public = said("public")
        empty_hint = "Those who look after the fund can add it."
        history = KindByItself.Page.history

        @property
        def fund_fact(self) -> dict[str, Any]:
            """The fund that it belongs to, as a fact with its address."""
            return {"label": "Fund", "value": self.fund.name, "url": self.fund.get_absolute_url()}

        def get_actions(self) -> Sequence[PageAction]:
            """Change it, and take it back while it was just added, for who keeps the fund."""
            kind, pk = self.kind, self.record.pk
            if not kind.may_edit(self.request.user, self.record):
                return ()
            ways = [PageAction("Change", reverse(kind.name_of("Edit"), args=[pk]))]
            if "TakeBack" in kind.made() and is_just_added(self.record):
                ways.append(PageAction("Take back", reverse(kind.name_of("TakeBack"), args=[pk])))
            return ways

    class Edit(EditOfKind, OfFundPart, ChangePart):
        """A part changed; the second of two editors sees both versions."""

        permission, page_title = said("may_edit"), "Change"

    class History(OfFundPart, HistoryPage):
        """Who changed what of a part."""

        public = said("public")

    class TakeBack(OfFundPart, TakeBackPage):
        """Take back a part that was added by mistake; one is then led to the fund."""

        permission, noun = said("may_edit"), said("noun")
