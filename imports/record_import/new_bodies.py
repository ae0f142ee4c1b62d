"""Bodies that are added with the rows of a file: a number each until they are, then their own.

Until the file is written nobody knows them; then they are made with it, and taken back with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from imports.record_import.models import RecordImport
from partnerships.models import Organisation, OrganisationPlace, Place
from partnerships.organisation.new_bodies import NewBody, add_bodies, mark_of, take_back_bodies
from registry.import_readers import plain
from registry.imported import Scope

# No record has such a number
FIRST = -9_000_000_001
NEW = "new"
_REPLACED = ("said", "only_new", "fresh", "parts", "new_parts")


def is_new(answer: Any) -> bool:
    """Whether what a name was answered to mean is a body that is still to be added."""
    return isinstance(answer, dict) and NEW in answer


def as_answer(body: NewBody) -> dict[str, Any]:
    """As it stands in the answers of an import."""
    return {NEW: [body.name, body.sector, body.scheme, body.number]}


def bodies_of(row: RecordImport) -> dict[int, NewBody]:
    """The bodies that an import adds, by the number that stands for each until it does."""
    made: dict[str, NewBody] = {}
    for said in _answers(row):
        body = NewBody(*said[NEW])
        made.setdefault(_key(body), body)
    return {FIRST - at: made[key] for at, key in enumerate(sorted(made))}


def _answers(row: RecordImport) -> Iterator[dict[str, Any]]:
    for meant in row.answers.values():
        yield from (said for said in meant.values() if is_new(said))


def number_of(scope: Scope, answer: Any) -> int:
    """The number that stands for the body of an answer."""
    key, bodies = _key(NewBody(*answer[NEW])), scope.kept["new_bodies"]
    return next(number for number, body in bodies.items() if _key(body) == key)


def _key(body: NewBody) -> str:
    """The same for what is one body: two of one name have numbers of their own."""
    return f"{plain(body.name)} {body.number}"


def add(row: RecordImport, scope: Scope) -> None:
    """Add the bodies that rows name, and put their ids into ``import_row`` and the answers."""
    used = _used(scope.kept["new_bodies"])
    made = [_add(scope, number, body) for number, body in used.items()]
    ids = dict(zip(used, (body.pk for body in made), strict=True))
    with connection.cursor() as cursor:
        for number, pk in ids.items():
            values = ", ".join(
                f"{name} = replace({name}::text, ': {number}', ': {pk}')::jsonb"
                for name in _REPLACED
            )
            cursor.execute(f"UPDATE import_row SET {values} {_naming(number)}")  # noqa: S608
    made_of = {_key(used[number]): pk for number, pk in ids.items()}
    for meant in row.answers.values():
        for text in [text for text, said in meant.items() if is_new(said)]:
            key = _key(NewBody(*meant.pop(text)[NEW]))
            if key in made_of:  # else all its rows stayed out, and it is asked again
                meant[text] = made_of[key]
    row.note_found(bodies=[[body.pk, mark_of(body)] for body in made])
    row.save(update_fields=["answers", "notes"])


def _add(scope: Scope, number: int, body: NewBody) -> Organisation:
    """Add one that works at the place of the import; of a programme, at those of its rows."""
    first, *others = [scope.place] if scope.place else _places_of(number)
    [made] = add_bodies(by=scope.user, place=first, bodies=[body])
    for place in others:
        role = OrganisationPlace.Role.SERVES
        OrganisationPlace.objects.create(
            organisation=made, place=place, role=role, created_by=scope.user
        )
    return made


def _places_of(number: int) -> list[Place]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT place_id FROM import_row {_naming(number)}")  # noqa: S608
        ids = [pk for (pk,) in cursor.fetchall()]
    return list(Place.objects.filter(pk__in=ids).order_by("pk"))


def _naming(number: int) -> str:
    found = " OR ".join(f"{name}::text LIKE '%: {number}%'" for name in _REPLACED)
    return f"WHERE {found}"


def _used(bodies: dict[int, NewBody]) -> dict[int, NewBody]:
    with connection.cursor() as cursor:
        made = {}
        for number, body in bodies.items():
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM import_row {_naming(number)})")  # noqa: S608
            if cursor.fetchone()[0]:
                made[number] = body
    return made


def take_back(row: RecordImport) -> None:
    """Those that came with an import go with it, as far as nothing else names them and nobody has
    changed them since; how many stay is noted, and saved with the notes."""
    if bodies := row.found.get("bodies"):
        row.note_found(bodies_stayed=take_back_bodies(dict(bodies)))
