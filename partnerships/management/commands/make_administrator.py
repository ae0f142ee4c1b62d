from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from interface.forms import can_be_emailed
from partnerships.models import Assignment, Role


class Command(BaseCommand):
    """Makes the first administrator of a new site; the others are made on the pages."""

    help = "Give an address the role of administrator, with an account where it has none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="full name, for a new account")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
            can_be_emailed(email)
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address that can be sent to.") from None
        today = timezone.localdate()
        with transaction.atomic():
            user = User.objects.filter(email=email).first() or User.objects.create_user(
                email, full_name=options["name"] or email
            )
            roles = Assignment.objects.of(user).on(today).filter(role=Role.ADMINISTRATOR)
            if roles.exists():
                raise CommandError(f"{email} is an administrator already.")
            Assignment.objects.create(user=user, role=Role.ADMINISTRATOR, valid_from=today)
        self.stdout.write(
            f"{email} is an administrator. Choose a password through “Forgotten password” "
            "on the sign-in page."
        )
