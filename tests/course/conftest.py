"""The same pilot and the same day as the tests of pilots."""

from tests.pilots.conftest import people, today, warm_homes

__all__ = ["people", "today", "warm_homes"]
