"""Mail servers that are down, that take no letter to some people, and that end the program."""

import threading
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from accounts.notice.outbox import send_waiting


class Broken(EmailBackend):
    def send_messages(self, email_messages: object) -> int:
        raise ConnectionRefusedError


class Choosy(EmailBackend):
    """What is done with a letter depends on whom it goes to."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        [letter] = email_messages
        match letter.to[0].partition("@")[0]:
            case "broken":
                raise KeyError("no such thing")
            case "database":
                connection.cursor().execute("SELECT 1 / 0")
            case "killed":
                raise SystemExit
        return super().send_messages(email_messages)


class Meanwhile(EmailBackend):
    """Another process sends what waits while this one is sending."""

    others: list[int] = []

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        another = threading.Thread(target=self._send)
        another.start()
        another.join()
        return super().send_messages(email_messages)

    def _send(self) -> None:
        try:
            self.others.append(send_waiting())
        finally:
            connection.close()


class Held(EmailBackend):
    """Says nothing until it is let go."""

    let_go = threading.Event()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.let_go.wait(timeout=30)
        return super().send_messages(email_messages)
