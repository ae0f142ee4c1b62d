"""`python -m tests.system_server FOLDER COMMAND...`: runs the command on another PostgreSQL.

FOLDER holds the programs of the system's PostgreSQL ("": the ones that the demo uses).
DATABASE_URL names a cluster that is made for the command and deleted after it.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from config.embedded import binaries
from config.embedded.server import Server
from tests import in_memory


def main(folder: str, *command: str) -> int:
    kept = in_memory.folder(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix="placebook-system-", dir=kept) as data:
        Path(data).chmod(0o755)  # the server's user passes through it
        programs = binaries.Binaries.at(Path(folder)) if folder else binaries.find()
        server = Server(Path(data), "system", durable=False, programs=programs)
        server.ensure_running()
        url = f"postgres://{server.USER}@/{server.socket_dir}/{server.DATABASE}"
        print(f"On PostgreSQL {programs.version} of {programs.folder}")  # noqa: T201
        try:
            done = subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False)
        finally:
            server.remove()
        return done.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
