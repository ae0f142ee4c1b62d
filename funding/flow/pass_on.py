"""The next leg of a flow: who receives a part of it, how much and what for. The rest is carried
over from the whole, shown in a line, and can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from funding.flow import one
from funding.flow.forms import EditFlow
from funding.flow.permissions import can_pass_on
from funding.flow.write_views import PASS_ON, OfFlow, WritesFlow
from funding.models import Flow
from interface.words import capitalised, list_words
from records.form_views import IS_PUBLIC, EditPage
from records.models import Visibility

ASKED = ("receiver", "receiver_said", "amount", "description")
CARRIED = (
    *("giver", "places", "add_place", "fund", "programme", "start", "end", "meaning", "kind"),
    *("topics", "visibility"),
)
MORE = (
    *("source_title", "source_url", "awarded_on", "regrant", "restriction", "restriction_text"),
    *("as_of", "note"),
)
MOST_NAMED = 3


class PassItOn(EditFlow):
    """The form of a flow whose ``parent`` is the one that it passes on."""

    carried = CARRIED
    sections = ()  # what it is a part of stands beside it

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        carried = f"Carried over: {', '.join(self._carried())}. Change"
        self.folds = {carried: CARRIED, "More about it: its source, terms and date": MORE}
        self.order_fields((*ASKED, *CARRIED, *MORE))

    def _carried(self) -> Iterator[str]:
        """What is carried over, as far as it is known and this writer sees it."""
        whole, opens = self.instance.parent, self.initial
        if whole.receiver:
            yield f"from {whole.receiver}"
        if places := opens.get("places"):
            named = [str(place) for place in places[:MOST_NAMED]]
            more = [f"{len(places) - len(named)} more"] if len(places) > len(named) else []
            yield f"for {list_words([*named, *more])}"
        if opens.get("fund"):
            yield str(opens["fund"])
        if whole.programme:
            yield whole.programme.short_name or whole.programme.name
        if whole.period:
            yield whole.period
        yield whole.get_meaning_display()
        if whole.kind != Flow.Kind.MONEY:
            yield whole.get_kind_display()
        if topics := opens.get("topics"):
            yield f"about {list_words(topics)}"
        level = Visibility(opens["visibility"])
        yield f"visible to {level.label}"


class PassOn(WritesFlow, OfFlow, EditPage):
    """What the receiver of a flow passes on, to whom. No amount is assumed."""

    form, permission, draft = PassItOn, can_pass_on, PASS_ON
    template_name = "funding/flow/pass_on.html"
    page_title = title = "Pass it on"
    success_message = "Added: money passed on."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        flow = self.record
        whose = flow.receiver_in_short or "its receiver"
        self.lead = f"Part of “{flow}”, passed on by {whose}. In totals the two are counted once."

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        return rows.as_rows(self.request.user).with_short_names().prefetch_related(None)

    def instance(self) -> Flow:
        whole = self.record
        by: Any = self.request.user
        return Flow(
            parent=whole,
            giver=whole.receiver,
            fund_id=whole.fund_id,
            programme_id=whole.programme_id,
            meaning=whole.meaning,
            kind=whole.kind,
            created_by=by,
        )

    def arguments(self) -> dict[str, Any]:
        whole = self.record
        is_said = whole.end is not None and not whole.end_follows
        initial = {
            "places": list(whole.places.all()),
            "topics": list(whole.topics.order_by("name")),
            "visibility": whole.visibility,
            "start": (whole.start, whole.start_precision) if whole.start else None,
            "end": (whole.end, whole.end_precision) if is_said else None,
        }
        return {**super().arguments(), "initial": initial}

    def goes_public(self, form: Any) -> str:
        """Who reads it is folded away: what everybody reads is said all the same."""
        is_public = form["visibility"].value() == Visibility.PUBLIC
        return IS_PUBLIC if is_public else super().goes_public(form)

    def get_context_data(self) -> dict[str, Any]:
        onward = one.onward_of(self.record, self.get_queryset())
        figures = one.figures(self.record, onward, timezone.localdate())
        rows = [
            {
                "label": capitalised(told["label"]),
                "value": told["value"] and f"{told.get('lead', '')} {told['value']}".strip(),
            }
            for told in figures
        ]
        return {**super().get_context_data(), "about": rows, "children": onward.children}
