"""The catalogue of what can be taken away, in DCAT as JSON-LD, which portals of data harvest.

https://www.w3.org/TR/vocab-dcat-3/. The words are said in full here: a harvester fetches no context
from elsewhere, and some can't.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from interface.context import absolute
from interface.csvw import MEDIA_TYPE
from open_data.licence import licence
from open_data.lists import OpenList
from open_data.models import PublicRecord

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
ENGLAND = "http://statistics.data.gov.uk/id/statistical-geography/E92000001"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
TITLE = "Placebook: the public record"
ABOUT = (
    "Partnerships in which councils, government departments, the NHS, charities and others in "
    "England work together in one place: what they try, what gets in the way, money, decisions and "
    "what came of it."
)
Node = dict[str, Any]


def catalogue(lists: list[OpenList], latest: PublicRecord | None) -> Node:
    """All lists, and all of them as one file where one was made."""
    whole = [_whole(latest)] if latest else []
    return {
        "@context": CONTEXT,
        "@id": absolute(reverse("data")),
        "@type": "dcat:Catalog",
        "dct:title": TITLE,
        "dct:description": ABOUT,
        "dct:language": "en",
        **_licensed(),
        "dct:publisher": {
            "@id": absolute("/"),
            "@type": "foaf:Organization",
            "foaf:name": "Placebook",
            "foaf:homepage": _at(absolute("/")),
        },
        "foaf:homepage": _at(absolute(reverse("data"))),
        "dcat:dataset": [*whole, *(_dataset(one, latest) for one in lists)],
    }


def _dataset(one: OpenList, latest: PublicRecord | None) -> Node:
    csv = _distribution(absolute(one.csv), "CSV", "text/csv")
    described = {"@id": absolute(one.described), "dct:format": MEDIA_TYPE}
    return {
        **_named(one.name, one.label, one.says, latest),
        "dcat:landingPage": _at(absolute(one.url)),
        "dcat:distribution": [
            csv | {"dct:conformsTo": described},
            _distribution(absolute(one.json), "JSON", "application/json"),
        ],
    }


def _whole(latest: PublicRecord) -> Node:
    file = _distribution(absolute(reverse("public_record_latest")), "ZIP", "application/zip")
    checksum = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": _at("spdx:checksumAlgorithm_sha256"),
        "spdx:checksumValue": _typed("hexBinary", latest.digest),
    }
    size = _typed("nonNegativeInteger", str(latest.size))
    about = f"Every list below as one file, made each night. {ABOUT}"
    return {
        **_named("everything", TITLE, about, latest),
        "dcat:landingPage": _at(absolute(reverse("data"))),
        "dcat:distribution": [file | {"dcat:byteSize": size, "spdx:checksum": checksum}],
    }


def _named(name: str, title: str, about: str, latest: PublicRecord | None) -> Node:
    modified = {"dct:modified": _typed("date", f"{latest.day:%Y-%m-%d}")} if latest else {}
    return {
        "@id": f"{absolute(reverse('data'))}#{name}",
        "@type": "dcat:Dataset",
        "dct:identifier": name,
        "dct:title": title,
        "dct:description": about,
        "dct:publisher": _at(absolute("/")),
        "dct:spatial": _at(ENGLAND),
        **modified,
    }


def _distribution(url: str, label: str, media_type: str) -> Node:
    return {
        "@id": url,
        "@type": "dcat:Distribution",
        "dct:title": label,
        "dct:format": label,
        "dcat:mediaType": _at(MEDIA_TYPES + media_type),
        "dcat:accessURL": _at(url),
        "dcat:downloadURL": _at(url),
        **_licensed(),
    }


def _licensed() -> Node:
    """On what terms, where that is said."""
    terms = licence()
    return {"dct:license": _at(terms.url)} if terms else {}


def _at(address: str) -> Node:
    return {"@id": address}


def _typed(kind: str, value: str) -> Node:
    return {"@type": f"xsd:{kind}", "@value": value}
