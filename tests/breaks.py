"""``python -m tests.breaks``: writes each fault of ``breaks.toml`` into a copy; says what fails.

By the map of what each test runs (``code_map.py``), so ``bin/test --all --map`` comes first. With
numbers only those faults: ``python -m tests.breaks 3 17``. A test that fails is told as quick or
slow (``tiers.py``); of what half the tests notice, the first few are enough.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests import code_map, tiers

ROOT = Path(__file__).parent.parent
COPY = ROOT / ".data" / "breaks"
ENOUGH = 12  # failures after which a run ends
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+::.+?)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Break:
    """What is written in place of what; ``fault`` says what is wrong then."""

    fault: str
    file: str
    old: str
    new: str

    def write(self, root: Path) -> None:
        """Write it into the code below ``root``. Raises ValueError unless ``old`` stands once."""
        path = root / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(f"{self.file} says {text.count(self.old)} times: {self.old}")
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")


def listed() -> list[Break]:
    """All faults, in their order."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return [Break(**one) for one in told["break"]]


def failing(one: Break) -> list[str]:
    """Tests that fail with this fault, of those that run what it changes: of its own folder or its
    app, and only where none does of all."""
    subprocess.run(["git", "checkout", "-q", "."], cwd=COPY, check=True)
    one.write(COPY)
    folder = Path("tests") / Path(one.file).parent
    near = [str(at) for at in (folder, folder.parent) if len(at.parts) > 1 and (COPY / at).is_dir()]
    for below in [*near, ""]:
        words = [sys.executable, "-m", "pytest", "-q", "-n", "logical", "--dist", "worksteal"]
        words += ["--changed", "--since", "HEAD", f"--maxfail={ENOUGH}", "-p", "no:cacheprovider"]
        words += [below] if below else []
        said = subprocess.run(words, cwd=COPY, capture_output=True, text=True, check=False).stdout
        if failed := sorted(set(FAILED.findall(said))):
            return failed
    return []


def tried(numbers: list[int]) -> Iterator[tuple[int, Break, list[str]]]:
    """Each fault with its number and what failed, in a copy of the last commit."""
    shutil.rmtree(COPY, ignore_errors=True)
    subprocess.run(["git", "clone", "-q", str(ROOT), str(COPY)], check=True)
    (COPY / ".venv").symlink_to(ROOT / ".venv")
    shutil.copytree(code_map.folder(ROOT), code_map.folder(COPY))
    for number, one in enumerate(listed(), 1):
        if not numbers or number in numbers:
            yield number, one, failing(one)
    shutil.rmtree(COPY)


def main() -> int:
    """Exit status 1 where nothing notices one of them."""
    slow, unnoticed = tiers.recorded(), 0
    for number, one, failed in tried([int(word) for word in sys.argv[1:]]):
        quick = [test for test in failed if test not in slow]
        unnoticed += not failed
        told = f"{len(quick)} quick, {len(failed) - len(quick)} slow" if failed else "NOTHING"
        lines = [f"{number:3} {told:18} {one.fault}", *(quick or failed)[:2]]
        sys.stdout.write("\n       ".join(lines) + "\n")
        sys.stdout.flush()
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
