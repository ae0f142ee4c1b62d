"""JSON that holds a list of objects, as rows: a column for each path to a value within them.

The value of ``{"funder": [{"name": "A"}]}`` stands in the column ``funder/0/name``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from records.files.tables import Unreadable

NOT_JSON = "The JSON cannot be read: {problem}, in line {line}"
NO_LIST = "The JSON holds no list of objects"
DEEPEST = 6


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The paths as a head, numbered 0, then each object by its number. Raises Unreadable."""
    try:
        content = json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as problem:
        raise Unreadable(NOT_JSON.format(problem=problem.msg, line=problem.lineno)) from problem
    except (RecursionError, ValueError) as problem:  # too deep, or a number too long to be one
        raise Unreadable(NO_LIST) from problem
    flat = [dict(_values(each, "", 0)) for each in _objects(content)]
    paths = list(dict.fromkeys(path for values in flat for path in values))
    yield 0, paths
    for number, values in enumerate(flat, start=1):
        yield number, [values.get(path, "") for path in paths]


def _objects(content: Any) -> list[dict[str, Any]]:
    """The list of objects: the content itself, or the longest in it."""
    lists = [content] if isinstance(content, list) else []
    if isinstance(content, dict):
        lists = [each for each in content.values() if isinstance(each, list)]
        if "grants" in content and isinstance(content["grants"], list):
            lists = [content["grants"]]
    lists = [each for each in lists if each and all(isinstance(one, dict) for one in each)]
    if not lists:
        raise Unreadable(NO_LIST)
    return max(lists, key=len)


def _values(value: Any, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > DEEPEST:
        return
    match value:
        case dict():
            for key, each in value.items():
                name = _kept(key)
                yield from _values(each, f"{path}/{name}" if path else name, depth + 1)
        case list():
            for number, each in enumerate(value):
                yield from _values(each, f"{path}/{number}", depth + 1)
        case None:
            return
        case bool():
            yield path, "yes" if value else "no"
        case Decimal():
            yield path, f"{value:f}"
        case _:
            yield path, _kept(str(value)).strip()


def _kept(text: str) -> str:
    """A text without what JSON can write and nothing can keep: no character, or half of one."""
    return text.replace("\x00", " ").encode(errors="replace").decode()
