"""The names in the columns of a file: which records they mean, and which nobody knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import connection
from django.db.models import CharField, Func, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower, Upper

from imports.record_import.likely import fitting
from imports.record_import.models import RecordImport
from imports.record_import.new_bodies import is_new, number_of
from records.names import SpeltKey
from registry.import_readers import Alike, AsksOfColumn, Choice, Known, Named, in_a_scale, plain
from registry.imported import ImportColumn, Scope

OFFERED = 4
_INITIALS = r"(\m[[:alnum:]])[[:alnum:]]*|[^[:alnum:]]"
_ACRONYM = re.compile(r"[A-Za-z]{3,10}")
NEAR = 0.5  # of 2: how near the whole name is, and the nearest part of it


@dataclass
class Question:
    """Words that are not known: how often they stand there, and first in which row.

    ``is_close``: several of those that are offered fit it. ``sector`` is what its row says that the
    body is of.
    """

    column: str
    text: str
    number: int
    count: int = 1
    offered: list[tuple[Any, str]] = field(default_factory=list)
    guess: Any = None
    about: str = ""  # what is asked of the column as a whole, and how
    ask: str = ""
    is_close: bool = False
    sector: str = ""

    @property
    def level(self) -> float:
        """Where a number stands in its scale."""
        return in_a_scale(self.text)

    @property
    def as_json(self) -> dict[str, Any]:
        return {
            "column": self.column,
            "text": self.text,
            "number": self.number,
            "count": self.count,
            "offered": self.offered,
            "guess": self.guess,
            "about": self.about,
            "ask": self.ask,
            "is_close": self.is_close,
            "sector": self.sector,
        }


class TooManyNames(Exception):  # noqa: N818 - a refusal
    """The column at this place of the file holds more different texts than any list of names."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def known_in(
    row: RecordImport, at: int, column: ImportColumn, scope: Scope
) -> tuple[Known, dict[str, list[tuple[Any, str]]]]:
    """What the names of a column mean, and those that mean several. Raises TooManyNames.

    ``find_names`` comes before it.
    """
    answers = row.answers.get(column.key, {})
    if not isinstance(column.reads, Named):
        return Known(answers), {}
    reader = column.reads
    names: Any = _split(row, at, reader) if reader.holds_several else _names_in(at, reader)
    meant: dict[str, dict[Any, str]] = defaultdict(dict)
    for path in reader.names:
        for pk, called, label in _named(reader.rows(scope), path, names):
            meant[plain(called)][pk] = label
    if not reader.holds_several:
        _add_alike(meant, reader, scope, at)
    others = _others(at, reader, names, {*meant, *answers})
    for name, value in reader.said_otherwise(scope, others).items():
        meant[plain(name)][value] = name
    sure = {name: next(iter(rows)) for name, rows in meant.items() if len(rows) == 1}
    several = {name: list(rows.items()) for name, rows in meant.items() if len(rows) > 1}
    still = {
        key: number_of(scope, value) if is_new(value) else value
        for key, value in answers.items()
        if _still_stands(reader, scope, value, key in sure)
    }
    return Known({**sure, **still}), several


def _others(at: int, reader: Named, names: Any, known: set[str]) -> list[str]:
    """The names of a column that are not known so far, where more may be said of them."""
    if reader.said_otherwise is Named.said_otherwise:
        return []
    if not isinstance(names, list):
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM import_name WHERE at = %s LIMIT 20000", [at])
            names = [name for (name,) in cursor.fetchall()]
    return [name for name in names if plain(name) not in known]


def _named(rows: QuerySet[Any], path: str, names: Any) -> Iterable[tuple[Any, str, str]]:
    named = rows.order_by().annotate(import_name=Lower(path)).filter(import_name__in=names)
    return named.values_list("pk", path, "name").distinct()


