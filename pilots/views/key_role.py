"""Say which job role a pilot hangs on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from partnerships.views.form_page import FormPage, answer
from pilots import permissions
from pilots.forms.key_role import KeyRoleForm
from pilots.views import load
from records import drafts

KEY_ROLE = drafts.register(
    "pilot-key-role",
    title=load.draft_title("Key job role", permissions.can_edit_pilot),
    url=lambda target: reverse("pilot_key_role", args=[target]),
)


def pilot_key_role(request: HttpRequest, slug: str) -> HttpResponse:
    """The job role without which the pilot would stop; its own page says who steps in."""
    pilot = load.pilot_for(request, slug, permissions.can_edit_pilot)
    page = FormPage(
        kind=KEY_ROLE,
        target=slug,
        heading="The key job role",
        lead=pilot.title,
        back=pilot.get_absolute_url(),
        crumbs=load.crumbs(pilot, ("Key job role", "")),
        context=load.frame(pilot),
    )
    return answer(request, page, KeyRoleForm, instance=pilot, user=request.user)
