"""How people think that a pilot brings about change: versions, and drawing up the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from partnerships.form_page import FormPage, answer
from pilots import loading, permissions
from pilots.models import Pilot, Theory, TheoryBox, TheoryLink
from pilots.theory import drawing as actions
from pilots.theory.forms import BeginForm, BoxForm, LinkForm
from records import drafts

LARGEST = 2**63 - 1


def _box_url(target: str) -> str:
    slug, _, pk = target.partition("/")
    return (
        reverse("theory_box_edit", args=[slug, pk])
        if pk
        else reverse("theory_box_add", args=[slug])
    )


def _draft(what: str) -> Any:
    return loading.draft_title(what, permissions.can_draw_theory)


BEGIN = drafts.register(
    "theory",
    title=_draft("Theory of change"),
    url=lambda slug: reverse("theory_begin", args=[slug]),
)
BOX = drafts.register("theory-box", title=_draft("A box"), url=_box_url)
LINK = drafts.register(
    "theory-link",
    title=_draft("An arrow"),
    url=lambda slug: reverse("theory_link_add", args=[slug]),
)


@login_not_required
def theory(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest version that the reader sees."""
    return _page(request, loading.pilot(request, slug), None)


@login_not_required
def theory_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version, as it was agreed or as it is being drawn."""
    return _page(request, loading.pilot(request, slug), number)


def _page(request: HttpRequest, pilot: Pilot, number: int | None) -> HttpResponse:
    versions = actions.versions_of(request.user, pilot)
    chosen = next((one for one in versions if number in (None, one.number)), None)
    if chosen is None and number is not None:
        raise Http404
    may = permissions.can_draw_theory(request.user, pilot)
    is_draft = bool(chosen and chosen.agreed_at is None)
    context = {
        **loading.frame(pilot),
        "crumbs": _crumbs(pilot),
        "theory": chosen,
        "drawn": actions.drawn(chosen) if chosen else None,
        "others": [one for one in versions if one is not chosen],
        "may_draw": may and is_draft,
        "may_begin": may and not any(one.agreed_at is None for one in versions),
    }
    return render(request, "pilots/evaluation/theory.html", context)


def theory_begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a new version as a copy of the latest one, or the first."""
    pilot = loading.pilot_for(request, slug, permissions.can_draw_theory)
    is_first = not Theory.objects.filter(pilot=pilot).exists()
    page = _form_page(
        BEGIN,
        pilot,
        slug,
        "Begin a theory of change" if is_first else "Begin a new version",
        "You can draw now. Nobody who is not signed in sees it until it is agreed.",
    )

    def write(form: BeginForm) -> Theory:
        return actions.begin(by=request.user, pilot=pilot, why=form.cleaned_data["why"])

    return answer(request, page, BeginForm, write, is_first=is_first)


def theory_box_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a box to the draft."""
    pilot, draft = _draft_of(request, slug)
    made = TheoryBox(theory=draft, kind="")
    return _box(request, pilot, made, slug, "Add a box")


def theory_box_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a box of the draft."""
    pilot, draft = _draft_of(request, slug)
    box = get_object_or_404(draft.boxes.all(), pk=min(pk, LARGEST))
    box.theory = draft
    return _box(request, pilot, box, f"{slug}/{pk}", "Change a box")


def _box(
    request: HttpRequest, pilot: Pilot, box: TheoryBox, target: str, title: str
) -> HttpResponse:
    page = _form_page(BOX, pilot, target, title, "The box is in the draft.")

    def write(form: BoxForm) -> Theory:
        return actions.write_box(by=request.user, box=form.instance).theory

    return answer(request, page, BoxForm, write, instance=box)


def theory_link_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Join two boxes of the draft with an arrow."""
    pilot, draft = _draft_of(request, slug)
    page = _form_page(LINK, pilot, slug, "Add an arrow", "The arrow is in the draft.")

    def write(form: LinkForm) -> Theory:
        return actions.add_link(by=request.user, link=form.instance).theory

    return answer(request, page, LinkForm, write, instance=TheoryLink(theory=draft))


@require_POST
def theory_box_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a box out of the draft, with its arrows."""
    _, draft = _draft_of(request, slug)
    box = get_object_or_404(draft.boxes.all(), pk=min(pk, LARGEST))
    return _done(
        request,
        draft,
        lambda: actions.remove_box(by=request.user, box=box),
        "The box is taken out.",
    )


@require_POST
def theory_link_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an arrow out of the draft."""
    _, draft = _draft_of(request, slug)
    link = get_object_or_404(draft.links.all(), pk=min(pk, LARGEST))
    return _done(
        request,
        draft,
        lambda: actions.remove_link(by=request.user, link=link),
        "The arrow is taken out.",
    )


@require_POST
def theory_agree(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the draft is agreed: it stays as it is from then on."""
    _, draft = _draft_of(request, slug)
    said = "This version is agreed. Whoever can see the pilot can see it."
    as_read = request.POST.get("as_read", "")
    return _done(
        *(request, draft),
        lambda: actions.agree(by=request.user, theory=draft, as_read=as_read),
        said,
    )


def _done(request: HttpRequest, draft: Theory, act: Callable[[], Any], said: str) -> HttpResponse:
    try:
        act()
    except ValidationError as problem:
        messages.warning(request, f"{problem.messages[0]}.")
    else:
        messages.success(request, said)
    return redirect(draft)


def _draft_of(request: HttpRequest, slug: str) -> tuple[Pilot, Theory]:
    """The pilot and its draft; 404 where none is being drawn.

    What is sent may come too late, when the version is agreed: it is let through, so that the
    action refuses it and the form keeps what was typed.
    """
    pilot = loading.pilot_for(request, slug, permissions.can_draw_theory)
    draft = Theory.objects.filter(pilot=pilot).order_by("-number").first()
    if draft is None or (draft.agreed_at is not None and request.method != "POST"):
        raise Http404
    draft.pilot = pilot
    return pilot, draft


def _form_page(kind: drafts.Kind, pilot: Pilot, target: str, heading: str, said: str) -> FormPage:
    return FormPage(
        kind=kind,
        target=target,
        heading=heading,
        lead=pilot.title,
        back=reverse("theory", args=[pilot.slug]),
        crumbs=_crumbs(pilot, (heading, "")),
        said=said,
        context={"example": loading.frame(pilot)["example"]},
    )


def _crumbs(pilot: Pilot, *below: tuple[str, str]) -> list[tuple[str, str]]:
    whole = reverse("pilot_evaluation", args=[pilot.slug])
    here = reverse("theory", args=[pilot.slug]) if below else ""
    return loading.crumbs(pilot, ("Evaluation", whole), ("Theory of change", here), *below)