def _add_alike(meant: dict[str, dict[Any, str]], reader: Named, scope: Scope, at: int) -> None:
    """Those names of a column that are no record's own, but another way to write it."""
    for rows in reader.alike(scope):
        known = set(meant)
        for pk, called, label in _spelt_so(rows, at):
            if plain(called) not in known:
                meant[plain(called)][pk] = label


def _spelt_so(rows: Alike, at: int) -> Iterable[tuple[Any, str, str]]:
    """The records of these rows that the names in a column are, whatever the spelling."""
    if isinstance(rows, QuerySet):
        there, params = rows.order_by().query.sql_with_params()
    else:
        there = "SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[])"
        columns = ([pk for pk, _, _ in rows], [name for _, name, _ in rows])
        params = (*columns, [label for _, _, label in rows])
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT DISTINCT there.id, typed.name, there.label
            FROM import_name typed JOIN ({there}) there (id, name, label)
              ON typed.spelt = {_spelt("there.name")}
            WHERE typed.at = %s AND typed.spelt <> ''
            """,  # noqa: S608 - the query of the records, its values bound
            [*params, at],
        )
        return cursor.fetchall()


def _spelt(name: str) -> str:
    return SpeltKey.template % {"expressions": name}


def _still_stands(reader: Named, scope: Scope, value: Any, is_known: bool) -> bool:
    """Whether what was answered may still be meant: a body to be added, while none is called so."""
    if is_new(value):
        return not is_known
    return value is None or reader.rows(scope).filter(pk=value).exists()


def find_names(row: RecordImport, columns: Iterable[tuple[int, ImportColumn]]) -> None:
    """Note in ``import_name`` the different names of each column, so that each is asked once."""
    readers = {at: column.reads for at, column in columns if isinstance(column.reads, Named)}
    named = [at for at, reader in readers.items() if not reader.holds_several]
    alike = [at for at in named if readers[at].alike is not Named.alike]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            DROP TABLE IF EXISTS import_name;
            CREATE TEMP TABLE import_name ON COMMIT DROP AS
            SELECT at, name, CASE WHEN at = ANY(%s::int[]) THEN {_spelt("name")} END AS spelt
            FROM (SELECT DISTINCT at, lower(btrim(text)) AS name
              FROM (SELECT DISTINCT at, cells[at + 1] AS text
                FROM imports_importrow, unnest(%s::int[]) at
                WHERE record_import_id = %s AND cells[at + 1] <> '') as_written) every;
            ANALYZE import_name
            """,  # noqa: S608 - our own words
            [alike, named, row.pk],
        )


def words_in(
    row: RecordImport, at: int, column: ImportColumn, words: Iterable[str], most: int = 200
) -> list[str]:
    """Which of these words, without capitals and marks, stand in a column of the file."""
    wanted, found = set(words), dict[str, None]()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT cells[%s] FROM imports_importrow WHERE record_import_id = %s "
            "AND length(cells[%s]) BETWEEN 1 AND 300 LIMIT 20000",
            [at + 1, row.pk, at + 1],
        )
        for (text,) in cursor.fetchall():
            each = getattr(column.reads, "each", lambda whole: (whole,))
            for name in each(text):
                if plain(name) in wanted and len(found) < most:
                    found[plain(name)] = None
    return sorted(found)


def _names_in(at: int, reader: Named) -> RawSQL:
    """The names in a column, as the database joins records with them: there may be any number."""
    if reader.most is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM import_name WHERE at = %s", [at])
            if cursor.fetchone()[0] > reader.most:
                raise TooManyNames(at)
    return RawSQL("SELECT name FROM import_name WHERE at = %s", [at])


def _split(row: RecordImport, at: int, reader: Named) -> list[str]:
    """The names in a column of which each cell holds several."""
    most = reader.most or 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT cells[%s] FROM imports_importrow WHERE record_import_id = %s "
            "AND cells[%s] <> '' LIMIT %s",
            [at + 1, row.pk, at + 1, most + 1],
        )
        texts = [text for (text,) in cursor.fetchall()]
    if len(texts) > most:
        raise TooManyNames(at)
    return sorted({name.lower().strip() for text in texts for name in reader.each(text)})


