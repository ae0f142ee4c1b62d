"""The columns of the tables of context figures: which there are and must be, how long they are."""

from __future__ import annotations

from django.db.models import Model

from geography.models import Attribution, ContextFigure, Measure, MeasureRelease
from records.models import Source

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
# The fields that keep what a column says.
_KEPT: dict[str, tuple[type[Model], str]] = {
    "measure": (Measure, "key"),
    **{name: (Measure, name) for name in ("label", "topic", "unit", "higher_means", "levels")},
    "release": (MeasureRelease, "name"),
    "source": (Source, "slug"),
    **{name: (Source, name) for name in ("title", "publisher", "url")},
    "licence": (Attribution, "licence"),
    "attribution": (Attribution, "line"),
    **{name: (ContextFigure, name) for name in ("derivation", "published_as")},
    "value": (ContextFigure, "words"),
}
LONGEST: dict[str, int] = {
    name: kind._meta.get_field(field).max_length or 0 for name, (kind, field) in _KEPT.items()
}
