"""What containers are made of is there, and is what the rest of the repository says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from django.conf import settings
from psycopg.sql import SQL, Identifier

from config.embedded.binaries import Runner
from tests import in_memory
from tests.attack.test_slow_bodies import gunicorn
from tests.config.test_settings import SERVER
from tests.deploy.checkout import copy_code, tracked
from tests.deploy.test_operating import Cluster

ROOT = Path(settings.BASE_DIR)
DOCKERFILE, COMPOSE = ROOT / "deploy" / "Dockerfile", ROOT / "deploy" / "compose.yaml"
# Top folders and files that no image needs
LEFT_OUT = {
    *(".ci", ".dockerignore", ".env.example", ".gitignore", "CHANGELOG.md", "README.md", "bin"),
    *("docs", "requirements-dev.txt", "requirements-install.txt", "tests"),
}
# Said to programs that are not ours
OF_OTHERS = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
# A role with a database of its own: what it is called, and what it may besides
WHOSE = """
    SELECT rolname, datname, pg_encoding_to_char(encoding),
        rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls, rolconfig
    FROM pg_database JOIN pg_roles ON pg_roles.oid = datdba WHERE datname = current_database()
"""


def steps() -> list[tuple[str, str]]:
    """Each instruction of the Dockerfile: its word and the rest, in one line."""
    text = re.sub(r"\\\n\s*", " ", DOCKERFILE.read_text())
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def compose() -> dict[str, Any]:
    return dict(yaml.safe_load(COMPOSE.read_text()))


def example() -> set[str]:
    return set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


# --- The image -----------------------------------------------------------------------------------


def test_what_is_copied_into_the_image_is_there_and_nothing_private_is() -> None:
    copied = [rest.split() for word, rest in steps() if word == "COPY"]
    ours = [words[:-1] for words in copied if not words[0].startswith("--from=")]
    assert all((ROOT / name).exists() for names in ours for name in names)
    ignored, *let_in, caches, begun = [
        line for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] != "#"
    ]
    assert (ignored, caches, begun) == ("*", "**/__pycache__", "demo/start/*.xz")
    assert {name.removeprefix("!") for name in let_in} == {
        Path(name).parts[0] for name in tracked()
    } - LEFT_OUT
    assert all(name.startswith("!") for name in let_in)


def test_the_image_runs_as_nobody_in_particular_with_no_secret_in_it() -> None:
    words = [word for word, _ in steps()]
    [user] = [rest for word, rest in steps() if word == "USER"]
    assert user == "placebook"
    after = words[words.index("USER") :]
    assert after == ["USER", "EXPOSE", "HEALTHCHECK", "CMD"]
    assert any("useradd" in rest and user in rest for word, rest in steps() if word == "RUN")
    assert "ARG" not in words
    stated = {
        name for word, rest in steps() if word == "ENV" for name in re.findall(r"([A-Z_]+)=", rest)
    }
    assert stated - OF_OTHERS <= {"DATA_DIR", "DOTENV"} <= example()
    assert {rest.split()[0] for word, rest in steps() if word == "FROM"} == {"python:3.13-slim"}


def test_what_the_image_starts_is_there() -> None:
    started = [json.loads(rest[rest.index("[") :]) for word, rest in steps() if word[-3:] == "CMD"]
    health = next(rest for word, rest in steps() if word == "HEALTHCHECK")
    started.append(json.loads(health[health.index("[") :]))
    assert len(started) == 2
    for command in started:
        can_be_started(command)


def can_be_started(command: list[str]) -> None:
    """Its program is one of ours or of the packages, and each file that it names is there."""
    assert (ROOT / command[0]).exists(), command
    assert os.access(ROOT / command[0], os.X_OK), command
    for word in command[1:]:
        if word.startswith("deploy/"):
            assert (ROOT / word).is_file(), command
    if "manage.py" in command or command[0] == "deploy/every.sh":
        from django.core.management import get_commands

        assert command[-1] in get_commands(), command


def run_as_nobody(folder: Path, *command: str, **env: str) -> subprocess.CompletedProcess[str]:
    """In a clean environment; as a user without rights where the tests have them."""
    kept = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/nonexistent"}
    runner = Runner.here()
    who = runner.popen_arguments() | {"env": kept | env, "cwd": folder}
    return subprocess.run(command, capture_output=True, text=True, check=False, **who)


def let_in() -> set[str]:
    """What an image takes in, as the file says that keeps all else out."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    return {line.removeprefix("!") for line in lines if line.startswith("!")}


