"""What bin/demo runs: makes the demo's database ready, then serves it until Ctrl-C.

Each step is left out when nothing changed since the last time, so a second start is quick.
"""

# Little is imported before Ctrl-C is seen to: it ends the start in one line, at any moment.
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

HOST = "127.0.0.1"
STOPPED = "Stopped before it was ready. The next start makes what is missing."


def main() -> None:
    """`--fresh` deletes what was entered and starts over; PORT says where to serve."""
    with ends_plainly():
        import argparse

        parser = argparse.ArgumentParser(prog="bin/demo", description=__doc__)
        parser.add_argument(
            "--fresh", action="store_true", help="delete what was entered, start over"
        )
        fresh = parser.parse_args().fresh
        port = _free_port(os.environ.get("PORT", "8000"))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        os.environ.setdefault("SITE_URL", f"http://{HOST}:{port}")
        prepare(fresh=fresh)
        from config.demo_gunicorn import Gunicorn

        Gunicorn(HOST, port).run()


@contextmanager
def ends_plainly() -> Iterator[None]:
    """Ctrl-C within ends the process in one line. bin/demo lets none through before this."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    sys.unraisablehook = _interrupt_again
    try:
        yield
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the database is being stopped
        sys.stderr.write(f"\n{STOPPED}\n")
        sys.exit(128 + signal.SIGINT)


def _interrupt_again(lost: Any) -> None:
    """Python drops what is raised while it clears an object away, so Ctrl-C comes once more."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        signal.setitimer(signal.ITIMER_REAL, 0.01)
    else:
        sys.__unraisablehook__(lost)


def prepare(*, fresh: bool = False) -> None:
    """Everything that has to be there before it can be served."""
    import django
    from django.db import connections
    from django.urls import get_resolver

    from config import demo_setup
    from records.telling import progress_to, telling

    try:
        with progress_to(sys.stdout):
            with telling("Reading the code", brief=True):
                django.setup()
                # Broken code stops here; the workers share what it imports
                _ = get_resolver().url_patterns
            if fresh:
                demo_setup.start_over()
            demo_setup.make_ready()
    except demo_setup.FORESEEN as problem:
        sys.exit(demo_setup.in_words(problem))
    connections.close_all()  # the workers open their own


def _free_port(wanted: str) -> int:
    """The port to serve on; asked first, since making ready takes a while."""
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
        sys.exit(f"PORT={wanted} is not a port: give a number from 1 to 65535.")
    import socket

    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((HOST, int(wanted)))
        except OSError as error:
            sys.exit(
                f"Port {wanted} cannot be used ({error.strerror}). Stop what runs there, or try: "
                "PORT=8001 bin/demo"
            )
    return int(wanted)


if __name__ == "__main__":
    main()
