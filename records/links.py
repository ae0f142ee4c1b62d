"""The rows that link a record to others, kept as the form says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def set_links(links: Any, to: str, rows: Iterable[Any], **new: Any) -> None:
    """Have the links of a record lead to these rows and no others.

    ``links`` is the manager of the links, ``to`` their key. A link that stays keeps what is said of
    it; one that is made is given ``new``.
    """
    wanted = {row.pk for row in rows}
    have = set(links.values_list(f"{to}_id", flat=True))
    links.filter(**{f"{to}__in": have - wanted}).delete()
    for pk in sorted(wanted - have):
        links.create(**{f"{to}_id": pk}, **new)
