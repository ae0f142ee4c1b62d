"""The PgBouncer that the tests put before the database.

`python -m tests.pgbouncer` prints the path of one that runs, after getting one where there is none.
"""

from tests.unpacked import Program

PGBOUNCER = Program(
    "pgbouncer",
    "PGBOUNCER_PROGRAM",
    "--version",
    "The tests of more than one machine",
    with_libraries=True,
)

if __name__ == "__main__":
    PGBOUNCER.main()
