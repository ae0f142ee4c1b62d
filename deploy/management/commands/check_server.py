"""``manage.py check_server``: everything that a server needs, tried."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from deploy import checks, site_checks
from interface.words import count_words


class Command(BaseCommand):
    """Run it before people come, and after each upgrade."""

    help = "Try everything that this server needs, and say what is wrong."
    requires_system_checks = ()  # they are among what it tries

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--email`` and ``--inside``."""
        parser.add_argument(
            "--email", default="", metavar="ADDRESS", help="send a test email there"
        )
        parser.add_argument(
            "--inside", action="store_true", help="leave out the site itself: it is not served yet"
        )

    def handle(self, **options: Any) -> None:
        """A line for each thing; status 1 where something is wrong that cannot wait."""
        asked: dict[str, checks.Check] = {
            "settings": checks.settings_are_safe,
            "pages": checks.statements_are_filled_in,
            "database": checks.database_is_ready,
            "tables": checks.tables_are_there,
            "clock": checks.clock_is_right,
            "attached files": checks.storage_takes_files,
            "static files": checks.static_files_are_there,
            "email": checks.email_goes(options["email"]),
            "sign-on": site_checks.providers_answer,
            "hourly job": checks.jobs_run,
            "backup": checks.backups_are_made,
        }
        if not options["inside"]:
            asked["the site"] = site_checks.site_answers
            asked["slow visitors"] = site_checks.proxy_takes_in_slow_visitors
        failed = 0
        for about, check in asked.items():
            for found in checks.tried(check, about):
                self.stdout.write(f"{found.word:<5}  {found.about}: {found.said}")
                failed += found.wrong and found.is_urgent
        if failed:
            raise CommandError(f"{count_words(failed, 'problem')} to fix.")
