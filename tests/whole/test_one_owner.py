"""What all parts share is done in one place, where nothing is forgotten."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# What only its owners do, and who they are: files, or folders with all below
OWNED = {
    # People are told by ``accounts.notice.outbox``, which asks what it is about; the pages of work
    # make notices as they read them, in columns, and save none
    r"\bNotice\(|Notice\.objects\.(bulk_)?create\(": (
        *("accounts/models.py", "accounts/notice/"),
        "dashboards/my_work/registrations.py",
    ),
    # Emails leave by the outbox; the check of a server sends one, and a form looks at an address
    r"\bEmailMessage\(|\bsend_mail\(|\bEmailMultiAlternatives\(": (
        *("accounts/notice/outbox.py", "accounts/adapter.py"),
        *("deploy/checks.py", "interface/forms/emails.py"),
    ),
    r"\btoken_urlsafe\(32\)": ("accounts/secret.py",),
    # Files that were chosen and not sent
    r"\bDraftFile\b": ("records/",),
    # What was changed: triggers write it, and the copy and undoing of rows
    r"\bHistoryEntry\.objects\.(bulk_)?create\(|\bHistoryEntry\(": ("records/",),
}


@cache
def sources() -> dict[str, str]:
    """Each Python file of the product, migrations left out, with its text."""
    folders = (Path(one.path) for one in apps.get_app_configs())
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for folder in folders
        if folder.parent == ROOT and folder.name not in ("demo", "national")
        for path in sorted(folder.rglob("*.py"))
        if "migrations" not in path.parts
    }


def done_at(what: str) -> set[str]:
    """The files that do it."""
    return {path for path, text in sources().items() if re.search(what, text)}


@pytest.mark.parametrize("what", OWNED)
def test_only_its_owners_do_it(what: str) -> None:
    owners = OWNED[what]
    assert {path for path in done_at(what) if not path.startswith(owners)} == set()


@pytest.mark.parametrize("what", OWNED)
def test_each_owner_does_it(what: str) -> None:
    assert [one for one in OWNED[what] if not any(at.startswith(one) for at in done_at(what))] == []
