from django.db import migrations


class Migration(migrations.Migration):
    """A power that waited to be confirmed is a claim without its body's word: it held no more than
    it does now."""

    dependencies = [("governance", "0011_health_answers_in_a_box")]

    operations = [
        migrations.RunSQL(
            "UPDATE governance_power SET claim = 'claimed' WHERE to_confirm AND claim = 'earlier'",
            migrations.RunSQL.noop,
        )
    ]
