"""The boundary of a place that people add: sent as a file, drawn, downloaded, removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from geography.locality.boundary_actions import keep_boundary, lock_boundary, mark_of
from geography.locality.boundary_drawing import drawing_of
from geography.locality.boundary_forms import SHOW, BoundaryForm
from geography.models import Boundary
from interface.articles import with_article
from interface.context import absolute
from interface.errors import takes_file
from interface.pages import PageAction
from interface.words import date_words
from partnerships.models import Place
from partnerships.place.frame import OfPlace
from partnerships.place.permissions import can_keep_boundary, can_remake_area
from records import draft_files, drafts
from records.files.geojson import LIMITS
from records.form_draft import FormDraft
from records.form_views import EditPage

TITLE = "Boundary"
GEOJSON = "application/geo+json"
MOVED = "Somebody else sent or removed the boundary meanwhile. Look at it, then save again"
OTHER = "Somebody changed the boundary meanwhile, so it isn’t removed. Look at it first."


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    place = Place.objects.visible_to(user).filter(slug=target).first()
    return f"The boundary of {place}" if place and can_keep_boundary(user, place) else None


def boundary_of(place: Place) -> Boundary | None:
    """The boundary that is kept of a place, with its source. One query."""
    return Boundary.objects.filter(place=place).select_related("source").first()


class OfBoundary(OfPlace):
    """A page about the boundary of a place that has one. Raises Http404 for others."""

    boundary: Boundary

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = boundary_of(self.record)
        if found is None:
            raise Http404
        self.boundary = found


class BoundaryPage(OfBoundary):
    """The boundary drawn, with its source, and what its keepers may do with it."""

    public = True
    page_title = TITLE
    template_name = "geography/locality/boundary.html"

    def get_context_data(self) -> dict[str, Any]:
        boundary, place = self.boundary, self.record
        return {
            **super().get_context_data(),
            "boundary": boundary,
            "drawing": drawing_of(boundary.shape, alone=place.is_example),
            "may_keep": can_keep_boundary(self.request.user, place),
        }


class BoundaryFile(OfBoundary):
    """The boundary as GeoJSON, to take away."""

    public = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        boundary, place = self.boundary, self.record
        source = boundary.source
        feature = {
            "type": "Feature",
            "properties": {
                "name": place.name,
                "page": absolute(place.get_absolute_url()),
                "as_at": boundary.as_at.isoformat(),
                "source": None if source is None or source.is_withdrawn else source.title,
                "simplified_to_metres": boundary.moved_metres,
                "made_up": place.is_example,
            },
            "geometry": boundary.shape,
        }
        answer = JsonResponse(feature, content_type=GEOJSON)
        answer["Content-Disposition"] = f'attachment; filename="{place.slug}.geojson"'
        return answer


class EditBoundary(OfPlace, EditPage):
    """Send a file as the boundary of a place, also in place of the one that is kept."""

    form, permission = BoundaryForm, can_keep_boundary
    template_name = "geography/locality/boundary_form.html"
    draft = draft_files.takes(
        drafts.register(
            "boundary",
            title=_draft_title,
            url=lambda target: reverse("boundary_edit", args=[target]),
        ),
        "file",
        is_shown=False,
    )
    page_title, submit_label = TITLE, "Look at it on the map"
    success_message = "Boundary saved. Everyone can see it now: you can remove it again."
    lead = (
        "You see it on the map first. Then everyone can see and download it, even without signing "
        "in. It’s only for drawing: it does not change who can read or edit anything."
    )

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Boundary of {with_article(self.record)}"

    @property
    def target(self) -> str:
        return str(self.record.slug)

    def instance(self) -> Boundary:
        return boundary_of(self.record) or Boundary(place=self.record)

    def arguments(self) -> dict[str, Any]:
        return {"instance": self.instance(), "user": self.request.user, "place": self.record}

    def render_page(self, **context: Any) -> HttpResponse:
        """With the outline that was sent, to be looked at."""
        if not context["sheet"].is_sent:  # a draft, of which no file was read yet
            context["form"].leave_out()
        drawn = context["form"].drawn
        drawing = drawing_of(drawn.shape, alone=self.record.is_example) if drawn else None
        return super().render_page(drawing=drawing, show=SHOW, **context)

    def found_wrong(self, form: BoundaryForm, draft: FormDraft) -> HttpResponseBase | None:
        """An earlier press may be at work on the same file, or may have saved it by now."""
        if form.was_busy:
            draft.same_again()
        return draft.sent_before()

    def _save(self, form: BoundaryForm) -> Any:
        now = lock_boundary(self.record)
        if (now.pk if now else None) != form.instance.pk:
            raise ValidationError(MOVED)
        return super()._save(form)

    def save(self, form: BoundaryForm) -> str:
        keep_boundary(
            by=self.request.user,
            place=self.record,
            as_at=form.cleaned_data["as_at"],
            source=form.named_source(self.request.user),
            **(form.drawn.columns if form.drawn else {}),
        )
        return reverse("boundary", args=[self.record.slug])


class RemoveBoundary(OfBoundary):
    """Ask before the boundary is removed, and remove it; history keeps what it was."""

    permission, page_title = can_keep_boundary, TITLE
    template_name = "partnerships/place/confirm.html"

    def get_context_data(self) -> dict[str, Any]:
        place, drawn_on = with_article(self.record), date_words(self.boundary.as_at)
        return {
            **super().get_context_data(),
            "heading": f"Remove the boundary of {place}",
            "lead": f"Nobody will be able to see or download the boundary as at {drawn_on}. The "
            "history says who removed it, and you can send a file again.",
            "version": mark_of(self.boundary),
            "verb": "Remove the boundary",
            "leave": "Keep it",
            "back": reverse("boundary", args=[self.record.slug]),
        }

    @transaction.atomic
    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Remove the boundary that the page asked about, and no other."""
        now = lock_boundary(self.record)
        if now is not None and mark_of(now) != request.POST.get("version"):
            messages.warning(request, OTHER)
            return redirect(reverse("boundary", args=[self.record.slug]))
        if now is not None:
            now.delete()
        messages.success(request, f"The boundary of {with_article(self.record)} is removed.")
        return redirect(reverse("place_about", args=[self.record.slug]))


boundary_edit = takes_file(LIMITS.sent)(EditBoundary.as_view())


def actions_of(user: Any, place: Place, boundary: Boundary | None) -> list[PageAction]:
    """What this reader may do with a place that was drawn, and with a boundary."""
    ways: list[PageAction] = []
    if can_remake_area(user, place):
        url = reverse("area_edit", args=[place.slug])
        ways.append(PageAction("Change what it is made of", url))
    if boundary is None and can_keep_boundary(user, place):
        ways.append(
            PageAction("Send its boundary as a file", reverse("boundary_edit", args=[place.slug]))
        )
    return ways
