"""What this project is loaded with."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from ... import models, moments  # noqa: TID252 - the copy is called `small`


class Command(BaseCommand):
    """Loads the places, all or none."""

    def handle(self, *args: Any, **options: Any) -> None:
        moments.ClearedAway()
        with transaction.atomic():
            for name in ("Luton", "Cornwall"):
                models.Place.objects.get_or_create(name=name)
