"""Money that ends: the list with its timeline, and what is known of the end of one flow."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from funding.bid.permissions import can_ask_about
from funding.ending.follow import (
    asked_about,
    asked_before,
    could_follow,
    extended_before,
    topics_of,
)
from funding.ending.forms import EndingFilter
from funding.ending.models import full_time
from funding.ending.permissions import can_add_at_risk, can_edit_at_risk, can_say_what_follows
from funding.ending.track import Track
from funding.flow.ends import end_words
from funding.flow.known import known_elsewhere
from funding.models import END_KEY, AtRisk, Bid, Ending, Flow
from interface.cells import linked, links, small, soft, status
from interface.columns import NUMBER, Column
from interface.pages import Empty, ListPage, PageAction, RecordPage
from interface.paging import Sort
from interface.words import capitalised, count_words, date_words, in_sentence, list_words
from records.addresses import address
from records.dates import DateWithPrecision
from records.switches import is_used

MONEY = ("Money", "/funding/")
ENDS = ("Money ending", "/funding/ending/")
NAMED = 3
NONE_SEEN = soft("–")  # the list says what it means


def _receiver(flow: Flow) -> str:
    return flow.receiver.name if flow.receiver else flow.receiver_said


def _when(flow: Flow) -> Any:
    """The end in words, how soon that is, and the line on which it is drawn."""
    track = Track(flow.end, timezone.localdate())  # type: ignore[arg-type]  # the list has no other
    warned = {"soon": "help", "later": "some", "": ""}[track.how_soon]
    return format_html("{} {}{}", end_words(flow), status(track.words, warned), track.drawn())


def _at_risk(flow: Any) -> Any:
    named = flow.hanging[:NAMED]
    more = len(flow.hanging) - len(named)
    lines = [f"{one.what} ({one.size})" if one.size else one.what for one in named]
    return small(*lines, f"and {more} more" if more else "") or NONE_SEEN


def _ending(flow: Any) -> Ending | None:
    return getattr(flow, "ending", None)


def _follows(flow: Flow) -> Any:
    known = _ending(flow)
    if known is None:
        return ""
    due = known.decision_due
    is_late = bool(due and not known.is_decided and due < timezone.localdate())
    day = f"decision {'was ' if is_late else ''}due {date_words(due)}" if due else ""
    return format_html(
        "{}{}",
        status(capitalised(known.get_outcome_display())),
        small("" if known.is_decided else day, known.decided_by),
    )


def _asked(flow: Any) -> Any:
    return links(flow.asked) or NONE_SEEN


COLUMNS = (
    NUMBER,
    Column(
        *("what", "What ends", "The money, in a few words", attrgetter("called")),
        cell=lambda flow: linked(
            flow.called,
            address("flow_ending", flow.pk),
            f"{capitalised(flow.get_meaning_display())}: {flow.amount}",
            f"To {_receiver(flow)}" if flow.description and _receiver(flow) else "",
        ),
        head=True,
    ),
    Column(
        *("end", "When", "Its last day, as far as known", attrgetter("end")),
        cell=_when,
        sort="end",
    ),
    Column("end_precision", "End known to", "The day, month or year", attrgetter("end_precision")),
    Column("receiver", "To", "Who receives it", _receiver),
    Column("meaning", "Meaning", "What the amount means", Flow.get_meaning_display),
    Column("amount", "Amount", "In pounds, or the low end", attrgetter("amount_low"), pounds=True),
    Column(
        "amount_high",
        "Amount, high end",
        "Only for a range",
        attrgetter("amount_high"),
        pounds=True,
    ),
    Column(
        *("at_risk", "At risk", "Posts and services that depend on it, which you can see"),
        lambda flow: "; ".join(one.what for one in flow.hanging),
        cell=_at_risk,
    ),
    Column(
        *("follows", "What happens next", "What was decided, as far as known"),
        lambda flow: known.get_outcome_display() if (known := _ending(flow)) else "",
        cell=_follows,
    ),
    Column(
        *("decider", "Who decides", "Who decides what happens next"),
        lambda flow: known.decided_by if (known := _ending(flow)) else "",
    ),
    Column(
        *("decision_due", "Decision due", "When it is to be decided"),
        lambda flow: known.decision_due if (known := _ending(flow)) else None,
    ),
    Column(
        *("tell_by", "People told by", "The last day to tell the people who work with it"),
        lambda flow: known.tell_by if (known := _ending(flow)) else None,
    ),
    Column(
        *("asked", "Asked for", "More time or money that was asked for, which you can see"),
        lambda flow: "; ".join(bid.title for bid in flow.asked),
        cell=_asked,
    ),
    Column("visibility", "Visible to", "Who can see this row", Flow.get_visibility_display),
    Column("address", "Address", "Its page", lambda flow: address("flow_ending", flow.pk)),
)


class MoneyEnding(ListPage):
    """Money whose known end is still to come, the soonest first, with what depends on it."""

    api = True
    public = True
    template_name = "funding/ending/list.html"
    model, filters, columns = Flow, EndingFilter, COLUMNS
    sorts = (Sort("end", "end_key", says=lambda flow: f"ends {end_words(flow)}"),)
    orders = {"end": ("the soonest first", "the latest first")}
    title, noun, file = "Money ending", "flow", "money-ending"
    lead = (
        "What ends and when, which posts and services depend on it, who "
        "decides what happens next, and "
        "whether more was asked for."
    )
    empty = Empty(
        "No money that you can see has an end date in the future.",
        "Where an end is not known, the list of money says so.",
    )
    none_help = empty.help

    def get_queryset(self) -> QuerySet[Flow]:
        user = self.request.user
        rows = (
            Flow.objects.visible_to(user)
            .payments()
            .filter(end__gte=timezone.localdate())
            .annotate(end_key=END_KEY)
        )
        named = AtRisk.objects.visible_to(user).order_by("id")
        asked = Bid.objects.visible_to(user).exclude(state=Bid.State.WITHDRAWN).order_by("-id")
        seen: QuerySet[Flow] = rows.select_related("receiver", "ending__decider").prefetch_related(
            Prefetch("at_risk", named, to_attr="hanging"), Prefetch("bids", asked, to_attr="asked")
        )
        return seen

    def elsewhere(self, chosen: Any) -> Sequence[PageAction]:
        return known_elsewhere(chosen)

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY]


class OfFlow(RecordPage):
    """What every page about the end of one flow has."""

    model = Flow

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY]


class FlowEnding(OfFlow):
    """What is known of the end of a flow, and what could follow."""

    public = True
    template_name = "funding/ending/record.html"
    page_title = "When it ends"

    def get_queryset(self) -> QuerySet[Flow]:
        rows = super().get_queryset().select_related("receiver", "giver", "ending__decider")
        return rows.prefetch_related("place_links__place")

    def get_context_data(self) -> dict[str, Any]:
        flow, user, today = self.record, self.request.user, timezone.localdate()
        is_example = any(link.place.is_example for link in flow.place_links.all())
        named = list(AtRisk.objects.visible_to(user).filter(flow=flow).order_by("id"))
        topics = topics_of(user, flow)
        for one in named:
            one.flow = flow  # the right to change one asks for it
        return {
            "flow": flow,
            "track": Track(flow.end, today) if flow.end else None,
            "ended": bool(flow.end and flow.end < today),
            "facts": _facts(flow),
            "ending": _ending(flow),
            "at_risk": [(one, can_edit_at_risk(user, one)) for one in named],
            "at_risk_words": _summed(named),
            "signed_in": user.is_authenticated,
            "asked": asked_about(user, flow),
            "topics": topics,
            "topics_words": list_words(in_sentence(one.name) for one in topics),
            "funds": could_follow(user, flow, topics, is_example=is_example),
            "before": asked_before(user, flow, is_example),
            "earlier": extended_before(user, flow, is_example),
            "actions": self.get_actions(),
            "may_add": can_add_at_risk(user, flow),
            "example": is_example,
            "history_url": address("flow_ending_history", flow.pk) if user.is_authenticated else "",
        }

    def get_actions(self) -> Sequence[PageAction]:
        """What this reader may do about it."""
        user, flow = self.request.user, self.record
        ways = []
        if can_ask_about(user, flow) and is_used("bids"):
            ways.append(PageAction("Ask for more", reverse("flow_ask", args=[flow.pk])))
        if can_say_what_follows(user, flow):
            ways.append(
                PageAction("Say what happens next", reverse("flow_ending_edit", args=[flow.pk]))
            )
            ways.append(PageAction("Add what is at risk", reverse("at_risk_add", args=[flow.pk])))
        return ways


def _facts(flow: Any) -> list[dict[str, Any]]:
    known = _ending(flow)
    decided = DateWithPrecision.of(known, "decided") if known else None
    facts = [
        {"label": "Ends", "value": end_words(flow) or None},
        {"label": capitalised(flow.get_meaning_display()), "value": flow.amount},
        {"label": "To", "value": _receiver(flow) or None},
        {"label": "What happens next", "value": _outcome(known)},
        {"label": "Who decides", "value": (known.decided_by if known else "") or None},
        {"label": "Decision due", "value": _day(known, "decision_due")},
        {"label": "People told by", "value": _day(known, "tell_by")},
    ]
    if decided:
        facts.append({"label": "Decided on", "value": str(decided)})
    return facts


def _outcome(known: Ending | None) -> Any:
    if known is None or known.outcome == Ending.Outcome.NOT_KNOWN:
        return None
    return status(capitalised(known.get_outcome_display()))


def _day(known: Ending | None, name: str) -> str | None:
    day = getattr(known, name, None)
    return date_words(day) if day else None


def _summed(named: list[AtRisk]) -> str:
    """What depends on it in all: full-time posts that are known, and how many are not.

    People are not added up: the same person may use several services.
    """
    if not named:
        return ""
    posts = [one for one in named if one.kind == AtRisk.Kind.POST]
    known = [one.posts for one in named if one.posts is not None]
    unknown = sum(one.posts is None for one in posts)
    parts = [count_words(len(named), "thing") + " named"]
    if known:
        parts.append(f"{full_time(sum(known, Decimal(0)))} in all")
    if unknown:
        do = "does" if unknown == 1 else "do"
        parts.append(f"{count_words(unknown, 'line')} {do} not say how many posts")
    return f"{', '.join(parts)}."
