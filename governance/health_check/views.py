"""Health checks of a partnership: all of them, one of them, opening, answering and ending one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from governance.health_check import actions
from governance.health_check.forms import AnswerRound, OpenRound
from governance.health_check.page_data import lines, over_time
from governance.health_check.permissions import answers_for, can_keep_round, can_open_round
from governance.models import Decision, HealthAsked, HealthRound
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
            open=next((one for one in rounds if one.state == State.OPEN), None),
            may_open=may_open and not any(one.state == State.OPEN for one in rounds),
        )


class OpenHealthRound(OfPartnership, EditPage):
    """Open one for all who belong to the partnership today."""

    permission = can_open_round
    template_name = "governance/health_check/open.html"
    form, draft = OpenRound, OPEN
    title = page_title = "Open a health check"
    submit_label, success_message = (
        "Open it",
        "The health check is open, and the partners were told.",
    )

    @property
    def cancel_url(self) -> str:
        return reverse("health_rounds", args=[self.record.slug])

    def instance(self) -> Any:
        return HealthRound(partnership=self.record)

    def save(self, form: Any) -> HealthRound:
        return actions.open_round(by=self.request.user, one=form.instance)


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
        if one.state == State.OPEN:
            return f"A health check about the {what}. It’s open until {date_words(one.closes_on)}."
        if one.state == State.CALLED_OFF:
            return f"A health check about the {what}. It was called off: {one.called_off_because}"
        return f"A health check about the {what}. It closed on {date_words(one.ended_on)}."

    @property
    def history(self) -> str:  # type: ignore[override]
        """For who keeps it."""
        return "health_round_history" if can_keep_round(self.request.user, self.record) else ""

    def facts(self) -> list[dict[str, Any]]:
        one, asked = self.record, self.record.asked.count()
        said = count_words(asked, "partner")
        facts: list[dict[str, Any]] = [
            {"label": "Asked", "value": said},
            {"label": "Results are read by", "value": capitalised(one.get_shown_to_display())},
        ]
        if one.state == State.OPEN and can_keep_round(self.request.user, one):
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
        if one.state == State.OPEN:
            for asked in answers_for(user, one):
                url = f"{reverse('health_round_answer', args=args)}?body={asked.organisation_id}"
                ways.append(PageAction(f"Answer for {asked}", url))
        if can_keep_round(user, one):
            if one.state == State.OPEN:
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
            "mine": answers_for(user, one) if one.state == State.OPEN else [],
            "may_hide": is_closed and can_keep_round(user, one),
        }


class AnswerHealthRound(OfRound):
    """The answer of one partner, by somebody of theirs. A plain form: no draft is kept of it, and
    no token that would say who sent it."""

    template_name = "governance/health_check/answer.html"
    page_title = "Answer"
    asked: HealthAsked

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers whoever may answer for the partner that the address names, or for their only
        one."""
        mine = list(answers_for(request.user, self.record))
        named = request.GET.get("body", "")
        found = [one for one in mine if not named or str(one.organisation_id) == named]
        if not found:
            raise PermissionDenied
        self.asked = found[0]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.record.state != State.OPEN:
            messages.warning(request, f"{actions.CLOSED}.")
            return redirect(self.record.get_absolute_url())
        return self._form(AnswerRound(kind=self.record.kind))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Keep it, in place of an earlier one."""
        form = AnswerRound(request.POST, kind=self.record.kind)
        if not form.is_valid():
            return self._form(form)
        try:
            closed = actions.answer(
                one=self.record, asked=self.asked, scores=form.scores, words=form.words
            )
        except ValidationError as problem:
            form.add_error(None, problem)
            return self._form(form)
        said = "Thank you. All have answered, so the health check has closed."
        until = f"Until {date_words(self.record.closes_on)} you can answer again in its place."
        messages.success(request, said if closed else f"Thank you, your answer is in. {until}")
        return redirect(self.record.get_absolute_url())

    def _form(self, form: AnswerRound) -> HttpResponseBase:
        answer = self.render_page(record=self.record, form=form, asked=self.asked)
        answer["Cache-Control"] = "no-store"
        return answer
