"""The whole dossier of a pilot as one zip: what its reader sees, with its files, and no more."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collaboration.models import Attachment
from pilots.models import Lesson, Pilot
from tests import builders, engaged
from tests.builders import Cast
from tests.pilots.forms import signed_in

pytestmark = pytest.mark.django_db
SECRET = "unsaid-secret"


@pytest.fixture
def pilot(cast: Cast) -> Pilot:
    """One that everybody reads, with a figure and the files of a visit and a lesson."""
    made = builders.pilot(cast.bradford, "Warm homes", visibility="public", summary="Boilers")
    builders.actual(builders.indicator(made, "Homes visited", target_low=150), 67)
    other = builders.pilot(cast.bradford, "Cold homes", visibility="public")
    builders.indicator(other, "Of the other")
    return made


def attach(record: Any, name: str, content: bytes = b"%PDF-1.4 plan") -> Attachment:
    one = Attachment(
        subject=record, name=name, kind="pdf", media_type="application/pdf",
        size=len(content), digest=name.ljust(64, "x")[:64],
    )  # fmt: skip
    one.file.save(name, ContentFile(content), save=False)
    one.save()
    return one


def taken(who: Any, pilot: Pilot) -> dict[str, bytes]:
    response = signed_in(who).get(reverse("pilot_dossier", args=[pilot.slug]))
    assert response["Content-Type"] == "application/zip"
    with ZipFile(io.BytesIO(b"".join(response))) as parts:
        assert parts.testzip() is None
        return {name: parts.read(name) for name in parts.namelist()}


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"))))


def test_its_page_its_tables_and_its_files_are_in_it(cast: Cast, pilot: Pilot) -> None:
    visit = engaged.visit(pilot, cast.bradford, visibility="public")
    plan = attach(visit, "../..\\The plan: final?.pdf")
    at = dt.datetime(2026, 7, 1, 11, 30, tzinfo=dt.UTC)
    Attachment.objects.filter(pk=plan.pk).update(created_at=at)
    files = taken(cast.bradford_officer, pilot)
    assert "WARM HOMES" in files["page.txt"].decode()
    assert [row["name"] for row in rows(files, "indicators.csv")] == ["Homes visited"]
    assert len(rows(files, "pilots.csv")) == 1
    name = f"files/{plan.pk}-The plan- final-.pdf"
    [row] = rows(files, "files.csv")
    assert (row["file"], row["called"]) == (name, plan.name)
    assert row["address"] == visit.get_absolute_url()
    assert row["attached"] == "2026-07-01 12:30", "in the time of the UK"
    assert files[name] == b"%PDF-1.4 plan"
    assert {"codebook.csv", "changes.csv", "README.txt"} <= files.keys()
    assert "lessons.csv" not in files, "a table without a row is left out"
    assert "Everything about Warm homes" in files["README.txt"].decode()
    assert b"Cold homes" not in b"".join(files.values())


def test_nothing_is_in_it_that_its_reader_may_not_see(cast: Cast, pilot: Pilot) -> None:
    lesson = Lesson.objects.create(
        pilot=pilot, text=f"{SECRET} lesson", kind="lesson", visibility="team",
        created_by=cast.author,
    )  # fmt: skip
    attach(lesson, f"{SECRET}.pdf", b"%PDF-1.4 " + SECRET.encode())
    gone = attach(engaged.visit(pilot, cast.bradford, visibility="public"), "Removed.pdf")
    Attachment.objects.filter(pk=gone.pk).update(
        withdrawn_at=timezone.now(), withdrawn_by=cast.author
    )
    seen = taken(cast.bradford_editor, pilot)
    assert any(SECRET in name for name in seen), "the place's editor reads it"
    said = " ".join(seen["page.txt"].decode().split())
    assert f"They are included because {cast.bradford_editor} can see them." in said
    assert "chose" not in said
    files = taken(cast.luton_officer, pilot)
    assert SECRET.encode() not in b"".join(files.values())
    assert not any(name.startswith("files") for name in files), "not even the list of them"


def test_a_file_that_is_lost_is_told_and_the_rest_is_sent(cast: Cast, pilot: Pilot) -> None:
    visit = engaged.visit(pilot, cast.bradford, visibility="public")
    lost, kept = attach(visit, "Lost.pdf"), attach(visit, "Kept.pdf")
    lost.file.storage.delete(lost.file.name)
    files = taken(cast.bradford_officer, pilot)
    assert [(row["called"], row["file"]) for row in rows(files, "files.csv")] == [
        ("Lost.pdf", ""),
        ("Kept.pdf", f"files/{kept.pk}-Kept.pdf"),
    ]


def test_who_does_not_see_the_pilot_gets_none(cast: Cast) -> None:
    hidden = builders.pilot(cast.bradford, "Quiet works", visibility="team")
    at = reverse("pilot_dossier", args=[hidden.slug])
    assert signed_in(cast.luton_officer).get(at).status_code == 404
    assert Client().get(at).status_code == 302


def test_the_money_of_no_programme_is_not_the_pilots(cast: Cast, pilot: Pilot) -> None:
    builders.flow(cast.bradford, 500, visibility="public", description="Not of this pilot")
    assert "flows.csv" not in taken(cast.bradford_editor, pilot)


def test_its_brief_leads_there_and_sends_nobody_to_sign_in(cast: Cast, pilot: Pilot) -> None:
    at, brief = (reverse(name, args=[pilot.slug]) for name in ("pilot_dossier", "pilot_brief"))
    assert at in signed_in(cast.bradford_officer).get(brief).content.decode()
    Pilot.objects.filter(pk=pilot.pk).update(visibility="public")
    assert at not in Client().get(brief).content.decode()
