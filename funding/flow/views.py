"""The list of flows with its file, each column with its definition; the page of one flow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from funding.flow import one, summary
from funding.flow.beside import beside_list
from funding.flow.ends import said_by
from funding.flow.facts import amount_figure, flow_facts, left_over, rows_by_meaning
from funding.flow.filters import FlowFilter
from funding.flow.known import known_elsewhere
from funding.flow.permissions import can_add_flow, can_edit_flow, can_pass_on
from funding.flow.revisions import latest_of
from funding.flow.sums import MOST, Totals, as_published, totals
from funding.models import AMOUNT_KEY, END_KEY, Flow
from interface import exports
from interface.columns import Column, Type
from interface.forms.dates import day_asked
from interface.pages import Empty, ListPage, PageAction, RecordPage
from interface.paging import BoundedCount, Sort, bounded_count
from interface.words import capitalised, date_words, pounds
from records.dates import Precision
from records.switches import is_used
from records.taking_back import is_just_added


def _of_body(side: str, label: str) -> tuple[Column, Column]:
    def sector(flow: Flow) -> str:
        body = getattr(flow, side)
        return body.get_sector_display() if body else ""

    def name(flow: Flow) -> str:
        return getattr(flow, f"{side}_name")

    whom = "gives" if side == "giver" else "receives"
    return (
        Column(
            side,
            label,
            f"The body that {whom} it, by the name of the day, or how the source describes it",
            name,
        ),
        Column(f"{side}_sector", f"{label}: sector", f"The sector of the body that {whom}", sector),
    )


def _day(name: str) -> Callable[[Flow], Any]:
    def value(flow: Flow) -> Any:
        return getattr(flow, name)

    return value


def _as_of_known_to(flow: Flow) -> str:
    known_to_day = flow.as_of is None or flow.as_of_precision == Precision.DAY
    return "" if known_to_day else flow.get_as_of_precision_display()


COLUMNS = (
    Column(
        "id",
        "Number",
        "Its number in Placebook, which stays the same",
        lambda flow: flow.pk,
        type=Type.NUMBER,
    ),
    Column("description", "What it is", "In a few words", lambda flow: flow.description),
    *_of_body("giver", "From"),
    *_of_body("receiver", "To"),
    Column(
        "fund",
        "Fund",
        "The fund that it comes from; else as its funder calls its programme",
        lambda flow: str(flow.fund) if flow.fund else flow.fund_said,
    ),
    Column(
        "programme",
        "Programme",
        "The programme that it belongs to",
        lambda flow: flow.programme and flow.programme.name,
    ),
    Column(
        "meaning",
        "Meaning",
        "What the amount means. Amounts with different meanings must not be added together",
        Flow.get_meaning_display,
    ),
    Column("kind", "Kind", "Money, staff, buildings and land, or data", Flow.get_kind_display),
    Column(
        "payment",
        "Payment to a supplier",
        "Yes for a line of what a body publishes of its spending. Such lines are in a list only "
        "where they are asked for",
        lambda flow: "yes" if flow.is_payment else "",
    ),
    Column(
        "qualifier",
        "How exact",
        "Exactly, about, at least, more than or at most; empty where the amount is not known",
        lambda flow: flow.get_amount_qualifier_display() if flow.amount.known else "",
    ),
    Column(
        "amount_low",
        "Amount",
        "In pounds; the lower end of a range",
        lambda f: f.amount_low,
        pounds=True,
    ),
    Column(
        "amount_high",
        "Amount, upper end",
        "Only for a range",
        lambda flow: flow.amount_high,
        pounds=True,
    ),
    Column.of(Flow, "price_year"),
    Column(
        "passed_on",
        "Of this, passed on",
        "In pounds: how much goes on in other rows that you can see, of the same meaning. Take it "
        "off before you add up, so that nothing is counted twice",
        lambda flow: flow.passed_on,
        type=Type.NUMBER,
    ),
    Column(
        "passed_on_from",
        "Passed on from",
        "The number of the row whose money this one passes on",
        lambda flow: flow.parent_id if flow.is_passed_on else None,
        blank="it passes on none that you can see",
        type=Type.NUMBER,
    ),
    Column("start", "Start", "The first day, as far as known", _day("start"), type=Type.DATE),
    Column("start_precision", "Start known to", "The day, month or year", _day("start_precision")),
    Column("end", "End", "The last day, as far as known", _day("end"), type=Type.DATE),
    Column("end_precision", "End known to", "The day, month or year", _day("end_precision")),
    Column(
        "end_said_by",
        "End follows from",
        "Its programme, which ends then, or its start and its months, where nobody said when it "
        "ends",
        said_by,
        blank="its source says it, or no end is known",
    ),
    Column.of(Flow, "awarded_on"),
    Column.of(Flow, "regrant", blank="none"),
    Column.of(Flow, "identifier", blank="none"),
    Column(
        "places",
        "Places",
        "The places that it is for, with the share of each where it is known",
        lambda flow: "; ".join(
            f"{link.place.name} ({link.share:.0%})" if link.share else link.place.name
            for link in flow.place_links.all()
        ),
    ),
    Column("restriction", "Restriction", "What it may be used for", Flow.get_restriction_display),
    Column("as_of", "As at", "The day that the amount is of", _day("as_of"), type=Type.DATE),
    Column(
        "as_of_precision",
        "As at known to",
        "Month, year or financial year; empty where it is the day",
        _as_of_known_to,
    ),
    Column(
        "source",
        "Source",
        "Where the amount is from",
        lambda flow: flow.source.title if flow.source else flow.source_said,
    ),
    Column("visibility", "Visible to", "Who can see this row", Flow.get_visibility_display),
    Column("address", "Address", "Its page", Flow.get_absolute_url),
)


# What a long list is narrowed to, to be added up all the same
ADDED_UP = ("place", "giver", "receiver", "fund", "programme")


def _end_words(flow: Flow) -> str:
    return "no end known" if flow.end is None else f"ends {date_words(flow.end)}"


SORTS = (
    Sort(
        "newest",
        "updated_at",
        says=lambda f: date_words(timezone.localdate(f.updated_at)),
        starts_descending=True,
    ),
    Sort("end", "end_key", says=_end_words),
    Sort(
        "amount",
        "amount_key",
        says=lambda flow: (
            "amount not known" if flow.amount_low is None else pounds(flow.amount_low)
        ),
        starts_descending=True,
    ),
)


def listed(user: Any) -> QuerySet[Flow]:
    """The flows that this reader may see, with what the sorts need."""
    return Flow.objects.visible_to(user).annotate(
        end_key=END_KEY,
        amount_key=AMOUNT_KEY,
    )


class Flows(ListPage):
    """The flows that the reader may see, filtered, paged and added up."""

    api = True
    public = True
    template_name = "funding/flow/list.html"
    model, filters, columns, sorts = Flow, FlowFilter, COLUMNS, SORTS
    title, noun, file, size = "Money", "amount", "money", 8
    lead = "Who gives money, who receives it, for which places and until when."
    none_match = "No money matches these filters."
    empty = Empty("No money is recorded here yet.", "That doesn’t mean none came.")

    def add(self) -> PageAction | None:
        may = can_add_flow(self.request.user)
        return PageAction("Add money", reverse("flow_add")) if may else None

    def elsewhere(self, chosen: Any) -> Sequence[PageAction]:
        return known_elsewhere(chosen, but=["flows"])

    def get_queryset(self) -> QuerySet[Flow]:
        user, (on, _) = self.request.user, day_asked(self.request.GET)
        rows: Any = listed(user).as_rows(user, on=on)
        return rows if "format" in self.request.GET else rows.with_short_names()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """The list, its file, or the file of its totals."""
        is_summed = "format" in request.GET and request.GET.get("summary")
        if is_summed and (file := self._summary(request)):
            return file
        return super().get(request, **kwargs)

    def _summary(self, request: HttpRequest) -> HttpResponseBase | None:
        chosen = FlowFilter(request.GET, self.get_queryset(), request=request)
        summed = self._added_up(chosen, bounded_count(chosen.qs, MOST))
        if summed.too_many:
            return exports.refused(request, summary.TOO_MANY.format(most=MOST))
        rows, name = rows_by_meaning(summed), "money-by-meaning"
        return exports.of_rows(
            request,
            rows,
            summary.COLUMNS,
            name,
            made_up=lambda _: chosen.made_up_held,
            source=chosen,
        )

    def render_page(self, **context: Any) -> HttpResponse:
        """With the totals of what is listed, and below them what the councils of a place have."""
        summed = self._added_up(context["filter"], context["count"])
        return super().render_page(
            **context,
            totals=summed,
            meanings=rows_by_meaning(summed),
            beside=beside_list(self.request.user, context["filter"]),
            most=MOST,
            today=timezone.localdate(),
        )

    def _added_up(self, chosen: FlowFilter, count: BoundedCount) -> Totals:
        """The totals of the list, unless it is too long to be added up on a page.

        Of a place, a body or a fund any number is: what stands alone takes one pass.
        """
        if not count:
            return Totals()
        said = chosen.form.cleaned_data if chosen.form.is_valid() else {}
        if count.count > MOST and not any(said.get(name) for name in ADDED_UP):
            return Totals(too_many=True)
        place, year, on = (said.get(name) for name in ("place", "year", "on"))
        visible: Any = Flow.objects.visible_to(self.request.user)
        if on:  # what goes on in a flow that was not in force takes nothing off
            visible = visible.in_force(on)
        asked: dict[str, Any] = {"place": place, "by_year": bool(year)}
        summed = totals(chosen.qs, visible, **asked)
        return as_published(summed, chosen.qs, **asked).of_year(year)


class FlowPage(RecordPage):
    """One flow: how much, what that means, from whom to whom, and what is passed on."""

    public = True
    template_name = "funding/flow/record.html"
    model = Flow

    def get_queryset(self) -> QuerySet[Flow]:
        rows: Any = super().get_queryset().as_rows(self.request.user).with_short_names()
        seen: QuerySet[Flow] = rows.select_related("ending__decider")
        return seen

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Money", reverse("funding")), (str(self.record), "")]

    def get_context_data(self) -> dict[str, Any]:
        flow: Any = self.record
        onward = one.onward_of(flow, self.get_queryset())
        places, years = list(flow.place_links.all()), list(flow.years.all())
        actions = self.get_actions()
        return {
            "flow": flow,
            "kind": capitalised(str(flow.get_meaning_display())),
            "amount": amount_figure(flow),
            "lead": one.lead(flow, timezone.localdate()),
            "figures": one.figures(flow, onward, timezone.localdate()),
            "follows": one.follows(flow, timezone.localdate()),
            "facts": flow_facts(flow),
            "children": onward.children,
            "ends": any(child.end for child in onward.children),
            "parent": self.get_queryset().filter(pk=flow.parent_id or 0).first(),
            "onward": onward.alike,
            "unknown": sum(not child.amount.known for child in onward.alike),
            "stays": onward.stays,
            "places": places,
            "years": years,
            "left_over": left_over(flow, years),
            "topics": flow.topics.all(),
            "example": any(link.place.is_example for link in places),
            "button": next(iter(actions), None),
            "more": actions[1:],
            "history_url": self.history_url(),
            "revisions": latest_of(flow, self.request.user) if self.history_url() else [],
        }

    def get_actions(self) -> Sequence[PageAction]:
        """What this reader may do with it: first what comes next, then the rest."""
        user, flow = self.request.user, self.record
        ways = []
        if can_edit_flow(user, flow):
            if one.is_open(flow, timezone.localdate()):
                ways.append(PageAction("Say what happens after it ends", _way(flow, "ending_edit")))
            ways.append(PageAction("Change it", _way(flow, "edit")))
            ways.append(PageAction("Split the amount", _way(flow, "split")))
        if can_pass_on(user, flow):
            ways.append(PageAction("Pass it on", _way(flow, "pass_on")))
            if is_used("bids"):
                ways.append(PageAction("Ask for more", _way(flow, "ask")))
        if can_edit_flow(user, flow) and is_just_added(flow):
            ways.append(PageAction("Take back", _way(flow, "take_back")))
        return ways

    def history_url(self) -> str:
        """Where its changes are told, to who is signed in."""
        is_told = self.request.user.is_authenticated
        return reverse("flow_history", args=[self.record.pk]) if is_told else ""


def _way(flow: Any, name: str) -> str:
    return reverse(f"flow_{name}", args=[flow.pk])
