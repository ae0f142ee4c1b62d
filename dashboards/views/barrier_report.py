"""The barrier report."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from barriers.filters import BarrierFilter
from dashboards import barrier_report
from dashboards.barrier_report import Report
from dashboards.filters import kinds_in_use
from interface import exports, querystring, words
from interface.exports import About, Column
from partnerships.models import Place

NONE_LOGGED = "0 says that none is logged that you can see, not that there was none"


@login_not_required
def report(request: HttpRequest) -> HttpResponseBase:
    """Kinds of barrier by place, with what was tried; as a file with ``?format=``."""
    chosen = BarrierFilter(request.GET, request=request)
    made = barrier_report.build(chosen, request.GET.get("rows", ""))
    if "format" in request.GET:
        return _file(request, made)
    context = {
        "report": made,
        "filter": chosen,
        "kinds": [] if chosen.programme_chosen else _kinds(request, made),
        "crumbs": [("Barriers", reverse("barriers")), ("Report", "")],
    }
    return render(request, "dashboards/barrier_report.html", context)


def _kinds(request: HttpRequest, made: Report) -> list[dict[str, Any]]:
    """The kinds of place that the rows can be, as links."""
    now = made.rows.kind or request.GET.get("rows", "")
    return [
        {"label": label, "url": querystring.replaced(request.GET, rows=kind), "now": kind == now}
        for kind, label in kinds_in_use(request.user)
    ]


def _file(request: HttpRequest, made: Report) -> HttpResponseBase:
    """The rows of the report's table, with their definitions."""
    problem = _problem(request, made)
    if problem:
        return render(request, "400.html", {"problem": problem}, status=400)
    about = About("Barrier report", request.build_absolute_uri(), made.filter.words)
    columns = _columns(made)
    if request.GET.get("definitions"):
        return exports.codebook(columns, "barrier-report", about)
    return exports.export(made.exported(), columns, request.GET["format"], "barrier-report", about)


def _problem(request: HttpRequest, made: Report) -> str:
    if made.filter.errors:
        said = [str(one) for messages in made.filter.errors.values() for one in messages]
        return f"A filter in this address is not right. {' '.join(said)}."
    if request.GET["format"] not in exports.FORMATS:
        return f"The report can be taken away as {words.list_words(exports.FORMATS, 'or')}."
    return made.rows.problem


def _columns(made: Report) -> list[Column]:
    kinds: dict[int | None, str] = {one.pk: one.name for one in made.filter.kinds}

    def counted(number: int) -> Any:
        return lambda line: line[1].cells[number].count

    def of_place(read: Any) -> Any:
        return lambda line: read(line[0]) if isinstance(line[0], Place) else ""

    return [
        Column("place", made.heat.corner, "Its name today", lambda line: line[1].label),
        Column("place_kind", "Kind of place", "", of_place(lambda place: place.get_kind_display())),
        Column("address", "Address", "Its page", of_place(lambda place: place.get_absolute_url())),
        *(
            Column(
                one.key.replace("-", "_"),
                one.label,
                f"Number of barriers there or at a place within it, of the kind "
                f"{kinds.get(one.pk, 'not sure yet').lower()}. {NONE_LOGGED}",
                counted(number),
            )
            for number, one in enumerate(made.columns)
        ),
        Column(
            "all",
            "All",
            "Barriers of the kinds shown. One that is in several places counts in each of them",
            lambda line: line[1].total.count,
        ),
    ]
