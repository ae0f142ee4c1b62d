"""Of which time the figures of a release are, in the release's own words."""

from __future__ import annotations

import re

# When it was published stands in brackets at the end of a release's name
_PUBLISHED = re.compile(r" \([^()]*\)$")
# Short names of releases, spelt out
_SPELT = (
    (re.compile(r"^IoD(?=\d)"), "Indices of Deprivation "),
    (re.compile(r"^RUC (\d{4}) on LAD (\d{4})"), r"classification of \1, councils of \2"),
)


def release_words(release: str) -> str:
    """A release as pages name it: "2022 to 2024 (published 19 February 2026)".

    No day is worked out from it: the last day of a period is not what its figures are as at.
    """
    for short, words in _SPELT:
        release = short.sub(words, release)
    return release


def period_of(release: str) -> str:
    """The time that a release says its figures are of: "2022 to 2024"."""
    return _PUBLISHED.sub("", release_words(release))
