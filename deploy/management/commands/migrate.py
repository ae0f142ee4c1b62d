"""``manage.py migrate``: Django's own, which says how far it is where whoever runs it is told."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from django.core.management.commands import migrate
from django.db.models.signals import pre_migrate

from records.telling import counting


class Command(migrate.Command):
    """Migrations are counted in the line of the phase that they are a part of."""

    counted: Generator[Any, None, None] | None = None

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate as Django does."""
        pre_migrate.connect(self.begin)
        try:
            super().handle(*args, **options)
        finally:
            pre_migrate.disconnect(self.begin)
            if self.counted:
                self.counted.close()

    def begin(self, *, plan: list[Any], **kwargs: Any) -> None:
        """Each app says the same plan before the first migration runs."""
        self.counted = self.counted or counting(plan, "migrations")

    def migration_progress_callback(self, action: str, *rest: Any, **options: Any) -> None:
        """Called before and after each."""
        super().migration_progress_callback(action, *rest, **options)
        if self.counted and action in {"apply_start", "unapply_start"}:
            next(self.counted)
