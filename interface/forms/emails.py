"""Email addresses: only those that email can be sent to."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.mail.message import sanitize_address

MESSAGE = (
    "Email cannot be sent to this address. Check that it is complete and typed correctly, "
    "such as name@example.org"
)
# What mail servers take at most (RFC 5321, 4.5.3.1): before the @, and in all as it is sent.
LONGEST_NAME, LONGEST = 64, 254
_FROM = "name@example.org"


def can_be_emailed(address: str) -> None:
    """Raise ``ValidationError`` for an address that our own sender or every server would refuse."""
    try:
        EmailMessage(from_email=_FROM, to=[address]).message()
        sent_to = sanitize_address(address, "utf-8")
    except Exception:  # noqa: BLE001 - whatever the sender would stumble over
        raise ValidationError(MESSAGE, code="cannot_be_emailed") from None
    if len(sent_to) > LONGEST or len(sent_to.rpartition("@")[0]) > LONGEST_NAME:
        raise ValidationError(MESSAGE, code="cannot_be_emailed")


def unless_refused(validators: Iterable[Callable[[str], None]]) -> Callable[[str], None]:
    """``can_be_emailed`` for what these take: one mistake in an address gets one message."""
    validators = tuple(validators)

    def check(address: str) -> None:
        try:
            for validator in validators:
                validator(address)
        except ValidationError:
            return
        can_be_emailed(address)

    return check
