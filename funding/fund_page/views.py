"""The page of a fund: whose it is, what it may be used for, and what flows from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from access.history import HistoryPage
from funding.call_note.permissions import can_add_call_note
from funding.call_note.views import with_seen_posts
from funding.flow.facts import rows_by_meaning
from funding.flow.permissions import can_add_flow
from funding.flow.sums import MOST, as_published, totals
from funding.fund.permissions import can_edit_fund
from funding.fund.views import OfFund, actions_of
from funding.models import CallNote, Flow, Fund, FundPot, Restriction
from funding.round.models import next_first
from interface.cells import links
from interface.pages import PageAction, PlainPage
from interface.paging import bounded_count
from interface.words import capitalised
from partnerships.models import Organisation
from people.models import JobRole
from records.taking_back import is_just_added
from registry.record_pages import links_of

CALLS = 5
RESTRICTED = (Restriction.PERMITTED_USE, Restriction.RING_FENCED)


class FundPage(OfFund, PlainPage):
    """One fund, with the totals of the money from it that the reader sees, by meaning."""

    public = True
    template_name = "funding/fund_page/record.html"
    history, empty_hint = "fund_history", "Those who look after the fund can add it."
    texts = {
        "description": "What it is for",
        "permitted_use": "What it may be used for",
        "restriction_text": "What the rule says",
        "moving_text": "What the rule says about moving it",
    }

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        return rows.select_related("programme", "source").with_owners().prefetch_related("topics")

    def lead(self) -> str:
        count = self.record.departments
        return f"A cross-government pot: {count} departments put money into it." * (count > 1)

    def long_texts(self) -> list[tuple[str, str, str]]:
        """Each text that there is, and what would be there of a use that is restricted."""
        asked = {"description"}
        if self.record.restriction in RESTRICTED:
            asked |= {"permitted_use", "restriction_text"}
        return [passage for passage in super().long_texts() if passage[2] or passage[0] in asked]

    def facts(self) -> list[dict[str, Any]]:
        fund = self.record
        return [
            {"label": "Owned by", "value": links(_bodies(fund)) or None},
            {"label": "How it is given out", "value": _unless_unknown(fund, "award")},
            {"label": "Restriction", "value": _unless_unknown(fund, "restriction")},
            *(
                {"label": label, "value": _unless_unknown(fund, name)}
                for name, label in (
                    ("move_years", "May be moved between years"),
                    ("move_uses", "May be moved between uses"),
                    ("move_places", "May be moved between places"),
                    ("shape", "One pot or several"),
                )
            ),
            {"label": "Period", "value": capitalised(fund.period) or None},
            {
                "label": "Programme",
                "value": fund.programme and fund.programme.name,
                "url": fund.programme and fund.programme.get_absolute_url(),
            },
            {"label": "Topics", "value": ", ".join(map(str, fund.topics.all())) or None},
        ]

    def get_actions(self) -> Sequence[PageAction]:
        user, fund = self.request.user, self.record
        asked = urlencode({"fund": fund.slug})
        ways = list(actions_of(user, fund))
        if can_add_flow(user):
            ways.insert(0, PageAction("Add money from it", f"{reverse('flow_add')}?{asked}"))
        return ways

    def pots(self) -> list[FundPot]:
        """Its pots, each with the definition of its outcome, and whether it was just added."""
        pots: list[Any] = list(self.record.pots.select_related("definition"))
        for pot in pots:
            pot.is_new = is_just_added(pot)
        return pots

    def contact(self) -> Any:
        """The job role that answers questions, where this reader may see it."""
        if self.record.contact_id is None:
            return None
        seen = JobRole.objects.visible_to(self.request.user).filter(pk=self.record.contact_id)
        today = timezone.localdate()
        return seen.select_related("organisation").with_succession(today, today).first()

    def calls(self) -> dict[str, Any]:
        """The latest calls that this reader may read of, and whether they may note one."""
        user, fund = self.request.user, self.record
        if not user.is_authenticated:
            return {}
        notes = CallNote.objects.visible_to(user).filter(fund=fund)[: CALLS + 1]
        found = with_seen_posts(notes, user)
        return {
            "calls": found[:CALLS],
            "more_calls": len(found) > CALLS,
            "may_note": can_add_call_note(user, fund),
        }

    def counted(self) -> dict[str, str]:
        """How many boards have to do with it that this reader sees, in words; empty for none."""
        ties: Any = Fund.board_ties.rel.related_model
        seen = ties.objects.visible_to(self.request.user).not_over().filter(fund=self.record)
        count = seen.order_by().aggregate(boards=Count("board", distinct=True))["boards"]
        return {"boards": str(count or "")}

    def get_context_data(self) -> dict[str, Any]:
        seen = Flow.objects.visible_to(self.request.user)
        here = seen.payments().filter(fund=self.record)
        count = bounded_count(here, MOST)
        summed = as_published(totals(here, seen), here) if count and not count.more else None
        return {
            **super().get_context_data(),
            "owners": self.record.owner_links.all(),
            "pots": self.pots(),
            "rounds": next_first(list(self.record.rounds.all())),
            "duties": list(self.record.reporting_duties.all()),
            "guidance": list(self.record.guidance.all()),
            "contact": self.contact(),
            **self.calls(),
            "also": links_of(self.request.user, self.record, "fund", self.counted()),
            "may_edit": can_edit_fund(self.request.user, self.record),
            "count": count,
            "meanings": rows_by_meaning(summed) if summed else [],
            "list_url": f"{reverse('flows')}?{urlencode({'fund': self.record.slug})}",
            "example": self.record.is_example,
            "today": timezone.localdate(),
        }


class FundHistory(OfFund, HistoryPage):
    """Who changed what of a fund and of its pots."""

    public = True


def _bodies(fund: Fund) -> list[Organisation]:
    return [link.organisation for link in fund.owner_links.all()]


def _unless_unknown(fund: Fund, name: str) -> str | None:
    if getattr(fund, name) == "not_known":
        return None
    return capitalised(getattr(fund, f"get_{name}_display")())
