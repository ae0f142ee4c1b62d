"""Lists taken away as CSV, spreadsheet or JSON: the same rows, with their definitions.

    COLUMNS = (Column("name", "Place", "Its name today", lambda place: place.name), …)
    if response := exports.respond(request, filter, COLUMNS, SORTS, "places"):
        return response

Rows are read in chunks by key, so memory stays constant and no cursor is held
open on the server. An empty cell is "not known", never 0.
"""

from __future__ import annotations

import csv
import gc
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify

from interface import csvw, querystring, sheets, words
from interface.columns import Column, made_up_column
from interface.context import absolute
from interface.made_up import MARK, marked
from interface.paging import BadKey, Sort, beyond, chosen_sort, ordered

FORMATS = ("csv", "xlsx", "json")
# What else ``?format=`` may ask for, by apps that know more of a list; None where they do not
OTHER_FORMATS: dict[str, Callable[[HttpRequest], HttpResponseBase | None]] = {}
DESCRIPTION = "csvm"  # what the columns of the CSV hold, for programs (interface/csvw.py)
CHUNK = 2_000
TOGETHER = 100  # lines that are sent as one piece
EMPTY_CELL = "An empty cell is not known. It is never zero."
# A spreadsheet reads a text that begins like this as a formula
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class About:
    """What stands beside the rows: where they are from and what narrowed them.

    ``csv`` is the address of the rows as CSV, ``described_at`` that of what its columns hold.
    """

    title: str = ""
    address: str = ""
    filters: Sequence[str] = ()
    csv: str = ""
    described_at: str = ""

    @property
    def lines(self) -> list[tuple[str, str]]:
        differing = [
            ("List", self.title),
            ("Downloaded", words.date_words(timezone.now())),
            ("Address", self.address),
            ("Filters", "; ".join(self.filters) or "none"),
            ("Not known", EMPTY_CELL),
            ("Rows", "Only records that the person who downloaded them could see."),
        ]
        return [(label, text) for label, text in differing if text]


@dataclass(frozen=True)
class Listing:
    """A list as a page gives it away: who reads it otherwise than as a file is handed this.

    ``source`` is a FilterSet or a QuerySet, ``expand`` makes several rows of a record.
    """

    source: Any
    columns: Sequence[Column]
    sorts: Sequence[Sort]
    expand: Callable[[Iterable[Any]], Iterable[Any]] | None = None

    @property
    def rows(self) -> QuerySet[Any]:
        """What it names, each marked where it may be made up."""
        return marked(getattr(self.source, "qs", self.source))

    def columns_of(self, rows: QuerySet[Any]) -> Sequence[Column]:
        """What is said of these rows of it."""
        is_marked = MARK in rows.query.annotations
        return [*self.columns, made_up_column()] if is_marked else self.columns

    def expanded(self, records: Iterable[Any]) -> Iterable[Any]:
        """The rows of these records."""
        return self.expand(records) if self.expand else records


class ListingRequest(HttpRequest):
    """A request whose sender wants the rows of a list in a way of their own: ``take`` answers."""

    take: Callable[[Listing], HttpResponseBase]


def respond(
    request: HttpRequest,
    source: Any,
    columns: Sequence[Column],
    sorts: Sequence[Sort],
    name: str,
    *,
    expand: Callable[[Iterable[Any]], Iterable[Any]] | None = None,
) -> HttpResponseBase | None:
    """The list as the file that ``?format=`` asks for; None when a page is wanted.

    Where rows may be made up, a column says which are, also in files without any such row:
    whoever reads a file by a program finds it in each.

    ``source`` is a FilterSet or a QuerySet. An unknown format and an invalid
    filter give a page that says so (400), never an empty or unfiltered file.
    ``expand`` makes the file's rows out of the records, where a record has several.
    """
    listing = Listing(source, columns, sorts, expand)
    if isinstance(request, ListingRequest):
        return request.take(listing)
    if (wanted := request.GET.get("format")) is None:
        return None
    if wanted in OTHER_FORMATS and (made := OTHER_FORMATS[wanted](request)):
        return made
    return wrong_filter(request, source) or _file(request, listing, name)


