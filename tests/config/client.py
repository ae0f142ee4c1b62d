"""A process that uses an embedded server until its standard input closes (test_embedded.py).

Run with PYTHONPATH as: python client.py DATA-FOLDER durable|fast
It prints one JSON line once the server is up.
"""

import json
import sys
from pathlib import Path

from config.embedded.server import Server

server = Server.named(data=Path(sys.argv[1]), name="demo", durable=sys.argv[2] == "durable")
server.ensure_running()
pid = int((server.data / "postmaster.pid").read_text().split()[0])
sockets = str(server.socket_dir)
print(json.dumps({"pid": pid, "data": str(server.data), "sockets": sockets}), flush=True)
sys.stdin.read()
