"""Cuts the process off at a moment: $CUT_AT, a pattern of what is reached; $CUT_BY, a signal."""

import os
import re
import signal
from collections.abc import Callable
from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.db.backends.signals import connection_created
from django.dispatch import receiver


def reached(what: str) -> None:
    """Ends the process here, if this is the moment."""
    if (moment := os.environ.get("CUT_AT")) and re.match(moment, what):
        os.kill(os.getpid(), signal.Signals[os.environ["CUT_BY"]])


@receiver(connection_created)
def _watch(connection: Any, **kwargs: Any) -> None:
    if _watched not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watched)


def _watched(execute: Callable, sql: str, *how: Any) -> Any:
    reached(f"before {sql}")
    result = execute(sql, *how)
    reached(f"after {sql}")
    return result


class ClearedAway:
    """Something of which Python drops what is raised while it is cleared away."""

    def __del__(self) -> None:
        reached("while it is cleared away")


class Storage(StaticFilesStorage):
    """Static files, each of them a moment."""

    def _save(self, name: str, content: Any) -> str:
        reached(f"before {name}")
        return super()._save(name, content)  # type: ignore[misc]

    def delete(self, name: str) -> None:
        super().delete(name)
        reached(f"after deleting {name}")
