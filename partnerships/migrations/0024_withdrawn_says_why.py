from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """The rule of 0023 holds for the rows that were there before."""

    dependencies = [("partnerships", "0023_withdrawn_policy_tests")]

    operations = [
        ValidateConstraint(model_name="policytest", name="policy_test_withdrawn_says_why")
    ]
