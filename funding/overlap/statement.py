"""The statement that finds where several are paid for one topic, in one place, at one time."""

# ``seen`` are the flows that are looked at, once for each of their topics, all in force on one day,
# so that any two of them overlap in time. ``told`` has them with their recipient and their payer as
# numbers, which are sorted and told apart sooner than words. ``up`` leads from what is above a flow
# to those whose money that passes on, by legs that the reader sees; of a flow in ``told`` it is
# known without looking it up that nothing is above it. ``passed`` says where a flow goes on to
# another one at the same place and topic: such money counts where it goes last, so that no two
# flows that are left (``last``) pass on the same money. These stand at each of their places; a
# place has what is within it too.
LAST = """
WITH RECURSIVE seen (
  id, parent_id, receiver_id, receiver_said, fund_id, programme_id, kind,
  amount_low, amount_high, amount_qualifier, start, "end", reach_ids, topic
) AS MATERIALIZED (
  SELECT flow.*, topic.topic_id FROM ({chosen}) AS flow
  JOIN funding_flow_topics topic ON topic.flow_id = flow.pk {of_topic}
), said AS (
  SELECT lower(receiver_said) AS name, -row_number() OVER () AS number
  FROM seen WHERE receiver_id IS NULL AND receiver_said <> '' GROUP BY lower(receiver_said)
), told AS MATERIALIZED (
  SELECT seen.id, parent_id, topic, reach_ids,
    coalesce(seen.receiver_id, said.number) AS recipient,
    coalesce(2 * fund.id, 2 * seen.programme_id + 1) AS payer,
    amount_low IS NULL AS is_unknown,
    start IS NULL OR "end" IS NULL AS is_undated,
    kind = 'money' AND coalesce(amount_high, amount_low) < %s
      AND amount_qualifier NOT IN ('at_least', 'more_than') AS is_small
  FROM seen
  LEFT JOIN said ON seen.receiver_id IS NULL AND said.name = lower(seen.receiver_said)
  LEFT JOIN ({funds}) AS fund (id) ON fund.id = seen.fund_id
), up (first, above) AS (
  SELECT DISTINCT parent_id, parent_id FROM told WHERE parent_id IS NOT NULL
  UNION
  SELECT up.first, leg.parent_id FROM up
  CROSS JOIN LATERAL ({visible} OFFSET 0) AS leg (parent_id)
  WHERE leg.parent_id IS NOT NULL
    AND up.above NOT IN (SELECT id FROM told WHERE parent_id IS NULL)
), passed AS (
  SELECT unnest(told.reach_ids) AS place, told.topic, up.above
  FROM up JOIN told ON told.parent_id = up.first
), here AS MATERIALIZED (
  SELECT id FROM partnerships_place place WHERE {at}
), last AS (
  SELECT flow.* FROM (
    SELECT unnest(reach_ids) AS place, topic, id, recipient, payer, is_unknown, is_undated, is_small
    FROM told
  ) AS flow
  JOIN here ON here.id = flow.place
  WHERE NOT EXISTS (
    SELECT FROM passed
    WHERE passed.place = flow.place AND passed.topic = flow.topic AND passed.above = flow.id
  )
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
