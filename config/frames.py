"""How a server holds its memory: the frames of a request in one piece, what is loaded set apart.

CPython keeps a thread's frames in pieces of 16 KB. A call that needs the next piece has it mapped,
and unmapped when it returns: a loop that stands at such an edge does both each time round. A page
of Placebook did so some 250 times, for a fifth of its time. Later releases keep one piece at hand
(python/cpython, issue 142183); those before have it from here.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
SLOTS = 2**16  # 512 KB are asked for, 1 MB is mapped: half of it is left for whoever is called


def in_one_piece(
    call: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs
) -> Answer:
    """Call it; its frames and those of all that it calls stand beside each other."""
    return call(*args, **kwargs)


in_one_piece.__code__ = in_one_piece.__code__.replace(co_stacksize=SLOTS)


def settle() -> None:
    """What is loaded by now stays for good: the collector of garbage, which else goes through all
    of it in the midst of some request, is told so, and called less often while a page makes its
    rows: thousands of objects, few of which go round in circles."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)