@pytest.fixture
def clean_root() -> Iterator[Path]:
    """The code as it is checked out, in a folder that belongs to a user without rights."""
    made = Path(tempfile.mkdtemp(prefix="placebook-built-"))
    try:
        copy_code(made / "code", let_in())
        runner = Runner.here()
        for path in [made, *made.rglob("*")]:
            os.chown(path, runner.uid, runner.gid)
        yield made / "code"
    finally:
        shutil.rmtree(made)


def test_an_ordinary_user_builds_it_in_a_clean_root(clean_root: Path) -> None:
    """All that the Dockerfile runs but the user that it adds. Packages come from the tests' own
    environment, so that nothing is downloaded: pip looks whether each is there as it is pinned."""
    run = [rest.split() for word, rest in steps() if word == "RUN" and "useradd" not in rest]
    assert run == [["deploy/build.sh", "packages"], ["deploy/build.sh", "files"]]
    at_hand = next(path for path in sys.path if path.endswith("site-packages"))
    (clean_root / "static" / "js" / "filter.js").chmod(0o600)
    for command in run:
        done = run_as_nobody(
            clean_root,
            *command,
            PYTHON=str(Path(sys.executable).resolve()),
            PYTHONPATH=at_hand,
            PIP_NO_INDEX="1",
        )
        assert (done.returncode, done.stderr) == (0, "")
    assert (clean_root / ".venv" / "bin" / "python").exists()
    files = json.loads((clean_root / "staticfiles" / "staticfiles.json").read_text())["paths"]
    for name in (
        "js/filter.js",
        *(f"css/{css.name}" for css in (ROOT / "static" / "css").iterdir()),
    ):
        assert (clean_root / "staticfiles" / files[name]).is_file(), name
    assert list((clean_root / "config" / "__pycache__").glob("settings.*.pyc"))
    assert (clean_root / "static" / "js" / "filter.js").stat().st_mode & 0o777 == 0o644
    assert not (clean_root / ".env").exists()
    assert not (clean_root / ".data").exists()
    assert run_as_nobody(clean_root, "deploy/build.sh").returncode == 2


def test_a_requirement_that_is_not_there_stops_the_build(clean_root: Path) -> None:
    requirements = clean_root / "requirements.txt"
    requirements.write_text(requirements.read_text().replace("gunicorn==", "gunicorn==1"))
    at_hand = next(path for path in sys.path if path.endswith("site-packages"))
    python = str(Path(sys.executable).resolve())
    told = {"PYTHON": python, "PYTHONPATH": at_hand, "PIP_NO_INDEX": "1"}
    done = run_as_nobody(clean_root, "deploy/build.sh", "packages", **told)
    assert done.returncode != 0
    assert "gunicorn" in done.stderr


@pytest.mark.usefixtures("own_database")
def test_the_health_check_tells_a_server_that_answers_from_none(own_database: str) -> None:
    asks = [sys.executable, str(ROOT / "deploy" / "healthy.py")]
    hosts = {"ALLOWED_HOSTS": ".example.org, other.org"}
    env = {"PATH": os.environ["PATH"]} | hosts | {"http_proxy": "http://127.0.0.1:9"}
    with gunicorn(own_database, "--workers", "1") as port:
        assert subprocess.run([*asks, str(port)], env=env, check=False).returncode == 0
    done = subprocess.run([*asks, str(port)], env=env, capture_output=True, check=False)
    assert done.returncode == 1


