"""A PostgreSQL server that the project runs for itself, for the demo and the tests.

`server.py` makes and runs it, `base.py` is the Django database engine that asks for it.
"""
