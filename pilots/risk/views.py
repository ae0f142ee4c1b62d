from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from interface import exports
from interface.exports import Column
from interface.pages import Page
from interface.paging import Sort
from people.models import JobRole
from pilots.pilot import loading
from pilots.pilot.page import AddToPilot, EditOfPilot, OfPilot, PilotForm
from pilots.pilot.permissions import can_log_progress
from pilots.risk.forms import RiskForm
from pilots.risk.models import Risk

MOST = 200
SORTS = (Sort("id", "pk"),)
WHO_READS = (
    "Working text: read by those who are signed in and can see this pilot, never by the public. "
    "All of it is covered by Freedom of Information."
)


DRAFT = loading.draft("risk", "Risk", "risk_add", "risk_edit")


class Risks(OfPilot, Page):
    """The open ones, the most serious first, then the others; as a file as well."""

    model = Risk
    template_name = "pilots/risk/list.html"
    page_title = "Risks"

    def get_queryset(self) -> QuerySet[Risk]:
        return super().get_queryset().filter(pilot=self.pilot).select_related("owner__organisation")

    @cached_property
    def seen_owners(self) -> set[int]:
        """The job roles that the reader may see; another one is not named."""
        owners = self.get_queryset().order_by().values("owner")
        seen = JobRole.objects.visible_to(self.request.user).filter(pk__in=owners)
        return set(seen.values_list("pk", flat=True))

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        name = f"risks-{self.pilot.slug}"
        if file := exports.respond(request, self.get_queryset(), self.columns(), SORTS, name):
            return file
        risks = list(self.get_queryset().worst_first()[:MOST])
        for risk in risks:
            risk.shown_owner = risk.owner if risk.owner_id in self.seen_owners else None
        return self.render_page(
            open=[risk for risk in risks if risk.state == Risk.State.OPEN],
            closed=[risk for risk in risks if risk.state != Risk.State.OPEN],
            who_reads=WHO_READS,
            today=timezone.localdate(),
            may_log=can_log_progress(request.user, self.pilot),
        )

    def columns(self) -> list[Column]:
        return [
            Column("what", "What could happen", "", lambda risk: risk.what),
            Column("state", "State", "", Risk.get_state_display),
            Column("likelihood", "How likely", "", Risk.get_likelihood_display),
            Column("effect", "How bad", "", Risk.get_effect_display),
            Column("means", "What it would mean", "", lambda risk: risk.effect_said),
            Column("response", "What is done about it", "", lambda risk: risk.response or None),
            Column("owner", "Looked after by", "A job role", self._owner),
            Column("review", "Next review", "", lambda risk: risk.review_on),
            Column("came_of_it", "What came of it", "", lambda risk: risk.state_said or None),
        ]

    def _owner(self, risk: Risk) -> str:
        if risk.owner is not None and risk.owner_id in self.seen_owners:
            return f"{risk.owner.title}, {risk.owner.organisation}"
        return risk.owner_said


class _RiskForm(PilotForm):
    """What adding a risk and looking at one again share."""

    model, form, draft = Risk, RiskForm, DRAFT
    success_message = "The risk is recorded."
    form_takes_user = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.seen_by = None  # never the public, however public the pilot is

    @property
    def cancel_url(self) -> str:
        return reverse("pilot_risks", args=[self.pilot.slug])

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Risks", self.cancel_url)]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "who_reads": WHO_READS}


class AddRisk(_RiskForm, AddToPilot):
    """A new risk, kept short."""

    title = page_title = "Add a risk"


class EditRisk(_RiskForm, EditOfPilot):
    """Look at a risk again, or close it."""

    title = page_title = "Review a risk"

    def get_queryset(self) -> QuerySet[Risk]:
        return Risk.objects.visible_to(self.request.user).filter(pilot=self.pilot)