def test_a_command_is_run_again_and_again(tmp_path: Path) -> None:
    """Each second, here; what goes wrong with it ends nothing."""
    (tmp_path / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "every.sh", tmp_path / "deploy")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text("#!/bin/sh\necho $*\nexit 1\n")
    python.chmod(0o755)
    command = [tmp_path / "deploy" / "every.sh", "1", "300", "run_due"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as runs:
        assert runs.stdout
        assert [runs.stdout.readline() for _ in range(2)] == ["manage.py run_due\n"] * 2
        runs.terminate()


# --- All of them together ------------------------------------------------------------------------


def test_services_start_what_is_there_with_settings_that_there_are() -> None:
    services = compose()["services"]
    ours = {name: one for name, one in services.items() if one["image"] == "placebook"}
    assert set(services) - set(ours) == {"database", "nginx"}
    assert set(ours) == {"web", "reserve", "migrate", "due", "backup"}
    for one in ours.values():
        assert (COMPOSE.parent / one["build"]["context"]).resolve() == ROOT
        assert (ROOT / one["build"]["dockerfile"]).is_file()
        assert (COMPOSE.parent / one["env_file"]).resolve() == ROOT / ".env"
        assert set(one["environment"]) <= example()
        command = one.get("command", [".venv/bin/gunicorn"])
        if command[:2] == ["sh", "-ec"]:
            for each in command[2].split(" && "):
                can_be_started(each.split())
        else:
            can_be_started(command)
    asked = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", COMPOSE.read_text()))
    assert asked <= example()


def test_services_wait_for_others_and_keep_what_there_is() -> None:
    whole = compose()
    for name, one in whole["services"].items():
        assert set(one.get("depends_on", {})) <= set(whole["services"]), name
        assert set(one["networks"]) <= set(whole["networks"]), name
        for volume in one.get("volumes", []):
            kept, where, *_ = volume.split(":")
            is_file = kept.startswith("./")
            assert (
                (COMPOSE.parent / kept).is_file()
                if is_file
                else kept[0] == "/" or (kept in whole["volumes"])
            ), volume
            assert where.startswith("/")
    kept = {volume.split(":")[1] for volume in whole["services"]["web"]["volumes"]}
    made = " ".join(rest for word, rest in steps() if word == "RUN")
    assert all(folder in made for folder in kept), "Docker gives a volume the owner of its folder"
    assert whole["networks"]["inside"] == {"internal": True}
    assert whole["services"]["database"]["networks"] == ["inside"]
    assert [name for name, one in whole["services"].items() if "ports" in one] == ["nginx"]


def shell_of(service: str, key: str, folder: Path, stand_in: str, **env: str) -> str:
    """What the script of a service does, up to the program that it becomes, which says its
    environment and arguments. Its folders are those of a container."""
    _, _, script = compose()["services"][service][key]
    script = script.replace("$$", "$")
    script = re.sub("(?<=[ >])/(etc|docker-entrypoint-initdb.d)/", rf"{folder}/\1/", script)
    (folder / stand_in).write_text('#!/bin/sh\nenv\necho "$*"\n')
    (folder / stand_in).chmod(0o755)
    env |= {"PATH": f"{folder}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-euc", script], env=env, capture_output=True, text=True, check=True
    )
    return done.stdout


ADDRESS = "postgres://ada:long-secret@database:5432/records?sslrootcert=/etc/ca.pem"


@pytest.mark.parametrize(
    "address",
    [
        "postgres://postgres:secret@database:5432/placebook",
        "postgres://placebook:secret@database:5432/postgres",
        "postgres://placebook@database:5432/placebook",
        "postgres://placebook:@database:5432/placebook",
        "postgres://placebook:a%24b@database:5432/placebook",
        "postgres://placebook:secret@database:5432/",
    ],
)
def test_an_address_of_which_no_role_can_be_made_is_refused_before_there_is_a_cluster(
    address: str,
) -> None:
    command = ["sh", ROOT / "deploy" / "database.sh", "check"]
    said = subprocess.run(
        command, check=False, env={"DATABASE_URL": address}, capture_output=True, text=True
    )
    assert said.returncode == 1
    assert "must be postgres://NAME:PASSWORD@database:5432/DATABASE" in said.stderr


