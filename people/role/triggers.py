"""The database's own rule on roles: nobody gives one beyond what they may give."""

from __future__ import annotations

import pgtrigger

from accounts.scopes import SCOPE_IDS

# Whoever says who is in a team: editors of its place and of those above, leads of its programme.
_KEEPS_TEAM = """
    (own.role = 'place_editor' AND EXISTS (SELECT FROM people_team team
      JOIN partnerships_placereach reach ON reach.place_id = team.place_id
      WHERE team.id = NEW.team_id AND reach.ancestor_id = own.place_id)
    OR own.role = 'programme_lead' AND EXISTS (SELECT FROM people_team team
      WHERE team.id = NEW.team_id AND team.programme_id = own.programme_id))
"""
# A lead, of a place of the programme that nobody edits or ever edited.
_FIRST_EDITOR = """
    (own.role = 'programme_lead' AND NEW.role = 'place_editor'
      AND EXISTS (SELECT FROM partnerships_programmeplace part
        WHERE part.programme_id = own.programme_id AND part.place_id = NEW.place_id
          AND (part.valid_to IS NULL OR part.valid_to >= day))
      AND NOT EXISTS (SELECT FROM people_assignment editor
        WHERE editor.role = 'place_editor' AND editor.place_id = NEW.place_id
          AND editor.covers_id IS NULL))
"""
# What a role of the giver lets them give: at which scope, and how the two must lie to each other.
_MAY = f"""
    SELECT 1 FROM people_assignment own
    WHERE own.user_id = NEW.created_by_id AND own.covers_id IS NULL AND own.valid_from <= day
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
        OR {_FIRST_EDITOR}
        OR {_KEEPS_TEAM})
"""  # noqa: S608 - ours, without values


# Who is away asks somebody whose own role reaches the same place, programme, body or team; for a
# team also whoever says who is in it.
_COLLEAGUE = f"""
    SELECT 1 FROM people_assignment own
    WHERE own.user_id = NEW.user_id AND own.covers_id IS NULL AND own.valid_from <= day
      AND (own.valid_to IS NULL OR own.valid_to > day)
      AND (own.programme_id = NEW.programme_id
        OR own.team_id = NEW.team_id
        OR own.organisation_id = NEW.organisation_id
        OR own.organisation_id = (SELECT parent_id FROM partnerships_organisation
          WHERE id = NEW.organisation_id)
        OR EXISTS (SELECT FROM partnerships_placereach reach
          WHERE reach.place_id = NEW.place_id AND reach.ancestor_id = own.place_id)
        OR {_KEEPS_TEAM})
"""  # noqa: S608 - ours, without values
_OWN_COVER = f"NEW.covers_id = NEW.created_by_id AND EXISTS ({_COLLEAGUE})"


def _same_role(one: str, other: str) -> str:
    each = [f"{one}.{scope} IS NOT DISTINCT FROM {other}.{scope}" for scope in SCOPE_IDS]
    return " AND ".join([f"{one}.role = {other}.role", *each])


def within_reach(table: str, *, covers: bool = False) -> pgtrigger.Trigger:
    """A trigger that refuses a row whose author may not give that role there.

    A role that nobody gave (a loader, a command, an invitation taken up) has no author. The same
    question stands in Python in ``people.role.permissions``, which pages ask first.
    ``covers``: on the table that has cover, who is away may give theirs to a colleague.
    """
    name = f"{table}_within_reach"
    refused = f"NOT EXISTS ({_MAY})" + (f" AND ({_OWN_COVER}) IS NOT TRUE" if covers else "")
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        condition=pgtrigger.Q(new__created_by__isnull=False),
        declare=[("day", "date")],
        func=f"""
            day := (now() AT TIME ZONE 'Europe/London')::date;
            IF {refused} THEN
              RAISE EXCEPTION 'This role is not the giver''s to give.'
                USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            RETURN NEW;
        """,
    )


def cover_is_held() -> pgtrigger.Trigger:
    """Nobody covers a role on a day on which the one who is away does not have it themselves.

    Asked at the end of the transaction, so that a body and all its roles can move in any order.
    """
    name = "assignment_cover_is_held"
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.Q(new__covers__isnull=False),
        func=f"""
            IF EXISTS (
              SELECT FROM people_assignment cover
              WHERE cover.id = NEW.id AND NOT EXISTS (
                SELECT FROM people_assignment own
                WHERE own.user_id = cover.covers_id AND own.covers_id IS NULL
                  AND {_same_role("own", "cover")}
                  AND own.valid_from <= cover.valid_from
                  AND (own.valid_to IS NULL OR own.valid_to >= cover.valid_to)))
            THEN
              RAISE EXCEPTION 'Cover goes beyond what the covered person holds.'
                USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            RETURN NULL;
        """,  # noqa: S608 - ours, without values
    )


def cover_follows() -> pgtrigger.Trigger:
    """Cover ends with the role that it stands in for: ended, handed over or taken back."""
    return pgtrigger.Trigger(
        name="cover_follows",
        when=pgtrigger.After,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__covers__isnull=True),
        declare=[("held_until", "date")],
        func=f"""
            SELECT coalesce(max(coalesce(own.valid_to, 'infinity'::date)), '-infinity'::date)
              INTO held_until FROM people_assignment own
              WHERE own.user_id = OLD.user_id AND own.covers_id IS NULL
                AND {_same_role("own", "OLD")};
            DELETE FROM people_assignment cover
              WHERE cover.covers_id = OLD.user_id AND {_same_role("cover", "OLD")}
                AND cover.valid_from >= held_until;
            UPDATE people_assignment cover SET valid_to = held_until
              WHERE cover.covers_id = OLD.user_id AND {_same_role("cover", "OLD")}
                AND cover.valid_to > held_until;
            RETURN NULL;
        """,  # noqa: S608 - ours, without values
    )
