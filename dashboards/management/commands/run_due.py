"""``manage.py run_due``: what the passing of time asks for. Run it from cron; twice is as once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from interface.words import count_words
from partnerships.reach import rebuild_reach
from records.drafts import LIFE
from records.models import SpentToken


class Command(BaseCommand):
    """Brings reach to today and forgets the tokens of forms that were sent long ago."""

    help = "Apply what fell due: dated links between places, and spent form tokens."

    def handle(self, *args: Any, **options: Any) -> None:
        """Both in one transaction; nothing is said where nothing fell due."""
        with transaction.atomic():
            rebuild_reach()
            old = SpentToken.objects.filter(spent_at__lt=timezone.now() - LIFE)
            forgotten, _ = old.delete()
        if forgotten:
            said = count_words(forgotten, "token")
            self.stdout.write(f"Forgot {said} of forms sent over a month ago.")
