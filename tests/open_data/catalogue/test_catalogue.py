"""What can be taken away, as a page and as a catalogue that portals harvest."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client, override_settings
from django.utils.html import escape

from open_data.catalogue.dcat import CONTEXT
from open_data.lists import open_lists
from tests.open_data.linked.test_linked import said_at
from tests.open_data.record.sweep import kept
from tests.pilots.forms import text_of

pytestmark = pytest.mark.django_db
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
# What DCAT 3 says of each kind of node, of that which we use
TERMS = {
    "dcat:Catalog": {
        *("dct:title", "dct:description", "dct:language", "dct:license", "dct:publisher"),
        *("foaf:homepage", "dcat:dataset"),
    },
    "dcat:Dataset": {
        *("dct:identifier", "dct:title", "dct:description", "dct:publisher", "dct:spatial"),
        *("dct:modified", "dcat:landingPage", "dcat:distribution"),
    },
    "dcat:Distribution": {
        *("dct:title", "dct:format", "dct:license", "dct:conformsTo", "dcat:mediaType"),
        *("dcat:accessURL", "dcat:downloadURL", "dcat:byteSize", "spdx:checksum"),
    },
    "foaf:Organization": {"foaf:name", "foaf:homepage"},
    "spdx:Checksum": {"spdx:algorithm", "spdx:checksumValue"},
}


def nodes(said: Any) -> Iterator[dict[str, Any]]:
    """Every node of a document, however deep."""
    if isinstance(said, list):
        for one in said:
            yield from nodes(one)
    elif isinstance(said, dict):
        yield said
        yield from nodes([value for name, value in said.items() if name != "@context"])


def catalog() -> dict[str, Any]:
    response = Client().get("/data/catalog.jsonld")
    assert response["Content-Type"] == "application/ld+json"
    said: dict[str, Any] = json.loads(response.content)
    return said


def answered(address: str) -> Any:
    parts = urlsplit(address)
    return Client().get(f"{parts.path}?{parts.query}" if parts.query else parts.path, follow=True)


def test_the_catalogue_says_only_what_the_vocabulary_has() -> None:
    kept(dt.date(2026, 11, 20))
    said = catalog()
    assert said["@context"] == CONTEXT
    for node in nodes(said):
        if (kind := node.get("@type")) in TERMS:
            assert {*node} - {"@context", "@id", "@type"} <= TERMS[kind], node
        prefixes = {name.split(":")[0] for name in node if ":" in name}
        assert prefixes <= {*CONTEXT}
    assert len({one["@id"] for one in said["dcat:dataset"]}) == len(said["dcat:dataset"])


def test_each_list_is_in_it_and_each_file_answers_as_it_says() -> None:
    kept(dt.date(2026, 11, 20))
    datasets = {one["dct:identifier"]: one for one in catalog()["dcat:dataset"]}
    assert {*datasets} == {"everything", *(one.name for one in open_lists())}
    for name, dataset in datasets.items():
        for file in dataset["dcat:distribution"]:
            response = answered(file["dcat:downloadURL"]["@id"])
            assert response.status_code == 200, name
            wanted = file["dcat:mediaType"]["@id"].rpartition("assignments/media-types/")[2]
            assert response["Content-Type"].split(";")[0] == wanted, name
            assert file["dct:license"]["@id"] == LICENCE
            if wanted == "text/csv":
                told = answered(file["dct:conformsTo"]["@id"])
                assert told["Content-Type"] == "application/csvm+json", name


def test_the_file_of_everything_says_its_size_its_digest_and_its_day() -> None:
    assert "everything" not in [one["dct:identifier"] for one in catalog()["dcat:dataset"]]
    made = kept(dt.date(2026, 11, 20))
    [whole] = [one for one in catalog()["dcat:dataset"] if one["dct:identifier"] == "everything"]
    [file] = whole["dcat:distribution"]
    assert whole["dct:modified"]["@value"] == "2026-11-20"
    assert file["dcat:byteSize"]["@value"] == str(made.size)
    assert file["spdx:checksum"]["spdx:checksumValue"]["@value"] == made.digest


def test_the_page_leads_to_each_file_and_says_how_many_rows_on_which_day() -> None:
    made = kept(dt.date(2026, 11, 20))
    response = Client().get("/data/")
    page, said = response.content.decode(), text_of(response)
    for one in open_lists():
        for url in (one.csv, one.json, one.definitions):
            assert f'href="{escape(url)}"' in page, one.name
    assert f'href="{made.get_absolute_url()}"' in page
    assert "20 November 2026, 22" in said
    assert f"SHA-256 {made.digest}" in said
    assert "Contains OS data" in said
    assert "Open Government Licence v3.0" in said


def test_the_page_says_so_where_no_file_was_made_yet() -> None:
    page = Client().get("/data/")
    assert "The first is not ready yet." in text_of(page)
    assert "Download everything</a>" not in page.content.decode()


@override_settings(DATA_LICENCE="A licence of ours https://example.org/terms")
def test_another_licence_stands_everywhere() -> None:
    page = Client().get("/data/").content.decode()
    assert '<a href="https://example.org/terms">A licence of ours</a>' in page
    assert "open-government-licence/version/3/" not in page
    assert LICENCE not in json.dumps(catalog())


@override_settings(DATA_LICENCE="")
def test_where_nobody_said_the_terms_none_are_claimed() -> None:
    assert "No licence has been set yet" in text_of(Client().get("/data/"))
    assert "license" not in json.dumps(catalog())


def test_the_page_says_in_its_head_that_it_is_a_dataset() -> None:
    kept(dt.date(2026, 11, 20))
    said = said_at("/data/")["Dataset"]
    assert said["license"] == LICENCE
    assert said["dateModified"] == "2026-11-20"
    assert len(said["distribution"]) == len(open_lists()) + 1
