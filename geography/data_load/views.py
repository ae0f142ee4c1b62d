"""Newer releases of official data: choose a list, send a file, look at what changes, load it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from geography.data_load import actions, places
from geography.data_load.columns import COLUMNS
from geography.data_load.forms import FiguresForm, ListForm, PlacesForm
from geography.data_load.models import CARE_BOARDS, FIGURES, PLACES, DataLoad
from geography.data_load.permissions import can_load_data
from geography.data_load.preview import NAMED, Preview
from geography.data_load.sent import Sent
from geography.data_load.told import recipients
from geography.locality.tables import BY_NAME
from geography.models import LocalityRelease
from interface.context import trail
from interface.errors import takes_file
from interface.words import capitalised, count_words
from records import draft_files, drafts, form_draft
from records.files.process import Busy, turn
from records.files.tables import LIMITS, Problem, Unreadable

SHOWN = 50
# England has 33,755 small areas
LIMITS_OF_LISTS = replace(LIMITS, rows=50_000)
# Lines that a file says otherwise than the record, named in the message that it changes nothing
MOST_LEFT = 5
OF_RECORD = (PLACES, CARE_BOARDS)
FORMS = {FIGURES: FiguresForm, PLACES: PlacesForm, CARE_BOARDS: PlacesForm}
TITLE = "Load a newer release"
WHATS = {str(value): str(label) for value, label in DataLoad._meta.get_field("what").choices or ()}
SAME = "This file changes nothing: everything in it is already in the record. Nothing was loaded."


def _title(user: Any, target: str, _typed: Any) -> str | None:
    known = target in WHATS and can_load_data(user)
    return f"{TITLE}: {WHATS[target]}" if known else None


SEND = draft_files.takes(
    drafts.register(
        "data_load", title=_title, url=lambda target: reverse("data_load_add", args=[target])
    ),
    "file",
    is_shown=False,
)


def data_loads(request: HttpRequest) -> HttpResponseBase:
    """Which lists there are, in which release; what waits to be loaded, what was loaded of late."""
    _only_administrators(request)
    current = LocalityRelease.objects.filter(is_current=True)
    releases = {row.table: row for row in current}
    rows = DataLoad.objects.visible_to(request.user).defer("contents", "preview")
    rows = rows.select_related("by", "loaded_by")
    context = {
        "title": TITLE,
        "breadcrumbs": _breadcrumbs(request, (TITLE, "")),
        "lists": [
            (what, capitalised(label), releases.get(what))
            for what, label in WHATS.items()
            if what not in (FIGURES, *OF_RECORD)
        ],
        "of_record": [
            (what, capitalised(WHATS[what]), places.release_words(what)) for what in OF_RECORD
        ],
        "waiting": list(rows.waiting()[:NAMED]),
        "loaded": list(rows.loaded().order_by("-loaded_at", "-id")[:NAMED]),
    }
    return render(request, "geography/data_load/list.html", context)


@takes_file(LIMITS.sent)
def data_load_add(request: HttpRequest, what: str) -> HttpResponseBase:
    """Send a file of one list. It is refused whole with each problem, or kept to be looked at."""
    _only_administrators(request)
    if what not in WHATS:
        raise Http404
    draft_form = form_draft.FormDraft(request, SEND, target=what)
    if draft_form.answer:
        return draft_form.answer
    rows = LocalityRelease.objects.filter(table=what, is_current=True)
    current = rows.select_related("source__attribution").first()
    make: Any = FORMS.get(what, ListForm)
    form = draft_form.form(make, current=current)
    refused, status = actions.Refused([]), 200
    if draft_form.is_sent and form.is_valid():
        try:
            if answer := _send(request, draft_form, form, what):
                return answer
        except actions.Refused as problems:
            refused = problems
        except Busy as others:
            form.add_error("file", str(others))
            draft_form.same_again()
            status = 429
    if before := draft_form.sent_before():
        return before
    label = capitalised(WHATS[what])
    context = {
        "title": label,
        "breadcrumbs": _breadcrumbs(request, (TITLE, reverse("data_loads")), (label, "")),
        "form": form,
        "sheet": draft_form,
        "current": current,
        "is_figures": what == FIGURES,
        "of_record": places.release_words(what) if what in OF_RECORD else "",
        "columns": COLUMNS[what],
        "made_of": BY_NAME[what].made_of if what in BY_NAME else "",
        **_shown(refused),
    }
    return render(request, "geography/data_load/form.html", context, status=status)


def _send(
    request: HttpRequest, draft_form: form_draft.FormDraft, form: Any, what: str
) -> HttpResponseBase | None:
    """Read, check and keep the file; None where the form has to ask for more.

    Raises Refused and Busy.
    """
    file = form.cleaned_data["file"]
    with turn(request.user.pk, LIMITS_OF_LISTS if what in BY_NAME else LIMITS) as read:
        try:
            sheets = read(file.read(LIMITS.sent + 1), file.name)
        except Unreadable as problem:
            raise actions.Refused([Problem("", str(problem))]) from None
        sent = Sent.of(what, sheets, form.release)
        if what == FIGURES and sent.sheets and form.ask_for(sent):
            return None
        try:
            return draft_form.send(
                lambda: actions.prepare(by=request.user, sent=sent, file_name=file.name)
            )
        except actions.ChangesNothing as nothing:
            messages.info(request, _nothing(nothing.left))
            return redirect("data_loads")


def data_load(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What a file changes and who is told: to load or drop it. Later, what it changed."""
    rows = DataLoad.objects.visible_to(request.user).select_related("by", "loaded_by")
    row = get_object_or_404(rows.defer("contents"), pk=pk)
    _only_administrators(request)
    refused = actions.Refused([])
    if request.method == "POST":
        try:
            return _decided(request, row)
        except actions.Refused as problems:
            refused = problems
    preview = Preview.of(row.preview) if row.preview else Preview()
    told = recipients(preview.places, request.user) if row.loaded_at is None else []
    context = {
        "title": str(row),
        "breadcrumbs": _breadcrumbs(request, (TITLE, reverse("data_loads")), (str(row), "")),
        "load": row,
        "preview": preview,
        "without": preview.without[:NAMED],
        "without_more": len(preview.without[NAMED:]),
        "told": told[:NAMED],
        "told_count": len(told),
        "told_more": len(told[NAMED:]),
        **_shown(refused),
    }
    return render(request, "geography/data_load/record.html", context)


