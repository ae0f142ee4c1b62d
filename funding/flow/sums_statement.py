"""The statement that adds up flows of money by the rules of ``funding.flow.totals``, in steps."""

# ``listed`` are the flows of each list (``at``: its place), ``chosen`` the
# same without lists that are too long to add up. Children are looked up flow by flow
# (``LATERAL … OFFSET 0``), because a scan of all flows would take far longer at national size.
# ``down`` follows from each known one what is passed on by flows that the reader sees, as far as
# the nearest known one of the same meaning (``passed``, for each list that the first stands in);
# ``off`` is what goes on in flows outside the list, which is counted there, and ``less`` are the
# legs of which that is a part, all the way up: in which year it fell is not known. ``term`` is what
# each leg adds, unless it is ``held`` in a leg above it in its list.
TOTALS = """
WITH RECURSIVE listed AS MATERIALIZED ({listed}
), chosen AS MATERIALIZED (
  SELECT *,
    (extract(year FROM first) - (extract(month FROM first) < 4)::int)::int AS first_year,
    (extract(year FROM last) - (extract(month FROM last) < 4)::int)::int AS last_year
  FROM listed
  WHERE (SELECT count(*) FROM listed) <= {most_of_all}
    AND at NOT IN (SELECT at FROM listed GROUP BY at HAVING count(*) > {most})
), down (root, meaning, node, low, high, qualifier, counts) AS (
  SELECT id, meaning, id, NULL::numeric, NULL::numeric, ''::varchar, false
  FROM chosen WHERE low IS NOT NULL
  UNION
  SELECT down.root, down.meaning, child.id, child.low, child.high, child.qualifier,
         child.meaning = down.meaning AND child.low IS NOT NULL
  FROM down
  CROSS JOIN LATERAL ({visible} OFFSET 0)
    AS child (id, parent_id, meaning, low, high, qualifier)
  WHERE NOT down.counts AND child.id <> down.root
), passed AS (
  SELECT above.at, down.*, kept.id IS NOT NULL AND kept.low IS NOT NULL AS inside
  FROM down JOIN chosen above ON above.id = down.root
  LEFT JOIN chosen kept ON kept.id = down.node AND kept.at = above.at WHERE down.counts
), leg AS (
  SELECT chosen.*,
    coalesce(taken.sum > coalesce(chosen.high, chosen.low), false) AS spent
  FROM chosen LEFT JOIN (
    SELECT at, root, sum(low) AS sum FROM passed GROUP BY at, root
  ) taken ON taken.root = chosen.id AND taken.at = chosen.at
), contained AS (
  SELECT DISTINCT passed.at, passed.node AS id
  FROM passed JOIN leg ON leg.id = passed.root AND leg.at = passed.at AND NOT leg.spent
), part AS ({part}
), off AS (
  SELECT passed.at, passed.root AS id, passed.meaning,
    -coalesce(passed.high, passed.low) AS lower,
    -CASE WHEN passed.qualifier = 'at_most' OR part.share < 1 THEN 0 ELSE passed.low END AS upper,
    passed.qualifier IN ('at_least', 'more_than') AS open_below,
    passed.qualifier = 'about' AS is_about
  FROM passed JOIN leg ON leg.id = passed.root AND leg.at = passed.at AND NOT leg.spent
  JOIN part ON part.id = passed.root AND part.at = passed.at
  LEFT JOIN leg kept ON kept.id = passed.node AND kept.at = passed.at
  WHERE NOT passed.inside OR kept.spent
), less (at, id) AS (
  SELECT at, id FROM off
  UNION
  SELECT passed.at, passed.root FROM less
  JOIN passed ON passed.node = less.id AND passed.at = less.at AND passed.inside
), term AS (
  SELECT leg.at, leg.id, leg.meaning, leg.first_year, leg.last_year, leg.low AS known,
    contained.id IS NOT NULL AS held, less.id IS NOT NULL OR leg.spent AS unsplit,
    CASE WHEN leg.spent OR leg.qualifier = 'at_most' OR part.shared_out THEN 0
      ELSE round(leg.low * part.share, 2) END AS lower,
    CASE WHEN leg.spent THEN 0
      WHEN leg.qualifier IN ('at_least', 'more_than') THEN NULL
      ELSE round(coalesce(leg.high, leg.low) * part.share, 2) END AS upper,
    leg.qualifier IN ('at_least', 'more_than') AS open_above, false AS open_below,
    leg.qualifier = 'about' AND NOT leg.spent AS is_about,
    leg.qualifier = 'more_than' AND NOT leg.spent AS is_more, leg.spent, part.share
  FROM leg JOIN part ON part.id = leg.id AND part.at = leg.at
  LEFT JOIN contained ON contained.id = leg.id AND contained.at = leg.at
  LEFT JOIN less ON less.id = leg.id AND less.at = leg.at
), counted AS (
  SELECT at, meaning, lower, upper, open_above, open_below, is_about, is_more
  FROM term WHERE known IS NOT NULL AND NOT held
  UNION ALL
  SELECT at, meaning, lower, upper, false, open_below, is_about, false FROM off
)
SELECT at, meaning, NULL::int, count(*), count(*) FILTER (WHERE low IS NULL),
  NULL, NULL, NULL, NULL, NULL, NULL, 'rows' FROM listed GROUP BY at, meaning
UNION ALL
SELECT at, meaning, NULL, count(*), 0, sum(lower), sum(upper), bool_or(open_above),
  bool_or(open_below), bool_or(is_about), bool_or(is_more), 'all' FROM counted GROUP BY at, meaning
{years}
"""

