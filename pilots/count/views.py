"""A figure on its own page: add a count, correct one, accept one. No update is needed."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from interface.paging import LARGEST_ID
from pilots.count import actions
from pilots.count.forms import CorrectForm, CountForm, arguments
from pilots.indicator import measures
from pilots.indicator.acceptance import who_reads
from pilots.indicator.actions import FigureExists
from pilots.indicator.change_views import OneFigureForm
from pilots.indicator.views import OneFigure
from pilots.models import Actual, Update
from pilots.pilot import loading
from pilots.pilot.page import act_and_say
from pilots.pilot.permissions import can_log_progress
from records import drafts


class _FigureSent(OneFigureForm):
    """A form with one figure, and whose readers it reaches when, above its button."""

    right = can_log_progress
    template_name = "pilots/count/form.html"
    says_readers = False

    @cached_property
    def measure(self) -> measures.Measure:
        figure = self.record
        if figure.part_of:
            figure.part_of.pilot = self.pilot
        return measures.measures(self.request.user, [figure])[0]

    @property
    def day(self) -> dt.date:
        """The day that the figure is of, unless another is typed."""
        return timezone.localdate()

    def arguments(self) -> dict[str, Any]:
        return arguments(self.measure, self.day, timezone.localdate())

    def get_context_data(self) -> dict[str, Any]:
        return {
            **super().get_context_data(),
            "measure": self.measure,
            "who_reads_it": self.readers,
        }

    @property
    def readers(self) -> str:
        return who_reads(self.request.user, self.pilot)


class AddCount(_FigureSent):
    """It was counted once more; ``?as_of=2026-08-31`` fills in a day that has come."""

    form = CountForm
    draft = loading.draft("figure-count", "A count of a figure", "figure_count")
    title = "Add a count"
    success_message = "Figure saved."

    @property
    def day(self) -> dt.date:
        today = timezone.localdate()
        with suppress(ValueError):
            return min(dt.date.fromisoformat(self.request.GET.get("as_of", "")), today)
        return today

    def save(self, form: CountForm) -> str:
        try:
            actions.add_counts(figures=form.figures, by=self.request.user)
        except FigureExists as found:
            raise ValidationError({"as_of": actions.day_taken(found.existing)}) from found
        return f"{self.cancel_url}#values"


def _correct_address(target: str) -> str:
    return reverse("figure_correct", args=target.split("/"))


class CorrectFigure(_FigureSent):
    """Put a figure right: the wrong one stays readable, with the reason."""

    form = CorrectForm
    draft = drafts.register(
        "figure-correct",
        title=loading.draft_title("A correction of a figure"),
        url=_correct_address,
    )
    title, submit_label = "Correct a figure", "Save the correction"
    success_message = "Figure corrected. The old one stays below, with your reason."

    @cached_property
    def actual(self) -> Actual:
        """The figure that was wrong. Raises Http404."""
        rows = Actual.objects.visible_to(self.request.user).filter(indicator=self.record)
        key = min(self.kwargs["pk"], LARGEST_ID)
        actual: Actual = get_object_or_404(rows.select_related("source", "update"), pk=key)
        actual.indicator = self.record
        return actual

    @cached_property
    def stands(self) -> Actual | None:
        """The correction that stands in its place already."""
        stands = actions.standing_now(self.actual)
        if stands is not None:
            stands.indicator = self.record
        return stands

    @property
    def target(self) -> str:
        return f"{super().target}/{self.actual.pk}"

    @property
    def readers(self) -> str:
        update = self.actual.update
        waiting = update is not None and update.state != Update.State.ACCEPTED
        return who_reads(self.request.user, self.pilot, with_update=waiting)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.stands:
            messages.info(request, "Somebody has already corrected it. This is the current figure.")
            return redirect("figure_correct", self.pilot.slug, self.record.number, self.stands.pk)
        return super().get(request, **kwargs)

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "actual": self.actual}

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "actual": self.actual, "stands": self.stands}

    def save(self, form: CorrectForm) -> str:
        actions.correct_figure(
            actual=self.actual,
            new=form.figures[0],
            why=form.cleaned_data["why"],
            source=form.source,
            by=self.request.user,
        )
        return f"{self.cancel_url}#values"


class AcceptFigure(OneFigure):
    """Accept a figure that waits by itself."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Whoever accepts what the pilot reports; 404 for a figure that they do not see."""
        rows = Actual.objects.visible_to(request.user).filter(indicator=self.record)
        actual = get_object_or_404(rows, pk=min(kwargs["pk"], LARGEST_ID))
        actual.indicator = self.record
        return act_and_say(
            request,
            lambda: actions.accept_figure(actual=actual, by=request.user),
            notice="Figure accepted.",
            to=f"{self.record.get_absolute_url()}#values",
        )

    http_method_names = ("post", "options")
