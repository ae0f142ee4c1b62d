"""The database's own rule on roles: nobody gives one beyond what they may give."""

from __future__ import annotations

import pgtrigger

# What a role of the giver lets them give: at which scope, and how the two must lie to each other.
_MAY = """
    SELECT 1 FROM partnerships_assignment own
    WHERE own.user_id = NEW.created_by_id AND own.valid_from <= day
      AND (own.valid_to IS NULL OR own.valid_to > day)
      AND (own.role = 'administrator'
        OR own.role = 'programme_lead' AND NEW.role = 'evaluator'
          AND own.programme_id = NEW.programme_id
        OR own.role = 'officer' AND NEW.role = 'officer' AND (
          own.organisation_id = NEW.organisation_id
          OR own.organisation_id = (SELECT parent_id FROM partnerships_organisation
            WHERE id = NEW.organisation_id))
        OR own.role = 'place_editor' AND NEW.role IN ('contributor', 'place_editor')
          AND (NEW.role = 'contributor' OR own.place_id <> NEW.place_id)
          AND EXISTS (SELECT FROM partnerships_placereach reach
            WHERE reach.place_id = NEW.place_id AND reach.ancestor_id = own.place_id)
        OR own.role = 'place_editor' AND EXISTS (SELECT FROM partnerships_team team
          JOIN partnerships_placereach reach ON reach.place_id = team.place_id
          WHERE team.id = NEW.team_id AND reach.ancestor_id = own.place_id)
        OR own.role = 'programme_lead' AND EXISTS (SELECT FROM partnerships_team team
          WHERE team.id = NEW.team_id AND team.programme_id = own.programme_id))
"""


def within_reach(table: str) -> pgtrigger.Trigger:
    """A trigger that refuses a row whose author may not give that role there.

    A role that nobody gave (a loader, a command, an invitation taken up) has no author. The same
    question stands in Python in ``partnerships.role.permissions``, which pages ask first.
    """
    name = f"{table}_within_reach"
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        condition=pgtrigger.Q(new__created_by__isnull=False),
        declare=[("day", "date")],
        func=f"""
            day := (now() AT TIME ZONE 'Europe/London')::date;
            IF NOT EXISTS ({_MAY}) THEN
              RAISE EXCEPTION 'This role is not the giver''s to give.'
                USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            RETURN NEW;
        """,
    )
