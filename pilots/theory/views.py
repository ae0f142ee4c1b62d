"""How people think that a pilot brings about change: versions, and drawing up the next."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from interface.pages import Page
from interface.paging import LARGEST_ID
from pilots.pilot import loading
from pilots.pilot.loading import register_part
from pilots.pilot.models import Pilot
from pilots.pilot.page import AddToPilot, EditOfPilot, OfPilot, PilotFormPage, act_and_say
from pilots.theory import actions
from pilots.theory.drawing import drawn, versions_of
from pilots.theory.forms import BeginForm, BoxForm, LinkForm
from pilots.theory.models import Theory, TheoryBox, TheoryLink
from pilots.theory.permissions import can_draw_theory

TITLE = "Theory of change"
BEGIN = loading.draft("theory", TITLE, "theory_begin", may=can_draw_theory)
BOX = register_part("theory_box", "A box", can_draw_theory)
LINK = register_part("theory_link", "An arrow", can_draw_theory)


class TheoryPage(OfPilot, Page):
    """One version, as it was agreed or as it is being drawn; without a number, the newest."""

    public = True
    template_name = "pilots/theory/record.html"
    page_title = TITLE

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Evaluation", reverse("pilot_evaluation", args=[self.pilot.slug]))]

    def get(self, request: HttpRequest, slug: str, number: int | None = None) -> HttpResponseBase:
        versions = versions_of(request.user, self.pilot)
        theory = next((version for version in versions if number in (None, version.number)), None)
        if theory is None and number is not None:
            raise Http404
        may = can_draw_theory(request.user, self.pilot)
        is_draft = bool(theory and theory.agreed_at is None)
        return self.render_page(
            theory=theory,
            drawn=drawn(theory) if theory else None,
            others=[version for version in versions if version is not theory],
            may_draw=may and is_draft,
            may_begin=may and not any(version.agreed_at is None for version in versions),
        )


def _draft_of(request: HttpRequest, pilot: Pilot) -> Theory:
    """The draft of a pilot. Raises Http404 where none is being drawn.

    What is sent may come too late, when the version is agreed: it is let through, so that the
    action refuses it and the form keeps what was typed.
    """
    draft = Theory.objects.filter(pilot=pilot).order_by("-number").first()
    if draft is None or (draft.agreed_at is not None and request.method != "POST"):
        raise Http404
    draft.pilot = pilot
    return draft


class _TheoryForm(PilotFormPage):
    right = can_draw_theory
    listed = ("theory", TITLE)
    says_readers = False

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        whole = reverse("pilot_evaluation", args=[self.pilot.slug])
        return [("Evaluation", whole), *super().parent_breadcrumbs()]

    @cached_property
    def theory(self) -> Theory:
        """The version that is being drawn. Raises Http404."""
        return _draft_of(self.request, self.pilot)


class BeginTheory(_TheoryForm, AddToPilot):
    """Start a new version as a copy of the latest one, or the first."""

    form, draft = BeginForm, BEGIN
    title = "Start a new version"
    success_message = "You can draw now. The public won’t see it until it’s agreed."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.is_first = not Theory.objects.filter(pilot=self.pilot).exists()
        if self.is_first:
            self.title = self.page_title = "Start a theory of change"

    def arguments(self) -> dict[str, Any]:
        return {"is_first": self.is_first}

    def save(self, form: BeginForm) -> Theory:
        why = form.cleaned_data["why"]
        return actions.begin(by=self.request.user, pilot=self.pilot, why=why)


class _BoxPage(_TheoryForm):
    model, form, draft = TheoryBox, BoxForm, BOX
    success_message = "Box added to the draft."

    def save(self, form: BoxForm) -> Theory:
        return actions.write_box(by=self.request.user, box=form.instance).theory


class AddBox(_BoxPage, AddToPilot):
    """Add a box to the draft."""

    title = "Add a box"

    def instance(self) -> TheoryBox:
        return TheoryBox(theory=self.theory, kind="")


class EditBox(_BoxPage, EditOfPilot):
    """Change a box of the draft."""

    title = "Change a box"

    def get_queryset(self) -> QuerySet[TheoryBox]:
        return self.theory.boxes.all()

    def instance(self) -> TheoryBox:
        box: TheoryBox = self.record
        box.theory = self.theory
        return box


class AddLink(_TheoryForm, AddToPilot):
    """Join two boxes of the draft with an arrow."""

    form, draft = LinkForm, LINK
    title = "Add an arrow"
    success_message = "Arrow added to the draft."

    def instance(self) -> TheoryLink:
        return TheoryLink(theory=self.theory)

    def save(self, form: LinkForm) -> Theory:
        return actions.add_link(by=self.request.user, link=form.instance).theory


@require_POST
def theory_box_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a box out of the draft, with its arrows."""
    draft = _draft_of(request, loading.pilot_for(request, slug, can_draw_theory))
    box = get_object_or_404(draft.boxes.all(), pk=min(pk, LARGEST_ID))
    remove = partial(actions.remove_box, by=request.user, box=box)
    return act_and_say(request, remove, notice="Box taken out.", to=draft)


@require_POST
def theory_link_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an arrow out of the draft."""
    draft = _draft_of(request, loading.pilot_for(request, slug, can_draw_theory))
    link = get_object_or_404(draft.links.all(), pk=min(pk, LARGEST_ID))
    remove = partial(actions.remove_link, by=request.user, link=link)
    return act_and_say(request, remove, notice="Arrow taken out.", to=draft)


@require_POST
def theory_agree(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the draft is agreed: it stays as it is from then on."""
    draft = _draft_of(request, loading.pilot_for(request, slug, can_draw_theory))
    as_read = request.POST.get("as_read", "")
    agree = partial(actions.agree, by=request.user, theory=draft, as_read=as_read)
    notice = "This version is agreed. Whoever can see the pilot can see it."
    return act_and_say(request, agree, notice=notice, to=draft)
