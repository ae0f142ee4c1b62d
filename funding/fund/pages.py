"""The funds, and writing one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from funding.fund import actions
from funding.fund.filters import FundFilter
from funding.fund.forms import AddFundForm, EditFund
from funding.fund.permissions import can_add_fund, can_edit_fund
from funding.models import Fund, FundOwner
from interface.cells import linked, links
from interface.forms import suggestions
from interface.pages import Column, Empty, ListPage, RecordPage, Way
from interface.paging import Sort
from interface.words import NOT_KNOWN, capitalised
from partnerships.examples import made_up_last
from partnerships.history import HistoryPage
from partnerships.models import Organisation
from records import drafts
from records.pages import AddPage, EditPage, FormPage, TakeBackPage
from records.taking_back import is_just_added

FUNDS = ("Funds", "/funding/funds/")
OFFERED, LONGEST = 8, 100


def _owners(fund: Fund) -> list[Organisation]:
    return [link.organisation for link in fund.owner_links.all()]


def _parts(fund: Fund) -> str:
    """Each body with its part: "Energy department 60%; Health department not known"."""
    links = fund.owner_links.all()
    return "; ".join(f"{link.organisation} {link.percent or 'not known'}" for link in links)


COLUMNS = (
    Column(
        *("name", "Fund", "What the fund is called", attrgetter("name")),
        cell=lambda fund: linked(fund.name, fund.get_absolute_url()),
        head=True,
        sort="name",
    ),
    Column(
        "owners",
        "Owned by",
        "The bodies whose money it is",
        lambda fund: "; ".join(body.name for body in _owners(fund)),
        cell=lambda fund: links(_owners(fund)) or NOT_KNOWN,
    ),
    Column("parts", "Parts", "The part of each body that owns it, where known", _parts),
    Column(
        "cross_government",
        "Cross-government",
        "Whether two departments or more put money into it",
        lambda fund: fund.departments > 1,
    ),
    Column(
        *("award", "Given", "How it is given out", Fund.get_award_display),
        cell=lambda fund: capitalised(fund.get_award_display()),
    ),
    Column(
        "restriction",
        "May be used",
        "What it may be used for",
        Fund.get_restriction_display,
        cell=lambda fund: capitalised(fund.get_restriction_display()),
    ),
    Column(
        *("period", "Period", "From when to when, as far as known", attrgetter("period")),
        cell=lambda fund: capitalised(fund.period) or NOT_KNOWN,
    ),
    Column("description", "What it is for", "In a few words", attrgetter("description")),
    Column("rule", "Rule", "What the rule on its use says", attrgetter("restriction_text")),
    Column("visibility", "Seen by", "Who can see this row", Fund.get_visibility_display),
    Column("address", "Address", "Its page", Fund.get_absolute_url),
)
BY_NAME = Sort("name", "sort_key", says=str)


class Funds(ListPage):
    """The funds that the reader may see."""

    public = True
    model, filters, columns, sorts = Fund, FundFilter, COLUMNS, (BY_NAME,)
    heading, noun = "Funds", "fund"
    lead = "Pots of money: whose they are, how they are given out and what they may be used for."
    empty = Empty("No fund that you can see is recorded yet.")

    def rows(self) -> QuerySet[Fund]:
        rows: QuerySet[Fund] = super().rows().with_owners()
        return rows

    def above(self) -> list[tuple[str, str]]:
        return [("Money", reverse("flows"))]

    def add(self) -> Way | None:
        may = can_add_fund(self.request.user)
        return Way("Add a fund", reverse("fund_add")) if may else None


@login_not_required
def fund_suggest(request: HttpRequest) -> JsonResponse:
    """Funds whose name holds what was typed, of those that the reader sees."""
    typed = request.GET.get("q", "").replace("\x00", "")[:LONGEST]
    rows = Fund.objects.visible_to(request.user).found_by(typed).with_owners()
    offered = made_up_last(rows.order_by("sort_key", "id"))[:OFFERED]
    return suggestions(offered, describe=lambda fund: ", ".join(map(str, _owners(fund))))


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not can_add_fund(user):
        return None
    return f"New fund: {typed.get('name', '').strip() or 'without a name yet'}"


def _to_edit(user: Any, slug: str) -> Fund:
    fund = get_object_or_404(Fund.objects.visible_to(user), slug=slug)
    if not can_edit_fund(user, fund):
        raise PermissionDenied
    return fund


ADD = drafts.register("fund-add", title=_title_of_new, url=lambda _: reverse("fund_add"))
EDIT = drafts.register_one("fund-edit", "Change of a fund", "fund_edit", _to_edit)


class _Write(FormPage):
    """The form of a fund, new or known."""

    asks_user = True

    def save(self, form: Any) -> Fund:
        form.instance.source = form.named_source(self.request.user)
        write = actions.edit_fund if form.instance.pk else actions.add_fund
        return write(
            by=self.request.user,
            fund=form.instance,
            owners=form.all_owners(),
            topics=form.cleaned_data["topics"],
        )


class AddFund(_Write, AddPage):
    """A new fund, unless it looks like one that is there."""

    template_name = "partnerships/lookalikes.html"
    model, form, may, draft = Fund, AddFundForm, can_add_fund, ADD
    heading, said = "Add a fund", "The fund is added."

    def above(self) -> list[tuple[str, str]]:
        return [("Money", reverse("flows")), FUNDS]


class OfFund(RecordPage):
    """What every page about one fund loads, and the trail to it."""

    model, key = Fund, "slug"

    def above(self) -> list[tuple[str, str]]:
        return [("Money", reverse("flows")), FUNDS]

    @property
    def target(self) -> str:
        return str(self.record.slug)


class ChangeFund(_Write, OfFund, EditPage):
    """Every fact of a fund; the second of two editors sees both versions."""

    form, may, draft = EditFund, can_edit_fund, EDIT
    here, heading, said = "Change", "Change this fund", "The fund is changed."


class FundHistory(OfFund, HistoryPage):
    """Who changed what of a fund."""

    public = True
    also = (FundOwner,)


class TakeBackFund(OfFund, TakeBackPage):
    """Take back a fund that was added by mistake."""

    may, noun, parts = can_edit_fund, "fund", ((FundOwner, "fund"), (Fund.topics.through, "fund"))


def ways_of(user: Any, fund: Fund) -> Sequence[Way]:
    """What this reader may do with a fund."""
    if not can_edit_fund(user, fund):
        return ()
    ways = [Way("Change", reverse("fund_edit", args=[fund.slug]))]
    if is_just_added(fund):
        ways.append(Way("Take back", reverse("fund_take_back", args=[fund.slug])))
    return ways
