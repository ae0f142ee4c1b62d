"""The websites of councils: the public way in to each, from a list with its day."""

from __future__ import annotations

import csv
from pathlib import Path

from django.db.models import Q

from geography.data_load.body_table import SOURCES, sources_of
from geography.england.table import TABLE, Problem, TableError
from partnerships.models import Organisation

SITES = TABLE.with_name("council_sites.csv")
COLUMNS = ["slug", "site"]
SOURCE = "council-sites"


def add_sites(path: Path, bodies: dict[str, int]) -> set[int]:
    """Give each body, by the address in the table of bodies, the website that it lacks, or that an
    earlier list gave; gives those that did.

    What somebody wrote stays. Raises TableError.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        listed = {row["slug"]: row["site"] for row in reader}
    if reader.fieldnames != COLUMNS:
        raise TableError([Problem(0, "", f"The columns of {path.name} are {', '.join(COLUMNS)}")])
    sites = {bodies[slug]: site for slug, site in listed.items() if slug in bodies}
    if not sites:
        return set()
    source = sources_of({SOURCE})[SOURCE]
    rows = Organisation.objects.filter(Q(site="") | Q(site_source=source), pk__in=sites)
    lacking = [row for row in rows.defer("search", "sort_key") if row.site != sites[row.pk]]
    for row in lacking:
        row.site, row.site_source_id = sites[row.pk], source
        row.site_listed_on = SOURCES[SOURCE]["published"]
    Organisation.objects.bulk_update(lacking, ["site", "site_source", "site_listed_on"])
    return {row.pk for row in lacking}
