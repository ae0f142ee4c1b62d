"""What the columns of a CSV hold, for programs: CSV on the Web, of the W3C.

https://www.w3.org/TR/tabular-metadata/ says what each word means. A column is known by its name,
which stands in the head of the file, and by its label; an empty cell is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interface.columns import Column, Type

MEDIA_TYPE = "application/csvm+json"
CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
DATATYPES: dict[Type, Any] = {
    Type.TEXT: "string",
    Type.CHOICE: "string",
    Type.NUMBER: "number",
    Type.DATE: "date",
    # A year, a month or a day, in numbers or words: the standard has no way to say "one of these"
    Type.REDUCED_DATE: "string",
    Type.MOMENT: {"base": "datetime", "format": "yyyy-MM-dd HH:mm"},
    Type.YES_NO: {"base": "boolean", "format": "yes|no"},
    Type.ADDRESS: "anyURI",
}
# A row may stand for several, of which some are made up
MADE_UP = {"base": "string", "format": "yes|no|some"}


def described(columns: Sequence[Column], *, title: str, url: str) -> dict[str, Any]:
    """A CSV with these columns, which stands at ``url``."""
    return {
        "@context": CONTEXT,
        "url": url,
        "dc:title": title,
        "null": "",
        "tableSchema": {"columns": [_column(one) for one in columns]},
    }


def _column(column: Column) -> dict[str, Any]:
    titles = dict.fromkeys(filter(None, (column.name, column.label)))
    said = {
        "name": column.name,
        "titles": list(titles),
        "dc:description": ". ".join(filter(None, (column.meaning, column.values))),
        "datatype": MADE_UP if column.name == "made_up" else DATATYPES[column.type or Type.TEXT],
    }
    return {name: value for name, value in said.items() if value}
