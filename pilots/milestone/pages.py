"""Milestones and changes of plan: writing them down, and putting them right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnerships.form_page import FormPage, answer
from partnerships.models import Programme
from pilots import loading, permissions
from pilots.milestone.actions import keep_milestone
from pilots.milestone.forms import ChangeForm, MilestoneForm
from pilots.models import Change, Milestone, Pilot
from records import drafts

LARGEST_ID = 2**63 - 1


def _kept(user: Any, pk: int) -> Milestone:
    rows = Milestone.objects.visible_to(user).select_related("pilot", "programme")
    rows = rows.prefetch_related("pilot__place_links__place")
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    if not permissions.can_keep_milestone(user, found):
        raise PermissionDenied
    return found


def _led(user: Any, slug: str) -> Programme:
    found = get_object_or_404(Programme.objects.visible_to(user), slug=slug)
    if not permissions.can_set_milestones(user, found):
        raise PermissionDenied
    return found


def _edit_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    try:
        return f"Changes to a milestone: {_kept(user, int(target))}"
    except (Http404, PermissionDenied, ValueError):
        return None


def _programme_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    try:
        return f"Milestone: {_led(user, target)}"
    except (Http404, PermissionDenied):
        return None


def _change_url(target: str) -> str:
    slug, _, pk = target.partition("/")
    if pk:
        return reverse("pilot_change_edit", args=[slug, pk])
    return reverse("pilot_change_add", args=[slug])


ADD = drafts.register(
    "milestone",
    title=loading.draft_title("Milestone"),
    url=lambda target: reverse("milestone_add", args=[target]),
)
ADD_TO_PROGRAMME = drafts.register(
    "programme-milestone",
    title=_programme_title,
    url=lambda target: reverse("programme_milestone_add", args=[target]),
)
EDIT = drafts.register(
    "edit-milestone",
    title=_edit_title,
    url=lambda target: reverse("milestone_edit", args=[target]),
)
CHANGE = drafts.register(
    "pilot-change", title=loading.draft_title("Change of plan"), url=_change_url
)


def milestone_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Something that is to happen in a pilot."""
    pilot = loading.pilot_for(request, slug)
    back = reverse("pilot_timeline", args=[slug])
    page = FormPage(
        kind=ADD,
        target=slug,
        heading="Add a milestone",
        lead=pilot.title,
        back=back,
        crumbs=loading.crumbs(pilot, ("Timeline", back), ("Add a milestone", "")),
        said="The milestone is added.",
        seen_by=pilot,
        context=loading.frame(pilot),
    )
    return _milestone(request, page, Milestone(pilot=pilot))


def programme_milestone_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Something that is to happen in a programme; its leads say so, and everyone reads it."""
    programme = _led(request.user, slug)
    page = FormPage(
        kind=ADD_TO_PROGRAMME,
        target=slug,
        heading="Add a milestone",
        lead=f"{programme}. Everyone can read its milestones.",
        back=_of(programme),
        crumbs=_programme_crumbs(programme, "Add a milestone"),
        said="The milestone is added.",
        context={"example": programme.is_example},
    )
    return _milestone(request, page, Milestone(programme=programme))


def milestone_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """It is done, it moved, it will not happen, or it was written wrongly."""
    found = _kept(request.user, pk)
    title = "Change a milestone"
    context: dict[str, Any] = {}
    if found.pilot is not None:
        back = reverse("pilot_timeline", args=[found.pilot.slug])
        crumbs = loading.crumbs(found.pilot, ("Timeline", back), (title, ""))
        context = loading.frame(found.pilot)
    else:
        back = _of(found.owner)
        crumbs = _programme_crumbs(found.owner, title)
        context = {"example": found.owner.is_example}
    page = FormPage(
        kind=EDIT,
        target=str(pk),
        heading=title,
        lead=found.owner.title if isinstance(found.owner, Pilot) else str(found.owner),
        back=back,
        crumbs=crumbs,
        said="The milestone is changed.",
        seen_by=found.pilot,
        context=context,
    )
    return _milestone(request, page, found)


def _milestone(request: HttpRequest, page: FormPage, one: Milestone) -> HttpResponse:
    def write(form: Any) -> str:
        why = form.cleaned_data.get("why_moved", "")
        keep_milestone(by=request.user, milestone=form.instance, why_moved=why)
        return page.back

    return answer(request, page, MilestoneForm, write, instance=one)


def _of(programme: Any) -> str:
    return f"{programme.get_absolute_url()}#milestones"


def _programme_crumbs(programme: Any, title: str) -> list[tuple[str, str]]:
    name = programme.short_name or programme.name
    return [
        ("Programmes", reverse("programmes")),
        (name, programme.get_absolute_url()),
        (title, ""),
    ]


def pilot_change_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A change of plan: from what, to what, why, who agreed and when."""
    pilot = loading.pilot_for(request, slug)
    new = Change(pilot=pilot, created_by_id=request.user.pk)
    return _change(request, pilot, new, slug, "Record a change of plan")


def pilot_change_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a change of plan right; of two who do so at once the second sees both versions."""
    pilot = loading.pilot_for(request, slug)
    rows = Change.objects.visible_to(request.user).filter(pilot=pilot)
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    return _change(request, pilot, found, f"{slug}/{pk}", "Put a change of plan right")


def _change(
    request: HttpRequest, pilot: Pilot, one: Change, target: str, title: str
) -> HttpResponse:
    back = f"{pilot.get_absolute_url()}#changes"
    page = FormPage(
        kind=CHANGE,
        target=target,
        heading=title,
        lead=pilot.title,
        back=back,
        crumbs=loading.crumbs(pilot, (title, "")),
        said="The change of plan is recorded.",
        seen_by=pilot,
        context=loading.frame(pilot),
    )
    return answer(request, page, ChangeForm, lambda form: form.save() and back, instance=one)
