"""What of a file of grants does not come in as it stands there, told before it is confirmed."""

from __future__ import annotations

from typing import Any

from django.db.models import TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, Concat, Lower, NullIf

from funding.exchange.bodies import own_prefix
from funding.exchange.legs import ABOVE, PASSED_ON_FROM
from funding.models import Flow
from interface.words import count_words
from registry.imported import Scope

NAMED = 5


def key_of_flow() -> Any:
    """What a flow is called in files, in a query."""
    ours = Concat(Value(f"{own_prefix()}-"), Cast("pk", TextField()), output_field=TextField())
    return Coalesce(NullIf("identifier", Value("")), ours, output_field=TextField())


def sort_out(cursor: Any, scope: Scope, noun: str = "grant") -> list[str]:
    """Leave out what is recorded for other places already, and say what else is to be known."""
    said = (
        _recorded_elsewhere(cursor, scope, noun),
        _also_elsewhere(cursor, scope, noun),
        _without_amount(cursor, noun),
        _without_above(cursor, scope, noun),
        _without_fund(cursor, scope, noun),
        _without_place(cursor, scope, noun),
        _of_its_own(cursor, scope, noun),
    )
    return [text for text in said if text]


def _recorded_elsewhere(cursor: Any, scope: Scope, noun: str) -> str:
    """Grants that the person can see at other places: they would count twice in what holds both."""
    new = RawSQL("SELECT match FROM import_row WHERE is_new AND match <> ''", [])
    flows = Flow.objects.visible_to(scope.user).annotate(import_match=Lower(key_of_flow()))
    there = flows.filter(import_match__in=new).order_by().values_list("import_match", flat=True)
    sql, params = there.query.sql_with_params()
    cursor.execute(
        f"DELETE FROM import_row WHERE is_new AND match IN ({sql}) RETURNING number, key",  # noqa: S608
        params,
    )
    gone = sorted(cursor.fetchall())
    if not gone:
        return ""
    them, they = ("it", "it") if len(gone) == 1 else ("them", "they")
    return (
        f"{count_words(len(gone), noun)} left out, because another place already has {them} and "
        f"{they} would count twice ({_listed([key for _, key in gone])})."
    )


def _also_elsewhere(cursor: Any, scope: Scope, noun: str) -> str:
    if not scope.may_fill("is_also_elsewhere"):
        return ""
    cursor.execute("SELECT count(*) FROM import_row WHERE is_new AND fresh ? 'is_also_elsewhere'")
    [(count,)] = cursor.fetchall()
    if not count:
        return ""
    return f"For places elsewhere as well, and counted here in full: {count_words(count, noun)}."


def _without_amount(cursor: Any, noun: str) -> str:
    cursor.execute("SELECT count(*) FROM import_row WHERE is_new AND said ->> 'amount_low' IS NULL")
    [(count,)] = cursor.fetchall()
    return f"Without an amount, which stays not known: {count_words(count, noun)}." if count else ""


def _without_above(cursor: Any, scope: Scope, noun: str) -> str:
    """Grants that are passed on from one that does not come in and is not at the place either."""
    if not scope.may_fill(PASSED_ON_FROM):
        return ""
    cursor.execute(
        "SELECT coalesce(fresh ->> 'part_of', fresh ->> 'passed_on_from'), count(*) "  # noqa: S608
        f"FROM ({ABOVE}) above "
        "JOIN import_row USING (number) WHERE import_row.is_new "
        "AND above.file_number = 0 AND above.there_id IS NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    above = cursor.fetchall()
    if not above:
        return ""
    count = sum(each for _, each in above)
    counts = "It counts" if count == 1 else "They count"
    return (
        f"{count_words(count, noun)} passed on from money that is neither imported nor recorded "
        f"here ({_listed([name for name, _ in above])}). {counts} in full."
    )


def _without_fund(cursor: Any, scope: Scope, noun: str) -> str:
    if not scope.may_fill("fund_said"):
        return ""
    cursor.execute(
        "SELECT fresh ->> 'fund_said', count(*) FROM import_row "
        "WHERE is_new AND fresh ? 'fund_said' GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    funds = cursor.fetchall()
    if not funds:
        return ""
    count = sum(each for _, each in funds)
    return (
        f"Their fund is not recorded here and stays in words: {count_words(count, noun)} "
        f"({_listed([name for name, _ in funds])}). Add the fund first to link them."
    )


def _without_place(cursor: Any, scope: Scope, noun: str) -> str:
    if not scope.may_fill("codes_said"):
        return ""
    cursor.execute(
        "SELECT code, count(*) FROM import_row, "
        "jsonb_array_elements_text(fresh -> 'codes_said') code "
        "WHERE is_new AND fresh ? 'codes_said' GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    codes = cursor.fetchall()
    if not codes:
        return ""
    cursor.execute("SELECT count(*) FROM import_row WHERE is_new AND fresh ? 'codes_said'")
    [(count,)] = cursor.fetchall()
    return (
        f"With codes of places that are not recorded: {count_words(count, noun)} "
        f"({_listed([code for code, _ in codes])}). Counted for {scope.place} where no other code "
        "is known."
    )


def _of_its_own(cursor: Any, scope: Scope, noun: str) -> str:
    if not scope.may_fill("is_its_own"):
        return ""
    cursor.execute("SELECT count(*) FROM import_row WHERE is_new AND fresh ? 'is_its_own'")
    [(count,)] = cursor.fetchall()
    if not count:
        return ""
    return (
        "Given by a body to itself, and kept with its name in words as who receives it: "
        f"{count_words(count, noun)}."
    )


def _listed(names: list[str]) -> str:
    """The first of these, and how many more there are."""
    shown = "; ".join(name[:100] for name in names[:NAMED])
    more = f" and {count_words(len(names) - NAMED, 'other')}" if len(names) > NAMED else ""
    return f"{shown}{more}"
