"""All figures that are due, of all pilots of one's own, in one grid."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from access.permissions import contributes_anywhere
from interface.pages import Page
from interface.words import count_words
from pilots.count.actions import add_counts
from pilots.count.due import MOST, due_figures
from pilots.count.grid_forms import GridForm, RowForm
from pilots.indicator.acceptance import reach
from pilots.indicator.actions import FigureExists
from pilots.indicator.parts import PartTooLarge
from pilots.models import Pilot
from pilots.pilot import loading
from pilots.pilot.models import accepted_by
from pilots.pilot.permissions import acceptors
from records import drafts
from records.form_draft import FormDraft


def _title(user: Any, target: str, typed: Any) -> str | None:
    return "Figures due" if contributes_anywhere(user) else None


def _address(target: str) -> str:
    return reverse("figures_due") + (f"?pilot={target}" if target else "")


DRAFT = drafts.register("figures-due", title=_title, url=_address)


@dataclass
class Grid:
    """The rows as typed; ``form`` says what holds for all of them."""

    form: GridForm
    rows: list[RowForm]

    def is_valid(self) -> bool:
        """Whether all of it can be recorded, and there is something to record."""
        if not self.form.is_valid():
            return False
        for row in self.rows:
            row.dated(self.form.cleaned_data["as_of"])
        wrong = [row for row in self.rows if not row.is_valid()]
        if not wrong and all(row.is_blank for row in self.rows):
            self.form.add_error(None, "Enter at least one figure, or why it is not known yet")
            return False
        return not wrong

    def taken(self, found: FigureExists) -> None:
        """Somebody recorded one of them meanwhile: said at its row."""
        for row in self.rows:
            if row.measure.indicator.pk == found.existing.indicator_id:
                row.taken(found.existing)

    def refuse_part(self, problem: PartTooLarge) -> None:
        """A part would be more than its whole: said at its row, else at that of the whole."""
        rows = {row.measure.indicator.pk: row for row in self.rows}
        at = rows.get(problem.part.indicator_id) or rows[problem.whole.indicator_id]
        at.add_error("value", problem)


class DueFigures(Page):
    """One row for each figure that is due: all of it is recorded, or none."""

    template_name = "pilots/count/grid.html"

    @cached_property
    def pilot(self) -> Pilot | None:
        """The one pilot that the address names (``?pilot=``); None for all of one's own."""
        slug = self.request.GET.get("pilot", "")
        return loading.pilot_for(self.request, slug) if slug else None

    def breadcrumbs(self) -> list[tuple[str, str]]:
        if self.pilot:
            return loading.breadcrumbs(self.pilot, ("Figures due", ""))
        return [("Pilots", reverse("pilots")), ("Figures due", "")]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Show the grid, or record all of it, once."""
        target = self.pilot.slug if self.pilot else ""
        draft = FormDraft(request, DRAFT, target=target)
        if draft.answer:
            return draft.answer
        grid, more = self.grid(draft)
        if draft.is_sent and grid.is_valid():
            figures = [figure for row in grid.rows for figure in row.figures]
            said = f"{count_words(len(figures), 'figure').capitalize()} recorded."
            try:
                return draft.send(lambda: self.record(figures), said=said)
            except FigureExists as found:
                grid.taken(found)
            except PartTooLarge as problem:
                grid.refuse_part(problem)
        if before := draft.sent_before():
            return before
        return self.render_page(
            sheet=draft,
            form=grid.form,
            rows=grid.rows,
            has_errors=any(row.is_bound and row.errors for row in grid.rows),
            more=more,
            most=MOST,
            pilot=self.pilot,
            readers=self.readers(grid.rows),
        )

    def record(self, figures: list[Any]) -> str:
        """Writes them down; gives the way back to the grid, or to the pilot's figures."""
        add_counts(figures=figures, by=self.request.user)
        if self.pilot:
            return reverse("pilot_indicators", args=[self.pilot.slug])
        return reverse("figures_due")

    def grid(self, draft: FormDraft) -> tuple[Grid, bool]:
        """The rows, and whether more are due than are shown."""
        today = timezone.localdate()
        due = due_figures(self.request.user, today, self.pilot)
        rows = [
            draft.form(RowForm, prefix=f"f{each.measure.indicator.pk}", due=each, today=today)
            for each in due[:MOST]
        ]
        return Grid(draft.form(GridForm), rows), len(due) > MOST

    def readers(self, rows: list[RowForm]) -> list[tuple[str, list[str]]]:
        """Who reads what is recorded here and when, with the pilots for which that holds."""
        pilots = {row.due.pilot.pk: row.due.pilot for row in rows}
        own = accepted_by(self.request.user, "")
        accepts = set(Pilot.objects.filter(own, pk__in=pilots).values_list("pk", flat=True))
        found = acceptors(pilots[key] for key in pilots.keys() - accepts)
        said: dict[str, list[str]] = {}
        for pilot in pilots.values():
            words = reach(pilot, found.get(pilot.pk))
            said.setdefault(words, []).append(pilot.title)
        return list(said.items())
