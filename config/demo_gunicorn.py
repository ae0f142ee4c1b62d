"""What serves the demo once it is ready."""

from typing import Any

from django.urls import reverse
from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker

from config.demo_setup import say


class Worker(ThreadWorker):
    """Ends on Ctrl-C as on a polite request: what it is answering is answered first."""

    def handle_quit(self, sig: int, frame: Any) -> None:
        """The library's own takes a lock of the threads, which the line that the signal
        interrupted may hold: the worker then hung until it was killed.
        """
        self.handle_exit(sig, frame)


class Gunicorn(BaseApplication):
    """The application server with the settings of the demo: one machine, few people."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        super().__init__()

    def load_config(self) -> None:
        choices = {
            "bind": f"{self.host}:{self.port}",
            "worker_class": Worker,
            "workers": 1,
            "threads": 8,
            "preload_app": True,
            "graceful_timeout": 20,
            "loglevel": "error",
            "control_socket_disable": True,
            "post_worker_init": self.begin,
            "worker_exit": self.end,
        }
        for name, value in choices.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from config.wsgi import application

        return application

    def begin(self, worker: Any) -> None:
        """Welcome, said by the worker once it answers, not by its parent before; nor again by a
        second."""
        from deploy.request_counts import keep_counting

        keep_counting()
        if worker.age == 1:
            say("\n".join(self.welcome()))

    def end(self, server: Any, worker: Any) -> None:
        """What it counted since the last minute is not lost with it."""
        from deploy.request_counts import keep_now

        keep_now()

    def welcome(self) -> list[str]:
        """Where to look and how to sign in."""
        from demo.sign_ins import PASSWORD, SIGN_INS

        at = f"http://{self.host}:{self.port}"
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
