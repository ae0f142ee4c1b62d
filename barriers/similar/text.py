"""What somebody writes, or a barrier says: others like it are looked for by this."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from barriers.models import Barrier, Category
from barriers.similar import words


@dataclass(frozen=True)
class Said:
    """A text, for one reader. Others are of the same kind where ``category`` is given.

    What is of made-up places is left out unless this is (``made_up``).
    """

    text: str
    user: Any
    category: Category | None = None
    made_up: bool = False

    @classmethod
    def by(cls, barrier: Barrier, user: Any) -> Self:
        """What a barrier says."""
        text = f"{barrier.title} {barrier.because}"
        return cls(text, user, barrier.category, barrier.is_example)

    @cached_property
    def terms(self) -> list[str]:
        """Its rare words, asked for once."""
        return words.terms(self.text, self.user)
