"""On what terms everybody may use what they can read here, as whoever runs the server says."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings


class Licence(NamedTuple):
    """What it is called, and where it stands."""

    name: str
    url: str


def licence() -> Licence | None:
    """That of this server: its name and, as the last word, its address. None where nobody said one:
    it is for those whose data they are to say, not for the program."""
    name, _, url = settings.DATA_LICENCE.rpartition(" ")
    return Licence(name, url) if name and url else None
