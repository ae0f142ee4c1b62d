"""`python -m small.start [--fresh]`: what bin/demo does until it serves."""

import sys

from config.demo_server import ends_plainly, prepare

with ends_plainly():
    from . import moments  # noqa: F401 - watches from now on

    prepare(fresh="--fresh" in sys.argv)
    sys.stdout.write("Ready\n")
