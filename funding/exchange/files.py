"""The grants of a list as files of the 360Giving Data Standard: JSON, CSV and a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from funding.exchange import standard
from funding.exchange.grants import LeftOut, read
from interface import exports
from interface.context import absolute
from partnerships.place.attribution import OF_PLACES

FORMATS = ("json", "csv", "xlsx")
NAME = "grants-360giving"
NONE = (
    "None of this money fits the 360Giving Data Standard, which needs an exact amount, the award "
    "date, and who gives and who receives it."
)
_line = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def respond(request: HttpRequest, chosen: Any) -> HttpResponseBase | None:
    """The grants of a list as the file that ``?format=`` asks for; None where a page is wanted.

    ``chosen`` is its FilterSet over the flows that the reader may see.
    """
    wanted = request.GET.get("format")
    if wanted is None:
        return None
    if wrong := exports.wrong_filter(request, chosen):
        return wrong
    if wanted not in FORMATS:
        return exports.refused(
            request, "Grants can be downloaded as JSON, CSV or a spreadsheet (xlsx)."
        )
    left_out = LeftOut.of(chosen.qs)
    if request.GET.get("definitions"):
        return _definitions(request, chosen, left_out)
    return _file(request, chosen, left_out)


def _file(request: HttpRequest, chosen: Any, left_out: LeftOut) -> HttpResponseBase:
    if not left_out.grants:
        return exports.refused(request, f"{NONE} {left_out.words}")
    lines = _lines(chosen.qs, request.user, left_out.most_places)
    if request.GET["format"] == "csv":
        return exports.csv_file(map(exports.safe_row, lines), NAME)
    if request.GET["format"] == "xlsx":
        fields = [*standard.FIELDS, *_locations(left_out.most_places)]
        columns = [
            exports.Column(field.path, field.title, field.means, itemgetter(at))
            for at, field in enumerate(fields)
        ]
        return exports.export(
            islice(lines, 1, None), columns, "xlsx", NAME, _about(request, chosen, left_out)
        )
    response = StreamingHttpResponse(
        exports.in_pieces(_package(request, chosen, left_out)),
        content_type="application/json; charset=utf-8",
    )
    return exports.named(response, NAME, "json")


def _package(request: HttpRequest, chosen: Any, left_out: LeftOut) -> Iterator[str]:
    """The package, line by line: what it is, then each grant."""
    head = {
        "version": standard.VERSION,
        "title": "Grants",
        "description": f"{'; '.join(chosen.words) or 'All money'}. {left_out.words}",
        "issued": timezone.localdate().isoformat(),
        "publisher": {"name": "Placebook", "website": absolute("/")},
        "downloadURL": absolute(request.get_full_path()),
        "about": dict(_about(request, chosen, left_out).lines),
        "definitions": [
            {"field": field.path, "title": field.title, "meaning": field.means}
            for field in (*standard.FIELDS, *_locations(1))
        ],
    }
    yield _line(head)[:-1] + ', "grants": ['
    between = "\n"
    for grant in read(chosen.qs, request.user):
        yield between + _line(grant.as_json())
        between = ",\n"
    yield "\n]}\n"


def _lines(flows: Any, user: Any, most_places: int) -> Iterator[Sequence[Any]]:
    """The rows of the CSV, with as many columns for places as the grant with most of them has."""
    yield [field.title for field in (*standard.FIELDS, *_locations(most_places))]
    paths = [field.path for field in standard.FIELDS]
    keys = [field.path for field in standard.LOCATION]
    for grant in read(flows, user):
        row = [grant.values[path] for path in paths]
        for place in grant.places:
            row += [place.get(key) for key in keys]
        yield row + [None] * (len(keys) * (most_places - len(grant.places)))


def _locations(count: int) -> list[standard.Field]:
    """The columns of so many places: one of each by its title, more by number."""
    if count == 1:
        return list(standard.LOCATION)
    return [
        standard.Field(field.path, standard.numbered(field.title, number), field.means)
        for number in range(count)
        for field in standard.LOCATION
    ]


@dataclass(frozen=True)
class _About(exports.About):
    """With the standard, and what is left out; an empty cell is one that a grant does not need."""

    left_out: LeftOut = field(default_factory=lambda: LeftOut(0, {}))

    @property
    def lines(self) -> list[tuple[str, str]]:
        return [
            *(line for line in super().lines if line[0] != "Not known"),
            ("Standard", f"360Giving Data Standard, version {standard.VERSION}"),
            ("Grants", f"{self.left_out.grants:,}"),
            ("Left out", self.left_out.words),
            ("Attribution", OF_PLACES),
        ]


def _about(request: HttpRequest, chosen: Any, left_out: LeftOut) -> _About:
    about = ("Grants", absolute(request.get_full_path()), chosen.words)
    return _About(*about, left_out=left_out)


def _definitions(request: HttpRequest, chosen: Any, left_out: LeftOut) -> HttpResponseBase:
    rows = [("column", "meaning")]
    columns = (*standard.FIELDS, *_locations(left_out.most_places or 1))
    rows += [(field.title, field.means) for field in columns]
    rows += _about(request, chosen, left_out).lines
    return exports.csv_file(map(exports.safe_row, rows), f"{NAME}-definitions")
