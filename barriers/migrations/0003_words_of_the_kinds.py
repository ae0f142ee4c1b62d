"""Words of two finer kinds and of the kind Culture, put nearer to what the sources say.

What people have reworded since is left as it is.
"""

from django.db import migrations

# kind, former name, name
FINER = [
    (
        "structures",
        "Powers to enforce are split",
        "Powers and resources to enforce are limited",
    ),
    ("power", "Gaps in power", "Power is unequal"),
]
# column, former words, words
CULTURE = [
    (
        "hint",
        "Joint working is not the habit, or trust is low",
        "Working together is not the norm, or hangs on one person",
    ),
    (
        "definition",
        "Joint working is not the habit; it depends on one person’s will; trust is low in places.",
        (
            "Working together is not the norm: teams and departments look to their own areas of "
            "policy, and interest hangs on how committed one person is."
        ),
    ),
]


def reword(apps, schema_editor):
    _write(apps, forward=True)


def as_before(apps, schema_editor):
    _write(apps, forward=False)


def _write(apps, *, forward):
    sub_types = apps.get_model("barriers", "SubType").objects
    for kind, *names in FINER:
        old, new = names if forward else reversed(names)
        finer = sub_types.filter(category__key=kind)
        if not finer.filter(name=new).exists():
            finer.filter(name=old).update(name=new)
    culture = apps.get_model("barriers", "Category").objects.filter(key="culture")
    for column, *words in CULTURE:
        old, new = words if forward else reversed(words)
        culture.filter(**{column: old}).update(**{column: new})


class Migration(migrations.Migration):
    dependencies = [("barriers", "0002_categories")]

    operations = [migrations.RunPython(reword, as_before)]
