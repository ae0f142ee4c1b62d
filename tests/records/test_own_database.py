"""A test with a database for itself leaves those of the tests beside it."""

import pytest
from django.db import connection

from tests import database

pytestmark = pytest.mark.django_db


def test_asking_for_the_template_again_drops_no_clone_of_this_process():
    with database.clone(database.template()) as name:
        database.template()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            assert cursor.fetchone()
