"""What the tests of starting and stopping share."""

import signal
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _ctrl_c_is_heard() -> Iterator[None]:
    """By what a test starts, also where the run itself was started in the background.

    A shell starts a job in the background deaf to Ctrl-C, and so is whatever that starts in turn,
    unless it says otherwise.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