def _file(request: HttpRequest, listing: Listing, name: str) -> HttpResponseBase:
    """The list as a file, or a page that says why it cannot be one."""
    wanted = request.GET["format"]
    try:
        sort, descending = chosen_sort(request.GET, listing.sorts)
    except BadKey as error:
        return refused(request, str(error))
    rows = listing.rows
    columns = listing.columns_of(rows)
    about = _about(request, name, listing.source)
    if beside := _beside(request, columns, name, about):
        return beside
    records = chunked(rows, sort, descending)
    return export(listing.expanded(records), columns, wanted, name, about)


def wrong_filter(request: HttpRequest, source: Any) -> HttpResponseBase | None:
    """A page that says which filter is not right; None where all are."""
    if not (errors := getattr(source, "errors", None)):
        return None
    text = " ".join(str(message) for messages in errors.values() for message in messages)
    return refused(request, f"A filter in this address is not right. {text}.")


def of_rows(
    request: HttpRequest,
    rows: Iterable[Any],
    columns: Sequence[Column],
    name: str,
    *,
    made_up: Callable[[Any], Any] | None,
    source: Any = None,
) -> HttpResponseBase | None:
    """As ``respond``, for rows that a page has put together itself.

    ``made_up`` asks a row whether it is; None for rows that never are. ``source`` is the FilterSet
    that narrowed them, where there is one.
    """
    wanted = request.GET.get("format")
    if wanted is None:
        return None
    if wrong := wrong_filter(request, source):
        return wrong
    columns = [*columns, made_up_column(made_up)] if made_up else columns
    about = _about(request, name, source)
    beside = _beside(request, columns, name, about)
    return beside or export(rows, columns, wanted, name, about)


def _about(request: HttpRequest, name: str, source: Any) -> About:
    def as_format(format: str) -> str:  # noqa: A002 - the word that stands in the address
        return absolute(request.path + querystring.replaced(request.GET, format=format))

    return About(
        title=name,
        address=absolute(request.get_full_path()),
        filters=getattr(source, "words", ()),
        csv=as_format("csv"),
        described_at=as_format(DESCRIPTION),
    )


def _beside(
    request: HttpRequest, columns: Sequence[Column], name: str, about: About
) -> HttpResponseBase | None:
    """What is asked for beside the rows, what its columns mean and hold; a page that says so where
    there is no such format; None for the rows."""
    wanted = request.GET["format"]
    if wanted == DESCRIPTION:
        told = csvw.described(columns, title=name, url=about.csv)
        return JsonResponse(told, content_type=csvw.MEDIA_TYPE)
    if wanted not in FORMATS:
        return refused(request, f"A list can be downloaded as {words.list_words(FORMATS, 'or')}.")
    return codebook(columns, name, about) if request.GET.get("definitions") else None


def export(
    rows: Iterable[Any],
    columns: Sequence[Column],
    format: str,  # noqa: A002 - the word that stands in the address
    filename: str,
    about: About | None = None,
) -> HttpResponseBase:
    """Rows as a file. ``format`` is csv, xlsx or json. Raises ``KeyError`` for another."""
    write = {"csv": _csv, "xlsx": _xlsx, "json": _json}[format]
    return write(rows, columns, filename, about or About())


def codebook(
    columns: Sequence[Column], filename: str, about: About | None = None
) -> HttpResponseBase:
    """What the columns mean, as a CSV of its own, so that the rows stay plain."""
    rows = [("column", "label", "meaning")]
    rows += [(column.name, column.label, column.meaning) for column in columns]
    rows += [("", label, text) for label, text in (about or About()).lines]
    return csv_file(map(safe_row, rows), f"{filename}-definitions")


def chunked(
    queryset: QuerySet[Any], sort: Sort, descending: bool = False, size: int = CHUNK
) -> Iterator[Any]:
    """All rows of a list in a sort's order, read a chunk at a time by key."""
    rest = queryset
    while rows := list(ordered(rest, sort, descending)[:size]):
        yield from rows
        if len(rows) < size:
            return
        rest = beyond(queryset, sort, (rows[-1].page_key, rows[-1].pk), descending)
        # What is prefetched holds its row, which holds it: the collector alone lets go of both
        gc.collect()


