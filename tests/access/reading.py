"""Reading a page, and knowing later whether the database would say the same to it again."""

from __future__ import annotations

import io
import pickle
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from zipfile import ZipFile

from django.db import Error, connection, transaction
from django.test import Client
from openpyxl import load_workbook

from tests.access.remembered import Remembered, Said, undone

# What changes from one rendering to the next and tells nothing: keys of forms, and of a file when
# it was taken away, and when a sheet was made.
KEYS = re.compile(r'<input type="hidden" name="(csrfmiddlewaretoken|draft_token|until)"[^>]*>')
TAKEN_AT = re.compile(
    r"(?:Downloaded|Made on)\W+\d+ \w+ \d{4}, (?:\d+(?::\d\d)?[ap]m|midday|midnight)"
)


@dataclass
class Asked:
    """What a page asked of the database, in order, each with the rows that came.

    A page that is given the same rows by each query asks the same next and says the same, for it
    knows nothing else. So where they come again, it need not be made again to know what it says.
    Not so where not all of it could be kept (``is_whole``).
    """

    statements: list[tuple[str, Any, bytes]] = field(default_factory=list)
    is_whole: bool = True

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """Keep what one query gets; for ``connection.execute_wrapper``."""
        try:
            made = execute(sql, params, many, context)
        except Error:
            self.is_whole = False
            raise
        if hasattr(context["cursor"].cursor, "name"):
            self.is_whole = False  # read by parts on the server: looking at its rows takes them
            return made
        self.statements.append((sql, params, _rows(context["cursor"])))
        return made

    def is_answered_the_same(self, now: Remembered) -> bool:
        """Whether each query gets now what it got then. Nothing that it writes stays."""
        if not self.is_whole:
            return False
        with transaction.atomic(), now.asked():
            try:
                with connection.cursor() as cursor:
                    return all(self._again(cursor, *one) for one in self.statements)
            except Error:
                return False
            finally:
                transaction.set_rollback(True)

    @staticmethod
    def _again(cursor: Any, sql: str, params: Any, rows: bytes) -> bool:
        cursor.execute(sql, params)
        return _rows(cursor) == rows


def _rows(cursor: Any) -> bytes:
    """The rows of the last query, which the page still finds there; else how many it changed."""
    if isinstance(cursor.cursor, Said):
        return cursor.cursor.kept
    if cursor.description is None:
        return pickle.dumps(cursor.rowcount)
    rows = cursor.fetchall()
    if rows:
        cursor.scroll(0, mode="absolute")
    return pickle.dumps(rows)


@dataclass(frozen=True)
class Reading:
    """A page as it was read: ``said`` is its status, where it leads, and its words."""

    client: Client
    address: str
    said: str
    asked: Asked

    def again(self, now: Remembered) -> str:
        """What it says now."""
        if self.asked.is_answered_the_same(now):
            return self.said
        return read(self.client, self.address, now).said


def read(client: Client, address: str, now: Remembered) -> Reading:
    """The page at an address, of the record as it is now. Nothing that it wrote stays."""
    client.cookies.pop("messages", None)  # what the page before had to say
    asked = Asked()
    with undone(), connection.execute_wrapper(asked), now.asked():
        response = client.get(address)
        body = b"".join(response) if response.streaming else response.content
    words = KEYS.sub("", in_words(body))
    words = TAKEN_AT.sub("", words)
    said = f"{response.status_code} {response.headers.get('Location', '')}\n{words}"
    return Reading(client, address, said, asked)


def in_words(body: bytes) -> str:
    """What an answer says; of a spreadsheet its cells, of a zip the text of its files."""
    if not body.startswith(b"PK"):
        return body.decode()
    with ZipFile(io.BytesIO(body)) as parts:
        if "[Content_Types].xml" not in parts.namelist():
            return "\n".join(f"{name}\n{parts.read(name).decode()}" for name in parts.namelist())
    book = load_workbook(io.BytesIO(body), read_only=True)
    return "\n".join(
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row
    )
