"""The columns of the tables of context figures: which there are and must be, how long they are."""

from __future__ import annotations

COLUMNS: dict[str, tuple[str, ...]] = {
    "measures": (
        *("measure", "label", "topic", "unit", "decimals", "higher_means", "levels"),
        *("definition", "caveat"),
    ),
    "releases": ("measure", "release", "as_of", "ranked"),
    "sources": (
        *("source", "title", "publisher", "url", "published", "precision", "licence"),
        "attribution",
    ),
    "areas": ("code", "name", "kind"),
}
FIGURES = ("code", "measure", "release", "value", "source")
MORE = ("published_as", "derivation", "lower_95", "upper_95")
NEEDED = {
    "measures": ("measure", "label", "topic", "levels", "definition"),
    "releases": ("measure", "release", "as_of"),
    "sources": ("source", "title", "licence", "attribution"),
    "areas": ("code", "name"),
}
LONGEST = {
    name: most
    for most, names in (
        (9, "published_as"),
        (40, "topic"),
        (60, "measure unit"),
        (80, "higher_means"),
        (120, "label value derivation source licence"),
        (160, "release"),
        (200, "levels publisher"),
        (300, "title"),
        (400, "attribution"),
        (500, "url"),
    )
    for name in names.split()
}
