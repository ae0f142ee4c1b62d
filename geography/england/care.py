"""Which integrated care boards a council lies in, with the share of its people in each."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from geography.england.existing import GSS
from geography.england.planned import Plan
from geography.england.table import Problem, TableError
from interface.words import quoted
from partnerships.models import Place, PlaceCode, PlaceLink
from records.models import Source

CARE_BOARDS = Path(__file__).with_name("care_boards.csv")
COLUMNS = ["council_code", "icb_code", "share"]
PEOPLE = "people"
DECIMALS = 4
BOARD = Place.Kind.INTEGRATED_CARE_SYSTEM


def link_care_boards(path: Path, source: int, plan: Plan) -> list[Problem]:
    """Link each council to the boards that serve it, with the share of its people in each.

    Gives what is wrong with the file; then nothing is linked. What somebody linked stays.
    """
    return link_rows(list(enumerate(_read(path), 2)), source, plan)


def link_rows(
    lines: Sequence[tuple[int, Sequence[str]]],
    source: int,
    plan: Plan,
    older: Collection[int] = (),
) -> list[Problem]:
    """The same for rows with their numbers; those of ``older`` sources are of this list too."""
    codes = {code for _, row in lines for code in row[:2]}
    coded = PlaceCode.objects.filter(code__in=codes, scheme=GSS, valid_to=None)
    found = coded.values_list("code", "place_id", "place__kind")
    place_of = {code: (pk, kind) for code, pk, kind in found}
    problems, shares = list[Problem](), defaultdict[int, dict[int, Decimal]](dict)
    for number, row in lines:
        council, board = place_of.get(row[0]), place_of.get(row[1])
        share = _share(row[2])
        if council is None:
            problems.append(Problem(number, "council_code", f"no place has the code {row[0]}"))
        elif board is None or board[1] != BOARD:
            problems.append(Problem(number, "icb_code", f"{row[1]} is no care board"))
        elif share is None:
            problems.append(Problem(number, "share", f"{quoted(row[2])} is no part from 0 to 1"))
        elif board[0] in shares[council[0]]:
            problems.append(Problem(number, "icb_code", f"{row[0]} is in {row[1]} twice"))
        else:
            shares[council[0]][board[0]] = share
    return problems or _link(shares, source, plan, {source, *older})


def _read(path: Path) -> list[list[str]]:
    """The rows of a file that has these columns and no others."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    wrong = next((n for n, row in enumerate(rows, 2) if len(row) != len(COLUMNS)), 0)
    if head != COLUMNS or wrong:
        said = f"the columns of {path.name} are {', '.join(COLUMNS)}"
        raise TableError([Problem(wrong, "", said)])
    return rows


def _share(text: str) -> Decimal | None:
    """The part as the record holds it; None for what is none (also "NaN"), or too small to hold."""
    try:
        said = Decimal(text)
        share = round(said, DECIMALS)
        is_part = share > 0 and said <= 1
    except InvalidOperation:
        return None
    return share if is_part else None


def _link(
    shares: dict[int, dict[int, Decimal]], source: int, plan: Plan, listed: Collection[int]
) -> list[Problem]:
    """Bring the links of this list to the file: new ones, other shares, those no longer in it.

    All are overlaps, the whole of a council too: a board serves it and is no level above it, so no
    role at a board reaches down into councils. What somebody else linked stays, and so does a
    council of which a later list has been loaded.
    """
    links = PlaceLink.objects.filter(place__in=shares, other__kind=BOARD).select_related("source")
    held = {(link.place_id, link.other_id): link for link in links}
    own = Source.objects.get(pk=source).published
    later = {link.place_id for link in held.values() if _is_later(link, own)}
    shares = {council: each for council, each in shares.items() if council not in later}
    wanted = {
        (council, board): part for council, each in shares.items() for board, part in each.items()
    }
    new = [
        PlaceLink(
            place_id=council,
            other_id=board,
            source_id=source,
            kind=PlaceLink.Kind.OVERLAPS,
            share=share,
            basis=PEOPLE,
        )
        for (council, board), share in wanted.items()
        if (council, board) not in held
    ]
    ours = {
        pair: link
        for pair, link in held.items()
        if link.source_id in listed and pair[0] not in later
    }
    dropped = [link for pair, link in ours.items() if pair not in wanted]
    changed = [link for pair, link in ours.items() if pair in wanted and link.share != wanted[pair]]
    for link in changed:
        link.share, link.source_id = wanted[link.place_id, link.other_id], source
        link.save(update_fields=["share", "source"])
    PlaceLink.objects.filter(pk__in=[link.pk for link in dropped]).delete()
    PlaceLink.objects.bulk_create(new)
    if count := len(new) + len(changed) + len(dropped):
        plan.say("moved", f"{count} links of councils to their integrated care boards")
    return []


def _is_later(link: PlaceLink, own: dt.date | None) -> bool:
    """Whether it is from an official list that was published after this one."""
    if own is None or link.basis != PEOPLE or link.source is None or not link.source.is_open:
        return False
    return link.source.published is not None and link.source.published > own
