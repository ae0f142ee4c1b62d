"""Legs as a diagram: funder, fund, recipient, whom it is passed on to, and for which place.

One meaning at a time. A leg that passes money on begins where the leg before it ended. Money that
comes back to a body that it came through is not drawn; it is said in words. What a recipient keeps
goes on to the places that it is for, where these are several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from funding.flow.totals import Leg
from funding.picture.legs import NOT_KNOWN, DrawnLeg, Named
from funding.picture.words import sum_words, summary
from interface.charts.flow_diagram import FlowDiagram, flow_diagram, gathered
from interface.charts.flow_layout import Link, Point
from interface.words import list_words

FUNDER, FUND, RECIPIENT = 0, 1, 2
MOST_NODES = 12
# More bands than this are drawn together where they run between the same two nodes.
MOST_APART = 40
ZERO, PENNY = Decimal(0), Decimal("0.01")
OTHERS = ":others"


@dataclass(frozen=True, slots=True)
class Picture:
    """The diagram of some legs, and what of them it cannot show."""

    chart: FlowDiagram | None
    rounds: tuple[DrawnLeg, ...]


@dataclass(frozen=True, slots=True)
class _Band:
    """A link before the small ones are gathered: which leg, from which node to which."""

    start: tuple[int, Named]
    end: tuple[int, Named]
    leg: Leg
    passed: bool = False
    is_kept: bool = False


def draw(legs: Iterable[DrawnLeg], *, title: str) -> Picture:
    """The picture of these legs; the rows beside it lead to each."""
    drawn, depths, rounds = _in_order({one.leg.key: one for one in legs})
    bands = [*_given(drawn, depths), *_kept(drawn, depths)]
    columns = _columns(max(depths.values(), default=0))
    gathers = _gathered(bands)
    made = _links(bands, gathers)
    chart = flow_diagram(
        "flows",
        title,
        _points(bands, gathers),
        made if len(made) <= MOST_APART else _merged(made),
        columns=columns,
        sentence=summary(list(drawn.values()), depths),
    )
    return Picture(chart, tuple(rounds))


def _in_order(
    legs: dict[int, DrawnLeg],
) -> tuple[dict[int, DrawnLeg], dict[int, int], list[DrawnLeg]]:
    """The legs to draw, how many legs come before each, and those that go round."""
    drawn: dict[int, DrawnLeg] = {}
    rounds: list[DrawnLeg] = []
    depths: dict[int, int] = {}
    for key, one in legs.items():
        above = list(_above(one, legs))
        if one in above or _comes_back(one, above):
            rounds.append(one)
        else:
            drawn[key] = one
    for key, one in drawn.items():
        depths[key] = sum(1 for _ in _above(one, drawn))
    return drawn, depths, rounds


def _above(one: DrawnLeg, legs: Mapping[int, DrawnLeg]) -> Iterator[DrawnLeg]:
    """The legs that this one passes on, the nearest first; in a circle each once."""
    seen: set[int] = set()
    parent = one.leg.parent
    while parent is not None and parent in legs and parent not in seen:
        seen.add(parent)
        yield legs[parent]
        parent = legs[parent].leg.parent


def _comes_back(one: DrawnLeg, above: list[DrawnLeg]) -> bool:
    """Whether it goes to a body that its money came from, or to its own giver."""
    if one.receiver.key == NOT_KNOWN:
        return False
    before = {body.key for leg in above for body in (leg.giver, leg.receiver)}
    return one.receiver.key in before | {one.giver.key}


def _given(drawn: Mapping[int, DrawnLeg], depths: Mapping[int, int]) -> Iterator[_Band]:
    """From giver to fund and from fund to receiver; of a leg passed on, from body to body."""
    has_funds = any(one.fund.key != NOT_KNOWN for key, one in drawn.items() if depths[key] == 0)
    for key, one in drawn.items():
        depth = depths[key]
        end = (RECIPIENT + depth, one.receiver)
        if depth == 0 and has_funds:
            fund = (FUND, one.fund)
            yield _Band((FUNDER, one.giver), fund, one.leg)
            yield _Band(fund, end, one.leg)
        elif depth == 0:
            yield _Band((FUNDER, one.giver), end, one.leg)
        else:
            received = drawn[one.leg.parent].receiver  # type: ignore[index]
            giver = received if one.giver.key in (NOT_KNOWN, received.key) else one.giver
            yield _Band((RECIPIENT + depth - 1, giver), end, one.leg, passed=True)


def _kept(drawn: Mapping[int, DrawnLeg], depths: Mapping[int, int]) -> Iterator[_Band]:
    """What each leg leaves with its receiver, to the places that it is for."""
    last = RECIPIENT + max(depths.values(), default=0) + 1
    onward: dict[int | None, list[Leg]] = {}
    for one in drawn.values():
        onward.setdefault(one.leg.parent, []).append(one.leg)
    bands = [
        _Band((RECIPIENT + depths[key], one.receiver), (last, place), leg, is_kept=True)
        for key, one in drawn.items()
        for place, leg in _for_places(one, onward.get(key, []))
    ]
    # All for one place: the title has said so
    if len({band.end[1].key for band in bands}) > 1:
        yield from bands


def _for_places(one: DrawnLeg, onward: list[Leg]) -> Iterator[tuple[Named, Leg]]:
    """What of a leg is for which place; ``onward`` is what goes on of it."""
    low = one.leg.low
    if low is None and onward:
        return  # what stays is not known, and nor is whether anything does
    rest = replace(one.leg, parent=None)
    if low is not None and (onward or one.outside):
        taken = sum((leg.low or ZERO for leg in onward), ZERO) + one.outside
        if low <= taken:
            return
        high = None if rest.high is None else rest.high - taken
        if any(leg.low is None for leg in onward):
            rest = replace(rest, low=high or low - taken, high=None, qualifier="at_most")
        else:
            rest = replace(rest, low=low - taken, high=high)
    if len(one.places) < 2 or rest.low is None or any(at.share is None for at in one.places):
        yield _together(one), rest
        return
    whole = sum((at.share or ZERO for at in one.places), ZERO)
    for at in one.places:
        share = (at.share or ZERO) / whole
        high = None if rest.high is None else (rest.high * share).quantize(PENNY)
        yield at.place, replace(rest, low=(rest.low * share).quantize(PENNY), high=high)


def _together(one: DrawnLeg) -> Named:
    """The place of a leg, or several between which it is not split, as one node."""
    places = [at.place for at in one.places]
    if len(places) == 1:
        return places[0]
    if not places:
        return Named(NOT_KNOWN, "Place not known")
    key = "+".join(sorted(place.key for place in places))
    return Named(key, f"{list_words([place.name for place in places])}, not split")


def _columns(deepest: int) -> dict[int, str]:
    names = {FUNDER: "Funder", FUND: "Fund or programme", RECIPIENT: "Recipient"}
    for depth in range(1, deepest + 1):
        names[RECIPIENT + depth] = "Passed on to" if depth == 1 else "and then on to"
    return names | {RECIPIENT + deepest + 1: "For"}


_Node = tuple[int, str]


def _gathered(bands: list[_Band]) -> dict[_Node, int]:
    """Which nodes stand together as others, and how many there are in their column."""
    amounts: dict[int, dict[str, Decimal | None]] = {}
    for band in bands:
        for column, named in (band.start, band.end):
            known = amounts.setdefault(column, {})
            before = known.setdefault(named.key, None)
            if band.leg.low is not None:
                known[named.key] = (before or ZERO) + band.leg.low
    made: dict[_Node, int] = {}
    for column, known in amounts.items():
        together = gathered(known, MOST_NODES)
        made |= {(column, key): len(together) for key in together}
    return made


def _key(column: int, named: Named, gathers: Mapping[_Node, int]) -> str:
    return f"{column}{OTHERS}" if (column, named.key) in gathers else f"{column}:{named.key}"


def _links(bands: list[_Band], gathers: Mapping[_Node, int]) -> list[Link]:
    """A link for each band; those between the same nodes side by side, what is kept as one."""
    made: list[Link] = []
    kept: dict[tuple[str, str, bool], list[_Band]] = {}
    for band in bands:
        start, end = (_key(*side, gathers) for side in (band.start, band.end))
        if band.is_kept or start.endswith(OTHERS) or end.endswith(OTHERS):
            kept.setdefault((start, end, band.leg.low is None), []).append(band)
        else:
            words = f"{band.start[1].name} to {band.end[1].name}: {sum_words([band.leg])}"
            made.append(Link(start, end, band.leg.low, words, band.passed))
    for (start, end, unknown), several in kept.items():
        amount = None if unknown else sum((band.leg.low or ZERO for band in several), ZERO)
        words = sum_words(band.leg for band in several)
        made.append(Link(start, end, amount, words, several[0].passed))
    return made


def _merged(links: list[Link]) -> list[Link]:
    """Links between the same two nodes as one band, known and not known apart."""
    together: dict[tuple[str, str, bool, bool], list[Link]] = {}
    for link in links:
        key = (link.start, link.end, link.passed, link.amount is None)
        together.setdefault(key, []).append(link)
    made = []
    for (start, end, passed, unknown), several in together.items():
        amount = None if unknown else sum((link.amount or ZERO for link in several), ZERO)
        label = several[0].label if len(several) == 1 else f"{len(several)} flows"
        made.append(Link(start, end, amount, label, passed))
    return made


def _points(bands: list[_Band], gathers: Mapping[_Node, int]) -> list[Point]:
    """The nodes, each with what goes through it."""
    into: dict[str, list[Leg]] = {}
    out: dict[str, list[Leg]] = {}
    named: dict[str, tuple[int, Named]] = {}
    for band in bands:
        for side, legs in ((band.start, out), (band.end, into)):
            key = _key(*side, gathers)
            named[key] = side
            legs.setdefault(key, []).append(band.leg)
    made = []
    for key, (column, one) in named.items():
        said = sum_words(into.get(key) or out[key])
        if count := gathers.get((column, one.key)):
            made.append(Point(key, column, f"{count} others", said, is_last=True))
            continue
        made.append(Point(key, column, one.name, said))
    return made
