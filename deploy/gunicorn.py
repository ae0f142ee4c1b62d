"""How gunicorn serves Placebook: gunicorn --config deploy/gunicorn.py (docs/operating.md, Serve).

What the command line says as well (--bind, --workers, --threads) wins over this file.
"""

import os
import socket
import struct
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from config import logs

wsgi_app = "config.wsgi"
bind = "127.0.0.1:8000"
workers = 4  # two for each core is a start
threads = 4
preload_app = True
max_requests = 5000  # then a worker is made anew, so that none grows for ever
max_requests_jitter = 500
timeout = 60  # seconds without a sign of life, after which a worker is killed
graceful_timeout = 30  # seconds for what is being answered, at a restart
keepalive = 5
backlog = 512  # connections that wait; more are refused, so that nobody waits for nothing
limit_request_fields = 60  # head lines; browsers and proxies send some thirty
control_socket_disable = True
logconfig_dict = logs.settings(os.environ.get("LOG_LEVEL", "INFO"), as_json=True)

# Seconds without one more byte of what is being sent. A thread reads it: sixteen visitors who sent
# one byte and no more held all sixteen threads for as long as they liked.
SILENT = 20


class PatientWorker(ThreadWorker):
    """gunicorn's threads, with an end to their patience for each visitor (Linux).

    What is set on the listening socket instead misses who came before it was set, as at a restart.
    """

    def enqueue_req(self, conn: TConn) -> None:
        patience = struct.pack("ll", SILENT, 0)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, patience)
        super().enqueue_req(conn)


worker_class = PatientWorker


def post_worker_init(worker: Any) -> None:
    """A worker is a process of its own by now, and the application is there."""
    from deploy.request_counts import keep_counting

    keep_counting()


def worker_exit(server: Any, worker: Any) -> None:
    """What it counted since the last minute is not lost with it."""
    from deploy.request_counts import keep_now

    keep_now()
