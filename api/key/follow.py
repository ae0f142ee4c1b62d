"""What becomes of keys when something happens to an account."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_reset
from django.dispatch import receiver
from django.utils import timezone

from api.models import ApiKey


@receiver(password_reset)
def password_lost(user: Any, **kwargs: Any) -> None:
    """Whoever asks for a new password by email may have lost the old one to somebody, who could
    have made a key with it: what is their own ends."""
    ApiKey.objects.filter(user=user, ended_at=None).update(ended_at=timezone.now())
