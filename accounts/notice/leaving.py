"""The link in a daily letter that ends the letters, without signing in."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from accounts.models import User

_LEAVE = "accounts.daily-letter.leave"


def leave_url(user: User) -> str:
    """The address that ends somebody's daily letter, the same in every one; it opens no more."""
    return reverse("letter_leave", args=[signing.Signer(salt=_LEAVE).sign(str(user.pk))])


def to_leave(token: str) -> User | None:
    """Whose letter a link ends; None for a broken link, or an account that is closed."""
    try:
        pk = signing.Signer(salt=_LEAVE).unsign(token)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
