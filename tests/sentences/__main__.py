"""`python -m tests.sentences`: prints the sentences that the product makes, for whoever reads them.

Each as it is written, by file and line, and below it what it became on the demo's pages: of one and
of several, of none and of what is not known, made up and past, and with the longest names. With
`--written` it prints them without opening pages; a path after it prints those of that file or
folder alone.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys

import django


def main() -> None:
    """Print what is asked for."""
    asked = argparse.ArgumentParser(prog="python -m tests.sentences", description=__doc__)
    asked.add_argument("path", nargs="?", default="", help="a file or folder, such as funding")
    asked.add_argument("--written", action="store_true", help="as written only")
    asked.add_argument("--each", type=int, default=3, help="pages opened of each kind, by reader")
    chosen = asked.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.test.utils import setup_test_environment

    from tests.sentences import catalogue

    setup_test_environment()
    logging.disable()  # pages that are refused are read as well
    became = {} if chosen.written else catalogue.on_the_demo(chosen.each)
    for line in catalogue.lines(became, chosen.path):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
