"""What tests of small areas begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_areas import Row, forget_list, load_list


@pytest.fixture
def small_areas(kept_demo: None, tmp_path: Path) -> list[Row]:
    """The demo's record with a made list of small areas."""
    return load_list(tmp_path)


@pytest.fixture
def no_small_areas(kept_demo: None) -> None:
    """The demo's record, to which nobody has loaded a list of small areas."""
    forget_list()
