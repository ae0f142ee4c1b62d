"""What is said about the lists: to people on a page, whose examples work, and to programs."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from html import unescape
from typing import Any

import pytest
from django.test import Client
from openapi_spec_validator import validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

from api.document.openapi import document
from tests import builders
from tests.api.asking import ask, key_of
from tests.builders import Cast

ADDRESS = re.compile(r"http://127\.0\.0\.1:8000(/api/v1/[^\s\"]+)")


def example(name: str) -> str:
    """An example as the page shows it."""
    page = Client().get("/api/").content.decode()
    [text] = re.findall(rf'data-example="{name}">(.*?)</code>', page, re.DOTALL)
    return unescape(text)


@pytest.mark.django_db
def test_every_list_of_the_page_is_described_and_answers(cast: Cast) -> None:
    page = Client().get("/api/").content.decode()
    shown = set(re.findall(r"<code>(/api/v1/[^<]+/)</code>", page))
    described = document()["paths"]
    of_many = {path for path in described if not path.endswith(("{number}/", "/gone/"))}
    assert shown == of_many
    key = key_of(cast.bradford_editor)
    for path in shown:
        if "{" not in path:
            assert ask(path.removeprefix("/api/v1/"), key).status_code == 200, path


@pytest.mark.django_db
def test_the_description_is_the_same_for_everybody(cast: Cast) -> None:
    said = ask("openapi.json")
    assert said.json()["openapi"] == "3.1.0"
    assert said.json() == ask("openapi.json", key_of(cast.bradford_editor)).json()
    names = [one["operationId"] for path in said.json()["paths"].values() for one in path.values()]
    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_every_column_says_what_it_means() -> None:
    rows = document()["components"]["schemas"]
    silent = [
        f"{name}.{column}"
        for name, row in rows.items()
        for column, said in row["properties"].items()
        if name != "Problem" and not (said.get("description") or said.get("title"))
    ]
    assert silent == []


@pytest.mark.usefixtures("demo_database")
def test_the_example_in_python_reads_every_row(server_address: str, settings: Any) -> None:
    settings.SITE_URL = server_address
    text = example("python").replace("limit=500", "limit=9")
    ran = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.splitlines()
    assert len(lines) == len(set(lines)) > 9
    assert "/funding/flows/" in lines[0]


@pytest.mark.django_db
def test_the_example_for_curl_asks_for_what_it_says(cast: Cast) -> None:
    key = key_of(cast.bradford_editor)
    builders.pilot(cast.bradford)
    program, *words = shlex.split(example("curl").replace("$PLACEBOOK_KEY", key))
    assert (program, words[:2]) == ("curl", ["--silent", "--header"])
    header, value = words[2].split(": ", maxsplit=1)
    [address] = ADDRESS.findall(words[3])
    answer = Client().get(address, headers={header: value})
    assert [row["place"] for row in answer.json()["rows"]][:1] == ["Bradford"]


@pytest.mark.django_db
def test_the_example_in_r_asks_for_an_address_that_answers_and_follows_it() -> None:
    text = example("r")
    [address] = ADDRESS.findall(text)
    answer = Client().get(address)
    assert answer.status_code == 200
    assert set(answer.json()) == {"rows", "next"}
    assert "next" in text
    assert "rows" in text


@pytest.mark.usefixtures("demo_database")
def test_the_example_for_power_query_asks_one_address_whatever_follows() -> None:
    """Power BI refreshes by itself only what it asks at an address that stands in the text."""
    text = example("power-query")
    [asked] = re.findall(r'Web\.Contents\("([^"]+)",\s+\[RelativePath = rest, ', text)
    [first] = re.findall(r'Read\("([^"]+)"\)', text)
    [cut] = re.findall(r'Text\.AfterDelimiter\(\[next\], "([^"]+)"\)', text)
    page = ask(first.replace("500", "9").removeprefix("api/v1/")).json()
    assert len(page["rows"]) == 9
    then = asked + page["next"].partition(cut)[2]
    assert then == page["next"]
    [address] = ADDRESS.findall(then)
    assert Client().get(address).json()["rows"]


@pytest.mark.django_db
def test_the_description_is_right_by_the_standard() -> None:
    said = document()
    validate(said)
    said["paths"]["/api/v1/pilots/"]["get"]["parameters"][0]["in"] = "nowhere"
    with pytest.raises(OpenAPIValidationError):
        validate(said)
