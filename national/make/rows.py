"""Tables filled by the database itself: a statement a kind, with each column worked out as SQL.

What stands in the columns is said as SQL says it, ``expression AS name``, by names of fields. It
may use ``n``, the number of the row and its key; what the source gives; the columns before it;
``:name`` for a size; ``:today`` and ``:now``; ``:u`` and ``:v``, numbers from 0 up to 1 that look
drawn and are the same each time for this row of this column. Names that begin with ``_`` only serve
those after them. What nobody says of a column that needs something follows from its field.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models
from pgtrigger.utils import quote

from national.make import sql
from records.copying import defaults

# When a row was made and last changed, in the last three years; one that nobody changed since
_MADE = ":now - :u * interval '94000000 s' AS created_at"
USUAL = {
    ":times": f"{_MADE}, :now - :u * (:now - created_at) AS updated_at",
    ":made": f"{_MADE}, created_at AS updated_at",
    ":began": _MADE,
    ":by": "1 + floor(:u * :people)::bigint AS created_by",
    ":person": "1 + floor(:u * :people)::bigint",
    ":place": "pg_temp.place(:u)",
    ":programme": "pg_temp.programme(:u)",
    ":department": f"(n % {sql.DEPARTMENTS} + 1)",
    ":topic": f"n % {sql.TOPICS} + 1",
}
# What records refer to where nobody says to which
_LINKED = {
    "partnerships.Place": ":place",
    "partnerships.Programme": ":programme",
    "partnerships.Organisation": ":department",
    "partnerships.Topic": ":topic",
    "accounts.User": ":person",
}
_OF_IT = re.compile(r"\bit\.(\w+)")


@dataclass(frozen=True)
class Rows:
    """The rows of a kind.

    ``source`` is how many, or gives something for each of them: the rows of another kind, or a
    subquery, whose columns that are called as a field are the field's. Of another kind, ``p`` is
    the key, ``it.name`` a column, and ``k`` counts the ``most`` times that each is taken.
    ``before`` is, column by column, what differed before the last change.
    """

    label: str
    source: str
    columns: str = ""
    before: Mapping[str, str] | None = None

    @property
    def model(self) -> Any:
        """The kind; ``app.Kind.field`` is what joins a kind to those of a field."""
        app, name, *field = self.label.split(".")
        model: Any = apps.get_model(app, name)
        return getattr(model, field[0]).through if field else model


def kinds(text: str, before: Mapping[str, Mapping[str, str]] | None = None) -> tuple[Rows, ...]:
    """The kinds that a text names, one a paragraph.

    ``kind FROM number`` or ``FROM other.Kind WHERE ... TIMES ...`` or ``FROM (SELECT ...) name``,
    and on a new line ``SELECT`` with what stands in its columns.
    """
    found = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        said = re.sub(r"(?m)^--.*\n", "", paragraph)
        parts = re.fullmatch(r"([\w.]+)\s+FROM (.+?)(?:\nSELECT (.+))?", said, re.DOTALL)
        if parts is None:
            raise ValueError(said)
        label, source, columns = parts.groups("")
        found.append(Rows(label, source, columns, (before or {}).get(label)))
    return tuple(found)


def write(rows: Rows, values: Mapping[str, str]) -> int:
    """Write them all; gives how many."""
    model = rows.model
    meta = model._meta
    source, of = _source(rows)
    inner = f"(SELECT row_number() OVER () AS n, * FROM {_filled(source, values)})"  # noqa: S608
    given = _given(inner)
    fields = {field.name: field for field in meta.local_concrete_fields}
    said = list(_said(rows.columns))
    told = {*given, *(name for _, name in said)}
    columns = {fields[name].column: quote(name) for name in given if name in fields}
    for text, name in (*_usual(fields.values(), told, of), *said):
        what = f"{rows.label}.{name}"
        drawn = {**values, "u": sql.draw(what), "v": sql.draw(f"{what}, again")}
        value = _filled(text, drawn)
        if not name.startswith("_"):
            value, columns[fields[name].column] = f"({value})::{_type(fields[name])}", quote(name)
        inner = f"(SELECT *, {value} AS {quote(name)} FROM {inner} r OFFSET 0)"  # noqa: S608
    rest = defaults(model, columns)
    kept = [f"%s::{_type(meta.get_field(name))}" for name in rest]
    into = ", ".join(quote(name) for name in (meta.pk.column, *columns, *rest))
    chosen = ", ".join(("n", *columns.values(), *kept))
    inner = inner.replace("%", "%%")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(meta.db_table)} ({into}) SELECT {chosen} FROM {inner} r",  # noqa: S608
            list(rest.values()),
        )
        return cursor.rowcount


def _source(rows: Rows) -> tuple[str, str]:
    """What stands after a FROM, and which other kind it reads."""
    if rows.source.startswith("("):
        return rows.source, ""
    parts = re.fullmatch(r"(\w+\.\w+)(?:\s+WHERE (.+?))?(?:\s+TIMES (.+))?", rows.source, re.DOTALL)
    if parts is None:
        return f"generate_series(1, {rows.source})", ""
    wanted = dict.fromkeys(_OF_IT.findall(rows.columns))
    given = "".join(f", it.{quote(name)} AS {quote(f'it_{name}')}" for name in wanted)
    source = (
        f"(SELECT it.id AS p, k, most{given} FROM {sql.table_of(parts[1])} it,"  # noqa: S608
        f" LATERAL (SELECT ({parts[3] or 1})::int) times(most), LATERAL generate_series(1, most) k"
        f" WHERE {parts[2] or 'TRUE'} ORDER BY it.id, k) given"
    )
    return source, parts[1]


def _given(inner: str) -> list[str]:
    """The names of the columns that a source gives."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {inner} r LIMIT 0")  # noqa: S608
        return [column.name for column in cursor.description]


def _said(columns: str) -> Iterator[tuple[str, str]]:
    """Expressions with the names that they are given."""
    for short, meant in USUAL.items():
        columns = re.sub(rf"{short}\b", meant, columns)
    columns = _OF_IT.sub(r'"it_\1"', columns)
    for found in re.finditer(r"(.+?) AS (\w+)(?:,|$)", columns.strip(), re.DOTALL):
        yield found[1].strip(), found[2]


def _usual(fields: Collection[Any], told: set[str], of: str) -> Iterator[tuple[str, str]]:
    """What follows from fields of which nothing is said: the other kind, what they need."""
    linked = {field: field.related_model._meta.label for field in fields if field.is_relation}
    is_sole = list(linked.values()).count(of) == 1
    for field in fields:
        if field.name in told or field.primary_key:
            continue
        if linked.get(field) == of and (is_sole or not field.null):
            yield "p", field.name
        elif not _is_needed(field):
            continue
        elif field in linked:
            yield USUAL[_LINKED[linked[field]]], field.name
        elif isinstance(field, models.SlugField):
            yield f"'{field.model._meta.model_name}-' || n", field.name
        elif isinstance(field, models.CharField | models.TextField) and not field.choices:
            is_name = field.name in ("name", "title")
            what = (field.model._meta if is_name else field).verbose_name
            yield f"'Made-up {what} ' || n", field.name


def _is_needed(field: Any) -> bool:
    given = field.has_default() or field.db_default is not models.NOT_PROVIDED
    return not (field.null or field.blank or given)


def _type(field: Any) -> str:
    """Its type without a length, so that what is too long is refused and not cut off."""
    return re.sub(r"^varchar\(\d+\)", "varchar", field.db_type(connection))


def _filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"(?<![:\w]):([a-z]\w*)", lambda found: values[found[1]], text)
