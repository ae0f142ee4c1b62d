"""``manage.py run_due``: what the passing of time asks for. Run it from cron; twice is as once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.notices import forget_addresses, send_waiting, write_daily_letters
from barriers.escalation.due import run_clocks
from barriers.escalation.links import forget_addresses as forget_link_addresses
from barriers.publishing.due import publish_due
from barriers.similar.due import count_words as count_barrier_words
from dashboards.follow_news import tell_followers
from dashboards.reorganise.actions import carry_out_due
from interface.words import count_words
from partnerships.actions.care import remind_owners
from partnerships.actions.following import forget_unconfirmed
from partnerships.actions.personal_data import retire_names
from partnerships.reach import rebuild_reach
from records.drafts import LIFE
from records.models import SpentToken


class Command(BaseCommand):
    """Brings reach to today, forgets tokens of forms sent long ago, reminds, sends what waits."""

    help = "Apply what fell due: dated links between places, spent form tokens, reviews, letters."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step by itself; nothing is said where nothing fell due."""
        with transaction.atomic():
            rebuild_reach()
            old = SpentToken.objects.filter(spent_at__lt=timezone.now() - LIFE)
            forgotten, _ = old.delete()
        for act in carry_out_due():
            self.stdout.write(f"Carried out: {act}.")
        if retired := retire_names(timezone.localdate()):
            said = count_words(retired, "name")
            self.stdout.write(f"Removed {said} kept long enough from the directory.")
        if forgotten:
            said = count_words(forgotten, "token")
            self.stdout.write(f"Forgot {said} of forms sent over a month ago.")
        told, climbed = run_clocks(timezone.localdate())
        if told:
            self.stdout.write(f"Told of {count_words(told, 'late ask')}.")
        if climbed:
            self.stdout.write(f"Took {count_words(climbed, 'ask')} one rung up.")
        if out := publish_due(timezone.localdate()):
            self.stdout.write(f"Made {count_words(out, 'barrier')} public.")
        forget_link_addresses()
        count_barrier_words(timezone.localdate())
        tell_followers()
        forget_unconfirmed()
        write_daily_letters()
        if due := remind_owners(timezone.localdate()):
            self.stdout.write(f"Reminded the keepers of {count_words(due, 'page')}.")
        if sent := send_waiting():
            self.stdout.write(f"Sent {count_words(sent, 'letter')}.")
        forget_addresses()
