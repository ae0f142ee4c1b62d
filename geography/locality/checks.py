"""What would be wrong with a list of localities: one statement each, over the copied rows.

Each names the column and gives the first lines that break it, with what stands there (``{}`` in its
reason, ``{quoted}`` as a quotation) and how many lines do in all.
"""

from __future__ import annotations

_ROWS = (
    "SELECT line, {value}, count(*) OVER () FROM locality_staged WHERE {rule} "
    "ORDER BY line LIMIT %(most)s"
)
# Below 700,000 and below 1,300,000, where the National Grid ends.
_EAST, _NORTH = "[0-6]?[0-9]{1,5}", "[0-9]{1,6}|1[0-2][0-9]{5}"
# From 0 to 1 with at most three places after the point, and more than 0.
_PART = r"^(0?\.[0-9]{1,3}|1(\.0{1,3})?)$"


def _rows(rule: str, value: str) -> str:
    return _ROWS.format(rule=rule, value=value)


def _part(column: str) -> tuple[str, str, str]:
    said = f"{column} is {{}}: a part is over 0 and at most 1, with three decimal places"
    wrong = f"{column} <> '' AND ({column} !~ '{_PART}' OR {column} ~ '^[0.]+$')"
    return column, said, _rows(wrong, column)


_TWICE = """
SELECT max(line), min(name) || ' in ' || min(council_code), count(*) OVER () FROM locality_staged
GROUP BY kind, name, code, coalesce(place_id::text, council_code) HAVING count(*) > 1
ORDER BY 1 LIMIT %(most)s
"""
# Parts are rounded to three places, so that three of them may add up to a little over 1. Parts of
# a town are each estimated, and one code may stand for two towns of a name.
_OVER_ONE = f"""
SELECT max(line), min(name), count(*) OVER () FROM locality_staged
WHERE share ~ '{_PART}' AND kind = ANY(%(exact)s)
GROUP BY kind, name, code HAVING sum(share::numeric) > 1.02 ORDER BY 1 LIMIT %(most)s
"""  # noqa: S608 - the text is ours

CHECKS: tuple[tuple[str, str, str], ...] = (
    ("name", "enter a name{}", _rows("name = ''", "''")),
    (
        "name",
        "the name {quoted} is longer than 150 letters",
        _rows("length(name) > 150", "left(name, 40)"),
    ),
    (
        "name",
        "the name {quoted} cannot be shown",
        _rows(r"name ~ '[\x01-\x1f\x7f]'", "left(name, 40)"),
    ),
    ("council_code", "enter the code of a council{}", _rows("council_code = ''", "''")),
    (
        "council_code",
        "no place has the code {}",
        _rows("council_code <> '' AND place_id IS NULL", "left(council_code, 40)"),
    ),
    (
        "kind",
        "{quoted} is no kind of this list",
        _rows("NOT kind = ANY(%(kinds)s)", "left(kind, 40)"),
    ),
    _part("share"),
    _part("share_of_council"),
    (
        "people",
        "people is {}, which is no number",
        _rows("people !~ '^[0-9]{0,8}$'", "left(people, 40)"),
    ),
    *(
        (
            column,
            "{} is not an official code",
            _rows(f"{column} <> '' AND {column} !~ '^[A-Z][0-9]{{8}}$'", f"left({column}, 40)"),
        )
        for column in ("code", "ward_code", "board_code")
    ),
    (
        "deprivation_rank",
        "deprivation_rank is {}, which is no rank",
        _rows("deprivation_rank !~ '^([1-9][0-9]{0,5})?$'", "left(deprivation_rank, 40)"),
    ),
    (
        "deprivation_rank",
        "enter the rank of each small area{}",
        _rows("kind = 'small_area' AND deprivation_rank = ''", "''"),
    ),
    (
        "deprivation_rank",
        "only small areas have a ward, a care board and a rank{}",
        _rows("kind <> 'small_area' AND ward_code || board_code || deprivation_rank <> ''", "''"),
    ),
    *(
        (
            column,
            "{} is no whole number of metres of the National Grid",
            _rows(
                f"{column} <> '' AND {column} !~ '^({inside})$'",
                f"left({column}, 40)",
            ),
        )
        for column, inside in (("easting", _EAST), ("northing", _NORTH))
    ),
    (
        "northing",
        "enter both easting and northing, or neither{}",
        _rows("(easting = '') <> (northing = '')", "''"),
    ),
    (
        "easting",
        "enter the middle of each small area, or of none{}",
        _rows(
            "kind = 'small_area' AND easting = '' AND EXISTS "
            "(SELECT FROM locality_staged other WHERE other.easting <> '')",
            "''",
        ),
    ),
    ("name", "{} is in the list twice: take one out", _TWICE),
    ("share", "the shares of {} add up to more than 1", _OVER_ONE),
)
