"""Returns that are owed to funds, and the figures that funds ask for."""

import datetime
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):
    dependencies = [
        ("funding", "0006_exchange"),
        ("partnerships", "0026_promises_by_day"),
        ("pilots", "0016_area_not_pilot"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DutyFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "name",
                    models.CharField(
                        help_text="What is to be counted", max_length=200, verbose_name="figure"
                    ),
                ),
                ("unit", models.CharField(help_text="Such as homes, people or £", max_length=60)),
                (
                    "ended",
                    models.DateField(blank=True, null=True, verbose_name="no longer asked from"),
                ),
                (
                    "same_as",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Concat(
                            django.db.models.functions.text.Lower("name"),
                            models.Value("|"),
                            django.db.models.functions.text.Lower("unit"),
                        ),
                        output_field=models.CharField(db_collation="C", max_length=261),
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="funding.reportingduty",
                    ),
                ),
                (
                    "shared",
                    models.ForeignKey(
                        blank=True,
                        help_text="By which it is counted",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pilots.shareddefinition",
                        verbose_name="shared definition",
                    ),
                ),
            ],
            options={
                "ordering": ["duty", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("duty", "same_as"),
                        name="duty_figure_once",
                        violation_error_message="This duty asks for that figure already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("unit", ""), _negated=True),
                        ),
                        name="duty_figure_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonitoringReturn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="withdrawn"
                    ),
                ),
                (
                    "withdrawn_because",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        verbose_name="why it was withdrawn",
                    ),
                ),
                (
                    "period_start",
                    models.DateField(
                        blank=True,
                        help_text="The first day that it is about",
                        null=True,
                        verbose_name="period from",
                    ),
                ),
                (
                    "period_end",
                    models.DateField(
                        blank=True,
                        help_text="The last day that it is about",
                        null=True,
                        verbose_name="period to",
                    ),
                ),
                (
                    "due",
                    models.DateField(
                        blank=True, help_text="The day by which it must be sent", null=True
                    ),
                ),
                (
                    "due_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            "due",
                            models.Value(
                                datetime.date(9999, 12, 31), output_field=models.DateField()
                            ),
                        ),
                        output_field=models.DateField(),
                    ),
                ),
                (
                    "after_end",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="why it is asked after the money’s end",
                    ),
                ),
                (
                    "hours_low",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "hours_high",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "hours_qualifier",
                    models.CharField(
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("more_than", "more than"),
                            ("at_most", "at most"),
                        ],
                        default="exactly",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "to be sent"),
                            ("sent", "sent"),
                            ("not_needed", "not needed"),
                        ],
                        default="due",
                        help_text="Whether it was sent",
                        max_length=10,
                    ),
                ),
                (
                    "sent_on",
                    models.DateField(
                        blank=True, help_text="The day on which it was sent", null=True
                    ),
                ),
                (
                    "took_low",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "took_high",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "took_qualifier",
                    models.CharField(
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("more_than", "more than"),
                            ("at_most", "at most"),
                        ],
                        default="exactly",
                        max_length=10,
                    ),
                ),
                (
                    "because",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it is not needed"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="what else to know")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who must send it",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="partnerships.organisation",
                        verbose_name="body that reports",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="funding.reportingduty",
                        verbose_name="what",
                    ),
                ),
                (
                    "flow",
                    models.ForeignKey(
                        blank=True,
                        help_text="For which it is owed",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="funding.flow",
                        verbose_name="money that it is about",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        help_text="For which it is, or which must send it",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="partnerships.place",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="Who said so here",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="said to be sent by",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["due_key", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["due_key", "id"], name="return_by_day"),
                    models.Index(
                        condition=models.Q(("state", "due"), ("withdrawn_at", None)),
                        fields=["due", "id"],
                        name="return_to_send",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("due__isnull", False)),
                        fields=("duty", "due", "body", "place", "flow"),
                        name="return_once",
                        nulls_distinct=False,
                        violation_error_message="There is such a return for that day already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("body__isnull", False), ("place__isnull", False), _connector="OR"
                        ),
                        name="return_by_somebody",
                        violation_error_message="Say which body or place must send it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_start", None),
                            ("period_end", None),
                            ("period_end__gte", models.F("period_start")),
                            _connector="OR",
                        ),
                        name="return_period_in_order",
                        violation_error_message="The period ends before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hours_high__isnull", True),
                            models.Q(
                                ("hours_high__gt", models.F("hours_low")),
                                ("hours_qualifier", "exactly"),
                            ),
                            _connector="OR",
                        ),
                        name="return_hours_in_order",
                        violation_error_message="The higher end of a range must be more than the lower end.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("took_high__isnull", True),
                            models.Q(
                                ("took_high__gt", models.F("took_low")),
                                ("took_qualifier", "exactly"),
                            ),
                            _connector="OR",
                        ),
                        name="return_took_in_order",
                        violation_error_message="The higher end of a range must be more than the lower end.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hours_low", None), ("hours_low__gte", 0), _connector="OR"),
                            models.Q(("took_low", None), ("took_low__gte", 0), _connector="OR"),
                        ),
                        name="return_hours_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "sent"),
                            models.Q(("sent_by", None), ("sent_on", None), ("took_low", None)),
                            _connector="OR",
                        ),
                        name="return_sent_where_it_was",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "not_needed"), models.Q(("because", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("state", "not_needed"), _negated=True), ("because", "")
                            ),
                            _connector="OR",
                        ),
                        name="return_not_needed_with_reason",
                        violation_error_message="Say why it is not needed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at", None),
                                ("withdrawn_because", ""),
                                ("withdrawn_by", None),
                            ),
                            models.Q(
                                models.Q(("withdrawn_at__isnull", False)),
                                models.Q(("withdrawn_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="return_withdrawn_with_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
    ]
