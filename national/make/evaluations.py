"""Who evaluates and what they found; theories of change; costs and benefits; who took it up."""

from __future__ import annotations

from national.make.rows import MADE, PLACE, TOPICS, Rows, cycle, day, level, many, pick, some
from pilots.models import (
    CostLine,
    Evaluation,
    EvaluationFinding,
    EvaluationReport,
    Spread,
    Theory,
    TheoryBox,
    TheoryLink,
)
from pilots.theory.actions import MOST_BOXES
from pilots.theory.drawing import COLUMN

# Every programme, the largest pilot several times, and one pilot in twenty
_SUBJECTS = """(
  SELECT NULL::int AS p, programme_no FROM generate_series(1, :programmes) programme_no
  UNION ALL SELECT 1, NULL FROM generate_series(1, :largest_course / 10)
  UNION ALL SELECT p, NULL FROM generate_series(1, :pilots, 20) p
) subjects"""
_FOUND = """(
  SELECT e.id AS e, k, most FROM (
    SELECT id, CASE WHEN pilot_id = 1 THEN :largest_course ELSE 6 END AS most FROM pilots_evaluation
  ) e, LATERAL generate_series(1, most) k ORDER BY e.id, k
) found"""
# One of one pilot in forty, and more of the largest, the last of them a draft
_VERSIONS = """(
  SELECT p, 1 AS k FROM generate_series(1, :pilots, 40) p
  UNION ALL SELECT 1, k FROM generate_series(2, :largest_course / 10 + 1) k
) versions"""
_BOXES = f"""(
  SELECT t.id AS t, k, most FROM (
    SELECT id, CASE WHEN pilot_id = 1 THEN greatest(8, least({MOST_BOXES}, :largest_course))
      ELSE 8 END AS most FROM pilots_theory
  ) t, LATERAL generate_series(0, most - 1) k ORDER BY t.id, k
) boxes"""  # noqa: S608

EVALUATIONS = (
    Rows(
        Evaluation,
        _SUBJECTS,
        {
            "pilot": "p",
            "programme": "programme_no",
            "title": "'Made-up evaluation ' || n",
            "reach": "CASE WHEN p > 0 THEN 'local' ELSE 'national' END",
            "evaluator": "n * 29 % :organisations + 1",
            "independence": "'Who pays is made up.'",
            "questions": "'What it asks is made up.'",
            "methods": "'How it looks is made up.'",
            "state": cycle("planned", "under_way", "reported", "reported", "unknown"),
            "visibility": "CASE WHEN n % 8 = 0 THEN 'network' ELSE 'public' END",
            **MADE,
        },
    ),
    Rows(  # an interim and a final one of each; the final one of some is not out
        EvaluationReport,
        "(SELECT id AS e FROM pilots_evaluation ORDER BY id) e, generate_series(1, 2)",
        {
            "evaluation": "e",
            "title": "'Made-up report ' || n",
            "kind": cycle("final", "interim"),
            "published": f"CASE WHEN n % 2 = 1 OR n % 3 > 0 THEN {day(-390, -1)} END",
            "url": "CASE WHEN published IS NULL THEN '' ELSE 'https://reports.example/' || n END",
            **MADE,
        },
    ),
    Rows(  # a few are not published, one in ten is replaced by the one after it
        EvaluationFinding,
        _FOUND,
        {
            "evaluation": "e",
            "claim": "'What was found is made up (' || n || ').'",
            "topic": f"CASE WHEN n % 3 = 0 THEN n % {TOPICS} + 1 END",
            "evidence": cycle("perception", "measured", "judgement", "study", ""),
            "confidence": cycle("low", "medium", "high", ""),
            "confidence_why": "CASE confidence WHEN '' THEN '' ELSE 'Why so sure is made up.' END",
            "concerns": cycle("person", "organisation", "society", ""),
            "direction": pick(
                {"positive": 40, "no_effect": 20, "negative": 10, "mixed": 15, "unclear": 15}
            ),
            "is_interim": "n % 2 = 1",
            "report": "e * 2 - n % 2",
            "superseded_by": "CASE WHEN k < most AND n % 10 = 0 THEN n + 1 END",
            "visibility": level(2, 5, 8, 15, 70),
            "published_at": "CASE WHEN superseded_by > 0 OR n % 12 > 0 THEN :now END",
            **MADE,
        },
    ),
    Rows(
        Theory,
        _VERSIONS,
        {
            "pilot": "p",
            "number": "k",
            "why": "CASE WHEN k > 1 THEN 'Why it is new is made up' ELSE '' END",
            "agreed_at": "CASE WHEN k <= :largest_course / 10 THEN :now END",
            **MADE,
        },
    ),
    Rows(  # from the problem to what changes in the end
        TheoryBox,
        _BOXES,
        {
            "theory": "t",
            "kind": cycle(*COLUMN, by=f"k * {len(COLUMN)} / most"),
            "text": "'Made-up step ' || k + 1",
            **MADE,
        },
    ),
    Rows(  # each leads on to the next two
        TheoryLink,
        "(SELECT a.theory_id AS t, a.id AS a, b.id AS b FROM pilots_theorybox a "
        "JOIN pilots_theorybox b ON b.theory_id = a.theory_id AND b.id - a.id IN (1, 2) "
        "ORDER BY a.id, b.id) links",
        {"theory": "t", "start": "a", "end": "b", **MADE},
    ),
    Rows(  # a cost and a benefit each; many of the largest pilot
        CostLine,
        many("2 * (p % 5 = 1)::int", largest=":largest_course / 2"),
        {
            "pilot": "p",
            "side": cycle("cost", "benefit", by="k - 1"),
            "item": "'Made-up amount ' || k",
            "amount_low": "CASE WHEN (p + k - 1) % 7 > 0 THEN (p + k - 1) % 90 * 1000 END",
            "years": "'2025/26'",
            "price_year": "2025",
            "basis": "'estimate'",
            **MADE,
        },
    ),
    Rows(  # another place took it up
        Spread,
        some("p % 20 = 1"),
        {
            "pilot": "p",
            "place": PLACE,
            "what": "'What they took up is made up'",
            "on": day(-390, -1),
            "known_from": "'A made-up letter'",
            **MADE,
        },
    ),
)