def test_the_first_start_of_the_database_finds_the_script_that_makes_it(tmp_path: Path) -> None:
    for folder, name in (("docker-entrypoint-initdb.d", ""), ("etc/placebook", "database.sh")):
        (tmp_path / folder).mkdir(parents=True)
        if name:
            shutil.copy(ROOT / "deploy" / name, tmp_path / folder)
    first, second = (
        shell_of(
            "database", "entrypoint", tmp_path, "docker-entrypoint.sh", DATABASE_URL=ADDRESS
        ).splitlines()
        for _ in range(2)
    )
    [made] = (tmp_path / "docker-entrypoint-initdb.d").iterdir()
    assert (made.name, made.stat().st_mode & 0o777) == ("database.sh", 0o755)
    assert first[-1] == "postgres"
    assert len({line for line in first + second if re.match("POSTGRES_PASSWORD=.{44}$", line)}) == 2
    assert not [line for line in first if re.match("POSTGRES_(USER|DB|HOST)", line)]


def test_the_database_belongs_to_an_ordinary_role_as_its_address_says() -> None:
    """Which may make what `migrate` asks an administrator of other databases for: extensions."""
    memory = in_memory.folder(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix="placebook-database-", dir=memory) as data:
        Path(data).chmod(0o755)  # the server's user passes through it
        cluster = Cluster(Path(data), "container", durable=False)
        cluster.ensure_running()
        try:
            host = str(cluster.socket_dir)
            path = f"{cluster.programs.folder}:{os.environ['PATH']}"
            env = {"PATH": path, "PGHOST": host, "DATABASE_URL": ADDRESS}
            subprocess.run([ROOT / "deploy" / "database.sh"], env=env, check=True)
            with psycopg.connect(host=host, user="ada", dbname="records") as connection:
                for extension in ("btree_gist", "pg_trgm", "unaccent"):
                    connection.execute(SQL("CREATE EXTENSION {}").format(Identifier(extension)))
                found = connection.execute(WHOSE).fetchall()
            assert found == [
                ("ada", "records", "UTF8", False, ["random_page_cost=1.1", "work_mem=16MB"])
            ]
            with psycopg.connect(host=host, user="postgres", dbname="postgres") as connection:
                asked = "SELECT rolpassword FROM pg_authid WHERE rolname = 'ada'"
                [(kept,)] = connection.execute(asked).fetchall()
            assert kept.startswith("SCRAM-SHA-256$")
        finally:
            cluster.remove()


def test_nginx_has_the_file_of_the_guide_with_the_names_of_containers(tmp_path: Path) -> None:
    (tmp_path / "etc" / "nginx" / "conf.d").mkdir(parents=True)
    (tmp_path / "etc" / "placebook").mkdir()
    (tmp_path / "etc" / "nginx" / "nginx.conf").write_text("    worker_connections  1024;\n")
    before = (ROOT / "deploy" / "nginx.conf").read_text()
    (tmp_path / "etc" / "placebook" / "nginx.conf").write_text(before)
    said = shell_of("nginx", "command", tmp_path, "nginx", SITE_URL="https://places.gov.uk/")
    assert "-g daemon off;" in said
    assert "worker_connections 4096;" in (tmp_path / "etc" / "nginx" / "nginx.conf").read_text()
    made = (tmp_path / "etc" / "nginx" / "conf.d" / "default.conf").read_text()
    for there in (
        "web:8000 max_fails=0;",
        "web:8000 backup;",
        "reserve:8000 max_fails=0;",
        "/live/places.gov.uk/",
    ):
        assert there in made
    assert not re.search(r"127\.0\.0\.1|example\.org|/var/log", made.partition("upstream")[2])
    back = made.replace("web:8000", "127.0.0.1:8000").replace("reserve:8000", "127.0.0.1:8001")
    back = back.replace("places.gov.uk", "placebook.example.org").replace("/etc/", "/etc/")
    back = back.replace("/dev/stdout", "/var/log/nginx/placebook.log")
    assert back == before


def test_settings_of_the_example_suffice() -> None:
    """What a server must have is what the containers ask for."""
    assert set(SERVER) - {"TRUSTED_PROXIES"} <= example()
    assert "TRUSTED_PROXIES" in compose()["services"]["web"]["environment"]
