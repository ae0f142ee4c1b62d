"""The settings stop a server that is set up wrongly, and make pages safe on one that is not."""

import os
import subprocess
import sys

import pytest
from django.conf import LazySettings, settings
from django.test import Client

SERVER = {
    "SECRET_KEY": "k8Zr2-not-a-real-one-but-as-long-and-as-mixed-as-a-real-one-9QpXw",
    "DATABASE_URL": "postgres://placebook:secret@db.example.org:5433/records",
    "ALLOWED_HOSTS": "placebook.example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "SITE_URL": "https://placebook.example.org",
    "TRUSTED_PROXIES": "1",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` in an environment that has only these settings."""
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=kept | {"DOTENV": ""} | environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def shown(expression: str, **environment: str) -> str:
    code = f"from django.conf import settings; print({expression})"
    done = manage("shell", "--no-imports", "-c", code, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_server_set_up_as_the_docs_say_passes_every_check() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **SERVER)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "SITE_URL"])
def test_a_server_does_not_start_without(missing: str) -> None:
    done = manage("check", **{k: v for k, v in SERVER.items() if k != missing})
    assert done.returncode != 0
    assert f"Set {missing}: " in done.stderr


def test_database_url_decides_which_server_is_used() -> None:
    asked = "[settings.DATABASES['default'][k] for k in ('ENGINE', 'NAME', 'HOST', 'PORT')]"
    said = shown(asked, **SERVER)
    assert said == "['django.db.backends.postgresql', 'records', 'db.example.org', 5433]"
    assert "db.example.org" in shown(asked, DEBUG="true", DATABASE_URL=SERVER["DATABASE_URL"])
    assert "config.embedded" in shown(asked, DEBUG="true")


def test_a_pool_of_connections_is_kept_when_asked_for() -> None:
    asked = "settings.DATABASES['default']['OPTIONS'].get('pool')"
    assert shown(asked, **SERVER) == "None"
    assert shown(asked, **SERVER, DATABASE_POOL="8") == "{'min_size': 1, 'max_size': 8}"


def test_behind_a_pooler_nothing_is_asked_for_and_no_cursor_stays_open() -> None:
    asked = "[settings.DATABASES['default'][k] for k in ('OPTIONS', 'DISABLE_SERVER_SIDE_CURSORS')]"
    assert shown(asked, **SERVER, DATABASE_OPTIONS="") == "[{'options': ''}, True]"
    said = shown(asked, **SERVER)
    assert "-c jit=off -c pgtrigger.ignore={} " in said
    assert said.endswith("False]")


def test_a_read_node_takes_no_changes() -> None:
    asked = "'default_transaction_read_only=on' in settings.SESSION"
    assert shown(asked, **SERVER) == "False"
    assert shown(asked, **SERVER, READ_NODE="true") == "True"


def test_whoever_sent_something_is_known_for_some_seconds_where_nodes_read(
    client: Client, settings: LazySettings
) -> None:
    assert "fresh" not in client.post("/health/live").cookies
    settings.FRESH_SECONDS = 10
    assert "fresh" not in client.get("/health/live").cookies
    cookie = client.post("/health/live").cookies["fresh"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (10, True, "Lax")


def test_a_proxys_word_on_https_counts_only_where_one_is_named() -> None:
    asked = "settings.SECURE_PROXY_SSL_HEADER"
    assert "HTTP_X_FORWARDED_PROTO" in shown(asked, **SERVER)
    assert shown(asked, **SERVER | {"TRUSTED_PROXIES": "0"}) == "None"


@pytest.mark.django_db
def test_the_demo_shows_our_own_page_for_an_address_that_is_not_there(
    client: Client, settings: LazySettings
) -> None:
    settings.DEBUG = True
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert b"Page not found" in answer.content
    assert b"DEBUG" not in answer.content


SIGN_ON = {
    "SIGN_ON": "bradford",
    "SIGN_ON_BRADFORD_NAME": "Bradford Council",
    "SIGN_ON_BRADFORD_ISSUER": "https://login.example.org/bradford/",
    "SIGN_ON_BRADFORD_CLIENT_ID": "placebook",
    "SIGN_ON_BRADFORD_SECRET": "secret",
    "SIGN_ON_BRADFORD_DOMAINS": "Bradford.example.org, school.example.org",
}


def test_identity_providers_come_from_the_environment_and_two_steps_are_required() -> None:
    asked = (
        "[settings.TWO_STEP_REQUIRED, [app['settings'] for app in "
        "settings.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS']]]"
    )
    said = shown(asked, **SERVER | SIGN_ON)
    where = "https://login.example.org/bradford/.well-known/openid-configuration"
    assert said.startswith(f"[True, [{{'server_url': '{where}'")
    assert "['bradford.example.org', 'school.example.org']" in said
    assert shown(asked, DEBUG="true") == "[False, []]"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"SIGN_ON_BRADFORD_DOMAINS": ""}, "Set SIGN_ON_BRADFORD_DOMAINS"),
        ({"SIGN_ON_BRADFORD_ISSUER": "http://login.example.org"}, "must begin with https://"),
        ({"SIGN_ON": "Bradford Council"}, "must be small letters and digits"),
    ],
)
def test_an_identity_provider_that_is_set_up_wrongly_stops_the_server(
    change: dict[str, str], says: str
) -> None:
    done = manage("check", **SERVER | SIGN_ON | change)
    assert done.returncode != 0
    assert says in done.stderr
