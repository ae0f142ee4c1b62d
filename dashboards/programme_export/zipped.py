"""A zip that is written while it is sent: it never stands whole in memory or on a disk."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone

from interface.exports import safe_row

LINES = 200
# Tells spreadsheets that a CSV is UTF-8
MARK = "\ufeff"

Lines = Iterable[Iterable[Any]]


@dataclass
class _Sent:
    """Where the zip is written: it keeps only what was not sent yet, and cannot go back."""

    waiting: list[bytes] = field(default_factory=list)

    def write(self, data: bytes) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        data = b"".join(self.waiting)
        self.waiting.clear()
        return data


def zipped(files: Iterable[tuple[str, Iterable[str]]]) -> Iterator[bytes]:
    """The zip in pieces, from names and the pieces of text of each file."""
    sent = _Sent()
    with ZipFile(sent, "w", ZIP_DEFLATED) as book:  # type: ignore[call-overload]  # it only writes
        for name, pieces in files:
            about = ZipInfo(name, timezone.localtime().timetuple()[:6])
            about.compress_type = ZIP_DEFLATED
            with book.open(about, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece.encode())
                    if data := sent.taken():
                        yield data
    yield sent.taken()


def as_csv(lines: Lines) -> Iterator[str]:
    """Lines of a CSV, a few hundred at a time."""
    text = io.StringIO()
    writer = csv.writer(text)
    text.write(MARK)
    for number, line in enumerate(lines, 1):
        writer.writerow(safe_row(line))
        if number % LINES == 0:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()
