"""The kinds of barrier that Placebook starts with: they are part of the product, not of the demo.

Five come from the published guidance, in our own words; the sixth from other sources. What is
there already under the same key or name is left as it is, so that people may reword it.
"""

from django.db import migrations

# slug, title, publisher, published
SOURCES = [
    (
        "pfpp-guidance",
        "Partnerships for People and Place guidance",
        "GOV.UK",
        "2024-04-10",
    ),
    (
        "city-redi-working",
        "What is Place-Based Partnership Working and Why is it Important",
        "City-REDI, University of Birmingham",
        None,
    ),
    ("kings-fund", "Place-based partnerships explained", "The King's Fund", "2022-11-03"),
    (
        "knowledge-exchange",
        "Place-based or whole-place working",
        "The Knowledge Exchange",
        None,
    ),
]

# key, name, short name, line of help on the form, whether it claims a rule, source, definition
CATEGORIES = [
    (
        "structures",
        "Structures",
        "Structures",
        "Hard to find the right team, or too many bodies",
        False,
        "pfpp-guidance",
        (
            "The right team is hard to find: departments are laid out in complex ways, unlike one "
            "another, and the local side is complex too."
        ),
    ),
    (
        "priorities",
        "Priorities",
        "Priorities",
        "National and local aims pull apart",
        True,
        "pfpp-guidance",
        "National and local aims differ in content, timing or geography, with little room to bend.",
    ),
    (
        "funding",
        "Funding",
        "Funding",
        "Money that is short, tied up or split",
        True,
        "pfpp-guidance",
        (
            "Money is short-lived, competed for, tightly ruled, reported on things that miss local "
            "outcomes, or split over many recipients."
        ),
    ),
    (
        "data-sharing",
        "Data sharing",
        "Data sharing",
        "Data is not shared: a real limit, or guidance that people do not know of.",
        True,
        "pfpp-guidance",
        (
            "Data is not shared, because there are genuine barriers or because people think there "
            "are or do not know the guidance."
        ),
    ),
    (
        "culture",
        "Culture",
        "Culture",
        "Working together is not the norm, or hangs on one person",
        False,
        "pfpp-guidance",
        (
            "Working together is not the norm: teams and departments look to their own areas of "
            "policy, and interest hangs on how committed one person is."
        ),
    ),
    (
        "power",
        "Power, accountability and capacity",
        "Power",
        "Nobody can decide, or nobody has the time",
        False,
        "city-redi-working",
        (
            "Who holds power, who answers for it, and whether there are people and time enough. Not "
            "one of the guidance’s five: other sources name it."
        ),
    ),
]

# key of the kind: names of its finer kinds
SUB_TYPES = {
    "structures": [
        "No single door",
        "Departments are laid out differently",
        "No regional or area team",
        "Many bodies in the same field",
        "Boundaries of two tiers do not match",
        "Powers and resources to enforce are limited",
    ],
    "priorities": [
        "National focus",
        "Timescales do not match",
        "No lever locally (law, regulation)",
        "Geographies do not match",
        "Overlapping programmes repeat aims",
    ],
    "funding": [
        "Ring-fence",
        "Competitive bids",
        "Short-term money that stops",
        "Burden of reporting",
        "Duplicate flows",
        "Many small grants",
        "Guidance not found or not followed",
        "Perceived inflexibility",
    ],
    "data-sharing": [
        "Legal",
        "Technical",
        "Perceived legal risk",
        "Guidance not known",
        "Wrong dataset",
        "Gap between national and local data",
        "New sharing never done before",
    ],
    "culture": [
        "Not the norm",
        "Time and resources",
        "Depends on one person",
        "Mistrust of an agency",
        "Different ways of working",
        "Unequal power",
        "Weak accountability",
    ],
    "power": ["Power is unequal", "Accountability is unclear", "Too little capacity"],
}
# Finer kinds whose source is not their kind's
OTHER_SOURCES = {
    "Accountability is unclear": "kings-fund",
    "Too little capacity": "knowledge-exchange",
}


def add(apps, schema_editor):
    sources = {}
    for slug, title, publisher, published in SOURCES:
        sources[slug], _ = apps.get_model("records", "Source").objects.get_or_create(
            slug=slug,
            defaults={
                "title": title,
                "publisher": publisher,
                "published": published,
                "is_open": True,
            },
        )
    for number, (key, name, short, hint, rules, source, definition) in enumerate(CATEGORIES, 1):
        category, _ = apps.get_model("barriers", "Category").objects.get_or_create(
            key=key,
            defaults={
                "number": number,
                "name": name,
                "short_name": short,
                "hint": hint,
                "definition": definition,
                "concerns_rules": rules,
                "source": sources[source],
            },
        )
        for finer in SUB_TYPES[key]:
            apps.get_model("barriers", "SubType").objects.get_or_create(
                category=category,
                name=finer,
                defaults={"source": sources[OTHER_SOURCES.get(finer, source)]},
            )


def take_out(apps, schema_editor):
    """Take out what no barrier uses; sources stay, since other records may lean on them."""
    barrier = apps.get_model("barriers", "Barrier")
    given = apps.get_model("barriers", "BarrierSubType")
    unused = apps.get_model("barriers", "SubType").objects.filter(category__key__in=SUB_TYPES)
    unused = unused.exclude(pk__in=given.objects.values("sub_type"))
    unused.filter(name__in=sum(SUB_TYPES.values(), [])).delete()
    kept = apps.get_model("barriers", "SubType").objects.values("category")
    used = barrier.objects.exclude(category=None).values("category")
    left = apps.get_model("barriers", "Category").objects.filter(key__in=SUB_TYPES)
    left.exclude(pk__in=used).exclude(pk__in=kept).delete()


class Migration(migrations.Migration):
    dependencies = [("barriers", "0002_tables")]

    operations = [migrations.RunPython(add, take_out)]
