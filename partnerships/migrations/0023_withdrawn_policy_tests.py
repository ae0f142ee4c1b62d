from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from records.tables import TablesTogether

STATE = models.CharField(
    choices=[
        ("writing", "being written"),
        ("asked", "out with places"),
        ("answered", "outcome posted"),
        ("stopped", "withdrawn"),
    ],
    default="writing",
    max_length=8,
)


def _fields(name):
    return [
        migrations.AddField(
            model_name=name,
            name="withdrawn_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name=name,
            name="withdrawn_why",
            field=models.CharField(blank=True, db_default="", max_length=500),
        ),
        migrations.AlterField(model_name=name, name="state", field=STATE),
    ]


class Migration(TablesTogether):
    """A policy test may be withdrawn, with a reason."""

    dependencies = [("partnerships", "0022_service_merges")]

    operations = [
        *_fields("policytest"),
        *_fields("policytestevent"),
        AddConstraintNotValid(
            model_name="policytest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "stopped"), _negated=True),
                    models.Q(
                        models.Q(("withdrawn_why", ""), _negated=True),
                        ("withdrawn_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="policy_test_withdrawn_says_why",
                violation_error_message="Say why it is withdrawn.",
            ),
        ),
    ]
