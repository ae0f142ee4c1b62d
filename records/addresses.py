"""Addresses of records, for pages that name hundreds of them.

Django's ``reverse`` looks a name up and tries its patterns anew for each address. What it answers
differs between records in their slugs and numbers alone, so it is asked once for each name.
"""

from __future__ import annotations

import re
from functools import cache

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

# What stands for the parts while the shape is made: a slug or a number, or a reference (B-000123).
_STAND_INS = (("7301946825", "7301946826"), ("B-7301946825", "B-7301946826"))
_PLAIN = re.compile(r"[-a-zA-Z0-9_]+")


def address(name: str, *parts: str | int) -> str:
    """As ``reverse(name, args=parts)``, for slugs, numbers and references.

    Raises ``NoReverseMatch`` for a name that is not there and for a part that is no word of an
    address.
    """
    shape = _shape(name, len(parts), get_urlconf(), get_script_prefix())
    said = [str(part) for part in parts if part is not None]
    if shape and len(said) == len(parts) and all(map(_PLAIN.fullmatch, said)):
        return shape.format(*said)
    return reverse(name, args=parts)


@cache
def _shape(name: str, count: int, urlconf: str | None, prefix: str) -> str:
    """``/pilots/{}/updates/{}/``; empty where the parts are of another kind."""
    for stand_ins in _STAND_INS:
        try:
            made = reverse(name, args=stand_ins[:count])
        except NoReverseMatch:
            continue
        for part in stand_ins[:count]:
            made = made.replace(part, "{}")
        return made
    return ""
