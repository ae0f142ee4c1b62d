"""Money from any spreadsheet, whose columns the person matches.

Nothing is guessed: what an amount means stands in each row or is asked, and an amount that is not
there is not known. A row is known by the reference that the list gives it, else by what it says but
for what a later list says better. A row of our own download is known by its address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from funding.exchange.amounts import turn_back
from funding.exchange.bodies import own_prefix
from funding.exchange.grant_readers import is_in_pounds
from funding.exchange.imported import PARTS, chain, levels, put_at_places, rests_on, shown, there
from funding.exchange.legs import also_wrong, before_writing, of_what_is_there
from funding.exchange.money_columns import COLUMNS
from funding.exchange.readers import take_body
from funding.exchange.remarks import sort_out
from funding.exchange.rights import not_theirs
from funding.exchange.unusual import unusual
from funding.exchange.years import put_years
from funding.flow.ends import WITH_PROGRAMME
from funding.flow.permissions import can_add_flow_for
from funding.models import Flow, FlowYear
from partnerships.partnership.import_programmes import (
    named_place,
    of_this_one,
    take_programme,
)
from records.figures import Qualifier
from records.models import Visibility
from records.periods import TURNED
from registry.import_readers import plain
from registry.imported import ADDRESS, REFERENCE, ImportFormat, ImportPart, Row, Scope

LONGEST_KEY = 100
YEAR = ImportPart(model=FlowYear, owner="flow_id", only_new=True, noun="financial year")
# What a row without a reference is known by: all but what the next list may say otherwise
KNOWN_BY = (
    *("description", "giver", "receiver", "receiver_said", "fund", "programme", "places"),
    *("meaning", "kind", "start", "end", "year", "part_of"),
)
NOBODY = (
    "is empty, and the row does not say who gives or receives it. Each row must say one of these"
)
ONE_END = "is one end of a range, since the ends have a column each. Write a single amount"
ONLY_CAPITALS = (
    "is the same as in row {}, except for capitals. Give each row a reference of its own"
)
TWO_TIMES = "does not match its dates. Leave one of the columns out"


def _finish(row: Row, scope: Scope) -> None:
    if not is_in_pounds(row):
        return
    _where(row, scope)
    _from_and_to(row)
    _amount(row)
    put_years(row)
    if turn_back(row):
        row.values["meaning"] = Flow.Meaning.HANDED_BACK.value
    _period(row)
    if isinstance(fund := row.only_new.get("fund_id"), str):
        row.fresh["fund_said"] = row.only_new.pop("fund_id")[:200]
    elif fund:
        row.fresh["fund_id"] = fund
    if source := row.first("source"):
        row.fresh["source_said"] = source
    row.ours = row.first(ADDRESS)
    if row.ours is not None:
        row.reference = ""
        return
    row.fresh["identifier"] = _key(row, scope)
    if above := row.first("part_of"):
        row.fresh["part_of"] = above
        chain(row, scope, _named(above, scope), column="part_of")


def _where(row: Row, scope: Scope) -> None:
    """At the places that it names, each with its share; else at the place of the import."""
    shares = dict(each["place_id"] for each in row.parts.get("place", ()))
    if shares:
        row.aside["place_name"] = list(shares)
    put_at_places(row, scope)
    for each in row.parts["place"]:
        each["share"] = shares.get(each["place_id"])


def _from_and_to(row: Row) -> None:
    """Who gives and who receives it. Where a cell is empty, what is recorded stays."""
    if "giver" in row.texts and (unknown := take_body(row, "giver_id")):
        row.unknown.append(("giver", unknown))
    if "receiver" in row.texts:
        row.values["receiver_said"] = take_body(row, "receiver_id")[:200]
    elif "receiver_said" in row.values:
        row.values["receiver_id"] = None
    giver, receiver = row.values.get("giver_id"), row.values.get("receiver_id")
    if giver is not None and giver == receiver:  # from its own budget
        row.values |= {"receiver_id": None, "receiver_said": row.texts.get("receiver", "")[:200]}
        row.fresh["is_its_own"] = True
    says = row.texts.keys() & {"description", "giver", "receiver", "receiver_said"}
    if not says and row.first(ADDRESS) is None:
        row.problems.append(("description", NOBODY))


def _amount(row: Row) -> None:
    """The second column of a range, and the one that says how exact it is."""
    low, high, qualifier = (row.values.get(f"amount_{end}") for end in ("low", "high", "qualifier"))
    if upper := row.first("amount_high"):
        if wrong := _not_a_range((low, high, qualifier), upper):
            row.problems.append(wrong)
            return
        row.values["amount_high"] = upper[0] if upper[0] > low else None
    if low is None or not (said := row.first("qualifier")):
        return
    if row.values["amount_high"] is not None and said != Qualifier.EXACTLY:
        row.problems.append(("qualifier", "is said of one amount. A range has two"))
    elif qualifier == Qualifier.EXACTLY:
        row.values["amount_qualifier"] = said


def _not_a_range(lower: Sequence[Any], upper: Sequence[Any]) -> tuple[str, str] | None:
    """What is wrong where the ends of a range have a column each; None where nothing is."""
    for key, end in (("amount", lower), ("amount_high", upper)):
        if end[0] is not None and (end[0] < 0 or tuple(end[1:]) != (None, Qualifier.EXACTLY)):
            return key, ONE_END
    if lower[0] is None or upper[0] < lower[0]:
        return "amount_high", "is the upper end of a range, and has no lower end that is less"
    return None


def _period(row: Row) -> None:
    """Its dates, as exactly as they are known; else the days of its financial year."""
    for name in ("start", "end", "as_of"):
        if name in row.values and (known_to := row.first(f"{name}_precision")):
            row.values[f"{name}_precision"] = known_to
    if (
        row.first("end_said_by") == WITH_PROGRAMME
    ):  # here it follows from what is known here of the programme
        for name in ("end", "end_precision", "end_follows"):
            row.values.pop(name, None)
    start, end = row.values.get("start"), row.values.get("end")
    if start and end and end < start:
        row.problems.append(("end", TURNED.lower()))
    if not (year := row.first("year")):
        return
    first, last = year
    if not (start or end):
        days = {"start": first, "end": last}
        row.values |= days | {f"{name}_precision": "day" for name in days}
    elif not all(first <= day <= last for day in (start, end) if day):
        row.problems.append(("year", TWO_TIMES))


def _key(row: Row, scope: Scope) -> str:
    """What it is called here: the same for the same row of the next file."""
    if row.reference:
        return _named(row.reference, scope)
    texts = [plain(row.texts.get(key, "")) for key in KNOWN_BY]
    name = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:20]
    times: dict[str, int] = scope.kept.setdefault("times", {})
    times[name] = times.get(name, 0) + 1
    return _named(f"row-{name}-{times[name]}", scope)


def _named(reference: str, scope: Scope) -> str:
    """A reference of this place's list as no other list has it."""
    name = f"{own_prefix()}-{_list_of(scope)}-{' '.join(reference.split())}"
    if len(name) <= LONGEST_KEY:
        return name
    return f"{name[: LONGEST_KEY - 21]}-{hashlib.sha256(name.encode()).hexdigest()[:20]}"


