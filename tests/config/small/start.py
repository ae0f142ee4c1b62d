"""`python -m small.start [--fresh]`: what bin/demo does until it serves."""

import sys

from config.demo_server import ends_plainly, prepare

with ends_plainly():
    prepare(fresh="--fresh" in sys.argv)
    sys.stdout.write("Ready\n")
