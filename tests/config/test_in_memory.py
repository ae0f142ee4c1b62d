"""Where the tests' servers keep their files in memory, and what is taken away from there."""

import os
from pathlib import Path

import pytest

from tests import in_memory


def test_a_folder_in_memory_goes_with_its_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_memory, "MEMORY", tmp_path)
    monkeypatch.setattr(in_memory, "ENOUGH", 0)
    for name, checkout in (("gone", tmp_path / "no-more"), ("there", tmp_path)):
        kept = tmp_path / f"placebook-{os.getuid()}-{name}"
        kept.mkdir()
        (kept / in_memory.OWNER).write_text(str(checkout))
    own = in_memory.folder(tmp_path / "data")
    assert own.parent == tmp_path
    assert Path((own / in_memory.OWNER).read_text()).samefile(Path(__file__).parents[2])
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {own.name, f"placebook-{os.getuid()}-there"}
