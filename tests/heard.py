"""What long work told whoever ran it (``records.telling``)."""

from __future__ import annotations

import io
from threading import Event


class Heard(io.StringIO):
    """What was told, to a terminal or a log."""

    def __init__(self, *, is_terminal: bool = False) -> None:
        super().__init__()
        self.is_terminal, self.wanted, self.has_come = is_terminal, "", Event()

    def isatty(self) -> bool:
        return self.is_terminal

    def write(self, text: str) -> int:
        written = super().write(text)
        if self.wanted and self.wanted in text:
            self.has_come.set()
        return written

    def wait_for(self, text: str) -> None:
        """Until it is told while the work goes on."""
        self.wanted = text
        assert self.has_come.wait(timeout=5), self.getvalue()[-500:]

    @property
    def lines(self) -> list[str]:
        """As they stand at the end: on a terminal what was drawn last."""
        return [line.rpartition("\r")[2].rstrip() for line in self.getvalue().split("\n")[:-1]]
