"""Entries of the index, made from records in the database: all of a kind, or those that changed.

What changed is read from history, in which the database writes every change whoever made it. So
nothing has to remember the index, and a change of many rows is one statement here as well.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import EmptyResultSet
from django.db import DatabaseError, connection, transaction
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Left
from django.utils import timezone

from access.visibility import Reader
from interface.words import capitalised
from records.models import HistoryEntry
from records.subjects import registered
from records.switches import counting_all
from records.telling import counting
from registry.search import PILOT, PROGRAMME, Called, SearchIndex, lexeme
from search.expressions import GAP, Initials, Lexemes, Names, Words
from search.models import SearchEntry, SearchState

log = logging.getLogger(__name__)

TITLE, NOTE = 300, 300
# More changes than these wait for run_due
MANY = 5_000
LOCK = "hashtext('placebook_search')"
COLUMNS = (
    *("kind", "object_id", "page", "key", "title", "note", "status", "names", "found_as", "words"),
    *("is_public", "is_open", "is_made_up", "is_over"),
)
NO_NAMES = Value([], ArrayField(TextField()))
Changed = dict[str, set[int]]


def kinds() -> tuple[SearchIndex, ...]:
    """Every kind of record that can be found; one whose address is that of others comes last."""
    return registered(SearchIndex)


def anybody() -> Any:
    """Somebody who is signed in and has no role."""
    user = get_user_model()(pk=0)
    user.reader = Reader(user_id=0)  # type: ignore[attr-defined]
    return user


def _seen_by(index: SearchIndex, user: Any) -> Exists:
    """Asked of each row by its key: a list of a million keys is looked through for each."""
    return Exists(index.rows_seen(user).order_by().filter(pk=OuterRef("pk")))


def _holds(rule: Q) -> Case:
    return Case(When(rule, then=Value(True)), default=Value(False), output_field=BooleanField())


def _text(*names: Any) -> Any:
    if not names:
        return Value("", TextField())
    return Func(
        Value(GAP),
        *(Cast(name, TextField()) for name in names),
        function="concat_ws",
        output_field=TextField(),
    )


def _choices(index: SearchIndex, part: Any) -> list[tuple[Any, Any]]:
    """Of a part of a note that is one of a few, all that it may be."""
    is_field = isinstance(part, str) and "__" not in part
    return index.model._meta.get_field(part).flatchoices if is_field else []


def _in_words(index: SearchIndex, part: Any) -> Any:
    """A part of a note; one of a few choices as it is called."""
    cases = [
        When(**{part: key}, then=Value(capitalised(str(label))))
        for key, label in _choices(index, part)
    ]
    if not cases:
        return Cast(part, TextField())
    return Case(*cases, default=Value(""), output_field=TextField())


def _kind_words(index: SearchIndex) -> Any:
    """What kind of record one is, in words: "pilot", "combined authority"."""
    label = Value(f"{index.label} {index.several}")
    parts = (_in_words(index, part) for part in index.note if _choices(index, part))
    return _text(label, *parts)


def sql_of(rows: QuerySet[Any]) -> tuple[str, Sequence[Any]]:
    """The ids of some rows, in SQL."""
    try:
        return rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "SELECT NULL::bigint WHERE false", ()


def _key(index: SearchIndex) -> Any:
    """The parts of its address, as an array of texts."""
    if index.key_of is not None:
        return index.key_of
    parts = [Called(index.reference.letter, "pk")] if index.reference else index.key
    return Func(
        *(Cast(part, TextField()) for part in parts),
        template="ARRAY[%(expressions)s]::text[]",
        output_field=ArrayField(TextField()),
    )


def _note(index: SearchIndex) -> Any:
    """The line below its title, of those parts that say something."""
    parts = [Func(_in_words(index, one), Value(""), function="NULLIF") for one in index.note]
    if not parts:
        return Value("", TextField())
    return Func(Value(". "), *parts, function="concat_ws", output_field=TextField())


def _selected(index: SearchIndex, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The entries of some rows, as the columns of the index."""
    title = F(index.title) if isinstance(index.title, str) else index.title
    names = Names(title, NO_NAMES if index.names is None else index.names)
    page = Value(index.page) if isinstance(index.page, str) else index.page
    own = {index.is_named: "pk"} if index.is_named not in ("", *index.within) else {}
    within = {**index.within, **own}
    values = {
        "entry_kind": Value(index.kind),
        "entry_page": Cast(page, CharField()),
        "entry_key": _key(index),
        "entry_title": Left(Coalesce(Cast(title, TextField()), Value("", TextField())), TITLE),
        "entry_note": Left(_note(index), NOTE),
        "entry_status": _text(*filter(None, (index.status,))),
        "entry_names": names,
        "entry_found_as": NO_NAMES if index.found_as is None else index.found_as,
        "entry_words": Words(
            Cast(title, TextField()),
            names,
            _text(*index.text),
            _text(*index.signed_in_text),
            Lexemes(within, within.values()),
            _text(_kind_words(index), Initials(title)) if index.is_named else _kind_words(index),
            Value("") if index.words_of is None else Cast(index.words_of, TextField()),
        ),
        "entry_public": _seen_by(index, AnonymousUser()),
        "entry_open": _seen_by(index, anybody()),
        "entry_made_up": _holds(index.made_up),
        "entry_over": _holds(index.over),
    }
    kind, *others = values  # in the order of COLUMNS
    return rows.order_by().annotate(**values).values_list(kind, "pk", *others)


