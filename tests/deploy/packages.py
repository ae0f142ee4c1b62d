"""Packages of a server: wheels made here stand for all of them, so that nothing is downloaded."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

# What a wheel holds: the way to the packages of the tests, and the program that starts a server
HOLDS = {
    "at_hand.pth": next(path for path in sys.path if path.endswith("site-packages")),
    "{info}/entry_points.txt": "[console_scripts]\ngunicorn = gunicorn.app.wsgiapp:run\n",
    "{info}/METADATA": "Metadata-Version: 2.1\nName: at-hand\nVersion: {version}\n",
    "{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "{info}/RECORD": "",
}
# A monitor is told as well which packages are there for whoever looks just then, as they are for
# what is imported late
TOLD = '"version": VERSION})'
TOLD_BOTH = '"version": f"{VERSION} with {_packages()}"})'
PACKAGES = """

def _packages() -> str:
    from importlib.metadata import version

    return version("at-hand")
"""


def wheel(folder: Path, version: str) -> str:
    """Make one there; gives what names it in the requirements, with its hash."""
    file, info = folder / f"at_hand-{version}-py3-none-any.whl", f"at_hand-{version}.dist-info"
    with zipfile.ZipFile(file, "w") as made:
        for name, text in HOLDS.items():
            made.writestr(name.format(info=info), text.format(version=version))
    return f"at-hand=={version} --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n"


def stand_in(origin: Path, wheels: Path) -> None:
    """The code asks for the first of these packages, and tells of them."""
    (origin / "requirements.txt").write_text(wheel(wheels, "1"))
    health = origin / "config" / "health.py"
    text = health.read_text()
    assert TOLD in text
    health.write_text(text.replace(TOLD, TOLD_BOTH) + PACKAGES)


def install(server: Path, wheels: Path) -> dict[str, str]:
    """As the guide has it, from these wheels alone; gives what makes pip look there."""
    alone = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    steps = (
        f"{sys.executable} -m venv .venv-first && ln -s .venv-first .venv",
        ".venv/bin/pip install --quiet --require-hashes -r requirements.txt",
    )
    for step in steps:
        subprocess.run(["sh", "-ec", step], cwd=server, env=os.environ | alone, check=True)
    return alone
