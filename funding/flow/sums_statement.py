"""The statement that adds up flows of money by the rules of ``funding.flow.totals``, in steps.

Flows that stand alone (``funding.flow.standing_alone``) are added up as they are, off one index;
all others leg by leg.
"""

# ``alone`` are the sums of the flows that stand alone. ``listed`` are the others of each list
# (``at``: its place), ``long`` the lists that are too long to add up (-1: all of them together),
# ``within`` what is listed in the others. Children are looked up flow by flow (``LATERAL … OFFSET
# 0``), because a scan of all flows would take far longer at national size; whose children they are
# is said twice, since without the second time the planner expects hundreds of times as many, and
# makes room for them.
# ``down`` follows from each known one what is passed on by flows that the reader sees, as far as
# the nearest known one of the same meaning (``passed``, for each list that the first stands in).
# ``chosen`` are those that this touches, and those shared out or, year by year, with a profile;
# ``plain`` are the sums of all others, which turn out to stand alone for this reader.
# ``off`` is what goes on in flows outside the list, which is counted there, and ``less`` are the
# legs of which that is a part, all the way up: in which year it fell is not known. ``term`` is what
# each leg adds, unless it is ``held`` in a leg above it in its list. That is asked with IN: of a
# join PostgreSQL expects a single row, and compares every leg with every other.
TOTALS = """
WITH RECURSIVE alone AS MATERIALIZED ({alone}
), listed AS MATERIALIZED (
  SELECT * FROM ({listed}) AS rows (at, id, parent_id, meaning, low, high, qualifier, first, last,
    only_place, passes_on, has_years)
), long (at) AS MATERIALIZED (
  SELECT at FROM listed GROUP BY at HAVING count(*) > {most}
  UNION ALL
  SELECT -1 FROM listed HAVING count(*) > {most_of_all}
), within AS NOT MATERIALIZED (
  SELECT * FROM listed
  WHERE NOT EXISTS (SELECT FROM long WHERE at = -1) AND at NOT IN (SELECT at FROM long)
), down (root, meaning, node, low, high, qualifier, counts) AS (
  SELECT id, meaning, id, NULL::numeric, NULL::numeric, ''::varchar, false
  FROM within WHERE low IS NOT NULL AND passes_on
  UNION
  SELECT down.root, down.meaning, child.id, child.low, child.high, child.qualifier,
         child.meaning = down.meaning AND child.low IS NOT NULL
  FROM down
  CROSS JOIN LATERAL ({visible} OFFSET 0)
    AS child (id, parent_id, meaning, low, high, qualifier)
  WHERE child.parent_id = down.node AND NOT down.counts AND child.id <> down.root
), touched AS MATERIALIZED (
  SELECT root AS id FROM down WHERE counts UNION SELECT node FROM down WHERE counts
), chosen AS MATERIALIZED (
  SELECT *{spans} FROM within
  WHERE only_place IS NULL OR {profiled} OR id IN (SELECT id FROM touched)
), plain AS ({plain}
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
    coalesce(leg.high, leg.low) AS most,
    (leg.at, leg.id) IN (SELECT at, id FROM contained) AS held,
    leg.spent OR (leg.at, leg.id) IN (SELECT at, id FROM less) AS unsplit,
    CASE WHEN leg.spent THEN 0
      WHEN leg.low IS NULL THEN NULL
      WHEN leg.qualifier = 'at_most' OR part.shared_out THEN 0
      ELSE round(leg.low * part.share, 2) END AS lower,
    CASE WHEN leg.spent THEN 0
      WHEN leg.qualifier IN ('at_least', 'more_than') THEN NULL
      ELSE round(coalesce(leg.high, leg.low) * part.share, 2) END AS upper,
    leg.qualifier IN ('at_least', 'more_than') AS open_above, false AS open_below,
    leg.qualifier = 'about' AND NOT leg.spent AS is_about,
    leg.qualifier = 'more_than' AND NOT leg.spent AS is_more, leg.spent, part.share,
    part.shared_out
  FROM leg JOIN part ON part.id = leg.id AND part.at = leg.at
), counted AS (
  SELECT at, meaning, lower, upper, open_above, open_below, is_about, is_more
  FROM term WHERE known IS NOT NULL AND NOT held
  UNION ALL
  SELECT at, meaning, lower, upper, false, open_below, is_about, false FROM off
)
SELECT at, '', NULL::int, 0, 0, 0::numeric, 0::numeric, false, false, false, false, 'too_many'
  FROM long
UNION ALL
SELECT at, meaning, NULL, count(*), count(*) - count(low), 0, 0, false, false, false, false, 'all'
  FROM chosen GROUP BY at, meaning
UNION ALL
SELECT at, meaning, NULL, 0, 0, sum(lower), sum(upper), bool_or(open_above),
  bool_or(open_below), bool_or(is_about), bool_or(is_more), 'all' FROM counted GROUP BY at, meaning
UNION ALL
SELECT at, meaning, year, flows, unknown, lower, upper, open_above, false, is_about, is_more,
  '{alone_kind}' FROM (SELECT * FROM alone UNION ALL SELECT * FROM plain) AS stand_alone
  WHERE NOT EXISTS (SELECT FROM long WHERE at = -1)
{years}
"""

