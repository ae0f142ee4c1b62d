"""What would be wrong with a list of small areas beside the official figures of the same day.

The Indices of Deprivation say of each council how many small areas it has, and how many of them are
among the most deprived tenth. Where the record holds these, a list that does not add up to them is
refused whole: a part of it would be counted as if it were all. Each is as in ``checks``.
"""

from __future__ import annotations

from partnerships.place.kind_groups import LOCAL_COUNCILS

_PUBLISHED = f"""
WITH published AS (
  SELECT figure.place_id, place.name, figure.country,
    max(figure.value) FILTER (WHERE measure.key = 'imd_lsoas_total') AS areas,
    max(figure.value) FILTER (WHERE measure.key = 'imd_lsoas_most_deprived_decile') AS tenth
  FROM geography_measurerelease release
  JOIN geography_measure measure ON measure.id = release.measure_id
  JOIN geography_contextfigure figure ON figure.release_id = release.id
  LEFT JOIN partnerships_place place ON place.id = figure.place_id
  WHERE release.as_of = %(day)s
    AND measure.key IN ('imd_lsoas_total', 'imd_lsoas_most_deprived_decile')
    AND (place.kind IN ({", ".join(f"'{kind}'" for kind in LOCAL_COUNCILS)})
      OR figure.country = 'E92000001')
  GROUP BY figure.place_id, place.name, figure.country
), listed AS (
  SELECT place_id, count(*) AS areas, count(*) FILTER (WHERE deprivation_rank::bigint * 10 <= most)
    AS tenth
  FROM locality_staged, (SELECT max(deprivation_rank::integer) FROM locality_staged) all_of (most)
  GROUP BY place_id
)
"""  # noqa: S608 - the text is ours


def _of_council(column: str, rule: str) -> str:
    has, published = f"coalesce(listed.{column}, 0)", f"published.{column}"
    return f"""{_PUBLISHED}
SELECT 0, published.name || ': ' || {has} || ' in the list, ' || {published}::integer
  || ' published', count(*) OVER ()
FROM published LEFT JOIN listed USING (place_id)
WHERE published.country = '' AND {rule} AND {has} <> {published}
ORDER BY published.name LIMIT %(most)s
"""  # noqa: S608 - the text is ours


_AREAS = _of_council("areas", "true")
_TENTH = _of_council("tenth", "listed.areas = published.areas")
_OTHERS = f"""{_PUBLISHED}
SELECT 0, place.name, count(*) OVER () FROM listed
JOIN partnerships_place place ON place.id = listed.place_id
WHERE EXISTS (SELECT FROM published WHERE country = '')
  AND NOT EXISTS (SELECT FROM published WHERE published.place_id = listed.place_id)
ORDER BY place.name LIMIT %(most)s
"""  # noqa: S608 - the text is ours
_LAST = f"""{_PUBLISHED}
SELECT 0, max(deprivation_rank::integer) || '; England has ' || england.areas::integer, 1
FROM locality_staged, published england WHERE england.country <> ''
GROUP BY england.areas HAVING max(deprivation_rank::integer) <> england.areas
"""  # noqa: S608 - the text is ours


def _where_published(select: str) -> str:
    return f"{_PUBLISHED}{select} LIMIT %(most)s"


_TWICE = _where_published("""
SELECT max(line), deprivation_rank, count(*) OVER () FROM locality_staged
WHERE EXISTS (SELECT FROM published) GROUP BY deprivation_rank HAVING count(*) > 1 ORDER BY 1""")


def _empty(column: str) -> str:
    return _where_published(f"""
SELECT line, '', count(*) OVER () FROM locality_staged
WHERE EXISTS (SELECT FROM published) AND {column} = '' ORDER BY line""")  # noqa: S608 - ours


# Also one that ended: a list is as old as its look-up
_OTHER_BOARD = _where_published("""
SELECT line, board_code, count(*) OVER () FROM locality_staged staged
WHERE EXISTS (SELECT FROM published) AND board_code <> '' AND NOT EXISTS (
  SELECT FROM partnerships_placecode board
  JOIN partnerships_placelink lies ON lies.other_id = board.place_id
  WHERE board.scheme = 'gss' AND board.code = staged.board_code
    AND lies.place_id = staged.place_id)
ORDER BY line""")

AGREES: tuple[tuple[str, str, str], ...] = (
    ("", "small areas of {}", _AREAS),
    ("", "small areas among the most deprived tenth, of {}", _TENTH),
    ("", "how many small areas {} has is not published", _OTHERS),
    ("", "the last rank is {} small areas", _LAST),
    ("deprivation_rank", "the rank {} is in the list twice", _TWICE),
    ("ward_code", "enter the code of the ward that it fits best{}", _empty("ward_code")),
    ("board_code", "enter the code of the care board that it lies in{}", _empty("board_code")),
    ("board_code", "{} is no care board of its council", _OTHER_BOARD),
)
ARE_PUBLISHED = f"""{_PUBLISHED}
SELECT EXISTS (SELECT FROM published WHERE country = '')
"""  # noqa: S608 - the text is ours
