"""Expressions of which an entry of the index is made, in SQL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, TextField, Value
from django.db.models.functions import Cast, Coalesce

from records.names import PlainKey


class Names(Func):
    """Texts and arrays of texts as one array, each in its plain form and once."""

    output_field = ArrayField(TextField())
    plain = PlainKey.template.replace("%(expressions)s", "name").replace("%", "%%")
    template = (
        f"ARRAY(SELECT DISTINCT {plain} FROM unnest(array_cat("
        "ARRAY[%(title)s]::text[], %(names)s)) AS name WHERE name <> '')"
    )

    def __init__(self, title: Any, names: Any) -> None:
        super().__init__(
            Cast(title, TextField()), Coalesce(names, Value([], ArrayField(TextField())))
        )

    def as_sql(self, compiler: Any, connection: Any, **kwargs: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        parts = [compiler.compile(one) for one in self.get_source_expressions()]
        (title, first), (names, second) = parts
        sql = self.template % {"title": title, "names": names}
        return sql, [*first, *second]


# Counts as a word between two others and is none itself: no phrase goes across it
GAP = " the "


class Words(Func):
    """The words of an entry with their weights. What was said apart stands apart."""

    arg_joiner = " "
    output_field = TextField()

    def as_sql(self, compiler: Any, connection: Any, **kwargs: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        made = [compiler.compile(one) for one in self.get_source_expressions()]
        (
            (title, p1),
            (names, p2),
            (text, p3),
            (signed, p4),
            (within, p5),
            (kind, p6),
            (others, p7),
        ) = made
        others = f"coalesce(nullif({others}, '')::tsvector, ''::tsvector)"
        called = f"array_to_string({names}, '{GAP}')"
        without = _english(f"replace({text}, '-', '')")
        joined = f"CASE WHEN {text} LIKE '%%-%%' THEN setweight({without}, 'B') ELSE '' END"
        sql = " || ".join(
            (
                f"setweight(to_tsvector('simple', array_to_string({names}, ' . ')), 'A')",
                f"setweight({_english(title)}, 'A')",
                f"setweight({_english(called)}, 'A')",
                f"setweight({_english(text)}, 'B')",
                joined,
                f"setweight({_english(signed)}, 'D')",
                f"setweight(array_to_tsvector(array_remove({within}, NULL)), 'C')",
                f"setweight({_english(kind)}, 'C')",
                f"setweight(ts_filter({others}, '{{a,c}}'), 'C')",
            )
        )
        return sql, [*p2, *p1, *p2, *p3, *p3, *p3, *p4, *p5, *p6, *p7]


def _english(text: str) -> str:
    """The stems of a text, after a gap."""
    return f"to_tsvector('english', '{GAP}' || coalesce({text}, ''))"


class Lexemes(Func):
    """What a record belongs to, as words of the index."""

    output_field = ArrayField(TextField())

    def __init__(self, letters: Iterable[str], paths: Iterable[Any]) -> None:
        self.letters = list(letters)
        super().__init__(*paths)

    def as_sql(self, compiler: Any, connection: Any, **kwargs: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        pieces, values = ["'{}'::text[]"], []
        for letter, one in zip(self.letters, self.get_source_expressions(), strict=True):
            sql, params = compiler.compile(one)
            many = isinstance(getattr(one, "output_field", None), ArrayField)
            ids = sql if many else f"ARRAY[{sql}]"
            pieces.append(f"ARRAY(SELECT 'pb{letter}' || one FROM unnest({ids}::bigint[]) AS one)")
            values += params
        return f"({' || '.join(pieces)})", values


class Initials(Func):
    """The first letters of a name, as people shorten it: with small words ("dfe") and without."""

    output_field = TextField()

    def as_sql(self, compiler: Any, connection: Any, **kwargs: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        sql, params = compiler.compile(self.get_source_expressions()[0])
        plain = f"lower(replace({sql}, '-', ' '))"
        longer = f"regexp_replace({plain}, '\\m(and|for|of|the|in)\\M', '', 'g')"
        first = "'([[:alpha:]])[[:alpha:]]*[^[:alpha:]]*', '\\1', 'g'"
        three = "'[[:alpha:]]+ [[:alpha:]]+ [[:alpha:]]+'"
        made = f"regexp_replace({plain}, {first}) || ' ' || regexp_replace({longer}, {first})"
        sql = f"CASE WHEN {plain} ~ {three} THEN {made} ELSE '' END"
        return sql, [*params, *params, *params]
