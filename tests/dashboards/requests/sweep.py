"""Requests that wait for an answer."""

from tests.access.table import Row

ROWS = [
    Row("requests"),
    Row("requests", query="?kind=escalations&part=us"),
    Row("requests", query="?part=others&page=2"),
]
