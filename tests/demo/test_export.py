"""The zip of each programme of the demo opens and holds what its pages tell."""

from __future__ import annotations

import csv
import io
import zipfile

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
    client = Client()
    client.force_login(User.objects.get(email=email))
    answer = client.get(reverse("programme_export_file", args=[programme]))
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    held = {
        name: list(csv.DictReader(io.StringIO(book.read(name).decode("utf-8-sig"))))
        for name in book.namelist()
        if name.endswith(".csv")
    }
    assert len(held["pilots.csv"]) == pilots
    assert {row["file"] for row in held["codebook.csv"]} == held.keys() - {"codebook.csv"}
    assert all(row["meaning"] for row in held["codebook.csv"])
    assert len(held["changes.csv"]) > 0
