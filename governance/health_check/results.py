"""What may be shown of answers, and no more: the rules that keep an answer from being told.

They come from counting every way in which partners can answer: of five to nine, the band of the
median tells no insider another's score, and of ten or more the median and a word for the spread
tell neither that nor, but for the odd case, what somebody new has said. Lower numbers, means, the
lowest and highest, and how many gave a score do. docs/decisions/0100 has the counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

FEWEST, MEDIAN_FROM = 5, 10
# Of words: five who answered the question, and three of them who wrote
FEWEST_WROTE = 3
WEAK, MIXED, STRONG = "weak", "mixed", "strong"
BANDS = (WEAK, MIXED, STRONG)
CLOSE, APART, FAR = "close", "apart", "far"
ALL, PUBLIC, OTHERS = "all", "public", "others"


@dataclass(frozen=True, slots=True)
class Shown:
    """A band of the median; of ten or more also the ``step`` that it is on, from 0 to 4, and a word
    for how far apart the answers are."""

    band: str
    step: int | None = None
    spread: str = ""


def shown(scores: Sequence[int], before: int | None = None) -> Shown | None:
    """What is told of these scores; None of fewer than five. ``before`` is how many scores there
    were last time: by a word for the spread, one or two who came or went could be found out."""
    count = len(scores)
    if count < FEWEST:
        return None
    step = median_low(scores)
    if count < MEDIAN_FROM:
        return Shown(_band(step))
    is_near = before is not None and 1 <= abs(count - before) <= 2
    return Shown(_band(step), step, "" if is_near else _spread(scores))


def outcomes(
    public: Sequence[int], others: Sequence[int], before: int | None = None
) -> dict[str, Shown]:
    """What is told of a statement, of ``all`` and of the two sides: of both or of neither, as from
    one side and the whole the other could be worked out.

    Where the sides are told, the whole is told by its band alone: a step beside two bands gives
    scores away.
    """
    if (whole := shown([*public, *others], before)) is None:
        return {}
    if min(len(public), len(others)) < FEWEST:
        return {ALL: whole}
    bands = {PUBLIC: public, OTHERS: others}
    both = {side: Shown(_band(median_low(scores))) for side, scores in bands.items()}
    return {ALL: Shown(whole.band), **both}


def moved(was: Shown | None, now: Shown | None) -> int | None:
    """Whether it went up (1), down (-1) or neither (0) between what was shown; None where either
    was not."""
    if was is None or now is None:
        return None
    both = was.step is not None and now.step is not None
    before, after = (was.step, now.step) if both else (BANDS.index(was.band), BANDS.index(now.band))
    return (after > before) - (after < before)  # type: ignore[operator]  # neither is None


def _band(step: int) -> str:
    return WEAK if step <= 1 else STRONG if step >= 3 else MIXED


def _spread(scores: Sequence[int]) -> str:
    """By the quarter that is lower and the one that is higher."""
    ordered = sorted(scores)
    quarter = len(ordered) // 4
    width = ordered[-1 - quarter] - ordered[quarter]
    return CLOSE if width <= 1 else APART if width == 2 else FAR
