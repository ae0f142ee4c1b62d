"""Each CSV leads to a description of its columns, in the terms of CSV on the Web, that holds.

https://www.w3.org/TR/tabular-metadata/ and https://www.w3.org/TR/tabular-data-model/
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from interface import csvw
from tests.access import many, table
from tests.access.open_world import open_world
from tests.access.test_leaks import signed_in
from tests.access.test_queries import readers_of

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<([^>]+)>; rel="describedby"; type="application/csvm\+json"')
OF_TABLE = {"@context", "url", "dc:title", "null", "tableSchema"}
OF_COLUMN = {"name", "titles", "dc:description", "datatype"}
# Of the names of variables in templates of addresses (RFC 6570), those without percents
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]*")
# Files that are no list: of a standard of their own, to be filled in, or counted as somebody asked
WITHOUT = {
    *("grants", "pilot_update_template"),
    *("barrier_report", "policy_test_replies", "priority_matrix"),
}


def holds(datatype: Any) -> Callable[[str], object]:
    """Whether a cell is of this type. Raises where the type is none of the standard's."""
    base, form = (
        (datatype, "") if isinstance(datatype, str) else (datatype["base"], datatype["format"])
    )
    match base, form:
        case "string", _:
            return lambda cell: not form or re.fullmatch(form, cell)
        case "number", "":
            return lambda cell: re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([Ee][+-]?\d+)?", cell)
        case "date", "":
            return lambda cell: _is(dt.date.fromisoformat, cell) and len(cell) == 10
        case "datetime", "yyyy-MM-dd HH:mm":
            return lambda cell: _is(lambda text: dt.datetime.strptime(text, "%Y-%m-%d %H:%M"), cell)  # noqa: DTZ007
        case "boolean", _:
            return lambda cell: cell in form.split("|")
        case "anyURI", "":
            return lambda cell: not re.search(r"\s", cell)
    raise AssertionError(f"no type of the standard that is used: {datatype}")


def _is(read: Callable[[str], object], cell: str) -> bool:
    try:
        read(cell)
    except ValueError:
        return False
    return True


def wrong_terms(told: dict[str, Any]) -> list[str]:
    """What is not said as the standard wants it."""
    columns = told["tableSchema"]["columns"]
    names = [one["name"] for one in columns]
    return [
        *({*told} ^ OF_TABLE),
        *({*told["tableSchema"]} ^ {"columns"}),
        *(name for one in columns for name in {*one} - OF_COLUMN),
        *(name for name in names if not NAME.fullmatch(name)),
        *(name for name in names if names.count(name) > 1),
        *(one["name"] for one in columns if one["name"] not in one["titles"]),
    ]


def wrong_cells(told: dict[str, Any], lines: list[list[str]]) -> Iterator[str]:
    """Cells that are not what is told of them; an empty one is not known."""
    head, *rows = lines
    columns = told["tableSchema"]["columns"]
    if [one["name"] for one in columns] != head:
        yield f"columns {head}"
    for at, column in enumerate(columns):
        is_so = holds(column["datatype"])
        found = [row[at] for row in rows if row[at] != told["null"] and not is_so(row[at])]
        yield from (f"{column['name']}: {cell!r} is no {column['datatype']}" for cell in found[:2])


def faults(client: Client, address: str) -> list[str]:
    """What is wrong with the description of the CSV at an address."""
    response: Any = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    link = LINK.fullmatch(response.get("Link", ""))
    if not link:
        return ["no link to a description"]
    where = urlsplit(link[1])
    described = client.get(f"{where.path}?{where.query}")
    if described["Content-Type"] != csvw.MEDIA_TYPE:
        return [f"{link[1]} is {described['Content-Type']}"]
    told = json.loads(described.content)
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    of = urlsplit(told["url"])
    there: Any = client.get(f"{of.path}?{of.query}")
    same = b"".join(there) == content
    return [*wrong_terms(told), *wrong_cells(told, lines), *([] if same else ["another file"])]


def test_each_value_of_each_file_is_of_the_type_that_its_description_says() -> None:
    seen = open_world("resident")
    many.fill(seen, 2)
    found, asked = {}, set()
    for row in table.rows():
        if row.method != "GET" or row.page or "format=csv" not in row.query:
            continue
        if "definitions" in row.query or row.name in WITHOUT:
            continue
        for who in readers_of(row)[:1]:
            for record in seen.families.get(row.of, [])[:1]:
                client = signed_in(getattr(seen.cast, who))
                asked.add(row.name)
                if wrong := faults(client, row.address(record)):
                    found[str(row)] = wrong
    assert found == {}, json.dumps(found, indent=1)
    assert len(asked) > 40


@pytest.mark.parametrize(
    ("datatype", "right", "wrong"),
    [
        ("number", ["1", "-2.50", "1e-05"], ["1,000", "one", "£5"]),
        ("date", ["2026-03-14"], ["2026-03", "20260314", "14 March"]),
        (csvw.DATATYPES[csvw.Type.MOMENT], ["2026-03-14 09:30"], ["2026-03-14T09:30:00Z"]),
        (csvw.DATATYPES[csvw.Type.YES_NO], ["yes", "no"], ["some", "True"]),
        (csvw.MADE_UP, ["yes", "no", "some"], ["maybe"]),
        ("anyURI", ["/pilots/warm-homes/"], ["two words"]),
    ],
)
def test_a_value_of_another_type_is_seen(datatype: Any, right: list[str], wrong: list[str]) -> None:
    is_so = holds(datatype)
    assert [cell for cell in right if not is_so(cell)] == []
    assert [cell for cell in wrong if is_so(cell)] == []
