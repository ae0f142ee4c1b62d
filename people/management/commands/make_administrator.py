from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from interface.context import absolute
from interface.forms import can_be_emailed
from people.models import Assignment, Invitation
from people.role.actions import make_administrator
from people.role.invitation_actions import token_of


class Command(BaseCommand):
    """Makes the first administrator of a new site; the others are made on the pages.

    Run again for the same address, it says how that stands, and gives a new link where the first
    was not used.
    """

    help = (
        "Make the administrator of a new site: prints the link by which they choose their name and "
        "password, and sends it by email. An address that has an account gets the role at once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", nargs="?", help="their email address; asked where left out")

    def handle(self, *args: Any, **options: Any) -> None:
        email = (options["email"] or _asked()).strip().lower()
        try:
            validate_email(email)
            can_be_emailed(email)
        except ValidationError:
            raise CommandError(f"{email} is not an email address that can be sent to.") from None
        before = Invitation.objects.open().at(None).filter(email=email).exists()
        already = Assignment.objects.at(None).filter(user__email=email).exists()
        try:
            made = make_administrator(email=email)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from None
        if isinstance(made, Invitation):
            self._say_invited(made, before)
        else:
            again = " already" if already else ""
            self.stdout.write(f"{email} is an administrator{again}, with the account it has.")

    def _say_invited(self, invitation: Invitation, before: bool) -> None:
        how = "was invited before. The earlier link has ended" if before else "is invited"
        self.stdout.write(f"{invitation.email} {how}. They choose a name and a password at")
        self.stdout.write(absolute(reverse("invitation", args=[token_of(invitation)])))
        self.stdout.write(
            f"within {Invitation.DAYS} days. The same link is on its way by email; who has it "
            "becomes the administrator."
        )


def _asked() -> str:
    """The address that somebody types; none where nobody is there to type it."""
    try:
        return input("Email address of the administrator: ")
    except EOFError:
        raise CommandError("Say whom: make_administrator ada@example.org") from None
