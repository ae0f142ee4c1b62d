"""What a program may send: a figure, and a file as far as its preview. A person goes on from there.

The form and the action are those of the page, so words and rules are the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from api.problems import Problem, bad
from api.reading.views import for_programs
from api.sending.once import done_once, must_send
from imports.record_import import actions as imports
from imports.record_import.forms import SendFile
from imports.record_import.permissions import kinds_for
from interface.errors import takes_file
from interface.exports import CONTROL
from interface.paging import LARGEST_ID
from partnerships.models import Place
from pilots.count import actions as counts
from pilots.count.forms import CountForm, arguments
from pilots.indicator.actions import FigureExists
from pilots.indicator.measures import measures
from pilots.models import Indicator, Pilot
from pilots.pilot.permissions import can_log_progress
from records.files.lists import LIST_LIMITS, read_list
from records.files.process import Busy, turn
from records.files.tables import Unreadable

OF_A_COUNT = frozenset(
    {"pilot", "figure", "value", "missing", "as_of", "counts", "difference", "source_said", "note"}
)
PARTS_OF_A_DAY = ("as_of_year", "as_of_month", "as_of_day")
OF_A_FILE = frozenset({"place", "kind", "within"})


@require_POST
@for_programs
def count(request: HttpRequest, reader: Any) -> HttpResponseBase:
    """A figure of a pilot: ``{"pilot": "warm-homes", "figure": 3, "value": "67", "as_of": …}``."""
    must_send(reader)
    said = _said(request)
    figure = _figure(reader, said)
    today = timezone.localdate()

    def add() -> str:
        form = CountForm(_typed(said), **arguments(measures(reader, [figure])[0], today, today))
        must_be_right(form)
        try:
            counts.add_counts(figures=form.figures, by=reader, by_program=True)
        except FigureExists as found:
            raise bad(
                counts.day_taken(found.existing), as_of=["There is already a figure for this date."]
            ) from found
        except ValidationError as problem:
            raise bad(" ".join(problem.messages)) from problem
        return f"{figure.get_absolute_url()}#values"

    content = json.dumps(said, sort_keys=True)
    return done_once(request, reader, "api-count", content, add)


def _said(request: HttpRequest) -> Mapping[str, Any]:
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError) as problem:
        raise bad("Send one object of JSON.") from problem
    if not isinstance(said, dict):
        raise bad("Send one object of JSON.")
    must_be_known(said, OF_A_COUNT)
    if wrong := [name for name, value in said.items() if not _is_plain(value)]:
        raise bad("Each must be a text or a number.", **{one: ["Not right."] for one in wrong})
    return said


def _is_plain(value: Any) -> bool:
    """A number, or a text that can be stored."""
    return isinstance(value, int | float) or (isinstance(value, str) and not CONTROL.search(value))


def _figure(reader: Any, said: Mapping[str, Any]) -> Indicator:
    """The figure that it is of. Raises Http404, PermissionDenied."""
    pilots = Pilot.objects.visible_to(reader)
    pilot = get_object_or_404(pilots, slug=str(said.get("pilot", "")))
    number = str(said.get("figure", ""))
    if not (number.isascii() and number.isdecimal()):
        raise bad("Say which figure of the pilot.", figure=["Its number within the pilot."])
    rows = pilot.indicators.select_related("shared", "part_of")
    figure: Indicator = get_object_or_404(rows, number=min(int(number[:20]), LARGEST_ID))
    if not can_log_progress(reader, pilot):
        raise PermissionDenied("You may not send figures of this pilot.")
    figure.pilot = pilot
    if figure.part_of:
        figure.part_of.pilot = pilot
    return figure


def _typed(said: Mapping[str, Any]) -> dict[str, str]:
    """The same as it is typed into the form; a day as exact as it is known (2026-09)."""
    typed = {name: str(said[name]) for name in OF_A_COUNT - {"pilot", "figure"} if name in said}
    parts = typed.pop("as_of", "").split("-", maxsplit=2)
    unknown = {"unknown": "on"} if "missing" in typed else {}
    return typed | unknown | dict(zip(PARTS_OF_A_DAY, parts, strict=False))


@takes_file(LIST_LIMITS.sent)
@require_POST
@for_programs
def file(request: HttpRequest, reader: Any) -> HttpResponseBase:
    """A file for a place (``place``, ``kind`` and ``file`` of a form with parts)."""
    must_send(reader)
    must_be_known(request.POST, OF_A_FILE)
    slug = request.POST.get("place", "").replace("\x00", "")
    place = get_object_or_404(Place.objects.visible_to(reader), slug=slug)
    kind = _kind(reader, place, request.POST.get("kind", ""))
    within = kind.within and kind.within(reader, place)
    asks = {"within": within, "which": kind.which} if within is not None else {}
    form = SendFile(request.POST, request.FILES, **asks)
    must_be_right(form)

    def send() -> str:
        sent = form.cleaned_data["file"]
        with turn(reader.pk), read_list(sent) as read:
            row = imports.send(
                by=reader,
                place=place,
                kind=kind,
                file=read,
                file_name=sent.name,
                within=form.cleaned_data.get("within"),
            )
        return str(row.get_absolute_url())

    try:
        return done_once(request, reader, "api-import", _digest(request, place, kind), send)
    except Busy as others:
        raise Problem(HTTPStatus.TOO_MANY_REQUESTS, str(others)) from others
    except Unreadable as problem:
        raise bad("The file cannot be read.", file=[str(problem)]) from problem


def _digest(request: HttpRequest, place: Place, kind: Any) -> str:
    sent: Any = request.FILES["file"]
    content = hashlib.sha256()
    for chunk in sent.chunks():
        content.update(chunk)
    sent.seek(0)
    return f"{place.pk} {kind.key} {request.POST.get('within', '')} {content.hexdigest()}"


def _kind(reader: Any, place: Place, key: str) -> Any:
    """What the file holds, of what this person may bring there. Raises Http404, Problem."""
    kinds = {one.key: one for one in kinds_for(reader, place)}
    if not kinds:
        raise PermissionDenied("You may not send files for this place.")
    if key not in kinds:
        raise bad("kind is not right.", kind=[f"One of {', '.join(sorted(kinds))}."])
    return kinds[key]


def must_be_known(said: Any, known: frozenset[str]) -> None:
    """Raises Problem for what nobody reads: it would be lost."""
    if strange := [name for name in said if name not in known]:
        wrong = {one: ["Not known."] for one in strange}
        raise bad(f"Only these can be sent: {', '.join(sorted(known))}.", **wrong)


def must_be_right(form: Any) -> None:
    """Raises Problem with what the form's page would say."""
    if not form.is_valid():
        wrong = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
        raise bad("What was sent is not right.", **wrong)
