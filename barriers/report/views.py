"""The barrier report: what stands out, which kinds are in the way where, what was tried and helped.

Each part has an address of its own (``?show=``), reads what its filters and its reader allow, and
can be taken away as a file. Every number opens the list that it counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from barriers.register.filters import BarrierFilter
from barriers.report import opening, outcomes, outliers, pace, trend, where
from barriers.report.part import KIND, WAYS, Part
from barriers.report.rows import BODY, COUNCIL, PROGRAMME, key_of_rows
from interface import exports, querystring, words
from interface.context import absolute
from interface.exports import About
from interface.programs import closed_to_programs
from partnerships.models import Place
from partnerships.place.forms import kinds_in_use
from partnerships.place.kind_groups import COUNCILS

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
    Tab("standing", "What is unusual", outliers.build),
    Tab("months", "Month by month", trend.build),
    Tab("outcomes", "What worked", outcomes.build),
    Tab("time", "How long it takes", pace.build),
)


def part_of(params: Any) -> Tab | None:
    """The part that an address asks for; None where there is no such part."""
    return next((part for part in PARTS if part.key == params.get("show", "")), None)


@closed_to_programs("it counts rows which programs read in “Barriers”")
@login_not_required
def report(request: HttpRequest) -> HttpResponseBase:
    """Kinds of barrier by place, with what was tried; as a file with ``?format=``.

    ``?show=`` is the part of the report; ``?rows=`` and ``?columns=`` what its first part counts.
    """
    chosen = BarrierFilter(request.GET, request=request)
    part = part_of(request.GET)
    made = opens = None
    if part is not None and not chosen.errors:
        asked = Part(chosen, request.GET)
        made = part.build(asked)
        if "format" not in request.GET and not made.problem:
            opens = opening.build(asked, made.counts.moved if not part.key else None)
    problem = NO_PART if part is None else made.problem if made else ""
    if "format" in request.GET:
        return _file(request, chosen, made, problem)
    is_table = bool(made and part and not part.key)
    context = {
        "part": part,
        "report": made,
        "opening": opens,
        "problem": problem,
        "filter": chosen,
        "tabs": _tabs(request, part),
        "shape": _shape(request, chosen, made) if is_table else None,
        "taken": _taken(request, made) if made and not problem else [],
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


def _shape(request: HttpRequest, chosen: BarrierFilter, made: Any) -> dict[str, Any]:
    """What rows and columns of the table can be, as choices, and what the address asks besides."""
    own = ("rows", "columns", *querystring.PAGING)
    kept = [(key, one) for key, each in request.GET.lists() if key not in own for one in each]
    rows = [("", "Its places"), (BODY, "Who could change it")]
    others: list[tuple[str, str]] = []
    if not chosen.programme_chosen:
        place = chosen.value("place")
        rows = [
            *([("", str(place)), (COUNCIL, "Councils")] if place else [("", "Councils")]),
            (Place.Kind.REGION, "Regions"),
            (PROGRAMME, "Programmes"),
            (BODY, "Who could change it"),
        ]
        inside = (Place.Kind.REGION, *COUNCILS)
        asked = request.GET.get("rows", "")
        others = [
            (key, label)
            for key, label in kinds_in_use(request.user)
            if key not in inside or (key == asked and key != Place.Kind.REGION)
        ]
    asked = made.rows.kind or key_of_rows(chosen, request.GET.get("rows", ""))
    is_first = asked == COUNCIL and not chosen.value("place")
    return {
        "kept": kept,
        "rows": rows,
        "other_rows": others,
        "row": "" if is_first else asked,
        "columns": [("" if key == KIND else key, label) for key, (label, _) in WAYS.items()],
        "column": request.GET.get("columns", ""),
    }


def _taken(request: HttpRequest, made: Any) -> list[dict[str, str]]:
    """Where the table can be taken away, the spreadsheet first."""
    here = partial(querystring.replaced, request.GET)
    return [
        {"label": "Download", "url": here(format="xlsx")},
        {"label": "CSV", "url": here(format="csv")},
        {"label": "JSON", "url": here(format="json")},
        {"label": "What the columns mean (CSV)", "url": here(format="csv", definitions="1")},
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