def _write(index: SearchIndex, rows: QuerySet[Any]) -> None:
    """Write the entries of these records; one that says what it said is left alone, since an index
    of words takes longer to write than all of them to be read."""
    with counting_all():  # what is switched off is found again once it is switched on
        sql, params = _selected(index, rows).query.sql_with_params()
    table = connection.ops.quote_name(SearchEntry._meta.db_table)
    columns, told = ", ".join(COLUMNS), COLUMNS[2:]
    made, kept = (", ".join(f"{which}.{name}" for name in told) for which in ("made", "kept"))
    changed = ", ".join(f"{name} = excluded.{name}" for name in told)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {table} ({columns})
            SELECT made.* FROM ({sql}) AS made ({columns})
            LEFT JOIN {table} kept ON (kept.kind, kept.object_id) = (made.kind, made.object_id)
            WHERE ({kept}) IS DISTINCT FROM ({made})
            ON CONFLICT (kind, object_id) DO UPDATE SET {changed}
            """,
            params,
        )


def refresh(index: SearchIndex, ids: Iterable[int]) -> None:
    """Make the entries of these records again; those that are gone have none."""
    pks = sorted(ids)
    rows = index.all_rows().filter(pk__in=pks)
    kept = rows.order_by().values("pk")
    SearchEntry.objects.filter(kind=index.kind, object_id__in=pks).exclude(
        object_id__in=kept
    ).delete()
    _write(index, rows)


@transaction.atomic
def rebuild() -> None:
    """Bring every entry to what its record says now. What is written meanwhile is news after it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
    news = _news()
    SearchEntry.objects.exclude(kind__in=list(_by_kind())).delete()
    for index in counting(kinds(), "kinds of records"):
        record = index.all_rows().filter(pk=OuterRef("object_id"))
        SearchEntry.objects.filter(~Exists(record), kind=index.kind).delete()
        _write(index, index.all_rows())
    # Far behind, only what runs just now could be missed; to read all again would take as long
    is_near = news.read_to and news.written <= MANY
    read = news.read if is_near else {"read_to": news.newest, "then_to": news.newest, "held": 0}
    SearchState.objects.update_or_create(pk=1, defaults={**read, "made_on": timezone.localdate()})


def catch_up(most: int = MANY) -> None:
    """Bring the index to what history tells since it was read last. One query where nothing is.

    More than so many changes are left to ``run_due``, for which nobody waits. A copy of the
    database that takes none has the index that its primary made.
    """
    if not _news().is_some(most):
        return
    try:
        _read_news()
    except DatabaseError:  # what is found is a little older; run_due reads it again
        log.exception("The search could not read what changed")