# What stands alone, summed list by list, meaning by meaning and, where asked, year by year: first
# what is known in one way together, so that of each row no more than its amount is looked at. With
# ``above`` the lists are places, and what is summed for each counts at those above it.
ALONE = """
  SELECT {at} AS at, meaning, year, sum(flows)::bigint AS flows, sum(unknown)::bigint AS unknown,
    coalesce(sum(low) FILTER (WHERE qualifier <> 'at_most'), 0) AS lower,
    coalesce(sum(low + more) FILTER (WHERE qualifier NOT IN ('at_least', 'more_than')), 0) AS upper,
    bool_or(flows > unknown AND qualifier IN ('at_least', 'more_than')) AS open_above,
    bool_or(flows > unknown AND qualifier = 'about') AS is_about,
    bool_or(flows > unknown AND qualifier = 'more_than') AS is_more
  FROM (
    WITH once AS MATERIALIZED (
      SELECT at, meaning, {year} AS year, qualifier, count(*) AS flows,
        count(*) - count(low) AS unknown, coalesce(sum(low), 0) AS low,
        coalesce(sum(high - low), 0) AS more
      FROM ({lists}) AS rows (at, meaning, low, high, qualifier, first, last)
      GROUP BY at, meaning, year, qualifier
    )
    SELECT * FROM once
  ) AS summed {above}
  GROUP BY {at}, meaning, year"""
_ABOVE = """
  JOIN partnerships_placereach above ON above.place_id = summed.at
  WHERE above.ancestor_id = """
ABOVE_ONE, ABOVE_EACH = f"{_ABOVE}%s", f"{_ABOVE}ANY(%s::bigint[])"
NO_YEAR, NO_SPANS = "NULL::int", ", NULL::int AS first_year, NULL::int AS last_year"
SPANS = """,
    (extract(year FROM first) - (extract(month FROM first) < 4)::int)::int AS first_year,
    (extract(year FROM last) - (extract(month FROM last) < 4)::int)::int AS last_year"""
ITS_YEAR = """CASE
    WHEN extract(year FROM first) - (extract(month FROM first) < 4)::int
      = extract(year FROM last) - (extract(month FROM last) < 4)::int
    THEN (extract(year FROM first) - (extract(month FROM first) < 4)::int)::int END"""
# The lists: a single one, which is at no place, or the flows at each of some places. For hundreds
# of places every flow is read once, off an index that has all that is asked of it.
LEG = """s.pk, s.parent_id, s.meaning, s.amount_low, s.amount_high, s.amount_qualifier,
    s.start, s."end", s.only_place, s.passes_on, s.has_years"""
SUMMED = 's.meaning, s.amount_low, s.amount_high, s.amount_qualifier, s.start, s."end"'
OF_ONE = """
  SELECT %s::bigint, {leg} FROM ({chosen}) AS s LIMIT {most} + 1"""
OF_EACH = """
  SELECT place.id, {leg} FROM unnest(%s::bigint[]) AS place (id)
  CROSS JOIN LATERAL ({chosen} LIMIT {most} + 1) AS s LIMIT {most_of_all} + 1"""
