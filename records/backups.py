"""What backups do not hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class LeftOutOfBackups:
    """A table whose rows, and their number, are in no backup: ``afterwards`` tells whoever puts one
    back what comes of that."""

    model: type[Model]
    afterwards: str
    order: int = 0