def _read_news() -> None:
    """Only one reads at a time; others go on with what there is."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_xact_lock({LOCK})")
        if not cursor.fetchone()[0]:
            return  # somebody else is at it
        news = _news()
        for kind, ids in _changed(HistoryEntry.objects.filter(pk__gt=news.read_to)).items():
            refresh(_by_kind()[kind], ids)
        SearchState.objects.update_or_create(pk=1, defaults=news.read)


def is_far_behind() -> bool:
    """Whether more changed than is read while somebody waits."""
    return _news().written > MANY


class _News(NamedTuple):
    """What history has after that up to which all was read.

    ``written`` are the rows, ``known`` those that were read already. Once these are read, all up to
    ``sure`` is: no transaction runs that may still write there. ``held`` are the rows after that,
    up to the ``newest``; ``coming`` is the next transaction. ``is_ours`` to read: the index can be
    written here.
    """

    read_to: int
    known: int
    written: int
    sure: int
    held: int
    newest: int
    coming: int
    is_ours: bool

    @property
    def read(self) -> dict[str, int]:
        """The state once all of it is read."""
        return {
            "read_to": self.sure,
            "then_to": self.newest,
            "then": self.coming,
            "held": self.held,
        }

    def is_some(self, most: int) -> bool:
        """Whether there is anything to read, and no more than this."""
        return self.is_ours and self.written != self.known and self.written <= most


def _news() -> _News:
    """A row may get its number long before others can read it; so what was read while another
    transaction was at it is read again together with the next news."""
    state, history = (
        connection.ops.quote_name(model._meta.db_table) for model in (SearchState, HistoryEntry)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT read.read_to, read.held,
              (SELECT count(*) FROM (
                SELECT FROM {history} WHERE id > read.read_to LIMIT {MANY + 1}) AS later),
              read.sure,
              (SELECT count(*) FROM (
                SELECT FROM {history} WHERE id > read.sure LIMIT {MANY + 1}) AS later),
              coalesce((SELECT max(id) FROM {history}), 0),
              pg_snapshot_xmax(now)::text::bigint,
              current_setting('transaction_read_only') = 'off'
            FROM pg_current_snapshot() AS now LEFT JOIN {state} state ON true,
              LATERAL (SELECT coalesce(state.read_to, 0) AS read_to,
                coalesce(state.held, 0) AS held,
                CASE WHEN pg_snapshot_xmin(now)::text::bigint >= state."then"
                  THEN state.then_to ELSE coalesce(state.read_to, 0) END AS sure) AS read
            """
        )
        return _News(*cursor.fetchone())


def _by_kind() -> dict[str, SearchIndex]:
    return {index.kind: index for index in kinds()}


def _changed(news: QuerySet[HistoryEntry]) -> Changed:
    """The records of each kind whose entries are to be made again."""
    labels: dict[str, set[int]] = defaultdict(set)
    named: dict[str, set[int]] = defaultdict(set)
    told = {
        "pilots.pilot": (PILOT, ("name", "visibility", "team_id", "programme_id")),
        "partnerships.programme": (PROGRAMME, ("name",)),
    }
    for row in news.order_by().values_list("model", "object_id", "owners", "before", "after"):
        model, pk, owners, before, after = row
        labels[model].add(pk)
        for owner in owners:
            label, _, owner_pk = owner.rpartition(":")
            labels[label].add(int(owner_pk))
            if model == "pilots.pilotplace" and label == "pilots.pilot":
                named[PILOT].add(int(owner_pk))
        if model in told and before and after:
            letter, columns = told[model]
            if any(before.get(column) != after.get(column) for column in columns):
                named[letter].add(pk)
    changed: Changed = defaultdict(set)
    for index in kinds():
        if ids := labels.get(index.model._meta.label_lower):
            changed[index.kind] |= ids
    for kind, pk in _told_with(named):
        changed[kind].add(pk)
    return changed


def _told_with(named: dict[str, set[int]]) -> Iterator[tuple[str, int]]:
    """The entries that say the name, or stand at the places, of these records."""
    words = [lexeme(letter, pk) for letter, pks in named.items() for pk in sorted(pks)]
    if not words:
        return
    asked = SearchQuery(" | ".join(words), config="simple", search_type="raw")
    yield from SearchEntry.objects.having(asked).values_list("kind", "object_id")