OF_MANY = """
  SELECT * FROM (
    WITH s AS MATERIALIZED ({chosen})
    SELECT above.ancestor_id, {leg} FROM s
    JOIN partnerships_placereach above ON above.place_id = s.only_place
    WHERE above.ancestor_id = ANY(%s::bigint[])
    UNION ALL
    SELECT place.id, {leg} FROM s CROSS JOIN LATERAL unnest(s.reach_ids) AS place (id)
    WHERE s.only_place IS NULL AND place.id = ANY(%s::bigint[])
  ) AS listed LIMIT {most_of_all} + 1"""
ALONE_OF_ONE = """
    SELECT %s::bigint, {summed} FROM ({chosen}) AS s"""
ALONE_OF_EACH = """
    SELECT s.only_place, {summed} FROM ({chosen}) AS s"""
PLAIN = """
    SELECT at, meaning, low, high, qualifier, first, last FROM within
    WHERE only_place IS NOT NULL AND NOT {profiled} AND id NOT IN (SELECT id FROM touched)"""

WHOLE = """
  SELECT at, id, 1::numeric AS share, false AS shared_out FROM chosen"""

# The part of each flow that is for a place and those within it: the whole, its share, or, where the
# source does not split it between this and other places, anything from none to all of it.
OF_PART = """
  SELECT at, id, 1::numeric AS share, false AS shared_out FROM chosen WHERE only_place IS NOT NULL
  UNION ALL
  SELECT split.at, split.id, coalesce(
      CASE WHEN split.all_at_place THEN 1 WHEN split.is_split THEN least(split.share, 1) ELSE 1 END,
      1
    ) AS share,
    coalesce(NOT split.all_at_place AND NOT split.is_split, false) AS shared_out
  FROM (
    SELECT chosen.at, chosen.id,
      bool_and(here.place_id IS NOT NULL) FILTER (WHERE link.id IS NOT NULL) AS all_at_place,
      bool_and(link.share IS NOT NULL) FILTER (WHERE link.id IS NOT NULL) AS is_split,
      coalesce(sum(link.share) FILTER (WHERE here.place_id IS NOT NULL), 0) AS share
    FROM chosen LEFT JOIN funding_flowplace link ON link.flow_id = chosen.id
    LEFT JOIN partnerships_placereach here
      ON here.place_id = link.place_id AND here.ancestor_id = {ancestor}
    WHERE chosen.only_place IS NULL
    GROUP BY chosen.at, chosen.id
  ) AS split"""
OF_PLACE, OF_PART_HERE = (OF_PART.format(ancestor=at) for at in ("chosen.at", "%s"))

# The lists of groups: the sector of who receives it by its number among those given, whether that
# is one of some sectors, what is given by its number among kinds, each of its topics, or the body
# that it first comes from, as far up as the reader sees (0: not known).
_SECTOR = "coalesce(array_position(%s::text[], body.sector::text), 0)"
_HOLDER = "CASE WHEN body.id IS NULL THEN 0 WHEN body.sector = ANY(%s) THEN 1 ELSE 2 END"
_KIND = "array_position(%s::text[], s.kind::text)"
# The day on which it ends and how much of that is known, as one number (0: not known)
_END = """coalesce(to_char(s."end", 'YYYYMMDD')::bigint * 10
    + array_position(%s::text[], s.end_precision::text), 0)"""
_BODY = "LEFT JOIN partnerships_organisation body ON body.id = s.receiver_id"
_TOPIC = "LEFT JOIN funding_flow_topics topic ON topic.flow_id = s.pk"


_GROUPS_ALONE = """
    SELECT BY, {summed} FROM ({chosen}) AS s JOINED"""
_GROUPS_LINKED = """
  SELECT BY, {leg} FROM ({chosen}) AS s JOINED LIMIT {MOST} + 1"""


def _grouped(by: str, joined: str = "", most: str = "most") -> tuple[str, str]:
    """The lists of groups: of what stands alone, and of all others."""

    def made(lists: str) -> str:
        return lists.replace("BY", by).replace("JOINED", joined).replace("MOST", most)

    return made(_GROUPS_ALONE), made(_GROUPS_LINKED)


