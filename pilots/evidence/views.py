"""How a pilot is evaluated, with what to read that by; one evaluation with its findings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from interface.pages import Page
from interface.parts import RecordMenuItem
from pilots.evaluation.permissions import (
    can_edit_evaluation,
    can_plan_evaluation,
    can_write_finding,
)
from pilots.evaluation.views import OneEvaluation
from pilots.evidence import page_data
from pilots.evidence.page_data import context_of, partner_mix
from pilots.pilot.models import Pilot
from pilots.pilot.page import OfPilot
from pilots.theory import drawing
from pilots.theory.permissions import can_draw_theory
from pilots.worth import views as worth


class PilotEvaluation(OfPilot, Page):
    """Who evaluates a pilot, what was found, and what it is to be read with."""

    public = True
    template_name = "pilots/evidence/pilot.html"
    page_title = "Evaluation"

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        pilot, user = self.pilot, request.user
        spread = list(worth.spread_of(user, pilot)[: worth.MOST + 1])
        return self.render_page(
            evaluations=page_data.evaluations_of(user, pilot=pilot),
            national=page_data.of_programme(user, pilot.programme) if pilot.programme else [],
            findings=page_data.findings_of(user, pilot=pilot),
            drawn=_drawn(user, pilot),
            worth=worth.worth_of(user, pilot),
            spread=spread[: worth.MOST],
            spread_is_cut=len(spread) > worth.MOST,
            places=context_of(pilot),
            mix=partner_mix(pilot),
            may_plan=can_plan_evaluation(user, pilot),
            may_record=can_draw_theory(user, pilot),
        )


def _drawn(user: Any, pilot: Pilot) -> drawing.Drawn | None:
    """The version that is agreed; without one, the draft for who may read it."""
    versions = drawing.versions_of(user, pilot)
    agreed = (version for version in versions if version.agreed_at is not None)
    chosen = next(agreed, versions[0] if versions else None)
    return drawing.drawn(chosen) if chosen else None


class EvaluationPage(OneEvaluation):
    """One evaluation: who, how, when; its reports; what it found."""

    public = True
    template_name = "pilots/evidence/evaluation.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        evaluation, user = self.record, request.user
        return self.render_page(
            evaluation=evaluation,
            reports=evaluation.reports.select_related("source"),
            findings=page_data.findings_in(user, evaluation),
            may_edit=can_edit_evaluation(user, evaluation),
            may_find=can_write_finding(user, evaluation),
        )


REGISTRATIONS = (
    RecordMenuItem(
        page="pilot_evaluation",
        label="Evaluation",
        says="What is evaluated, and what was found",
        of="pilot",
        order=60,
    ),
)
