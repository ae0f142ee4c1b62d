"""Tables that take long to make say how many migrations of how many are done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from records import telling as module
from records.telling import progress_to, telling
from tests.heard import Heard

MIGRATION = """
from django.db import migrations

from tests.deploy.test_migrate import reached


class Migration(migrations.Migration):
    dependencies = {before}
    operations = [migrations.RunPython(lambda *_: reached({number}))]
"""
_reach: list[Any] = []


def reached(number: int) -> None:
    _reach[0](number)


@pytest.mark.django_db
def test_migrations_are_counted_in_the_line_of_their_phase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    package = tmp_path / "later_migrations"
    package.mkdir()
    (package / "__init__.py").touch()
    for number in (1, 2, 3):
        before = [("interface", f"000{number - 1}_later")] if number > 1 else []
        text = MIGRATION.format(before=before, number=number)
        (package / f"000{number}_later.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    settings.MIGRATION_MODULES = {**settings.MIGRATION_MODULES, "interface": package.name}
    monkeypatch.setattr(module, "IN_A_LOG", 0.01)
    heard = Heard()

    def wait_at_the_last(number: int) -> None:
        if number == 3:
            heard.wait_for("2 of 3 migrations")

    _reach[:] = [wait_at_the_last]
    with progress_to(heard), telling("Making the tables"):
        call_command("migrate", "interface", verbosity=0)
    assert "migrations" not in heard.lines[-1]
