"""Who answers health checks for a body: asked by whoever keeps the partnership, said by an officer
of the body."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from governance.health_check import contacts
from governance.health_check.forms import WhoAnswers
from governance.health_check.permissions import can_open_round, can_say_who_answers
from governance.models import HealthContact
from interface.pages import RecordPage
from interface.reached import reaching
from partnerships.partnership.views import OfPartnership


class AskWhoAnswers(OfPartnership):
    """Ask the members that have not said it who answers for them."""

    permission = can_open_round
    http_method_names = ["post"]

    def pressed_on(self) -> str:
        return reverse("health_round_open", args=[self.record.slug])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        with reaching() as told:
            contacts.ask(by=request.user, partnership=self.record)
        messages.success(request, told.after("Question recorded."))
        return redirect(self.pressed_on())


class SayWhoAnswers(RecordPage):
    """The officers of a body say that it takes part, and who answers beside them."""

    model = HealthContact
    permission = can_say_who_answers
    template_name = "governance/health_check/contact.html"
    record: HealthContact

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("partnership", "organisation", "person")

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        of = self.record.partnership
        checks = reverse("health_rounds", args=[of.slug])
        return [(str(of), of.get_absolute_url()), ("How it is doing", checks)]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.record.is_example}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.render_page(record=self.record, form=WhoAnswers(one=self.record))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = WhoAnswers(request.POST, one=self.record)
        if not form.is_valid():
            return self.render_page(record=self.record, form=form)
        takes_part = "leave" not in request.POST
        person = form.cleaned_data["person"]
        contacts.say(by=request.user, one=self.record, person=person, takes_part=takes_part)
        body = self.record.organisation
        said = (
            f"Saved. {body} can be asked from the next health check on, once it has been a member "
            "for two weeks."
        )
        if not takes_part:
            said = f"Saved. {body} will not be asked in any health check that opens from now on."
        messages.success(request, said)
        return redirect("health_rounds", self.record.partnership.slug)
