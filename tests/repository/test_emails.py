"""Each kind of email says when it goes: silence would send it at once, whatever one chose."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from accounts.notice import daily
from accounts.notice.when import IN_THE_DAILY_EMAIL
from dashboards.my_work import emails

# What concerns somebody's account and roles, as the settings say, and the emails of the day
AT_ONCE = {
    "role": "a role of theirs was given, ended, handed over or is covered for",
    "sign_in": "two-step sign-in of their account was turned off",
    "key": "a key that opens what their account or body reads was made, or ended",
    "feed": "an address was made that opens their calendar without a password",
}
OF_THE_DAY = {daily.KIND, emails.KIND}


def by_email(path: Path) -> Iterator[str]:
    """The kinds of what a module tells by email to accounts."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        said = {one.arg: one.value for one in node.keywords}
        goes = said.get("by_mail")
        if "kind" not in said or not (isinstance(goes, ast.Constant) and goes.value is True):
            continue
        kind = said["kind"]
        if isinstance(kind, ast.Constant):
            yield str(kind.value)
        else:
            name = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
            yield str(getattr(importlib.import_module(name), ast.unparse(kind)))


def test_each_kind_waits_for_the_email_of_the_day_or_concerns_account_and_roles() -> None:
    apps = [one for one in Path(settings.BASE_DIR).iterdir() if (one / "apps.py").exists()]
    found = {kind for app in apps for path in app.rglob("*.py") for kind in by_email(path)}
    assert len(found) > 12
    assert found - OF_THE_DAY - IN_THE_DAILY_EMAIL - AT_ONCE.keys() == set()
    assert AT_ONCE.keys() - found == set()
    assert AT_ONCE.keys() & IN_THE_DAILY_EMAIL == set()