# The lists: a single one, which is at no place, or the flows at each of some places. For hundreds
# of places every flow is read once, off an index that has all that is asked of it.
OF_ONE = """
  SELECT %s::bigint, s.* FROM ({chosen}) AS s LIMIT {most} + 1"""
OF_EACH = """
  SELECT place.id, s.* FROM unnest(%s::bigint[]) AS place (id)
  CROSS JOIN LATERAL ({chosen} LIMIT {most} + 1) AS s LIMIT {most_of_all} + 1"""
OF_MANY = """
  SELECT place.id, s.pk, s.parent_id, s.meaning, s.amount_low, s.amount_high, s.amount_qualifier,
    s.start, s."end"
  FROM ({chosen}) AS s CROSS JOIN LATERAL unnest(s.reach_ids) AS place (id)
  WHERE place.id = ANY(%s::bigint[]) LIMIT {most_of_all} + 1"""
LISTED = """
  SELECT * FROM ({lists}) AS rows (at, id, parent_id, meaning, low, high, qualifier, first, last)"""

WHOLE = """
  SELECT at, id, 1::numeric AS share, false AS shared_out FROM chosen"""

# The part of each flow that is for a place and those within it: the whole, its share, or, where the
# source does not split it between this and other places, anything from none to all of it.
OF_PART = """
  SELECT split.at, split.id, coalesce(
      CASE WHEN split.all_here THEN 1 WHEN split.is_split THEN least(split.share, 1) ELSE 1 END, 1
    ) AS share,
    coalesce(NOT split.all_here AND NOT split.is_split, false) AS shared_out
  FROM (
    SELECT chosen.at, chosen.id,
      bool_and(here.place_id IS NOT NULL) FILTER (WHERE link.id IS NOT NULL) AS all_here,
      bool_and(link.share IS NOT NULL) FILTER (WHERE link.id IS NOT NULL) AS is_split,
      coalesce(sum(link.share) FILTER (WHERE here.place_id IS NOT NULL), 0) AS share
    FROM chosen LEFT JOIN funding_flowplace link ON link.flow_id = chosen.id
    LEFT JOIN partnerships_placereach here
      ON here.place_id = link.place_id AND here.ancestor_id = {ancestor}
    GROUP BY chosen.at, chosen.id
  ) AS split"""
OF_PLACE = OF_PART.format(ancestor="chosen.at")

