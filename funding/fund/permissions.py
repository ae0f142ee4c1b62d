from __future__ import annotations

from typing import Any

from access.permissions import contributes_anywhere, leads, wrote
from access.visibility import reader_of
from funding.models import Fund


def can_add_fund(user: Any) -> bool:
    """Whoever enters money: at places, for a body or for a programme; and administrators."""
    reader = reader_of(user)
    return bool(
        reader
        and (
            contributes_anywhere(user)
            or reader.organisations
            or reader.led_programmes
            or reader.is_administrator
        )
    )


def can_edit_fund(user: Any, fund: Fund) -> bool:
    """Officers of the bodies that own it, leads of its programme, administrators, its author."""
    reader = reader_of(user)
    if reader is None:
        return False
    if reader.is_administrator or leads(user, fund.programme_id):
        return True
    if wrote(user, fund) and can_add_fund(user):
        return True
    bodies = sorted(reader.organisations)
    return bool(bodies) and fund.owner_links.filter(organisation__in=bodies).exists()


def can_edit_part(user: Any, part: Any) -> bool:
    """Whoever keeps the fund keeps what belongs to it: its pots, rounds, duties and guidance."""
    return can_edit_fund(user, part.fund)


def can_publish_fund(user: Any) -> bool:
    """Whoever keeps a body, a programme or a place may show a fund to everyone."""
    reader = reader_of(user)
    return bool(
        reader
        and (
            reader.organisations
            or reader.led_programmes
            or reader.edited_places
            or reader.is_administrator
        )
    )
