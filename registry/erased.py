"""What was erased stays erased, also where a backup from before is put back.

Beside the backups stands a file with the number and the moment of making of each row from which a
name or an address was removed. It names nobody. Whoever puts a backup back has these rows found in
it and the same removed again.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from interface.words import count_words
from records.subjects import registered
from records.telling import counting, telling

FILE = "erased.json"
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class StaysErased:
    """Rows from which something was removed for good. ``noun``: what is removed, one and several.

    ``erased`` are those from which it is gone. ``made`` is the column of the moment at which a row
    was made: a number alone may be given to another row once a backup was put back. ``again``
    removes it from one row.
    """

    model: Any
    noun: str
    made: str
    erased: Callable[[], QuerySet[Any]]
    again: Callable[[Any], None]
    order: int

    @property
    def key(self) -> str:
        """The name of its rows in the file."""
        return str(self.model._meta.label_lower)

    def names(self) -> set[str]:
        """The rows from which it is gone, as the file has them."""
        rows = self.erased().order_by().values_list("pk", self.made)
        return {_name(pk, made) for pk, made in rows.iterator()}

    def there_again(self, names: set[str]) -> list[Any]:
        """Rows of these names in which it stands again."""
        numbers = [int(name.partition(" ")[0]) for name in names - self.names()]
        every = self.model._base_manager  # noqa: SLF001 - what was withdrawn as well
        rows = every.filter(pk__in=numbers).order_by("pk")
        return [row for row in rows if _name(row.pk, getattr(row, self.made)) in names]


def _name(pk: int, made: dt.datetime) -> str:
    return f"{pk} {made.astimezone(dt.UTC).isoformat()}"


def note_erased(folder: Path | None = None) -> None:
    """Write down what is erased, beside what was written before; nothing where no backup is made.

    Raises OSError where the folder takes nothing.
    """
    folder = folder or settings.BACKUPS_DIR
    if not folder.is_dir():
        return
    with _alone(folder):
        known = noted(folder)
        found = {kind.key: kind.names() for kind in registered(StaysErased)}
        whole = {
            key: sorted(known.get(key, set()) | found.get(key, set())) for key in known | found
        }
        unfinished = folder / f"{FILE}.unfinished"
        unfinished.write_text(json.dumps(whole, indent=0))
        with unfinished.open() as written:
            os.fsync(written.fileno())
        unfinished.rename(folder / FILE)


def note_once_done() -> None:
    """Write it down once this transaction has landed; the hourly job does where this cannot."""
    transaction.on_commit(_note, robust=True)


def _note() -> None:
    try:
        note_erased()
    except OSError:
        log.warning("what was erased could not be written beside the backups", exc_info=True)


def noted(folder: Path) -> dict[str, set[str]]:
    """What was written down, by kind of row. Raises ValueError where that cannot be read."""
    file = folder / FILE
    told = json.loads(file.read_text()) if file.exists() else {}
    return {key: set(names) for key, names in told.items()}


def erase_again(folder: Path) -> Iterator[str]:
    """Remove again what a backup brought back, and say how much; all of it is tried."""
    known = noted(folder)
    for kind in registered(StaysErased):
        done, left = 0, list[str]()
        one, several = kind.noun.split(",")
        with telling(f"Removing {several} again", brief=True):
            for row in counting(kind.there_again(known.get(kind.key, set())), several):
                try:
                    with transaction.atomic():
                        kind.again(row)
                    done += 1
                except ValidationError as problem:
                    left.append(f"{kind.key} {row.pk}: {' '.join(problem.messages)}")
        if done:
            yield f"{count_words(done, one, several)} removed again."
        yield from (f"Not removed again: {line}" for line in left)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / ".erased").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