def offer(
    question: Question, column: ImportColumn, scope: Scope, several: Mapping[str, Any]
) -> Question:
    """Put answers to a question: all choices, or the records whose names are nearest."""
    reader = column.reads
    if isinstance(reader, AsksOfColumn):
        asking = reader.asking(question.about, question.text)
        question.ask, question.offered, question.guess = asking
    elif isinstance(reader, Choice):
        question.offered, question.guess = reader.listed, reader.guess(question.text)
    elif isinstance(reader, Named):
        key = plain(question.text)
        if reader.offers_all:
            every = list(reader.rows(scope).values_list("pk", "name"))
            meant = reader.also.get(key, "")
            question.guess = next((pk for pk, name in every if name == meant), None)
            question.offered = sorted(every, key=lambda one: one[0] != question.guess)
            return question
        offered = several.get(key) or _nearest(reader, scope, question.text)
        question.offered = _told_apart(reader, offered)
        fits = [] if key in several else fitting(question.text, offered)
        question.guess = fits[0] if len(fits) == 1 else None
        question.is_close = len(fits) > 1 or key in several
    return question


def _nearest(reader: Named, scope: Scope, text: str) -> list[tuple[Any, str]]:
    """The records that a name probably means, the likeliest first: by all names that they have, in
    any order of its words, as search finds them; else those that are spelt nearly so."""
    rows: Any = reader.rows(scope).order_by()
    made: dict[Any, str] = {}
    if hasattr(rows, "found_by") and hasattr(rows, "best_first"):
        made = dict(
            rows.found_by(text[:100]).best_first(text[:100]).values_list("pk", "name")[:OFFERED]
        )
    near: dict[Any, float] = {}
    for path in dict.fromkeys(path for path in reader.names if path.endswith("name")):
        whole, part = TrigramSimilarity(path, text[:100]), TrigramWordSimilarity(text[:100], path)
        spelt = rows.annotate(import_near=whole + part).filter(import_near__gt=NEAR)
        for pk, name, nearness in spelt.values_list("pk", "name", "import_near"):
            near[pk] = max(nearness, near.get(pk, 0))
            made.setdefault(pk, name)
    if _ACRONYM.fullmatch(text.strip()):
        for pk, name in _by_initials(rows, text.strip()):
            made[pk], near[pk] = name, 2
    likeliest = sorted(made, key=lambda pk: (-near.get(pk, NEAR), pk))[:OFFERED]
    return [(pk, made[pk]) for pk in likeliest]


def _by_initials(rows: QuerySet[Any], text: str) -> list[tuple[Any, str]]:
    """Records of which the names begin with these letters, word by word: CBMDC, with or without
    those of the small words between."""
    short = _without("name", r"\m(of|the|and|for|in)\M", "")
    found = rows.annotate(
        import_all=Upper(_without("name", _INITIALS, r"\1")),
        import_some=Upper(_without(short, _INITIALS, r"\1")),
    ).filter(Q(import_all=text.upper()) | Q(import_some=text.upper()))
    return list(found.order_by("pk").values_list("pk", "name")[:OFFERED])


def _without(words: Any, found: str, put: str) -> Func:
    values = (Value(text) for text in (found, put, "gi"))
    return Func(words, *values, function="regexp_replace", output_field=CharField())


def _told_apart(reader: Named, offered: list[tuple[Any, str]]) -> list[tuple[Any, str]]:
    """Records of one name with what tells them apart: a number, a place."""
    names = [name for _, name in offered]
    if len(set(names)) == len(names):
        return offered
    apart = reader.apart([pk for pk, _ in offered])
    return [(pk, f"{name} ({apart[pk]})" if apart.get(pk) else name) for pk, name in offered]
