"""The barrier report: what stands out, which kinds are in the way where, what was tried and helped.

Each part has an address of its own (``?show=``), reads what its filters and its reader allow, and
can be taken away as a file. Every number opens the list that it counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from barriers.register.filters import BarrierFilter
from barriers.report import foremost, opening, outcomes, outliers, pace, trend, where
from barriers.report.counts import BODY
from barriers.report.part import KIND, WAYS, Part
from interface import exports, querystring, words
from interface.context import absolute
from interface.exports import About
from partnerships.place.forms import kinds_in_use

STANDING = "standing"
NO_PART = "There is no such part of the report. Choose one of those listed."


@dataclass(frozen=True)
class Tab:
    """One part of the report: its key in the address, its name, and what makes it.

    What ``build`` makes has ``lead``, ``problem``, ``template``, ``file_columns``, ``exported`` and
    ``export_name``.
    """

    key: str
    label: str
    build: Callable[[Part], Any]


PARTS = (
    Tab("", "Where", where.build),
    Tab(STANDING, "What is unusual", outliers.build),
    Tab("months", "Month by month", trend.build),
    Tab("outcomes", "What worked", outcomes.build),
    Tab("time", "How long it takes", pace.build),
)


def part_of(params: Any) -> Tab | None:
    """The part that an address asks for; None where there is no such part."""
    return next((part for part in PARTS if part.key == params.get("show", "")), None)


@login_not_required
def report(request: HttpRequest) -> HttpResponseBase:
    """Kinds of barrier by place, with what was tried; as a file with ``?format=``.

    ``?show=`` is the part of the report; ``?rows=`` and ``?columns=`` what its first part counts.
    """
    chosen = BarrierFilter(request.GET, request=request)
    part = part_of(request.GET)
    made = opens = None
    first: list[foremost.Foremost] = []
    if part is not None and not chosen.errors:
        asked = Part(chosen, request.GET)
        made = part.build(asked)
        if "format" not in request.GET:
            opens = opening.build(asked)
            first = [] if part.key else foremost.build(asked)
    problem = NO_PART if part is None else made.problem if made else ""
    if "format" in request.GET:
        return _file(request, chosen, made, problem)
    shapes = []
    if made and part and not part.key:
        rows, columns = _row_links(request, chosen, made), _column_links(request)
        shapes = [{"label": "Rows", "links": rows}, {"label": "Columns", "links": columns}]
    context = {
        "part": part,
        "report": made,
        "opening": opens,
        "foremost": first,
        "foremost_url": querystring.replaced(request.GET, show=STANDING, rows=None, columns=None),
        "problem": problem,
        "filter": chosen,
        "tabs": _tabs(request, part),
        "shapes": shapes,
        "breadcrumbs": [("Barriers", reverse("barriers")), ("Report", "")],
    }
    return render(request, "barriers/report/report.html", context)


def _tabs(request: HttpRequest, now: Tab | None) -> list[dict[str, Any]]:
    """The parts of the report, with the same filters."""
    here = reverse("barrier_report")
    return [
        {
            "label": part.label,
            "url": here
            + querystring.replaced(request.GET, show=part.key or None).removesuffix("?"),
            "current": part is now,
        }
        for part in PARTS
    ]


def _row_links(request: HttpRequest, chosen: BarrierFilter, made: Any) -> list[dict[str, Any]]:
    """What the rows can be, as links: kinds of place, or bodies that could change something."""
    now = made.rows.kind or request.GET.get("rows", "")
    ways = [("", "Places")] if chosen.programme_chosen else kinds_in_use(request.user)
    return [
        {
            "label": label,
            "url": querystring.replaced(request.GET, rows=key or None),
            "now": key == now or (not key and now != BODY),
        }
        for key, label in [*ways, (BODY, "Who could change it")]
    ]


def _column_links(request: HttpRequest) -> list[dict[str, Any]]:
    """What the columns can be, as links."""
    now = request.GET.get("columns") or KIND
    return [
        {
            "label": label,
            "url": querystring.replaced(request.GET, columns=None if key == KIND else key),
            "now": key == now,
        }
        for key, (label, _) in WAYS.items()
    ]


def _file(request: HttpRequest, chosen: BarrierFilter, made: Any, problem: str) -> HttpResponseBase:
    """The rows of the part's table, with their definitions."""
    wanted = request.GET["format"]
    if chosen.errors:
        problems = [str(message) for messages in chosen.errors.values() for message in messages]
        problem = f"A filter in this address is not right. {' '.join(problems)}."
    elif wanted not in exports.FORMATS:
        problem = f"The report can be downloaded as {words.list_words(exports.FORMATS, 'or')}."
    if problem:
        return render(request, "400.html", {"problem": problem}, status=400)
    about = About("Barrier report", absolute(request.get_full_path()), chosen.words)
    columns = [
        *made.file_columns,
        exports.made_up_column(lambda _: chosen.made_up_held),
    ]
    if request.GET.get("definitions"):
        return exports.codebook(columns, made.export_name, about)
    return exports.export(made.exported(), columns, wanted, made.export_name, about)