OF_SOURCES = """
  SELECT * FROM (
    WITH RECURSIVE s AS MATERIALIZED ({chosen} LIMIT {most} + 1
    ), up (start, id, parent_id, giver_id) AS (
      SELECT s.pk, s.pk, s.parent_id, s.giver_id FROM s
      UNION
      SELECT up.start, next.id, next.parent_id, next.giver_id
      FROM up CROSS JOIN LATERAL ({above} OFFSET 0) AS next (id, parent_id, giver_id)
    )
    SELECT coalesce(up.giver_id, 0), {leg} FROM s JOIN up ON up.start = s.pk
    WHERE NOT EXISTS (SELECT FROM up next WHERE next.start = up.start AND next.id = up.parent_id)
  ) AS traced"""

GROUPS = {
    "source": (_grouped("coalesce(s.giver_id, 0)")[0], OF_SOURCES),
    "sector": _grouped(_SECTOR, _BODY),
    "holder": _grouped(_HOLDER, _BODY),
    "kind": _grouped(_KIND),
    "end": _grouped(_END),
    "topic": _grouped("coalesce(topic.topic_id, 0)", _TOPIC, "most_of_all"),
}

# By financial year (2026 is 2026 to 2027): as the flow's own profile says, or whole where its
# period lies within one year. What a profile leaves over is not split; where it does not know an
# amount, the rest may be of that year.
BY_YEAR = """
UNION ALL
SELECT at, meaning, year, count(*), count(*) FILTER (WHERE lower IS NULL), coalesce(sum(lower), 0),
  coalesce(sum(upper), 0), coalesce(bool_or(open_above) FILTER (WHERE lower IS NOT NULL), false),
  coalesce(bool_or(open_below), false),
  coalesce(bool_or(is_about) FILTER (WHERE lower IS NOT NULL), false),
  coalesce(bool_or(is_more) FILTER (WHERE lower IS NOT NULL), false), 'year'
FROM (
  SELECT term.at, term.meaning,
    CASE WHEN term.unsplit THEN NULL
      WHEN profile.year IS NOT NULL THEN profile.year
      WHEN term.first_year = term.last_year THEN term.first_year END AS year,
    CASE WHEN profile.year IS NULL THEN term.lower
      WHEN profile.amount IS NULL THEN NULL
      WHEN term.shared_out OR (term.lower = 0 AND term.known > 0) THEN 0
      ELSE round(profile.amount * term.share, 2) END AS lower,
    CASE WHEN profile.year IS NULL THEN term.upper
      ELSE round(profile.amount * term.share, 2) END AS upper,
    open_above, open_below, is_about, is_more
  FROM term LEFT JOIN funding_flowyear profile ON profile.flow_id = term.id AND NOT term.unsplit
  WHERE NOT (term.held AND term.known IS NOT NULL) AND NOT (term.spent AND NOT term.open_above)
  UNION ALL
  SELECT term.at, term.meaning, NULL,
    greatest(term.lower - round(profile.sum * term.share, 2), 0),
    term.upper - round(profile.sum * term.share, 2),
    open_above, open_below, is_about, is_more
  FROM term CROSS JOIN LATERAL (
    SELECT sum(amount) AS sum FROM funding_flowyear WHERE flow_id = term.id
    HAVING count(*) = count(amount)
  ) profile
  WHERE profile.sum < term.most AND NOT (term.held OR term.unsplit)
  UNION ALL
  SELECT at, meaning, NULL, lower, upper, false, open_below, is_about, false FROM off
) spread
GROUP BY at, meaning, year
"""

# The columns of the flows that are added up: of those passed on, of legs, of what stands alone
COLUMNS = ("pk", "parent_id", "meaning", "amount_low", "amount_high", "amount_qualifier")
OF_LEGS = (*COLUMNS, "start", "end", "only_place", "passes_on", "has_years")
OF_ALONE = (
    "only_place",
    "meaning",
    "amount_low",
    "amount_high",
    "amount_qualifier",
    "start",
    "end",
)
# What else some lists ask of a flow
OF_LISTS = ("pk", "giver_id", "receiver_id", "kind", "reach_ids", "end_precision")
