"""The browser of the browser tests, for the scripts, which need no database."""

from tests.browser.conftest import browser

__all__ = ["browser"]
