"""How the risks of pilots come in from a risk register."""

from __future__ import annotations

from access.permissions import contributes
from partnerships.organisation.fields import LONGEST
from partnerships.partnership.import_names import reference_column
from pilots.models import Risk
from pilots.pilot.import_names import known_by, of_pilots, pilot_column, pilots_logged
from registry.import_dates import Day
from registry.import_new import column_of_new
from registry.import_readers import Choice, Text
from registry.imported import ImportFormat

LEVELS = Choice(
    tuple((level.value, str(level.label)) for level in Risk.Level),
    {
        **dict.fromkeys(("l", "green", "minor", "unlikely", "rare"), Risk.Level.LOW.value),
        **dict.fromkeys(("m", "med", "amber", "moderate", "possible"), Risk.Level.MEDIUM.value),
        **dict.fromkeys(("h", "red", "major", "likely", "severe"), Risk.Level.HIGH.value),
    },
)


RISKS = ImportFormat(
    key="risks",
    noun="risk",
    makes=Risk,
    columns=(
        reference_column("risk"),
        pilot_column(),
        column_of_new(
            *("what", "Risk", Text(LONGEST, lines=True), "description", "what could happen"),
            is_needed=True,
            only_new=False,
        ),
        column_of_new("likelihood", "Likelihood", LEVELS, "probability", "chance", is_needed=True),
        column_of_new(
            "effect", "Effect", LEVELS, "impact", "severity", "impact score", is_needed=True
        ),
        column_of_new(
            *("effect_said", "What it would mean", Text(LONGEST, lines=True)),
            *("consequence", "consequences", "impact description"),
            is_needed=True,
        ),
        column_of_new(
            *("response", "What is done about it", Text(LONGEST, lines=True)),
            *("mitigation", "mitigations", "response", "action", "controls"),
        ),
        column_of_new(
            *("owner_said", "Who looks after it", Text(200)),
            *("owner", "risk owner", "lead", "responsible"),
            is_needed=True,
        ),
        column_of_new(
            "review_on",
            "Next review",
            Day(),
            "review date",
            "next review date",
            "review by",
            is_needed=True,
        ),
    ),
    permission=contributes,
    there=lambda scope: known_by(
        Risk.objects.visible_to(scope.user).filter(pilot__in=pilots_logged(scope)), "what"
    ),
    key_of=lambda row: f"{row.said('pilot_id')} {row.said('what') or ''}",
    named_by="what",
    called_by="risk",
    shown=lambda risk: (f"{risk}: {risk.pilot.title}", risk.pilot.get_absolute_url()),
    note="People who are signed in and see the pilot read them, the public never does. Write job "
    "roles, not people’s names.",
    in_programme=of_pilots(),
    order=14,
)