def _decided(request: HttpRequest, row: DataLoad) -> HttpResponseBase:
    """Load it or drop it; each other thing that may have happened meanwhile is said."""
    if request.POST.get("step") == "drop":
        dropped = actions.drop(row)
        text = "File discarded. Nothing was loaded." if dropped else _loaded_words(row)
        messages.info(request, text)
        return redirect("data_loads")
    if request.POST.get("step") != "load":
        return redirect(row)
    try:
        seen = request.POST.get("seen", "")
        told = actions.load(data_load=row, by=request.user, seen=seen)
    except actions.LoadedBefore:
        messages.info(request, _loaded_words(row))
    except actions.MovedOn:
        messages.warning(
            request,
            "The record has changed since you looked at it, so nothing was loaded. "
            "What the file would change now is below: check it again.",
        )
    except actions.ChangesNothing as nothing:
        said = "Somebody has loaded the same file in the meantime."
        messages.info(request, f"{said} {_nothing(nothing.left)}")
        return redirect("data_loads")
    except DataLoad.DoesNotExist:
        messages.info(request, "Somebody discarded this file meanwhile. Nothing was loaded.")
        return redirect("data_loads")
    else:
        people = count_words(told, "person", "people")
        messages.success(request, f"Your file is loaded. We’ve told {people}.")
    return redirect(row)


def _nothing(left: Sequence[str]) -> str:
    """That a file changes nothing, and what it says otherwise."""
    if not left:
        return SAME
    more = "; and others" if len(left) > MOST_LEFT else ""
    lines = "; ".join(left[:MOST_LEFT])
    return f"This file changes nothing. Left as it is, since the record is newer: {lines}{more}"


def _loaded_words(row: DataLoad) -> str:
    """Who loaded it: a second press, or another administrator."""
    now = DataLoad.objects.select_related("loaded_by").filter(pk=row.pk).first()
    if now is None:
        return "Somebody discarded this file meanwhile. Nothing was loaded."
    by = f", once, by {now.loaded_by}" if now.loaded_by else ""
    return f"It was loaded already{by}. Nothing was loaded again."


def _shown(refused: actions.Refused) -> dict[str, Any]:
    """The first problems, and how many more there are."""
    count = len(refused.problems) + refused.more
    return {
        "problems": refused.problems[:SHOWN],
        "count": count_words(count, "problem"),
        "more": max(0, count - SHOWN) if len(refused.problems) > SHOWN else refused.more,
    }


def _breadcrumbs(request: HttpRequest, *last: tuple[str, str]) -> Any:
    about = (("About", "/about/"), ("About the data", reverse("about_data")))
    return trail(request, *about, *last)


def _only_administrators(request: HttpRequest) -> None:
    if not can_load_data(request.user):
        raise PermissionDenied
