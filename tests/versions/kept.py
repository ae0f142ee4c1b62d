"""Databases of earlier versions as they are kept beside this file: a folder for each version."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Told:
    """What a database held when it was dumped, as it stands beside its dump.

    ``rows`` of each table; ``totals`` and ``pages`` as `holds` gives them; ``at``: when.
    """

    version: str
    at: str
    rows: dict[str, int]
    totals: dict[str, Any]
    addresses: list[str]
    readers: list[str]
    pages: dict[str, dict[str, Any]]

    @property
    def moment(self) -> dt.datetime:
        """When its pages were read: what is late depends on it."""
        return dt.datetime.fromisoformat(self.at)


@dataclass(frozen=True)
class Kept:
    """One database of one version."""

    version: str
    name: str

    @property
    def dump(self) -> Path:
        return FOLDER / self.version / f"{self.name}.sql.xz"

    @property
    def _told(self) -> Path:
        return FOLDER / self.version / f"{self.name}.json"

    def tell(self, told: Told) -> None:
        """Write down what it holds."""
        self._told.write_text(json.dumps(asdict(told), indent=1, ensure_ascii=False) + "\n")

    @property
    def told(self) -> Told:
        return Told(**json.loads(self._told.read_text()))

    def __str__(self) -> str:
        return f"{self.version}-{self.name}"


def every() -> list[Kept]:
    """All of them, the earliest version first."""
    found = sorted(
        FOLDER.glob("*[0-9]/*.sql.xz"), key=lambda one: (_number(one.parent.name), one.name)
    )
    return [Kept(one.parent.name, one.name.removesuffix(".sql.xz")) for one in found]


def _number(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]
