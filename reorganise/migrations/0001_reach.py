"""Keeps ``reach_ids`` of every record with a level, once all tables stand."""

from django.db import migrations

from access.reach import DROP_REBUILD_REACH, REBUILD_REACH, refresh_on_reach_sql

# A table, that of its places, and the column that names it there
RECORDS = (
    ("barriers_barrier", "barriers_barrierplace", "barrier_id"),
    ("barriers_datarequest", "barriers_datarequestplace", "request_id"),
    ("funding_bid", "funding_bidplace", "bid_id"),
    ("funding_estimate", "funding_estimateplace", "estimate_id"),
    ("funding_flow", "funding_flowplace", "flow_id"),
    ("funding_pool", "funding_poolplace", "pool_id"),
    ("people_jobrole", "people_jobroleplace", "post_id"),
    ("pilots_pilot", "pilots_pilotplace", "pilot_id"),
    ("policy_priority", "policy_priorityplace", "priority_id"),
)


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("accounts", "0001_tables"),
        ("barriers", "0002_tables"),
        ("collaboration", "0002_tables"),
        ("demo", "0001_tables"),
        ("funding", "0003_tables"),
        ("geography", "0002_tables"),
        ("imports", "0002_tables"),
        ("partnerships", "0002_tables"),
        ("people", "0002_tables"),
        ("pilots", "0002_tables"),
        ("policy", "0002_tables"),
        ("records", "0001_tables"),
        ("services", "0001_tables"),
    ]
    operations = [
        migrations.RunSQL(REBUILD_REACH, DROP_REBUILD_REACH),
        *(migrations.RunSQL(*refresh_on_reach_sql(*names)) for names in RECORDS),
    ]
