"""Moments that stand in addresses and hidden fields, where anybody may write anything."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.dateparse import parse_datetime


def read_moment(text: str) -> dt.datetime | None:
    """The moment that a text says, in UTC; None where it says none, or none with its zone.

    UTC, because PostgreSQL refuses zones of 16 hours and more, which Python takes.
    """
    try:
        moment = parse_datetime(text)
        return moment.astimezone(dt.UTC) if moment and timezone.is_aware(moment) else None
    except (ValueError, OverflowError):
        return None
