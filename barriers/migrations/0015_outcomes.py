"""What came of what was tried, kept on the barrier: by triggers from here on, so that none is missed.

What was there before is counted in the next migration.
"""

from typing import Any

from django.db import migrations, models

from barriers.models.outcomes import outcome_triggers


def keep(apps: Any, schema_editor: Any) -> None:
    """From now on."""
    ActionTried = apps.get_model("barriers", "ActionTried")
    for trigger in outcome_triggers():
        trigger.install(ActionTried)


def keep_no_longer(apps: Any, schema_editor: Any) -> None:
    """The column goes: no trigger may name it."""
    ActionTried = apps.get_model("barriers", "ActionTried")
    for trigger in outcome_triggers():
        trigger.uninstall(ActionTried)


class Migration(migrations.Migration):
    dependencies = [("barriers", "0014_open_to_all")]

    operations = [
        migrations.AddField(
            model_name="barrier",
            name="outcome_bits",
            field=models.SmallIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.RunPython(keep, keep_no_longer),
    ]
