"""The example record is made from its page of the docs, and the whole knows it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = ROOT / "docs" / "example-record.md"
FILE = re.compile(r"^```python (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What asks each record whether the whole knows it, and the record's own tests
ASKED = (
    *("tests/pilots/assumption", "tests/test_registries.py", "tests/records/test_subjects.py"),
    *("tests/registry", "tests/whole", "tests/search/test_every_kind.py"),
)


def files() -> dict[str, str]:
    """The files that the page is of, with their text."""
    return dict(FILE.findall(PAGE.read_text(encoding="utf-8")))


def copy(to: Path) -> None:
    """The project as it stands, and the example in it."""
    said = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in said.stdout.splitlines():
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to / name)
    for name, text in files().items():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_text(text, encoding="utf-8")
    (to / "pilots" / "assumption" / "__init__.py").touch()


def ran(at: Path, *words: str) -> str:
    """What a program says of the copy; it ends well."""
    environment = {**os.environ, "DATA_DIR": str(at / ".data"), "DEBUG": "true", "DOTENV": ""}
    done = subprocess.run(
        [sys.executable, *words],
        cwd=at,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-6000:]
    return done.stdout


def test_a_record_that_is_made_as_the_page_says_is_known_to_the_whole(tmp_path: Path) -> None:
    copy(tmp_path)
    ran(tmp_path, "manage.py", "makemigrations", "pilots", "--name", "assumption")
    ran(tmp_path, "-m", "ruff", "check", "pilots/assumption", "tests/pilots/assumption")
    apart = f"--ignore={Path(__file__).relative_to(ROOT)}"  # which would make it again
    ran(tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", apart, *ASKED)


@pytest.mark.parametrize("name", files())
def test_each_file_of_the_page_is_new(name: str) -> None:
    assert not (ROOT / name).exists()
