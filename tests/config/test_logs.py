"""What the log of a server says of addresses that are secrets."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import get_resolver

from accounts.secret import SecretKind
from records.subjects import registered

SECRET = "vV-3x:Gk9"  # as a signed one, which has colons
PAGES = sorted(name for kind in registered(SecretKind) for name in kind.addresses)
# As Django, gunicorn and we write of a page that failed, in a process with the log of a server
WRITES = """
import logging.config, sys
from config import logs
logging.config.dictConfig(logs.settings("INFO", as_json=True))
for path in sys.argv[1:]:
    logging.getLogger("django.request").error("%s: %s", "Service Unavailable", path)
    logging.getLogger("gunicorn.error").error("Error handling request %s", path + "?again=1")
    logging.getLogger("records.cut_off").error("%s at %s: %s", "no database", path, "it is away")
"""


def logged(*paths: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", WRITES, *paths],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line)["message"] for line in done.stderr.splitlines()]


@pytest.mark.parametrize("name", PAGES)
def test_the_log_leaves_out_what_is_secret_in_an_address(name: str) -> None:
    ((shape, names),) = get_resolver().reverse_dict.getlist(name)[0][0]
    path = "/" + shape % dict.fromkeys(names, SECRET)
    assert SECRET in path
    before = path.partition(SECRET)[0]
    assert logged(path) == [
        f"Service Unavailable: {before}(left out)",
        f"Error handling request {before}(left out)?again=1",
        f"no database at {before}(left out): it is away",
    ]


def test_other_addresses_stand_there_whole() -> None:
    assert logged("/pilots/warm-homes/update/")[0].endswith(": /pilots/warm-homes/update/")
