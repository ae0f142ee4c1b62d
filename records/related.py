"""Of which kinds of records there is any beside one: its page asks nothing of a kind with none.

That is never shown: which of them a reader sees is asked of the kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, F, Func, Model, QuerySet

from records.subjects import registered

EXISTS = 'EXISTS(SELECT FROM "{table}" one WHERE one."{key}" = %(expressions)s{others})'


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A kind of record that may stand beside those of ``of``, which a row names by ``key``.

    ``name`` is what ``may_have`` asks for.
    """

    name: str
    of: Any
    model: Any
    key: str
    order: int = 0


def with_marks(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With whether there is any row of each kind that is declared beside them; no query more."""
    beside = (one for one in registered(Beside) if one.of is rows.model)
    return rows.annotate(**marks({one.name: any_row(one.model, one.key) for one in beside}))


def any_row(model: type[Model], key: str, **others: int) -> Func:
    """Whether any row of a kind names the record outside by this key, whoever may read it.

    ``others`` are columns that hold a number. It is written as it stands: a page has many of them,
    and a query for each took three times as long to compile.
    """
    columns = {name: model._meta.get_field(name).column for name in (key, *others)}  # type: ignore[union-attr]
    more = "".join(f' AND one."{columns[name]}" = {value:d}' for name, value in others.items())
    template = EXISTS.format(table=model._meta.db_table, key=columns[key], others=more)
    return Func(F("pk"), template=template, output_field=BooleanField())


def marks(kinds: Mapping[str, Func]) -> dict[str, Func]:
    """To annotate rows with, for ``may_have``, by the name under which it asks."""
    return {f"has_{kind}": has_any for kind, has_any in kinds.items()}


def may_have(record: Any, *kinds: str) -> bool:
    """Whether it has any of these kinds; True of a record that came without the marks."""
    return any(getattr(record, f"has_{kind}", True) for kind in kinds)
