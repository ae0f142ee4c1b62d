"""Health checks of a partnership: all of them, one of them, opening, answering and ending one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from access.visibility import reader_of
from governance.health_check import actions
from governance.health_check.forms import OpenRound
from governance.health_check.mine import Mine, mine_of
from governance.health_check.page_data import lines, over_time
from governance.health_check.partners import partners_of, too_few
from governance.health_check.permissions import can_keep_round, can_open_round
from governance.health_check.questions import Kind
from governance.models import Decision, HealthContact, HealthRound
from interface.pages import PageAction, PlainPage, RecordPage
from interface.words import capitalised, count_words, date_words
from partnerships.models import Partnership
from partnerships.partnership.views import OfPartnership
from records import drafts
from records.form_views import EditPage

State = HealthRound.State


def _opens(user: Any, target: str) -> Partnership:
    record = get_object_or_404(Partnership.objects.visible_to(user), slug=target)
    if not can_open_round(user, record):
        raise Http404
    return record


OPEN = drafts.register_one("open-health-round", "A health check", "health_round_open", _opens)


class HealthRounds(OfPartnership, RecordPage):
    """How a partnership has been doing, by what its partners said."""

    public = True
    template_name = "governance/health_check/list.html"
    page_title = "How it is doing"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        seen = HealthRound.objects.visible_to(request.user).filter(partnership=self.record)
        rounds = list(seen.as_rows())
        may_open = can_open_round(request.user, self.record)
        return self.render_page(
            record=self.record,
            rounds=rounds,
            over_time=over_time(rounds),
            open=next((one for one in rounds if one.state in HealthRound.OPEN), None),
            may_open=may_open and not any(one.state in HealthRound.OPEN for one in rounds),
            contacts=HealthContact.objects.visible_to(request.user)
            .filter(partnership=self.record)
            .select_related("organisation"),
            speaks_for=reader.organisations if (reader := reader_of(request.user)) else (),
        )


class OpenHealthRound(OfPartnership, EditPage):
    """Open one for all who can be asked today. Who that is stands above the button."""

    permission = can_open_round
    template_name = "governance/health_check/open.html"
    form, draft = OpenRound, OPEN
    title = page_title = "Open a health check"
    submit_label, success_message = "Open it", "The health check is open."

    @property
    def cancel_url(self) -> str:
        return reverse("health_rounds", args=[self.record.slug])

    def instance(self) -> Any:
        return HealthRound(partnership=self.record)

    def save(self, form: Any) -> HealthRound:
        opened: HealthRound = form.instance
        actions.open_round(by=self.request.user, one=opened)
        return opened

    def get_context_data(self) -> dict[str, Any]:
        today = timezone.localdate()
        partners = partners_of(self.record, Kind.CONDITIONS, today)
        return {
            **super().get_context_data(),
            "asked": [one for one in partners if one.is_asked],
            "left_out": [one for one in partners if not one.is_asked],
            "refused": actions.why_not_yet(self.record, today)
            or too_few("", partners, by_name=False),
            "to_confirm": any(one.can_confirm for one in partners),
        }


class OfRound(RecordPage):
    """A page about one round, below those of its partnership."""

    model = HealthRound
    record: HealthRound

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        return rows.as_rows()

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        partnership = self.record.partnership
        all_of_it = reverse("health_rounds", args=[partnership.slug])
        return [
            (str(partnership), partnership.get_absolute_url()),
            ("How it is doing", all_of_it),
        ]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.record.is_example}


class HealthRoundPage(OfRound, PlainPage):
    """One round: while it is open who is asked and until when, then what may be shown."""

    public = True
    template_name = "governance/health_check/record.html"

    def title(self) -> str:
        return f"{self.record.partnership}: how it is doing"

    def lead(self) -> str:
        one = self.record
        what = one.get_kind_display()
        if one.state in HealthRound.OPEN:
            return f"A health check about the {what}. It’s open until {date_words(one.closes_on)}."
        if one.state == State.CALLED_OFF:
            return f"A health check about the {what}. It was called off: {one.called_off_because}"
        return f"A health check about the {what}. It closed on {date_words(one.ended_on)}."

    @property
    def history(self) -> str:  # type: ignore[override]
        """For who keeps it."""
        return "health_round_history" if can_keep_round(self.request.user, self.record) else ""

    @cached_property
    def _mine(self) -> list[Mine]:
        """The partners for which the reader answers, while it is open."""
        return mine_of(self.request, self.record) if self.record.state in HealthRound.OPEN else []

    def facts(self) -> list[dict[str, Any]]:
        one, asked = self.record, self.record.asked.count()
        said = count_words(asked, "partner")
        facts: list[dict[str, Any]] = [
            {"label": "Asked", "value": said},
            {"label": "Results are read by", "value": capitalised(one.get_shown_to_display())},
        ]
        if one.state in HealthRound.OPEN and can_keep_round(self.request.user, one):
            day = date_words(one.counted_on) if one.counted_on else "the day it opened"
            facts.append({"label": "Answered", "value": f"{one.answered} of {asked}, as of {day}"})
        seen = Decision.objects.visible_to(self.request.user)
        decisions = seen.filter(pk=one.shown_by_id) if one.shown_by_id else ()
        facts += [
            {"label": "Shown by a decision", "value": made, "url": made.get_absolute_url()}
            for made in decisions
        ]
        return facts

    def get_actions(self) -> Sequence[PageAction]:
        one, user, args = self.record, self.request.user, [self.record.pk]
        ways = []
        if one.state in HealthRound.OPEN:
            ways += [
                PageAction(f"Answer for {mine.asked}", mine.url)
                for mine in self._mine
                if not mine.has_answered
            ]
        if can_keep_round(user, one):
            if one.state in HealthRound.OPEN:
                ways.append(PageAction("Call it off", reverse("health_round_call_off", args=args)))
            elif one.state == State.CLOSED and one.shown_to != HealthRound.ShownTo.EVERYONE:
                ways.append(
                    PageAction("Show it to more people", reverse("health_round_show", args=args))
                )
        return ways

    def get_context_data(self) -> dict[str, Any]:
        one, user = self.record, self.request.user
        is_closed = one.state == State.CLOSED
        signed_in = user.is_authenticated
        return {
            **super().get_context_data(),
            "lines": lines(one, HealthRound.objects.visible_to(user)) if is_closed else [],
            "asked": one.asked.select_related("organisation") if signed_in else [],
            "mine": self._mine,
            "may_hide": is_closed and can_keep_round(user, one),
        }