def _list_of(scope: Scope) -> str:
    """Whose list it is: a place's, or a programme's."""
    return str(scope.place.slug if scope.place else f"programme-{scope.programme.slug}")


# Two references that a leg could not tell apart by what it names
SAME_BUT_FOR_CAPITALS = """
SELECT number, first FROM (
  SELECT number, reference, match, min(number) OVER same AS first,
    first_value(reference) OVER (same ORDER BY number) AS first_reference
  FROM import_row WHERE reference <> '' AND match <> '' WINDOW same AS (PARTITION BY match)
) twice WHERE reference <> first_reference ORDER BY 1 LIMIT 100
"""


def _also_wrong(cursor: Any, scope: Scope) -> Iterator[tuple[int, str, str]]:
    cursor.execute(SAME_BUT_FOR_CAPITALS)
    for number, first in cursor.fetchall():
        yield number, REFERENCE, ONLY_CAPITALS.format(first)
    yield from not_theirs(cursor, scope)
    yield from also_wrong(cursor, scope)
    yield from of_what_is_there(cursor, scope)


def _finish_in_programme(row: Row, scope: Scope) -> None:
    """Without a programme of its own it is money of the one that the file is for."""
    take_programme(row, scope)
    _finish(row, scope)
    if row.is_left_out or row.parts.get("place"):
        return
    row.is_left_out, row.why_left = True, "left out, as you answered"


def _in_programme(kind: ImportFormat) -> ImportFormat:
    columns = tuple(
        named_place(column) if column.key == "places" else of_this_one(column)
        for column in kind.columns
    )
    return replace(kind, columns=columns, finish=_finish_in_programme)


MONEY = ImportFormat(
    key="money",
    noun="flow",
    title="Money",
    makes=Flow,
    columns=COLUMNS,
    permission=can_add_flow_for,
    there=there,
    finish=_finish,
    key_of=lambda row: str(row.fresh.get("identifier", "")),
    levels=levels,
    level=Visibility.NETWORK,
    parts=PARTS | {"year": YEAR},
    named_by="description",
    called_by="description",
    shown=shown,
    before_writing=before_writing,
    also_fills={"fresh": ("parent_id",)},
    rests_on=rests_on,
    also_wrong=_also_wrong,
    sort_out=partial(sort_out, noun="flow"),
    unusual=unusual,
    holds="Your own list of money from any spreadsheet: promised, paid, expected or estimated",
    note="An amount that the file does not give is not known. For money already in Placebook, "
    "change its places, its years and what it is part of on its own page.",
    in_programme=_in_programme,
    order=45,
)
