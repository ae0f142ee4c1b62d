"""The record's data files with a word changed, to be loaded again."""

from pathlib import Path


def change(files: Path, name: str, old: str, new: str) -> None:
    """Write ``new`` for the first ``old`` in a file, which must be there."""
    path = files / name
    written = path.read_text(encoding="utf-8")
    assert old in written, f"{old!r} is not in {name}"
    path.write_text(written.replace(old, new, 1), encoding="utf-8")
