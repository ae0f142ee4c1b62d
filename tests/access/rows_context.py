"""Access to services, assets, figures and the emergency pack of a place."""

from tests.access.table import Row, post

KEEPERS = frozenset({"bradford_editor", "region_editor", "yorkshire_connector"})
MAPPERS = KEEPERS | {"bradford_officer"}

ADMINISTRATORS = frozenset({"administrator"})

ROWS = [
    Row("organisation_edit", "organisation", may=ADMINISTRATORS),
    post("organisation_edit", "organisation", may=ADMINISTRATORS),
    Row("organisation_together", "organisation", public=True),
    Row("organisation_together", "organisation", public=True, query="?body=none-such"),
    Row("organisations_together", "two_organisations", public=True),
    Row("place_before", "place", public=True),
    Row("place_before", "place", public=True, query="?topic=none-such"),
    Row("place_overlap", "place", public=True),
    Row("place_like", "place", public=True),
    Row("place_services", "place", public=True),
    Row("place_services", "place", public=True, query="?q=advice&state=running&clash=on"),
    Row("place_services", "place", public=True, query="?format=csv", page=False),
    Row("service_add", "place", may=MAPPERS),
    post("service_add", "place", may=MAPPERS),
    Row("local_service", "service", public=True),
    Row("service_history", "service", public=True),
    Row("service_edit", "service", may=MAPPERS),
    post("service_edit", "service", may=MAPPERS),
    Row("service_merge", "service", may=KEEPERS),
    post("service_merge", "service", may=KEEPERS),
    Row("service_merge_undo", "service_merge", may=KEEPERS),
    post("service_merge_undo", "service_merge", may=KEEPERS),
    Row("service_clash", "service", may=MAPPERS),
    post("service_clash", "service", may=MAPPERS),
    Row("clash_settle", "clash", may=MAPPERS),
    post("clash_settle", "clash", may=MAPPERS),
    Row("place_assets", "place", public=True),
    Row("place_assets", "place", public=True, query="?format=csv", page=False),
    Row("asset_add", "place", may=MAPPERS),
    post("asset_add", "place", may=MAPPERS),
    Row("asset_edit", "asset", may=MAPPERS),
    post("asset_edit", "asset", may=MAPPERS),
    Row("asset_history", "asset", public=True),
    Row("place_emergency", "place"),
    Row("emergency_add", "place", may=KEEPERS),
    post("emergency_add", "place", may=KEEPERS),
    Row("emergency_edit", "emergency", may=KEEPERS),
    post("emergency_edit", "emergency", may=KEEPERS),
    Row("emergency_remove", "emergency", may=KEEPERS),
    post("emergency_remove", "emergency", may=KEEPERS),
    Row("place_context", "place", public=True),
    Row("place_context", "place", public=True, query="?format=csv", page=False),
    Row("place_figure_add", "place", may=KEEPERS),
    post("place_figure_add", "place", may=KEEPERS),
    Row("place_figure_edit", "place_figure", may=KEEPERS),
    post("place_figure_edit", "place_figure", may=KEEPERS),
]
