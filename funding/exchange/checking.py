"""A file of grants held against the rules of the standard, whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from funding.exchange import standard
from records.files.lists import ListRead
from records.files.tables import Problem, Table
from registry.import_readers import plain

NUMBERS = ("amountAwarded", "plannedDates/0/duration")
WRONG = {
    "type": "is not a number",
    "minLength": "is empty",
    "enum": "is not a code of the standard",
    "pattern": "is not written as the standard has it",
    "oneOf": "says neither, or both, which organisation and which individual receives it",
}


FEWEST = 3  # headings of the standard by which one sheet of several is known


def is_of_grants(file: ListRead) -> bool:
    """Whether a sheet is to be held against the rules: a file of one is, whatever it says."""
    return file.is_plain or sum(map(bool, map(_path, file.head))) >= FEWEST


def problems(file: ListRead) -> Iterator[Problem]:
    """What is wrong in which row, and there in which column."""
    line = "grant" if file.is_objects else "line"
    table = Table(file.sheet, file.head, [], is_plain=file.is_plain, line=line)
    paths = [_path(heading) for heading in file.head]
    at = {path: column for column, path in reversed(list(enumerate(paths))) if path}
    seen: dict[str, int] = {}
    for number, cells in file.rows():
        grant = _grant(paths, cells)
        for path, text in _wrong(grant):
            named = "" if path in at else f"{_title(path)} "
            yield Problem(table.where(number, at.get(path)), f"{named}{text}")
        first = seen.setdefault(str(grant.get("id", "")), number)
        if first != number:
            yield Problem(table.where(number, at.get("id")), f"is in row {first} as well")


def _path(heading: str) -> str:
    """Where what stands under a heading belongs; empty where it is no field that is known."""
    words = plain(heading).split()
    key = " ".join(word for word in words if not word.isdecimal())
    number = next((word for word in words if word.isdecimal()), "0")
    for field in standard.FIELDS:
        if key in (plain(field.title), _bare(field.path)):
            return field.path
    for field in standard.LOCATION:
        if key in (plain(field.title), _bare(f"{standard.LOCATIONS}/{field.path}")):
            return f"{standard.LOCATIONS}/{number}/{field.path}"
    for name, title in (("id", "Identifier"), ("name", "Name")):
        if key in (plain(f"Recipient Ind:{title}"), _bare(f"{standard.INDIVIDUAL}/{name}")):
            return f"{standard.INDIVIDUAL}/0/{name}"
    return ""


def _bare(path: str) -> str:
    return " ".join(word for word in plain(path).split() if not word.isdecimal())


def _grant(paths: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    """The object of the standard that a row says."""
    made: dict[str, Any] = {}
    for path, text in zip(paths, cells, strict=False):
        if not (path and text):
            continue
        name, *rest = path.split("/")
        if not rest:
            made[name] = _number(text) if path in NUMBERS else text
            continue
        each = made.setdefault(name, {})
        each.setdefault(rest[0], {})[rest[1]] = _number(text) if path in NUMBERS else text
    return {
        name: list(value.values()) if isinstance(value, dict) else value
        for name, value in made.items()
    }


def _number(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


def _wrong(grant: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The path of each field that is wrong, with why."""
    for error in standard.grant_rules().iter_errors(grant):
        above = "/".join(map(str, error.absolute_path))
        if error.validator == "required":
            for name in error.validator_value:
                if name not in error.instance:
                    yield (f"{above}/{name}" if above else name), "is missing"
        else:
            yield above, WRONG.get(str(error.validator), "is wrong")


def _title(path: str) -> str:
    """What people call a field that the file does not have."""
    return next((field.title for field in standard.FIELDS if field.path == path), path)
