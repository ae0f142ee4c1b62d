"""Whoever is signed out may be answered by a copy of the database that takes no changes.

Every page, list and file of the access table is opened so by the signed-out reader: where one
writes on reading, or tries to and goes on without, the test names it with the statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import LazySettings
from django.db import Error, connection, transaction

from interface.trouble import READ_ONLY, trouble_of
from tests.access import table
from tests.access.kept_world import KeptWorld
from tests.access.table import Row


@dataclass
class Refused:
    """The statements that the database would not do, as nothing may be changed."""

    statements: list[str] = field(default_factory=list)

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        try:
            return execute(sql, params, many, context)
        except Error as problem:
            if trouble_of(problem) is READ_ONLY:
                self.statements.append(" ".join(str(sql).split())[:200])
            raise


@contextmanager
def read_only() -> Iterator[None]:
    """The transaction takes no changes meanwhile, as a replica takes none."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        yield
        transaction.set_rollback(True)  # which gives the transaction back its right to write


@contextmanager
def refusals() -> Iterator[Refused]:
    """What is refused meanwhile; nothing of it stays."""
    refused = Refused()
    with connection.execute_wrapper(refused), transaction.atomic():
        yield refused
        transaction.set_rollback(True)


def opened(made: dict[str, Any]) -> Iterator[tuple[Row, str]]:
    """Every address that is opened, not pressed; a list's file in each of its forms."""
    for row in table.rows():
        if row.method == "GET" and row.public:
            address = row.address(made[row.of])
            yield row, address
            if "format=csv" in address:
                yield row, address.replace("format=csv", "format=json")


def test_no_page_for_the_signed_out_writes(kept_world: KeptWorld, settings: LazySettings) -> None:
    settings.READ_NODE = True
    client = kept_world.client("resident")
    wrong = []
    with read_only():
        for row, address in opened(kept_world.made.at["public"]):
            with refusals() as refused:
                answer = client.get(address)
                if answer.streaming:
                    b"".join(answer)
            if refused.statements or answer.status_code >= 500:
                told = f"{answer.status_code} {refused.statements}"
                wrong.append(f"{table.file_of(row)}: {row} writes on reading: {told}")
    assert wrong == [], "\n".join(wrong)
