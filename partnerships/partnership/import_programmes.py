"""One file for all places of a programme: a column says for which of them each row is.

Rows for other places are left out, as in a file for one place; a row for a place where the person
may not add such records is told so, and comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from partnerships.models import Place, PlaceCode
from partnerships.partnership.import_names import place_column
from partnerships.place.elsewhere import places_said
from partnerships.place.known_reach import know_reach_of
from registry.import_readers import Elsewhere
from registry.imported import PLACE, ImportColumn, ImportFormat, Row, Scope

Permission = Callable[[Any, Any], bool]
Finish = Callable[[Row, Scope], None]
MEANS = "One of the programme’s places or within one: by its name, a former or other name, or code"
THIS_ONE = "Leave empty if it is the programme that you import the file for"
IF_LEFT = "Another place, or not known: leave these rows out"
NOT_YOURS = "you may not add {what} at {place}"


def _nothing(row: Row, scope: Scope) -> None:
    return None


def in_programme(
    *, permission: Permission | None = None, also: Finish = _nothing, **other: Any
) -> Callable[[ImportFormat], ImportFormat]:
    """What makes of a kind of file the same for all places of a programme.

    Who may add such records at a place is asked there by ``permission``, else as the kind does;
    ``also`` looks at each row besides.
    """

    def made(kind: ImportFormat) -> ImportFormat:
        may = permission or kind.permission
        fields = {field.name for field in kind.makes._meta.local_concrete_fields}
        is_known = "reach_ids" in fields and any(one.key == PLACE for one in kind.columns)
        said: dict[str, Any] = {
            "columns": tuple(_with_place(kind.columns)),
            "permission": may,
            "finish": partial(_finish, kind, may, also),
            "key_of": _by_place(kind.key_of) if is_known else kind.key_of,
            "known_at": "reach_ids" if is_known else "",
            "is_told_again": False,  # the same name at two places is two records
        }
        return replace(kind, **said | other)

    return made


def _with_place(columns: Sequence[ImportColumn]) -> Iterator[ImportColumn]:
    """The columns, of which that of the place has to say one."""
    if not any(column.key == PLACE for column in columns):
        yield named_place(place_column("Place"))
    for column in columns:
        yield named_place(column) if column.key == PLACE else of_this_one(column)


def of_this_one(column: ImportColumn) -> ImportColumn:
    """The column of the programme, of which an empty cell is the one that the file is for."""
    return replace(column, means=THIS_ONE) if column.key == "programme" else column


def named_place(column: ImportColumn) -> ImportColumn:
    """A column of a place that each row names, by a code too."""
    reader: Any = column.reads
    names = tuple(dict.fromkeys((*reader.names, "codes__code")))
    reads = replace(reader, names=names, said_otherwise=_said, if_left=IF_LEFT)
    return replace(column, reads=reads, is_needed=True, is_many=False, means=MEANS)


def _said(scope: Scope, names: Iterable[str]) -> dict[str, Any]:
    """What names say that none of the places has, and codes of places elsewhere."""
    made = places_said(scope, names)
    others = {name.upper(): name for name in names if name not in made}
    codes = PlaceCode.objects.filter(code__in=list(others)).values_list("code", "place__name")
    return made | {others[code]: Elsewhere(f"is for {name}") for code, name in codes}


def _by_place(key_of: Callable[[Row], str]) -> Callable[[Row], str]:
    return lambda row: f"{row.place_id} {key_of(row)}"


def _finish(kind: ImportFormat, may: Permission, also: Finish, row: Row, scope: Scope) -> None:
    """Make of a row what its kind does, where the person may add it; without a programme of its
    own, it is of the one that the file is for."""
    if row.place_id and not _may_at(scope, may, row.place_id):
        row.is_barred = True
        text = NOT_YOURS.format(what=kind.heading.lower(), place=place_at(scope, row.place_id))
        row.problems.append((PLACE, text))
    if any(column.key == "programme" for column in kind.columns):
        take_programme(row, scope)
    kind.finish(row, scope)
    if row.place_id:
        also(row, scope)


def take_programme(row: Row, scope: Scope) -> None:
    """What is new and says no programme is of the one to which the file is brought."""
    if "programme" not in row.texts:
        row.fresh["programme_id"] = scope.programme.pk


def place_at(scope: Scope, number: int) -> Place:
    """A place of the file, with those above it; the programme's own are looked up at once."""
    known: dict[int, Place] = scope.kept.setdefault("places", {})
    if not known:
        known.update(Place.objects.in_bulk(scope.roots))
        know_reach_of(list(known.values()), scope.user)
    if number not in known:
        known[number] = Place.objects.get(pk=number)
    return known[number]


def _may_at(scope: Scope, may: Permission, number: int) -> bool:
    answers: dict[int, bool] = scope.kept.setdefault("may at", {})
    if number not in answers:
        answers[number] = may(scope.user, place_at(scope, number))
    return answers[number]
