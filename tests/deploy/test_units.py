"""What systemd is given is what it takes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
KINDS = ("service", "socket", "timer")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
def test_systemd_takes_every_unit(tmp_path: Path) -> None:
    units = [unit for kind in KINDS for unit in (ROOT / "deploy").glob(f"*.{kind}")]
    for unit in units:
        text = unit.read_text().replace("/srv/placebook", str(ROOT))
        (tmp_path / unit.name).write_text(text.replace("User=placebook", "User=root"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(str(f) for f in tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(units) == 8


def test_every_timer_and_socket_has_its_service() -> None:
    folder = ROOT / "deploy"
    for unit in [*folder.glob("*.timer"), *folder.glob("*.socket")]:
        assert unit.with_suffix(".service").exists(), unit.name
