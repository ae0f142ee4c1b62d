"""A pilot with figures and its people, as the tests of pilots have them."""

from tests.pilots.conftest import people, today, warm_homes

__all__ = ["people", "today", "warm_homes"]
