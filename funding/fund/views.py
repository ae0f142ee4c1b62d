"""Writing a fund, and what every page about one shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from funding.fund import actions
from funding.fund.contact_forms import ContactForm
from funding.fund.forms import AddFundForm, EditFund
from funding.fund.permissions import can_add_fund, can_edit_fund
from funding.models import Fund, FundOwner, FundTopic
from interface.forms import suggestions
from interface.pages import PageAction, RecordPage
from records import drafts
from records.form_views import AddPage, EditPage, FormPage, TakeBackPage
from records.taking_back import is_just_added
from search.find import best

FUNDS = ("Funds", "/funding/funds/")
OFFERED, LONGEST = 8, 100


def _owned_by(fund: Fund) -> str:
    return ", ".join(str(link.organisation) for link in fund.owner_links.all())


@login_not_required
def fund_suggest(request: HttpRequest) -> JsonResponse:
    """Funds whose name holds what was typed, of those that the reader sees."""
    typed = request.GET.get("q", "").replace("\x00", "")[:LONGEST]
    rows = Fund.objects.visible_to(request.user).with_owners()
    offered = best(rows, typed, request.user, most=OFFERED)
    return suggestions(offered, describe=_owned_by)


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

CONTACT = drafts.register_one("fund-contact", "Who to ask about a fund", "fund_contact", _to_edit)


class _Write(FormPage):
    """The form of a fund, new or known."""

    form_takes_user = True

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

    template_name = "records/lookalikes.html"
    model, form, permission, draft = Fund, AddFundForm, can_add_fund, ADD
    title, success_message = "Add a fund", "Fund added."

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Money", reverse("funding")), FUNDS]


class OfFund(RecordPage):
    """What every page about one fund loads, and the trail to it."""

    model, key = Fund, "slug"

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Money", reverse("funding")), FUNDS]

    @property
    def target(self) -> str:
        return str(self.record.slug)


class ChangeFund(_Write, OfFund, EditPage):
    """Every fact of a fund; the second of two editors sees both versions."""

    form, permission, draft = EditFund, can_edit_fund, EDIT
    page_title, title, success_message = "Change", "Change this fund", "Fund saved."


class ChangeContact(OfFund, EditPage):
    """Who to ask about a fund."""

    form, permission, draft = ContactForm, can_edit_fund, CONTACT
    page_title, title, success_message = (
        "Who to ask",
        "Who to ask about this fund",
        "Saved.",
    )
    form_takes_user = True

    @property
    def seen_by(self) -> Any:
        """Whoever reads the fund."""
        return self.record


class TakeBackFund(OfFund, TakeBackPage):
    """Take back a fund that was added by mistake."""

    permission, noun, parts = (
        can_edit_fund,
        "fund",
        ((FundOwner, "fund"), (FundTopic, "fund")),
    )


def actions_of(user: Any, fund: Fund) -> Sequence[PageAction]:
    """What this reader may do with a fund."""
    if not can_edit_fund(user, fund):
        return ()
    ways = [PageAction("Change", reverse("fund_edit", args=[fund.slug]))]
    if is_just_added(fund):
        ways.append(PageAction("Take back", reverse("fund_take_back", args=[fund.slug])))
    return ways
