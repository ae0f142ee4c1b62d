"""The statement that finds where several are paid for one topic, in one place, at one time."""

# ``seen`` are the flows that are looked at, all in force on one day, so that any two of them
# overlap in time. ``up`` leads from what is above a flow to those whose money that passes on, by
# legs that the reader sees. ``told`` has each flow at each of its topics, with its recipient and
# its payer as numbers, which are sorted and told apart sooner than words; ``here`` has that at each
# of its places: a place has what is within it too. ``passed`` are flows that go on to another one
# at the same place and topic: such money counts where it goes last, so that no two flows that are
# left pass on the same money.
LAST = """
WITH RECURSIVE seen (
  id, parent_id, receiver_id, receiver_said, fund_id, programme_id, kind,
  amount_low, amount_high, amount_qualifier, start, "end", reach_ids
) AS MATERIALIZED ({chosen}
), up (first, above) AS (
  SELECT DISTINCT parent_id, parent_id FROM seen WHERE parent_id IS NOT NULL
  UNION
  SELECT up.first, leg.parent_id FROM up
  CROSS JOIN LATERAL ({visible} OFFSET 0) AS leg (parent_id)
  WHERE leg.parent_id IS NOT NULL
), said AS (
  SELECT lower(receiver_said) AS name, -row_number() OVER () AS number
  FROM seen WHERE receiver_id IS NULL AND receiver_said <> '' GROUP BY lower(receiver_said)
), told AS (
  SELECT seen.id, seen.parent_id, topic.topic_id AS topic, seen.reach_ids,
    coalesce(seen.receiver_id, said.number) AS recipient,
    coalesce(2 * fund.id, 2 * seen.programme_id + 1) AS payer,
    amount_low IS NULL AS is_unknown,
    start IS NULL OR "end" IS NULL AS is_undated,
    kind = 'money' AND coalesce(amount_high, amount_low) < %s
      AND amount_qualifier NOT IN ('at_least', 'more_than') AS is_small
  FROM seen
  JOIN funding_flow_topics topic ON topic.flow_id = seen.id
  LEFT JOIN said ON seen.receiver_id IS NULL AND said.name = lower(seen.receiver_said)
  LEFT JOIN ({funds}) AS fund (id) ON fund.id = seen.fund_id
), here AS MATERIALIZED (
  SELECT place.id AS place, topic, flow.id, parent_id, recipient, payer,
    is_unknown, is_undated, is_small
  FROM (SELECT told.*, unnest(reach_ids) AS at FROM told) AS flow
  JOIN partnerships_place place ON place.id = flow.at
  WHERE {at}
), passed AS (
  SELECT DISTINCT here.place, here.topic, up.above FROM up JOIN here ON here.parent_id = up.first
), last AS (
  SELECT here.* FROM here
  LEFT JOIN passed
    ON passed.place = here.place AND passed.topic = here.topic AND passed.above = here.id
  WHERE passed.above IS NULL
)
"""

# A place and topic with two recipients, or with two funds or programmes, the most recipients first
FOUND = """, found AS (
  SELECT place, topic,
    count(DISTINCT recipient) AS recipients,
    count(DISTINCT payer) AS payers,
    count(*) AS flows,
    count(*) FILTER (WHERE is_unknown) AS unknown,
    count(*) FILTER (WHERE is_undated) AS undated,
    count(*) FILTER (WHERE is_small) AS small,
    count(*) FILTER (WHERE recipient IS NULL) AS unnamed,
    count(*) FILTER (WHERE payer IS NULL) AS unpaid
  FROM last GROUP BY place, topic
  HAVING count(DISTINCT recipient) > 1 OR count(DISTINCT payer) > 1
)
SELECT found.*, (SELECT count(*) FROM found) AS number
FROM found {beyond} ORDER BY recipients {way}, place {way}, topic {way} {limit}
"""

# Any two of them whose recipient, or whose fund or programme, differs; one recipient of two funds
# first, because that is the likeliest to be paid twice
PAIRS = """
SELECT one.id, other.id, one.recipient = other.recipient AS is_one_recipient,
  one.is_undated OR other.is_undated AS is_undated, count(*) OVER () AS number
FROM last one JOIN last other
  ON other.place = one.place AND other.topic = one.topic AND other.id > one.id
WHERE (one.recipient <> other.recipient OR one.payer <> other.payer)
  AND NOT EXISTS (
    SELECT 1 FROM unnest(%s::bigint[], %s::bigint[]) AS judged (one, other)
    WHERE judged.one = one.id AND judged.other = other.id
  )
ORDER BY (one.recipient = other.recipient) IS NOT TRUE, one.id, other.id LIMIT %s
"""

IDS = "SELECT id, is_small FROM last"
