"""What bin/demo runs: makes the demo's database ready, then serves it until Ctrl-C.

Each step is left out when nothing changed since the last time, so a second start is quick.
"""

import argparse
import hashlib
import os
import socket
import sys
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.urls import get_resolver, reverse
from gunicorn.app.base import BaseApplication

from config.embedded.base import DatabaseWrapper

HOST = "127.0.0.1"


def main() -> None:
    """`--fresh` deletes what was entered and starts over; PORT says where to serve."""
    parser = argparse.ArgumentParser(prog="bin/demo", description=__doc__)
    parser.add_argument("--fresh", action="store_true", help="delete what was entered, start over")
    fresh = parser.parse_args().fresh
    port = _free_port(os.environ.get("PORT", "8000"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("SITE_URL", f"http://{HOST}:{port}")
    django.setup()
    _ = get_resolver().url_patterns  # broken code stops here; the workers share what it imports
    if fresh:
        start_over()
    make_ready()
    connections.close_all()  # the workers open their own
    Gunicorn(port).run()


def start_over() -> None:
    """Deletes the embedded cluster; somebody's own server is not ours to empty."""
    wrapper = connections["default"]
    if not isinstance(wrapper, DatabaseWrapper):
        sys.exit("--fresh deletes the embedded database; with DATABASE_URL, empty yours yourself.")
    wrapper.server.remove()


def make_ready() -> None:
    """Tables, triggers, the demo's record and the static files, where the code has changed."""
    own = [app.path for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    if _made_by() != (code := f"demo {_hash(*own)}"):
        _say("Making the tables ...")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        _say("Loading the record ...")
        call_command("load_demo", verbosity=0)
        _mark(code)
    stamp, files = settings.STATIC_ROOT / ".made-from", _hash(settings.BASE_DIR / "static")
    if not stamp.exists() or stamp.read_text() != files:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(files)


def _made_by() -> str | None:
    """Which code made this database, as `_mark` wrote it into the database's comment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database "
                       "WHERE datname = current_database()")  # fmt: skip
        return cursor.fetchone()[0]


def _mark(code: str) -> None:
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {name} IS '{code}'")


class Gunicorn(BaseApplication):
    """The application server with the settings of the demo: one machine, few people."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        choices = {
            "bind": f"{HOST}:{self.port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": 8,
            "preload_app": True,
            "graceful_timeout": 20,
            "loglevel": "error",
            "control_socket_disable": True,
            "post_worker_init": self.greet,
        }
        for name, value in choices.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from config.wsgi import application

        return application

    def greet(self, worker: Any) -> None:
        """Said by the worker once it answers, not by its parent before; nor again by a second."""
        if worker.age == 1:
            _say(*self.welcome())

    def welcome(self) -> list[str]:
        """Where to look and how to sign in."""
        from demo.sign_ins import PASSWORD, SIGN_INS

        at = f"http://{HOST}:{self.port}"
        widest = max(len(email) for email, _ in SIGN_INS)
        return [
            "",
            f"Placebook is at  {at}/",
            f"Sign in at       {at}{reverse('account_login')}  with the password  {PASSWORD}",
            "",
            *(f"  {email.ljust(widest)}  {who}" for email, who in SIGN_INS),
            "",
            "Ctrl-C stops it and keeps what was entered; bin/demo --fresh starts over.",
        ]


def _free_port(wanted: str) -> int:
    """The port to serve on; asked first, since making ready takes a while."""
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
        sys.exit(f"PORT={wanted} is not a port: give a number from 1 to 65535.")
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((HOST, int(wanted)))
        except OSError as error:
            sys.exit(f"Port {wanted} cannot be used ({error.strerror}). Try: PORT=8001 bin/demo")
    return int(wanted)


def _hash(*folders: str | Path) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(bytes(path.relative_to(settings.BASE_DIR)) + b"\0")
                digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
