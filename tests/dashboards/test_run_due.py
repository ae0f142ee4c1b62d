"""``run_due`` does every step though one failed, and says which."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Notice
from deploy.management.commands.run_due import STEPS


def refuse(table: str) -> None:
    """From now on the database lets nothing go from that table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER refuse BEFORE DELETE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse()"
        )


@pytest.mark.usefixtures("own_database")
def test_every_step_is_done_though_one_failed(caplog: Any) -> None:
    Notice.objects.create(kind="x", subject="News", email="ada@example.test", by_mail=True)
    refuse("records_spenttoken")
    refuse("barriers_barrierword")
    said = io.StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("run_due", stdout=said)
    assert "Could not forget old form tokens and count the words of barriers." in str(failed.value)
    assert failed.value.returncode == 1
    assert "Sent 1 letter." in said.getvalue()
    assert [letter.subject for letter in mail.outbox] == ["News"]
    logged = [one for one in caplog.records if one.name.endswith("run_due")]
    assert [one.getMessage() for one in logged] == [
        "run_due could not forget old form tokens",
        "run_due could not count the words of barriers",
    ]
    assert all("the disk is full" in str(one.exc_info and one.exc_info[1]) for one in logged)


@pytest.mark.usefixtures("own_database")
def test_a_timer_hears_of_no_step_that_goes_well_and_who_raises_verbosity_of_each() -> None:
    told, told_more = io.StringIO(), io.StringIO()
    call_command("run_due", stdout=io.StringIO(), stderr=told)
    assert told.getvalue() == ""
    call_command("run_due", stdout=io.StringIO(), stderr=told_more, verbosity=2)
    assert re.search(
        r"^Bring the search to today \.\.\. \d+ s$", told_more.getvalue(), re.MULTILINE
    )
    assert len(told_more.getvalue().splitlines()) == len(STEPS)


@pytest.mark.django_db
def test_a_letter_that_cannot_be_sent_fails_no_step() -> None:
    Notice.objects.create(kind="x", subject="News", email="a@aء.com", by_mail=True)
    Notice.objects.create(kind="x", subject="News", email="ada@example.test", by_mail=True)
    call_command("run_due")
    assert [letter.to for letter in mail.outbox] == [["ada@example.test"]]
