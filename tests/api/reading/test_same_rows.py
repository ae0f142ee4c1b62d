"""A program reads the rows that the page's file has, for whoever asks: no more, no fewer, and each
cell of the type that the description says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from django.test import Client

from api.document.openapi import document
from api.key.actions import make_key
from api.lists import BEFORE, OpenList, open_lists
from tests.access.hidden import hide
from tests.access.open_world import MARK, Seen, open_world
from tests.access.test_leaks import opened, signed_in

pytestmark = pytest.mark.django_db

READERS = ("resident", "luton_officer", "desnz_official")
ONE_ADDRESS = [one for one in open_lists() if not one.is_of_one_record]


def asked_as(seen: Seen) -> dict[str, str]:
    """The header with a key of this reader; none for who has no account."""
    if not seen.reader.is_authenticated:
        return {}
    return {"Authorization": f"Bearer {make_key(by=seen.reader, name='Test')[1]}"}


def lists_of(seen: Seen) -> Iterator[tuple[OpenList, str]]:
    """Every list with its address; one of a record as often as its records are in this world."""
    yield from ((one, one.route) for one in ONE_ADDRESS)
    of_record = {one.pattern.name: one for one in open_lists() if one.is_of_one_record}
    met = set()
    for address, row in opened(seen.families):
        if row.name in of_record and not row.query:
            met.add(row.name)
            yield of_record[row.name], address.removeprefix("/")
    assert met == {*of_record}


def in_file(client: Client, route: str) -> list[dict[str, Any]]:
    """The rows of the list's file."""
    response: Any = client.get(f"/{route}?format=json")
    assert response.status_code == 200, route
    rows: list[dict[str, Any]] = json.loads(b"".join(response.streaming_content))["rows"]
    return rows


def by_api(route: str, headers: dict[str, str], query: str = "?limit=500") -> Any:
    response = Client().get(f"{BEFORE}{route}{query}", headers=headers)
    assert response.status_code == 200, (route, response.content)
    return response.json()


@pytest.mark.parametrize("who", READERS)
def test_a_program_reads_what_its_reader_takes_away_as_a_file(who: str) -> None:
    seen = open_world(who)
    hide(seen)
    client, headers = signed_in(seen.reader), asked_as(seen)
    said = document()
    wrong = []
    for one, route in lists_of(seen):
        if not (one.is_public or seen.reader.is_authenticated):
            assert Client().get(f"{BEFORE}{route}").status_code == 401
            continue
        page, rows = by_api(route, headers), in_file(client, route)
        assert MARK not in json.dumps(page), route
        schema = row_of(said, one)
        wrong += [f"{route}: {found}" for found in differing(schema, page["rows"], rows)]
        checks = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        wrong += [
            f"{route} {list(error.path)}: {error.message}"
            for row in page["rows"]
            for error in checks.iter_errors(row)
        ]
    assert wrong == [], "\n".join(sorted(set(wrong)))


def row_of(said: dict[str, Any], one: OpenList) -> dict[str, Any]:
    """What the description says of a row of the list."""
    answer = said["paths"][f"{BEFORE}{one.words}"]["get"]["responses"]["200"]
    rows = answer["content"]["application/json"]["schema"]["properties"]["rows"]
    schema: dict[str, Any] = said["components"]["schemas"][rows["items"]["$ref"].split("/")[-1]]
    return schema


def differing(
    schema: dict[str, Any], read: list[dict[str, Any]], rows: list[dict[str, Any]]
) -> list[str]:
    """In what they differ, but for moments and addresses, which programs get in full."""
    in_full = {
        name
        for name, column in schema["properties"].items()
        if column.get("format") in ("date-time", "uri")
    }
    if len(read) != len(rows):
        return [f"{len(read)} rows, {len(rows)} in the file"]
    return [
        f"{name}: {own.get(name)!r}, {value!r} in the file"
        for own, row in zip(read, rows, strict=True)
        for name, value in row.items()
        if own.get(name) != value and name not in in_full
    ]
