"""``manage.py prepare_role``: the database's role has what connections ask for otherwise."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from config import limits


class Command(BaseCommand):
    """Run once, and after a change of the limits, on a connection to PostgreSQL itself."""

    help = "Give the database's role what PgBouncer lets no connection ask for."

    def handle(self, **_options: Any) -> None:
        """Says what the role has now; what an administrator of the database must do, it says too.

        A setting that no extension of the server has declared is theirs to give.
        """
        wanted = limits.ALWAYS | limits.of_pages()
        refused = []
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            role = cursor.fetchone()[0]
            for name, value in wanted.items():
                statement = sql.SQL("ALTER ROLE {} SET {} = {}").format(
                    sql.Identifier(role), sql.Identifier(*name.split(".")), sql.Literal(value)
                )
                try:
                    with transaction.atomic():
                        cursor.execute(statement)
                except DatabaseError:
                    refused.append(statement.as_string(connection.connection))
                else:
                    self.stdout.write(f"{role} has {name} = {value}")
        if refused:
            raise CommandError(
                f"{role} may not do this itself. As postgres:\n" + ";\n".join(refused) + ";"
            )