# The lists of groups: the sector of who receives it by its number among those given, whether that
# is one of some sectors, what is given by its number among kinds, each of its topics, or the body
# that it first comes from, as far up as the reader sees (0: not known).
OF_SECTORS = """
  SELECT coalesce(array_position(%s::text[], body.sector::text), 0), s.* FROM ({chosen}) AS s
  JOIN funding_flow flow ON flow.id = s.pk
  LEFT JOIN partnerships_organisation body ON body.id = flow.receiver_id LIMIT {most} + 1"""
OF_HOLDERS = """
  SELECT CASE WHEN body.id IS NULL THEN 0 WHEN body.sector = ANY(%s) THEN 1 ELSE 2 END, s.*
  FROM ({chosen}) AS s JOIN funding_flow flow ON flow.id = s.pk
  LEFT JOIN partnerships_organisation body ON body.id = flow.receiver_id LIMIT {most} + 1"""
OF_KINDS = """
  SELECT array_position(%s::text[], flow.kind::text), s.* FROM ({chosen}) AS s
  JOIN funding_flow flow ON flow.id = s.pk LIMIT {most} + 1"""
OF_TOPICS = """
  SELECT coalesce(topic.topic_id, 0), s.* FROM ({chosen}) AS s
  LEFT JOIN funding_flow_topics topic ON topic.flow_id = s.pk LIMIT {most_of_all} + 1"""
OF_SOURCES = """
  SELECT * FROM (
    WITH RECURSIVE s AS MATERIALIZED ({chosen} LIMIT {most} + 1
    ), up (start, id, parent_id, giver_id) AS (
      SELECT flow.id, flow.id, flow.parent_id, flow.giver_id
      FROM s JOIN funding_flow flow ON flow.id = s.pk
      UNION
      SELECT up.start, next.id, next.parent_id, next.giver_id
      FROM up CROSS JOIN LATERAL ({above} OFFSET 0) AS next (id, parent_id, giver_id)
    )
    SELECT coalesce(up.giver_id, 0), s.* FROM s JOIN up ON up.start = s.pk
    WHERE NOT EXISTS (SELECT FROM up next WHERE next.start = up.start AND next.id = up.parent_id)
  ) AS traced"""

GROUPS = {
    "source": OF_SOURCES,
    "sector": OF_SECTORS,
    "holder": OF_HOLDERS,
    "kind": OF_KINDS,
    "topic": OF_TOPICS,
}

# By financial year (2026 is 2026 to 2027): as the flow's own profile says, or whole where its
# period lies within one year.
BY_YEAR = """
UNION ALL
SELECT at, meaning, year, count(*), count(*) FILTER (WHERE lower IS NULL), coalesce(sum(lower), 0),
  coalesce(sum(upper), 0), coalesce(bool_or(open_above) FILTER (WHERE lower IS NOT NULL), false),
  coalesce(bool_or(open_below), false), coalesce(bool_or(is_about), false),
  coalesce(bool_or(is_more), false), 'year'
FROM (
  SELECT term.at, term.meaning,
    CASE WHEN term.unsplit THEN NULL
      WHEN profile.year IS NOT NULL THEN profile.year
      WHEN term.first_year = term.last_year THEN term.first_year END AS year,
    CASE WHEN profile.year IS NULL THEN term.lower
      WHEN profile.amount IS NULL THEN NULL
      WHEN term.lower = 0 AND term.known > 0 THEN 0
      ELSE round(profile.amount * term.share, 2) END AS lower,
    CASE WHEN profile.year IS NULL THEN term.upper
      ELSE round(profile.amount * term.share, 2) END AS upper,
    open_above, open_below, is_about, is_more
  FROM term LEFT JOIN funding_flowyear profile ON profile.flow_id = term.id AND NOT term.unsplit
  WHERE NOT (term.held AND term.known IS NOT NULL) AND NOT (term.spent AND NOT term.open_above)
  UNION ALL
  SELECT at, meaning, NULL, lower, upper, false, open_below, is_about, false FROM off
) spread
GROUP BY at, meaning, year
"""
