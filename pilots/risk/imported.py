"""How the risks of pilots come in from a risk register."""

from __future__ import annotations

from access.permissions import contributes
from partnerships.organisation.fields import LONGEST
from partnerships.partnership.import_names import reference_column
from pilots.models import Risk
from pilots.pilot.import_names import known_by, pilot_column, pilots_logged
from registry.import_dates import Day
from registry.import_readers import Choice, Text
from registry.imported import ImportColumn, ImportFormat, Row, Scope

LEVELS = Choice(
    tuple((level.value, str(level.label)) for level in Risk.Level),
    {
        **dict.fromkeys(("l", "green", "minor", "unlikely", "rare"), Risk.Level.LOW.value),
        **dict.fromkeys(("m", "med", "amber", "moderate", "possible"), Risk.Level.MEDIUM.value),
        **dict.fromkeys(("h", "red", "major", "likely", "severe"), Risk.Level.HIGH.value),
    },
)


def _column(key: str, label: str, reads: object, *called: str, needed: bool = True) -> ImportColumn:
    return ImportColumn(
        key=key,
        label=label,
        reads=reads,  # type: ignore[arg-type]
        fills=key,
        is_needed=needed,
        only_new=key != "what",
        called=called,
    )


def _finish(row: Row, scope: Scope) -> None:
    """Nothing is invented: what a register leaves out is told, row by row."""


RISKS = ImportFormat(
    key="risks",
    noun="risk",
    makes=Risk,
    columns=(
        reference_column("risk"),
        pilot_column(),
        _column("what", "Risk", Text(LONGEST, lines=True), "description", "what could happen"),
        _column("likelihood", "Likelihood", LEVELS, "probability", "chance"),
        _column("effect", "Effect", LEVELS, "impact", "severity", "impact score"),
        _column(
            *("effect_said", "What it would mean", Text(LONGEST, lines=True)),
            *("consequence", "consequences", "impact description"),
        ),
        _column(
            *("response", "What is done about it", Text(LONGEST, lines=True)),
            *("mitigation", "mitigations", "response", "action", "controls"),
            needed=False,
        ),
        _column(
            *("owner_said", "Who looks after it", Text(200)),
            *("owner", "risk owner", "lead", "responsible"),
        ),
        _column("review_on", "Next review", Day(), "review date", "next review date", "review by"),
    ),
    permission=contributes,
    there=lambda scope: known_by(
        Risk.objects.visible_to(scope.user).filter(pilot__in=pilots_logged(scope)), "what"
    ),
    finish=_finish,
    key_of=lambda row: f"{row.said('pilot_id')} {row.said('what') or ''}",
    named_by="what",
    called_by="risk",
    shown=lambda risk: (f"{risk}: {risk.pilot.title}", risk.pilot.get_absolute_url()),
    note="People who are signed in and see the pilot read them, the public never does. Write job "
    "roles, not people’s names.",
    order=14,
)
