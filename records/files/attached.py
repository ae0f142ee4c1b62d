"""What the process does that looks through one file before it is kept beside a record.

Bytes come in; a line of JSON goes out, and after it the file as it is to be kept.
"""

from __future__ import annotations

import json
import sys

from records.files.child import confine
from records.files.kinds import DAMAGED, OFFICE, TYPES, Limits, table_text, type_of
from records.files.tables import Unreadable

TOO_MUCH = "The file takes too long or too much memory to check. Make it smaller"


def main() -> None:
    """Look through what comes in, within the limits of the last argument."""
    limits = Limits(**json.loads(sys.argv[-1]))
    confine(limits)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), limits))


def answer(content: bytes, limits: Limits) -> bytes:
    """The type of a file and its bytes as they are kept, or why it is refused."""
    try:
        found, kept = _looked_through(content, limits)
    except Unreadable as problem:
        return _line({"refused": str(problem)})
    except MemoryError:
        return _line({"refused": TOO_MUCH})
    except RecursionError:
        return _line({"refused": DAMAGED})
    return _line({"type": found}) + kept


def _looked_through(content: bytes, limits: Limits) -> tuple[str, bytes]:
    # Each library is loaded for the files that need it
    found = type_of(content)
    if found == OFFICE:
        from records.files.package import look_through

        return look_through(content, limits), content
    if TYPES[found].kind == "image":
        from records.files.pictures import redrawn

        return found, redrawn(content, found)
    if found == "pdf":
        from records.files.pdf import check

        check(content)
    if found == "csv":
        from records.files.formulas import check_cells

        check_cells(table_text(content))
    return found, content


def _line(reply: dict[str, str]) -> bytes:
    return json.dumps(reply).encode() + b"\n"
