"""On what terms everybody may use what they can read here, as whoever runs the server says."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

OPEN_GOVERNMENT = (
    "Open Government Licence v3.0 "
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
)


class Licence(NamedTuple):
    """What it is called, and where it stands."""

    name: str
    url: str


def licence() -> Licence:
    """That of this server: its name and, as the last word, its address."""
    name, _, url = (settings.DATA_LICENCE or OPEN_GOVERNMENT).rpartition(" ")
    return Licence(name, url)
