"""Work that takes long says what it does: a line for each phase, how far it is, how long it took.

Each function says so of its own work (``telling``, ``counting``); whether anybody hears it is for
who runs it (``progress_to``): a command tells whoever ran it, a page nobody. A phase within another
is told in the line of that one.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterable, Iterator, Sized
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from itertools import chain, count, repeat
from threading import Event, Thread
from time import monotonic
from typing import Any, TypeVar

from django.core.management.base import OutputWrapper

# How long a line stands as it is, in seconds: one that is brief is told after the first
BRIEF, A_SECOND, IN_A_LOG = 1.0, 1.0, 30.0
Row = TypeVar("Row")


@contextmanager
def progress_to(out: Any, verbosity: int = 1, *, is_job: bool = False) -> Iterator[None]:
    """What is done within is told to ``out``; to nobody more than before where verbosity is 0.

    A job that a timer runs as well tells a terminal alone, unless verbosity is raised.
    """
    is_terminal = bool(out.isatty())
    if not verbosity or (is_job and verbosity == 1 and not is_terminal):
        yield
        return
    before = _ear.set(_Terminal(out) if is_terminal else _Log(out))
    try:
        yield
    finally:
        _ear.reset(before)


@contextmanager
def telling(what: str, *, brief: bool = False) -> Iterator[None]:
    """Say what is done now, and once it is done how long it took. ``brief``: it is told only where
    it takes more than a second."""
    ear = _ear.get()
    if ear is None:
        yield
    elif ear.line:
        with ear.line.within(_Part(what[:1].lower() + what[1:])):
            yield
    else:
        ear.line = line = _Line(what, ear, is_brief=brief)
        is_done = False
        try:
            line.begin()
            yield
            is_done = True
        finally:
            ear.line = None
            line.end(is_done=is_done)


def counting(rows: Iterable[Row], what: str, of: int | None = None) -> Generator[Row, None, None]:
    """Rows as they are, told in the line of the phase: "1,200 of 6,900 places".

    ``of`` says how many there are, where ``rows`` cannot.
    """
    ear = _ear.get()
    if ear is None or ear.line is None:
        yield from rows
        return
    if of is None and isinstance(rows, Sized):
        of = len(rows)
    with ear.line.within(_Part(what, of, is_counted=True)) as part:
        for row in rows:
            yield row
            part.done += 1


class _Part:
    """What is done within a phase, and how many of how many."""

    def __init__(self, what: str, of: int | None = None, *, is_counted: bool = False) -> None:
        self.what, self.of, self.is_counted, self.done = what, of, is_counted, 0

    def __str__(self) -> str:
        if not self.is_counted:
            return self.what
        many = f"{self.done:,}" if self.of is None else f"{self.done:,} of {self.of:,}"
        return f"{many} {self.what}"


class _Ear:
    """Whoever is told, and the line that is told just now."""

    line: _Line | None = None

    def __init__(self, out: Any) -> None:
        self.out = out

    def write(self, text: str) -> None:
        """At once, as it is: a command's own stream adds a colour and the end of a line."""
        if isinstance(self.out, OutputWrapper):
            self.out.write(text, str, ending="")
        else:
            self.out.write(text)
        self.out.flush()

    def waits(self) -> Iterator[float]:
        """How long the line stands as it is, in seconds, each time."""
        raise NotImplementedError

    def begin(self, what: str) -> None:
        """Its first word."""
        raise NotImplementedError

    def move(self, what: str, far: str) -> None:
        """How far it is by now."""
        raise NotImplementedError

    def end(self, what: str, far: str) -> None:
        """Its last word."""
        raise NotImplementedError


class _Terminal(_Ear):
    """Has its line drawn anew each second."""

    width = 0

    def waits(self) -> Iterator[float]:
        return repeat(A_SECOND)

    def begin(self, what: str) -> None:
        self.width = 0
        self._draw(f"{what} ...")

    def move(self, what: str, far: str) -> None:
        self._draw(f"{what} ... {far}")

    def end(self, what: str, far: str) -> None:
        self._draw(f"{what} ... {far}".rstrip())
        self.write("\n")

    def _draw(self, text: str) -> None:
        text = text[: shutil.get_terminal_size().columns - 1]
        self.write(f"\r{text.ljust(self.width)}")
        self.width = len(text)


class _Log(_Ear):
    """Gets few lines, each whole: the longer a phase has taken, the later comes the next."""

    def waits(self) -> Iterator[float]:
        return (IN_A_LOG * 2**times for times in count())

    def begin(self, what: str) -> None:
        self.write(f"{what} ...")

    def move(self, what: str, far: str) -> None:
        self.write(f" {far} so far\n{what} ...")

    def end(self, what: str, far: str) -> None:
        self.write(f" {far}".rstrip() + "\n")


class _Line:
    """The line of a phase. A thread keeps it moving: what works may wait for the database."""

    def __init__(self, what: str, ear: _Ear, *, is_brief: bool) -> None:
        self.what, self.ear, self.is_brief = what, ear, is_brief
        self.parts: list[_Part] = []
        self.began, self.is_told, self.over = monotonic(), False, Event()
        self.thread = Thread(target=self._keep_moving, daemon=True)

    def begin(self) -> None:
        """Say it, unless it may be over before anybody asks."""
        if not self.is_brief:
            self._tell()
        self.thread.start()

    def end(self, *, is_done: bool) -> None:
        """Say how long it took, where it was done."""
        self.over.set()
        if self.thread.ident:
            self.thread.join()
        if self.is_told:
            self.ear.end(self.what, self._far() if is_done else "")

    @contextmanager
    def within(self, part: _Part) -> Iterator[_Part]:
        """Something that is done within the phase."""
        self.parts.append(part)
        try:
            yield part
        finally:
            self.parts.remove(part)

    def _tell(self) -> None:
        self.is_told = True
        self.ear.begin(self.what)

    def _keep_moving(self) -> None:
        for wait in chain([BRIEF] if self.is_brief else [], self.ear.waits()):
            if self.over.wait(wait):
                return
            with suppress(OSError, ValueError):  # nobody hears it any more; the work goes on
                if self.is_told:
                    self.ear.move(self.what, self._far())
                else:
                    self._tell()

    def _far(self) -> str:
        return ", ".join([*map(str, self.parts), time_words(monotonic() - self.began)])


def time_words(seconds: float) -> str:
    """ "3 s", "2 min 5 s", "1 h 12 min"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes_left = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes_left} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


_ear: ContextVar[_Ear | None] = ContextVar("whoever is told", default=None)
