"""The layout of the tile map: one hexagon for each council of the lowest tier that stands today.

``python -m geography.england.tiles`` computes ``tiles.csv`` from the centres in ``places.csv``.
It takes seconds and always gives the same. Centres are pushed apart until each has room, which
gives the outline of the map. The cells of that outline are given to the true centres so that the
squares of the ways are least in all: such an assignment keeps neighbours near, also where many lie
close together as in London. At last tiles change places until every region is in one piece.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

Cell = tuple[int, int]
Point = tuple[float, float]

HERE = Path(__file__).parent
KINDS = {"unitary", "metropolitan_borough", "london_borough", "city_corporation", "district"}
SPACING = 0.235  # degrees of latitude between centres once they have room
ROUNDS = 400
SPREAD = 2  # cells that may be used, for each place
MIDDLE = 52.8
ROW_HEIGHT = math.sqrt(3) / 2


def councils() -> list[dict[str, str]]:
    """The rows of the table that get a tile."""
    with (HERE / "places.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in KINDS]
    return [row for row in rows if not row["valid_to"]]


def centres(rows: list[dict[str, str]]) -> list[Point]:
    """Where each council lies, in steps of the grid, north up."""
    east = math.cos(math.radians(MIDDLE))
    return [(float(r["long"]) * east / SPACING, -float(r["lat"]) / SPACING) for r in rows]


def apart(points: list[Point]) -> list[Point]:
    """The same points, pushed from each other until each has about a cell of room."""
    now = list(points)
    for _ in range(ROUNDS):
        moves = [(0.0, 0.0)] * len(now)
        for i, (x, y) in enumerate(now):
            for j in range(i + 1, len(now)):
                dx, dy = now[j][0] - x, now[j][1] - y
                if abs(dx) >= 1 or abs(dy) >= 1:
                    continue
                far = math.hypot(dx, dy) or 1e-6
                if far < 1:
                    push = (1 - far) / 2 / far * 0.5
                    moves[i] = (moves[i][0] - dx * push, moves[i][1] - dy * push)
                    moves[j] = (moves[j][0] + dx * push, moves[j][1] + dy * push)
        now = [(x + mx, y + my) for (x, y), (mx, my) in zip(now, moves, strict=True)]
    return now


def middle(cell: Cell) -> Point:
    """The middle of a hexagon: odd rows stand half a step to the right."""
    column, row = cell
    return column + (row % 2) / 2, row * ROW_HEIGHT


def neighbours(cell: Cell) -> list[Cell]:
    """The six cells around a cell."""
    column, row = cell
    shift = row % 2
    return [
        *((column - 1, row), (column + 1, row)),
        *((column - 1 + shift, row - 1), (column + shift, row - 1)),
        *((column - 1 + shift, row + 1), (column + shift, row + 1)),
    ]


def cells_near(points: list[Point]) -> list[Cell]:
    """Cells that some point may use: those nearest to the points."""
    wanted: dict[Cell, float] = {}
    for x, y in points:
        row = round(y / ROW_HEIGHT)
        for r in range(row - 2, row + 3):
            for c in range(round(x) - 2, round(x) + 3):
                far = math.dist((x, y), middle((c, r)))
                wanted[c, r] = min(far, wanted.get((c, r), far))
    nearest = sorted(wanted, key=lambda cell: (wanted[cell], cell))
    return sorted(nearest[: SPREAD * len(points)])


def assign(points: list[Point], cells: list[Cell]) -> list[Cell]:
    """Give each point a cell of its own so that the squares of the ways are least in all.

    The Hungarian method, one point after the other.
    """
    cost = [[math.dist(point, middle(cell)) ** 2 for cell in cells] for point in points]
    many = len(cells)
    of_row, of_column = [0.0] * (len(points) + 1), [0.0] * (many + 1)
    taken, way = [0] * (many + 1), [0] * (many + 1)
    for row in range(1, len(points) + 1):
        taken[0], column = row, 0
        least, used = [math.inf] * (many + 1), [False] * (many + 1)
        while taken[column]:
            used[column] = True
            at, delta, following = taken[column], math.inf, 0
            costs, base = cost[at - 1], of_row[at]
            for other in range(1, many + 1):
                if used[other]:
                    continue
                now = costs[other - 1] - base - of_column[other]
                if now < least[other]:
                    least[other], way[other] = now, column
                if least[other] < delta:
                    delta, following = least[other], other
            for other in range(many + 1):
                if used[other]:
                    of_row[taken[other]] += delta
                    of_column[other] -= delta
                else:
                    least[other] -= delta
            column = following
        while column:
            taken[column] = taken[way[column]]
            column = way[column]
    found = {taken[column]: cells[column - 1] for column in range(1, many + 1) if taken[column]}
    return [found[row] for row in range(1, len(points) + 1)]


def pieces(cells: Iterable[Cell]) -> list[set[Cell]]:
    """The connected pieces of some cells, the largest first."""
    left, found = set(cells), []
    while left:
        piece, waiting = set(), [min(left)]
        while waiting:
            cell = waiting.pop()
            if cell in left:
                left.remove(cell)
                piece.add(cell)
                waiting += neighbours(cell)
        found.append(piece)
    return sorted(found, key=lambda piece: (-len(piece), min(piece)))


def loose(regions: dict[Cell, str]) -> int:
    """How many tiles are cut off from the main piece of their region."""
    by_region: dict[str, list[Cell]] = defaultdict(list)
    for cell, region in regions.items():
        by_region[region].append(cell)
    return sum(len(cells) - len(pieces(cells)[0]) for cells in by_region.values())


def in_one_piece(points: list[Point], cells: list[Cell], regions: list[str]) -> list[Cell]:
    """Let tiles change places, or move to a free cell, until no tile is cut off from its region.

    Of all such steps the one is taken that leaves fewest cut off and moves tiles least.
    """
    now = list(cells)
    for _ in range(len(now)):
        taken = {cell: index for index, cell in enumerate(now)}
        colour = {cell: regions[index] for cell, index in taken.items()}
        before = loose(colour)
        if not before:
            break
        best: tuple[int, float, int, Cell] | None = None
        for index in _cut_off(colour, taken):
            home = [cell for cell, region in colour.items() if region == regions[index]]
            for target in sorted({near for cell in home for near in neighbours(cell)} - set(home)):
                other, old = taken.get(target), now[index]
                trial = dict(colour)
                del trial[old]
                trial[target] = regions[index]
                if other is not None:
                    trial[old] = regions[other]
                way = math.dist(points[index], middle(target)) ** 2
                if other is not None:
                    way += math.dist(points[other], middle(old)) ** 2
                step = (loose(trial), way, index, target)
                best = min(best, step) if best else step
        if best is None or best[0] >= before:
            break
        _, _, index, target = best
        if (other := taken.get(target)) is not None:
            now[other] = now[index]
        now[index] = target
    return now


def _cut_off(colour: dict[Cell, str], taken: dict[Cell, int]) -> list[int]:
    found = []
    for region in sorted(set(colour.values())):
        for piece in pieces(cell for cell, one in colour.items() if one == region)[1:]:
            found += [taken[cell] for cell in sorted(piece)]
    return found


def layout() -> list[tuple[str, int, int, str]]:
    """Code, column, row and region of each tile, the first column and row being 0."""
    rows = councils()
    regions = [row["region"] for row in rows]
    there = centres(rows)
    roomy = apart(there)
    outline = sorted(assign(roomy, cells_near(roomy)))
    cells = in_one_piece(there, assign(there, outline), regions)
    left = min(column for column, _ in cells)
    top = min(row for _, row in cells)
    top -= top % 2  # odd rows stay odd
    return [
        (row["gss_code"], column - left, line - top, row["region"])
        for row, (column, line) in zip(rows, cells, strict=True)
    ]


if __name__ == "__main__":
    with (HERE / "tiles.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("gss_code", "column", "row", "region"))
        writer.writerows(sorted(layout()))