def harmless(value: Any) -> Any:
    """A value that no spreadsheet runs as a formula. Numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = value if value.isprintable() else CONTROL.sub("", value)  # most are
    return f"'{text}" if text.startswith(FORMULA) else text


def plain(value: Any) -> Any:
    """A cell's value as text, number, date or None."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, int | float | Decimal | date):
        return value
    # A date that is known to the month says so: a program reads it, and a spreadsheet sorts by it
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _csv(
    rows: Iterable[Any], columns: Sequence[Column], filename: str, about: About
) -> HttpResponseBase:
    def lines() -> Iterator[Sequence[Any]]:
        yield [column.name for column in columns]
        for row in rows:
            yield safe_row(column.value(row) for column in columns)

    response = csv_file(lines(), filename)
    if about.described_at:
        response["Link"] = f'<{about.described_at}>; rel="describedby"; type="{csvw.MEDIA_TYPE}"'
    return response


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_file(lines: Iterable[Sequence[Any]], filename: str) -> HttpResponseBase:
    writer = csv.writer(_Echo())

    def body() -> Iterator[str]:
        # The mark that tells spreadsheets that this is UTF-8
        yield "\ufeff"
        yield from in_pieces(map(writer.writerow, lines))

    response = StreamingHttpResponse(body(), content_type="text/csv; charset=utf-8")
    return named(response, filename, "csv")


def in_pieces(lines: Iterable[str]) -> Iterator[str]:
    """Lines as they are sent: some together, since each piece is written and sent by itself."""
    held = []
    for line in lines:
        held.append(line)
        if len(held) == TOGETHER:
            yield "".join(held)
            held.clear()
    if held:
        yield "".join(held)


def safe_row(values: Iterable[Any]) -> list[Any]:
    """The cells of a line of CSV, each harmless; an empty one is not known."""
    made = []
    for value in values:
        if type(value) is str:
            made.append(harmless(value))
            continue
        if value is None or type(value) is int:
            made.append("" if value is None else value)
            continue
        cell = plain(value)
        text = cell.isoformat(sep=" ", timespec="minutes") if isinstance(cell, datetime) else cell
        made.append("" if text is None else harmless(text))
    return made


def _xlsx(
    rows: Iterable[Any], columns: Sequence[Column], filename: str, about: About
) -> HttpResponseBase:
    meanings = [(harmless(column.heading), harmless(column.meaning)) for column in columns]
    meanings += [(label, harmless(text)) for label, text in about.lines]
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it is sent
    sheets.write(file, rows, columns, meanings, lambda value: harmless(plain(value)))
    file.seek(0)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return named(FileResponse(file, content_type=kind), filename, "xlsx")


def _json(
    rows: Iterable[Any], columns: Sequence[Column], filename: str, about: About
) -> HttpResponseBase:
    head = {
        "about": dict(about.lines),
        "definitions": [
            {"name": column.name, "label": column.label, "meaning": column.meaning}
            for column in columns
        ],
    }

    def body() -> Iterator[str]:
        yield json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": ['
        between = "\n"
        for row in rows:
            made = {column.name: json_value(column.value(row)) for column in columns}
            yield between + json.dumps(made, ensure_ascii=False)
            between = ",\n"
        yield "\n]}\n"

    response = StreamingHttpResponse(body(), content_type="application/json; charset=utf-8")
    return named(response, filename, "json")


def json_value(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    made = plain(value)
    if isinstance(made, Decimal):
        return int(made) if made == made.to_integral_value() else float(made)
    return made.isoformat() if isinstance(made, date | datetime) else made


def named(response: Any, filename: str, ending: str) -> HttpResponseBase:
    name = f"placebook-{slugify(filename) or 'list'}-{timezone.localdate():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def refused(request: HttpRequest, problem: str) -> HttpResponseBase:
    return render(request, "400.html", {"problem": problem}, status=400)
