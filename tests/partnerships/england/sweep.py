"""Access to what is said of the lists of places and their figures."""

from tests.access.table import Row

ROWS = [Row("about_data", public=True)]
