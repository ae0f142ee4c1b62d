"""The option of the count of queries. See ``test_queries.py``."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Known where a test of this folder is named: bin/test tests/access/test_queries.py …"""
    parser.addoption(
        "--write-counts",
        action="store_true",
        help="write how many queries each page takes into tests/access/query_counts.csv",
    )
