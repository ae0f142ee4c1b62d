"""Each fault that is kept to be tried can be written into the code as it stands."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from tests.breaks import ROOT, Break, listed


@pytest.mark.parametrize("one", listed(), ids=lambda one: one.fault)
def test_it_can_be_written(one: Break, tmp_path: Path) -> None:
    copy = tmp_path / one.file
    copy.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / one.file, copy)
    one.write(tmp_path)
    now = copy.read_text(encoding="utf-8")
    assert one.new in now
    assert one.old not in now or one.old in one.new
    ast.parse(now)


def test_what_stands_there_no_more_is_refused(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text("a = 1\na = 1\n")
    with pytest.raises(ValueError, match=r"code\.py says 2 times: a = 1"):
        Break("two are one", "code.py", "a = 1", "a = 2").write(tmp_path)
