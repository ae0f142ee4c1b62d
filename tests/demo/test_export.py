"""The zip of each programme of the demo opens and holds what its pages tell."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.usefixtures("the_record")


@pytest.mark.parametrize(
    ("programme", "pilots", "email"),
    [
        ("pfpp", 13, "evaluator.pfpp@demo.test"),
        ("exampleshire-together", 5, "evaluator.exampleshire@demo.test"),
    ],
)
def test_an_evaluator_opens_the_zip_of_the_programme(
    programme: str, pilots: int, email: str
) -> None:
    held = _held(programme, email)
    assert len(held["pilots.csv"]) == pilots
    assert {row["file"] for row in held["codebook.csv"]} == held.keys() - {"codebook.csv"}
    assert all(row["meaning"] for row in held["codebook.csv"])
    assert len(held["changes.csv"]) > 0
    assert len(held["evaluations.csv"]) > 0
    assert len(held["evaluation_reports.csv"]) > 0


def _held(programme: str, email: str) -> dict[str, list[dict[str, str]]]:
    """The rows of each file, as this person takes the zip away."""
    client = Client()
    client.force_login(User.objects.get(email=email))
    answer = client.get(reverse("programme_export_file", args=[programme]))
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    return {
        name: list(csv.DictReader(io.StringIO(book.read(name).decode("utf-8-sig"))))
        for name in book.namelist()
        if name.endswith(".csv")
    }


def test_the_zip_of_the_made_up_county_holds_how_its_pilots_are_judged() -> None:
    held = _held("exampleshire-together", "evaluator.exampleshire@demo.test")
    findings = held["evaluation_findings.csv"]
    states = Counter(row["state"] for row in findings)
    assert states == {"stands": 4, "replaced since": 1, "not published yet": 1}
    [former] = [row for row in findings if row["state"] == "replaced since"]
    assert former["replaced_by"] in {row["finding"] for row in findings}
    assert {row["pilot"] for row in held["evaluations.csv"]} == {"warm-homes", ""}
    assert any(row["not_published_because"] for row in held["evaluation_reports.csv"])
    assert [row["theory"] for row in held["theories.csv"]] == ["warm-homes/1", "warm-homes/2"]
    assert len(held["theory_boxes.csv"]) > len(held["theory_links.csv"]) > 0
    assert len(held["costs_and_benefits.csv"]) == 4
    assert [row["place"] for row in held["spread.csv"]] == ["eastvale"]
    followed = {row["shared_definition"] for row in held["indicators.csv"]} - {""}
    assert {row["shared_definition"] for row in held["shared_definitions.csv"]} == followed
    assert followed
    assert [row["why"] for row in held["earlier_definitions.csv"]] != []
    assert all(row["indicator"] for row in held["repeat_measures.csv"])
    assert len(held["repeat_measures.csv"]) > 0
