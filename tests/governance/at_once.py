"""Several who act at the same moment, each over a connection of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from tests.locks import it_waits

LONGEST = 20


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each gave, or the sentence with which it was refused, in their order."""
    told: list[Any] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def act(number: int) -> None:
        try:
            start.wait(timeout=LONGEST)
            told[number] = acts[number]()
        except ValidationError as problem:
            told[number] = " ".join(problem.messages)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST)
    return told


def second_waits(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """What the second gave or was told, who came to a lock before the first had committed."""
    told: list[Any] = []

    def comes() -> None:
        try:
            told.append(second())
        except ValidationError as problem:
            told.append(" ".join(problem.messages))
        finally:
            connection.close()

    other = threading.Thread(target=comes)
    with transaction.atomic():
        first()
        other.start()
        assert it_waits(other)
    other.join(LONGEST)
    return told[0]
