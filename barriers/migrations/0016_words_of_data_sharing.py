"""What the kind Data sharing means, put nearer to its source: it calls nobody ignorant.

What people have reworded since is left as it is.
"""

from django.db import migrations

# column, former words, words
WORDS = [
    (
        "hint",
        "Information does not reach the people who need it",
        "Data is not shared: a real limit, or guidance that people do not know of.",
    ),
    (
        "definition",
        (
            "Data is not shared: because of true limits in law, or out of caution and ignorance of "
            "the rules."
        ),
        (
            "Data is not shared, because there are genuine barriers or because people think there "
            "are or do not know the guidance."
        ),
    ),
]


def reword(apps, schema_editor):
    _write(apps, forward=True)


def as_before(apps, schema_editor):
    _write(apps, forward=False)


def _write(apps, *, forward):
    kind = apps.get_model("barriers", "Category").objects.filter(key="data-sharing")
    for column, *words in WORDS:
        old, new = words if forward else reversed(words)
        kind.filter(**{column: old}).update(**{column: new})


class Migration(migrations.Migration):
    dependencies = [("barriers", "0015_reasons_of_steps")]

    operations = [migrations.RunPython(reword, as_before)]
