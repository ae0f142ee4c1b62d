"""What the database refuses of figures, beyond what a row can say by itself."""

from __future__ import annotations

import pgtrigger

PERCENT_OVER = "A share cannot be more than 100%."
UNIT_DIFFERS = "Its unit differs from the shared definition."


def is_share(unit: str) -> bool:
    """Whether a unit is a share, which ends at 100."""
    return "%" in unit


def share_within(name: str, *figures: str) -> pgtrigger.Trigger:
    """Refuses a share of more than 100%, unless the indicator says that it may be more.

    ``figures`` are the columns, without ``_low`` and ``_high``. Most rows are not looked at.
    """
    ends = [f"{figure}_{end}" for figure in figures for end in ("low", "high")]
    over = pgtrigger.Q()
    for end in ends:
        over |= pgtrigger.Q(**{f"new__{end}__gt": 100})
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*ends),
        condition=over,
        func=f"""
            IF EXISTS (
              SELECT FROM pilots_indicator
              WHERE id = NEW.indicator_id AND position(chr(37) IN unit) > 0 AND NOT may_exceed_100
            ) THEN
              RAISE EXCEPTION '{PERCENT_OVER[:-2]} percent.'
                USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            RETURN NEW;
        """,
    )


def same_unit_as_shared() -> pgtrigger.Trigger:
    """Refuses an indicator that follows a shared definition exactly, and in another unit."""
    return pgtrigger.Trigger(
        name="indicator_unit_as_shared",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("unit", "shared_id", "shared_difference"),
        condition=pgtrigger.Q(new__shared__isnull=False, new__shared_difference=""),
        func=f"""
            IF EXISTS (
              SELECT FROM pilots_shareddefinition
              WHERE id = NEW.shared_id AND edition = NEW.shared_edition AND unit <> NEW.unit
            ) THEN
              RAISE EXCEPTION '{UNIT_DIFFERS}'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_unit_as_shared';
            END IF;
            RETURN NEW;
        """,
    )
