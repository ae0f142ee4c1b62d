"""What would be wrong with a list of localities: one statement each, over the copied rows.

Each gives the line and what stands there; ``{}`` in its reason is the latter.
"""

from __future__ import annotations

_ROWS = "SELECT line, {value} FROM locality_staged WHERE {rule} ORDER BY line LIMIT %(most)s"
# From 0 to 1 with at most three places after the point, and more than 0.
_PART = r"^(0?\.[0-9]{1,3}|1(\.0{1,3})?)$"


def _rows(rule: str, value: str) -> str:
    return _ROWS.format(rule=rule, value=value)


def _part(column: str) -> tuple[str, str]:
    said = f"{column} is {{}}: a part is over 0 and at most 1, with three decimal places"
    wrong = f"{column} <> '' AND ({column} !~ '{_PART}' OR {column} ~ '^[0.]+$')"
    return said, _rows(wrong, column)


_TWICE = """
SELECT max(line), min(name || ' in ' || council_code) FROM locality_staged
GROUP BY kind, name, code, council_code HAVING count(*) > 1 ORDER BY 1 LIMIT %(most)s
"""
# Parts are rounded to three places, so that three of them may add up to a little over 1. Parts of
# a town are each estimated, and one code may stand for two towns of a name.
_OVER_ONE = f"""
SELECT max(line), min(name) FROM locality_staged
WHERE share ~ '{_PART}' AND kind = ANY(%(exact)s)
GROUP BY kind, name, code HAVING sum(share::numeric) > 1.02 ORDER BY 1 LIMIT %(most)s
"""  # noqa: S608 - the text is ours

CHECKS: tuple[tuple[str, str], ...] = (
    ("enter a name{}", _rows("name = ''", "''")),
    ("the name {!r} is longer than 150 letters", _rows("length(name) > 150", "left(name, 40)")),
    ("the name {!r} cannot be shown", _rows(r"name ~ '[\x01-\x1f\x7f]'", "left(name, 40)")),
    ("no place has the code {}", _rows("place_id IS NULL", "council_code")),
    ("{!r} is no kind of this list", _rows("NOT kind = ANY(%(kinds)s)", "kind")),
    (
        "{} is not an official code",
        _rows("code <> '' AND code !~ '^[A-Z][0-9]{8}$'", "code"),
    ),
    _part("share"),
    _part("share_of_council"),
    ("people is {}, which is no number", _rows("people !~ '^[0-9]{0,8}$'", "people")),
    ("{} stands in another line as well", _TWICE),
    ("the shares of {} add up to more than 1", _OVER_ONE),
)
