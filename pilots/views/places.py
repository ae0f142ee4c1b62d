"""Change the places of a pilot."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from partnerships.views.form_page import FormPage, answer
from pilots import permissions
from pilots.forms.places import PlacesForm
from pilots.life.places import change_places
from pilots.models import Pilot
from pilots.views import load
from records import drafts

PLACES = drafts.register(
    "pilot-places",
    title=load.draft_title("The places of a pilot", permissions.can_edit_pilot),
    url=lambda target: reverse("pilot_places", args=[target]),
)


def pilot_places(request: HttpRequest, slug: str) -> HttpResponse:
    """Who leads it, who is a district partner, in which places and wards it works."""
    pilot = load.pilot_for(request, slug, permissions.can_edit_pilot)
    page = FormPage(
        kind=PLACES,
        target=slug,
        heading="Change the places of this pilot",
        lead=f"{pilot.title}. Empty a box to take that place out. People who work at these places "
        "can read the pilot, unless it is kept to your team.",
        back=pilot.get_absolute_url(),
        crumbs=load.crumbs(pilot, ("Places", "")),
        said="The places are changed.",
        seen_by=pilot,
        context=load.frame(pilot),
    )

    def write(form: PlacesForm) -> Pilot:
        lead = form.cleaned_data["lead"]
        return change_places(by=request.user, pilot=pilot, lead=lead, others=form.others)

    return answer(request, page, PlacesForm, write, instance=pilot)
