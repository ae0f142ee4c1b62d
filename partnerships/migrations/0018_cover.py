import datetime
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):
    dependencies = [
        ("partnerships", "0017_topics_merged"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="covers",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="covering for",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="handed_from",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="handed over from",
            ),
        ),
        migrations.AddField(
            model_name="postholder",
            name="handed_from",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnerships.person",
                verbose_name="handed over from",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("covers", None),
                    models.Q(
                        models.Q(("covers", models.F("user")), _negated=True),
                        models.Q(("role", "administrator"), _negated=True),
                        ("valid_to__isnull", False),
                        (
                            "valid_to__lte",
                            django.db.models.expressions.CombinedExpression(
                                models.F("valid_from"),
                                "+",
                                models.Value(datetime.timedelta(days=366)),
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="assignment_cover_in_bounds",
            ),
        ),
    ]
