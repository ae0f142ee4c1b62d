"""The role of the pages is given what PgBouncer lets no connection ask for."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

KEPT = """
    SELECT setconfig FROM pg_db_role_setting
    JOIN pg_roles ON pg_roles.oid = setrole WHERE rolname = 'pages'
"""


@pytest.mark.django_db
def test_a_plain_role_has_what_it_may_and_is_told_what_an_administrator_must_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE pages LOGIN")
        cursor.execute("SET LOCAL ROLE pages")
        with pytest.raises(CommandError) as told:
            call_command("prepare_role")
        cursor.execute("RESET ROLE")
        cursor.execute(KEPT)
        assert cursor.fetchone()[0] == ["jit=off", "statement_timeout=30s", "lock_timeout=5s"]
        statement = str(told.value).partition("\n")[2]
        assert statement == 'ALTER ROLE "pages" SET "pgtrigger"."ignore" = \'{}\';'
        cursor.execute(statement)  # as the administrator of the database
        cursor.execute(KEPT)
        assert "pgtrigger.ignore={}" in cursor.fetchone()[0]
    assert "pages has jit = off" in capsys.readouterr().out
