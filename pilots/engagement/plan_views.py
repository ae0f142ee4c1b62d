"""Planning a visit from the page of a pilot or of a place, changing the plan, calling it off."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from interface.articles import with_article
from interface.pages import RecordPage
from interface.paging import row_number
from interface.reached import reaching
from partnerships.models import Place
from partnerships.place.frame import AddAtPlace
from pilots.engagement.actions import call_off
from pilots.engagement.copied import COPIED
from pilots.engagement.models import Engagement
from pilots.engagement.part_forms import CallOffForm
from pilots.engagement.permissions import can_change_meeting, can_record_meeting, can_visit_place
from pilots.engagement.plan_forms import TypedPlan
from pilots.engagement.views import LISTED, LOOK, WritesMeeting
from pilots.pilot import loading
from pilots.pilot.page import AddToPilot
from records import drafts
from records.copied import CopyRule
from records.form_views import EditPage
from records.refused import turned_down

HEADING = "Plan a visit"


def _at_place(user: Any, target: str, typed: Any) -> str | None:
    place = Place.objects.visible_to(user).filter(slug=target).first()
    return f"Visit to {with_article(place.name)}" if can_visit_place(user, place) else None


def _of_visit(user: Any, target: str, typed: Any) -> str | None:
    rows = Engagement.objects.visible_to(user).select_related("pilot", "place")
    visit = rows.filter(pk=row_number(target)).first()
    may = visit is not None and can_change_meeting(user, visit)
    return f"Changes to a visit: {visit}" if may else None


OF_PILOT = loading.draft("visit-plan", "Plan of a visit", "visit_plan", may=can_record_meeting)
OF_PLACE = drafts.register(
    "place-visit-plan",
    title=_at_place,
    url=lambda target: reverse("place_visit_plan", args=[target]),
)
CHANGE = drafts.register(
    "visit-change", title=_of_visit, url=lambda target: reverse("visit_change", args=[target])
)


class _Plans(WritesMeeting):
    """What the three forms of a plan share."""

    template_name = "pilots/engagement/plan.html"
    typed_form = TypedPlan
    submit_label = "Plan the visit"
    title = HEADING
    success_message = "Visit planned."

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """The form; or for static/js/look.js, what else is on the day that stands in it."""
        if LOOK not in request.GET:
            return super().get(request, **kwargs)
        make = partial(_asked, data=request.GET)
        visit: Any = self.instance()
        typed = TypedPlan.of(make, request.user, visit)
        return render(request, "pilots/engagement/_that_day.html", {"typed": typed})

    def get_context_data(self) -> dict[str, Any]:
        looked = LOOK in self.request.POST
        return {**super().get_context_data(), "looked": looked, "look": LOOK}

    def save(self, form: Any) -> Engagement:
        visit: Engagement = self.typed.write(self.request.user)
        return visit

    def goes_public(self, form: Any) -> str:
        return ""  # what is planned is not the public's; who can see it is one of the questions


class _PlansNew(_Plans):
    """A new one, which may begin as an earlier one did."""

    copies: ClassVar[CopyRule | None] = COPIED

    def begins_with(self) -> dict[str, Any]:
        return {"like": self.like}

    def filled(self, visit: Engagement) -> Engagement:
        """The visit, with what an earlier one said of it."""
        if self.like is not None:
            for name, value in COPIED.answers(self.like, self.request.user).items():
                setattr(visit, name, value)
        return visit


class PlanAtPilot(_PlansNew, AddToPilot):
    """From the page of a pilot."""

    draft, right, listed = OF_PILOT, can_record_meeting, LISTED
    says_readers = False

    def instance(self) -> Engagement:
        visit: Engagement = super().instance()
        return self.filled(_planned(visit, self.pilot.lead_place))


class PlanAtPlace(_PlansNew, AddAtPlace):
    """From the page of a place; a pilot there may be chosen, and none has to be."""

    draft, place_permission = OF_PLACE, can_visit_place
    listed = ("Visits", "visits")

    @property
    def up(self) -> tuple[str, str]:
        return ("Visits", f"{reverse('visits')}?place={self.place.slug}")

    def instance(self) -> Engagement:
        return self.filled(_planned(Engagement(created_by_id=self.request.user.pk), self.place))

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "at_place": self.place}


def _asked(form: Callable[..., Any], *, data: Any, **kwargs: Any) -> Any:
    return form(data=data, **kwargs)


def _planned(visit: Engagement, place: Any) -> Engagement:
    visit.kind, visit.state = Engagement.Kind.VISIT, Engagement.State.PLANNED
    visit.method, visit.place = Engagement.Method.IN_PERSON, place
    return visit


class OnePlan(RecordPage):
    """Mixed in: one visit, by its number; with its pilot and places at hand."""

    model = Engagement

    def get_queryset(self) -> Any:
        rows = super().get_queryset().filter(kind=Engagement.Kind.VISIT)
        return rows.select_related("pilot__programme", "place").prefetch_related(
            "pilot__place_links__place"
        )

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Visits", reverse("visits"))]

    def get_context_data(self) -> dict[str, Any]:
        record: Engagement = self.record
        return {**super().get_context_data(), "pilot": record.pilot, "example": record.is_made_up}


class ChangePlan(_Plans, OnePlan, EditPage):
    """Change a plan: another day, somebody joins. Who was told is told what changed."""

    draft, permission = CHANGE, can_change_meeting
    page_title = title = "Change the plan"
    submit_label = "Save"
    success_message = "Plan saved."

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(state__in=Engagement.NOT_HELD)

    def instance(self) -> Engagement:
        visit: Any = super().instance()
        # What was called off takes place after all
        visit.state, visit.called_off_because = Engagement.State.PLANNED, ""
        return visit


class CallOff(OnePlan):
    """Say that a planned visit will not take place, and why."""

    permission = can_change_meeting
    template_name = "pilots/engagement/call_off.html"
    page_title = "Call off"

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(state=Engagement.State.PLANNED)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.render_page(record=self.record, form=CallOffForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = CallOffForm(request.POST)
        if not form.is_valid():
            return self.render_page(record=self.record, form=form)
        try:
            with reaching() as told:
                call_off(by=request.user, visit=self.record, because=form.cleaned_data["because"])
        except ValidationError as problem:
            because = form.cleaned_data["because"]
            return turned_down(request, problem.messages[0], self.record, typed=because)
        messages.success(request, told.after("Called off."))
        return redirect(self.record)
