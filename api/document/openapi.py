"""The description of the lists that programs read, as OpenAPI 3.1, made of what the lists declare.

Nothing is said twice: a column says its name, meaning and type, a filter its label and choices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django import forms

from api.lists import BEFORE
from api.reading.answers import MOST, USUAL
from api.reading.described import Described, described_lists
from config.version import VERSION
from interface.columns import Column, Type
from interface.context import absolute
from interface.exports import EMPTY_CELL
from interface.filters import FilterSet, words_of_choices
from interface.forms import RecordField

Schema = dict[str, Any]
REDUCED = r"^\d{4}(-\d{2}(-\d{2})?|/\d{2})?$"
TYPES: dict[Type, Schema] = {
    Type.TEXT: {"type": ["string", "null"]},
    Type.CHOICE: {"type": ["string", "null"]},
    Type.NUMBER: {"type": ["number", "null"]},
    Type.DATE: {"type": ["string", "null"], "format": "date"},
    Type.REDUCED_DATE: {"type": ["string", "null"], "pattern": REDUCED},
    Type.MOMENT: {"type": ["string", "null"], "format": "date-time"},
    Type.YES_NO: {"type": ["boolean", "null"]},
    Type.ADDRESS: {"type": ["string", "null"], "format": "uri"},
}
MOST_CHOICES = 40
TOLD = {
    "304": "As it was when you were given this ETag",
    "400": "The request is not valid; the response says what is wrong",
    "401": "The list needs a key, or the key is not valid",
    "403": "The key does not open this list, or you may not read it",
    "404": "Nothing that you can read has this address",
    "429": "Too many requests at once; wait the number of seconds in Retry-After",
}
ABOUT = (
    "What stands in the lists of Placebook, with the same rows, columns and filters as their pages "
    "and files. Without a key you read what is public; with one, what its person or body may read. "
    f"{EMPTY_CELL.replace('An empty cell', 'null')}"
)


def document() -> Schema:
    """The whole description."""
    lists = tuple(one for one in described_lists() if not one.list.is_off)
    paths: dict[str, Any] = {}
    for one in lists:
        address = _path(one)
        paths[address] = {"get": _reading_many(one)}
        paths[f"{address}{{number}}/"] = {"get": _reading_one(one)}
    paths[f"{BEFORE}gone/"] = {"get": _reading_gone()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Placebook", "version": VERSION, "description": ABOUT},
        "servers": [{"url": absolute("")}],
        "security": [{}, {"key": []}],
        "paths": paths,
        "components": {
            "schemas": {_name(one): _row(one) for one in lists} | {"Problem": _problem()},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _path(one: Described) -> str:
    return BEFORE + one.list.words


def _name(one: Described) -> str:
    """What a row is called: ``FundingFlows``."""
    words = re.findall(r"[a-z]+", re.sub(r"<[^>]*>", "", one.list.route))
    return "".join(word.capitalize() for word in words)


def _reading_many(one: Described) -> Schema:
    ref = {"$ref": f"#/components/schemas/{_name(one)}"}
    parameters = [*_of_address(one), *_of_filters(one.source), *_of_paging(one)]
    return _operation(one, f"list{_name(one)}", one.title, parameters, _page_of(ref))


def _page_of(row: Schema) -> Schema:
    """Rows, and where the next ones are."""
    return {
        "type": "object",
        "required": ["rows", "next"],
        "properties": {
            "rows": {"type": "array", "items": row},
            "next": {"type": ["string", "null"], "format": "uri"},
        },
    }


def _reading_one(one: Described) -> Schema:
    ref = {"$ref": f"#/components/schemas/{_name(one)}"}
    number = {"name": "number", "in": "path", "required": True, "schema": {"type": "integer"}}
    parameters = [*_of_address(one), number]
    return _operation(one, f"read{_name(one)}", f"{one.title}: one record", parameters, ref)


def _operation(one: Described, key: str, summary: str, parameters: Any, answer: Schema) -> Schema:
    described = {
        "operationId": key,
        "summary": summary,
        "tags": [one.list.route.partition("/")[0]],
        "parameters": parameters,
        "responses": {"200": _json("As asked", answer), **_told()},
    }
    return described if one.list.is_public else {**described, "security": [{"key": []}]}


def _told() -> Schema:
    problem = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": text}
        if status == "304"
        else _json(text, problem, "application/problem+json")
        for status, text in TOLD.items()
    }


def _json(text: str, schema: Schema, kind: str = "application/json") -> Schema:
    return {"description": text, "content": {kind: {"schema": schema}}}


def _of_address(one: Described) -> Iterator[Schema]:
    for name in re.findall(r"<\w+:(\w+)>", one.list.route):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _of_filters(source: Any) -> Iterator[Schema]:
    if isinstance(source, FilterSet):
        for name, field in source.form.fields.items():
            yield _asked(name, _words_of(field), _schema_of(field))


def _of_paging(one: Described) -> Iterator[Schema]:
    sorts = [f"{turn}{sort.name}" for sort in one.sorts for turn in ("", "-")]
    yield _asked(
        "sort",
        "The order of the rows; put - in front to reverse it",
        {"type": "string", "enum": sorts},
    )
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
    yield _asked("limit", "How many records on a page", limit)
    yield _asked(
        "after",
        "Where the page begins: copy it from “next” in the last response",
        {"type": "string"},
    )
    if one.has_changed:
        text = "Those that changed then or later, in the order in which they did: a day or a moment"
        yield _asked("changed_since", text, {"type": "string"})


def _asked(name: str, text: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "description": text, "schema": schema}


def _words_of(field: forms.Field) -> str:
    said = str(field.label or "")
    if isinstance(field, forms.ChoiceField):
        keys = list(filter(None, words_of_choices(field)))
        if len(keys) <= MOST_CHOICES:
            said += f": {', '.join(keys)}"
    elif isinstance(field, RecordField):
        said += ": its name or the last part of its address"
    elif isinstance(field, forms.BooleanField):
        said += ": on"
    return said


def _schema_of(field: forms.Field) -> Schema:
    if isinstance(field, forms.MultipleChoiceField):
        return {"type": "array", "items": {"type": "string"}}
    return {"type": "string"}


def _row(one: Described) -> Schema:
    own: dict[str, Schema] = {
        "id": {"type": ["integer", "null"], "description": "Its number, which stays the same"},
        "changed": {**TYPES[Type.MOMENT], "description": "When it changed last"},
    }
    own |= {column.name: schema_of_column(column) for column in one.columns}
    return {"type": "object", "title": one.title, "required": list(own), "properties": own}


def schema_of_column(column: Column) -> Schema:
    """What a cell of it may hold."""
    schema = {
        **TYPES[column.type or Type.TEXT],
        "title": column.label,
        "description": column.meaning,
    }
    if column.type is Type.CHOICE and column.values:
        schema["enum"] = [*column.values.split("; "), None]
    return schema


def _reading_gone() -> Schema:
    row = {
        "type": "object",
        "required": ["list", "id"],
        "properties": {"list": {"type": "string"}, "id": {"type": "integer"}},
    }
    return {
        "operationId": "listGone",
        "summary": "What you could read and cannot now",
        "tags": ["gone"],
        "parameters": [
            _asked("since", "A day or a moment", {"type": "string"}) | {"required": True},
            _asked(
                "after",
                "Where the page begins: copy it from “next” in the last response",
                {"type": "string"},
            ),
        ],
        "responses": {"200": _json("As asked", _page_of(row)), **_told()},
    }


def _problem() -> Schema:
    text = {"type": "string"}
    error = {"type": "object", "properties": {"parameter": text, "detail": text}}
    return {
        "type": "object",
        "required": ["title", "status", "detail"],
        "properties": {
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "errors": {"type": "array", "items": error},
        },
    }
