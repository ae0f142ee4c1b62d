"""A server is set up, kept, broken, restored and upgraded by the guide’s commands as written."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from config.embedded.server import Server
from config.version import VERSION
from deploy import programs
from deploy.dump import PLAIN
from tests import in_memory
from tests.attack.test_slow_bodies import DIRECT, HOST
from tests.config.test_settings import SERVER
from tests.deploy import checkout, guide
from tests.deploy.checkout import ROOT
from tests.deploy.guide import SERVED, Command
from tests.deploy.machine import Machine, Service, restarting

NAME, PASSWORD = "placebook.gov.uk", "a-long-secret"
PILOT = "Good Help Hub"
RENAME = 'sudo -u postgres psql -c "ALTER DATABASE'
VISITOR = {"Host": NAME, "X-Forwarded-Proto": "https"}
# Ada, who followed her link, and set up the second step that she then loses
ADA = """
from accounts.models import User
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
ada = User.objects.create(email="ada@example.org", full_name="Ada")
TOTP.activate(ada, generate_totp_secret())
"""
GRANT = {
    "id": "360G-others-1",
    "title": "Warm homes",
    "description": "Advice at the door",
    "currency": "GBP",
    "amountAwarded": 12000,
    "awardDate": "2026-03-04",
    "fundingOrganization": [{"id": "GB-LAE-BRD", "name": "Bradford"}],
    "recipientOrganization": [{"id": "GB-COH-01234567", "name": "Hub"}],
}


class Cluster(Server):
    """A PostgreSQL as an operator finds it: its superuser is called postgres, and it is empty."""

    USER = "postgres"
    DATABASE = "empty"


@dataclass
class Walk:
    """The guide being followed, by somebody who does what it says between the commands as well."""

    machine: Machine
    names: dict[str, str]
    answers: list[int] = field(default_factory=list)
    restarts: threading.Thread | None = None

    @property
    def root(self) -> Path:
        return self.machine.server

    def follow(self, command: Command) -> None:
        """Do it, or look at what it is about where it cannot be done here."""
        if command.not_run:
            names_what_is_there(command)
            return
        for begin, do in BEFORE.items():
            if command.text.startswith(begin):
                do(self)
        if command.text.startswith(SERVED):
            self.serve(command)
        else:
            self.run(command)
        for begin, do in AFTER.items():
            if command.text.startswith(begin):
                do(self)

    def run(self, command: Command) -> None:
        """As at a terminal, in the folder of the server once there is one."""
        done = subprocess.run(
            ["sh", "-ec", command.here(**self.names)],
            cwd=self.root if self.root.exists() else self.machine.folder,
            env=self.machine.env,
            input=f"{PASSWORD}\n{PASSWORD}\n",
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,  # no terminal by which it could ask for the password
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"

    def serve(self, command: Command) -> None:
        """As systemd does, on a socket that it keeps."""
        name = "placebook-reserve" if self.machine.services else "placebook"
        words = tuple(shlex.split(command.here(**self.names)))
        service = Service(self.machine.env, self.machine.folder, words)
        self.machine.services[name] = service
        service.restart()

    def ask(self, path: str) -> str:
        """A page of the site, as a visitor gets it."""
        port = self.machine.services["placebook"].port
        asked = urllib.request.Request(f"http://{HOST}:{port}{path}", headers=VISITOR)
        with DIRECT.open(asked, timeout=60) as answer:
            return str(answer.read().decode())

    # --- What somebody does between the commands --------------------------------------------------

    def fill_in_settings(self) -> None:
        """Each that a server must have, in place of the example's."""
        file = self.root / ".env"
        assert file.stat().st_mode & 0o777 == 0o600
        text = file.read_text()
        filled = {
            "SECRET_KEY": SERVER["SECRET_KEY"],
            "DATABASE_URL": f"{self.names['server']}/placebook",
            "ALLOWED_HOSTS": NAME,
            "EMAIL_URL": "memorymail://",
            "SITE_URL": f"https://{NAME}",
            "EMAIL_FROM": f'"Placebook <noreply@{NAME}>"',
            "TRUSTED_PROXIES": "1",
        }
        for name, value in filled.items():
            text, found = re.subn(f"(?m)^#?{name}=.*$", f"{name}={value}", text)
            assert found == 1, name
        file.write_text(text)

    def take_tables(self) -> None:
        """Those that `migrate` made for all tests, since making them takes a minute: here it finds
        them, and makes what stands in no migration."""
        tables = programs.run("pg_dump", *PLAIN)
        put = ["psql", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", "placebook"]
        env = self.machine.env | {"PGUSER": "placebook"}
        subprocess.run(put, env=env, input=tables, text=True, check=True)

    def let_ada_in(self) -> None:
        """She follows her link and sets up the second step that she then loses."""
        self.run(Command(0, f".venv/bin/python manage.py shell --no-imports -c '{ADA}'"))

    def get_a_newer_list(self) -> None:
        """In which one council has another name."""
        places = (self.root / "geography" / "england" / "places.csv").read_text()
        newer = places.replace(",Hartlepool,Hartlepool Borough Council,", ",Old Hartlepool,,")
        assert newer != places
        (self.root / "newer.csv").write_text(newer)

    def get_newer_wards(self) -> None:
        shutil.copy(self.root / "geography" / "england" / "wards.csv", self.root)

    def get_newer_figures(self) -> None:
        shutil.copytree(
            self.root / "geography" / "england" / "context", self.root / "newer-figures"
        )

    def get_grants(self) -> None:
        (self.root / "grants.json").write_text(json.dumps({"grants": [GRANT]}))

    def lose_everything(self) -> None:
        """Somebody empties what matters most, and everything that leans on it."""
        assert PILOT in self.ask("/pilots/")
        with psycopg.connect(f"{self.names['superuser']}/placebook") as connection:
            connection.execute("TRUNCATE partnerships_place CASCADE")
        assert PILOT not in self.ask("/pilots/")

    def stop_serving(self) -> None:
        for service in self.machine.services.values():
            service.stop()

    def serve_again(self) -> None:
        for service in self.machine.services.values():
            service.restart()
        assert PILOT in self.ask("/pilots/")

    def wait_for_a_release(self) -> None:
        self.machine.release("1.1", migration="CREATE TABLE later ()")
        self.restarts = threading.Thread(target=self.machine.serve_restarts, args=(self.answers,))
        self.restarts.start()

    def see_it_released(self) -> None:
        (self.machine.folder / "asked").write_text("")
        assert self.restarts
        self.restarts.join()


MANAGE = ".venv/bin/python manage.py "
BEFORE = {
    f"{MANAGE}check --deploy": Walk.fill_in_settings,
    f"{MANAGE}migrate": Walk.take_tables,
    f"{MANAGE}shell": Walk.let_ada_in,
    f"{MANAGE}load_england --file newer.csv --on 2027-04-01 --dry-run": Walk.get_a_newer_list,
    f"{MANAGE}load_england --list wards": Walk.get_newer_wards,
    f"{MANAGE}load_england --context": Walk.get_newer_figures,
    f"{MANAGE}check_grants": Walk.get_grants,
    "sudo -u postgres createdb placebook_restored": Walk.lose_everything,
    RENAME: Walk.stop_serving,
    "bin/upgrade": Walk.wait_for_a_release,
}
AFTER = {RENAME: Walk.serve_again, "bin/upgrade": Walk.see_it_released}


def names_what_is_there(command: Command) -> None:
    """What is copied, enabled or restarted stands in deploy/."""
    for name in re.findall(r"deploy/\S+", command.text):
        assert list(ROOT.glob(name)), command
    _, _, enabled = command.text.partition("enable --now ")
    for name in enabled.split():
        file = name if "." in name else f"{name}.service"
        assert (ROOT / "deploy" / file).exists(), command


@pytest.fixture
def walk(own_database: str, tmp_path: Path) -> Iterator[Walk]:
    memory = in_memory.folder(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix="placebook-guide-", dir=memory) as data:
        Path(data).chmod(0o755)  # the server's user passes through it
        cluster = Cluster(Path(data), "guide", durable=False)
        cluster.ensure_running()
        checkout.origin(tmp_path / "origin")
        at = f"@/{cluster.socket_dir}"
        names = {
            "root": str(tmp_path / "server"),
            "folder": str(tmp_path),
            "environment": str(ROOT / ".venv"),
            "server": f"postgres://placebook:{PASSWORD}{at}",
            "superuser": f"postgresql://postgres@{quote(str(cluster.socket_dir), safe='')}",
        }
        path = f"{cluster.programs.folder}:{os.environ['PATH']}"
        env = {"PATH": path, "LANG": "C.UTF-8", "HOME": str(tmp_path), "PIP_NO_INDEX": "1"}
        env |= {"PGHOST": str(cluster.socket_dir), "PGUSER": "postgres"}
        env |= {"RESTART": str(restarting(tmp_path))}
        machine = Machine(tmp_path, env, {}, VISITOR)
        try:
            yield Walk(machine, names)
        finally:
            for service in machine.services.values():
                service.stop()
                service.listens.close()
            cluster.remove()


def test_the_guide_sets_up_keeps_and_upgrades_a_server(walk: Walk) -> None:
    found = guide.commands()
    for command in found:
        walk.follow(command)
    assert (set(walk.answers), len(walk.answers) > 1) == ({200}, True), (
        "each restart keeps somebody waiting"
    )
    assert walk.machine.versions() == {"1.1"}
    assert PILOT in walk.ask("/pilots/")
    assert "Hartlepool" in walk.ask("/places/?q=hartlepool")
    backups = sorted((walk.root / ".data" / "backups").glob("*/holds.json"))
    held = [json.loads(file.read_text()) for file in backups]
    assert [one["version"] for one in held] == [VERSION, VERSION]
    assert held[0]["rows"]["partnerships_place"] == held[1]["rows"]["partnerships_place"]


def test_every_word_in_place_of_the_guides_is_in_the_guide_and_says_why() -> None:
    texts = [command.text for command in guide.commands()]
    for one in guide.INSTEAD:
        assert any(one.guide in text for text in texts), one.guide
        assert len(one.why.split()) > 3
    begun = [*guide.NOT_RUN, *BEFORE, *AFTER, SERVED]
    assert [begin for begin in begun if not any(one.startswith(begin) for one in texts)] == []
    assert len(texts) > 25
