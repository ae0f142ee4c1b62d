"""Making public a barrier that names a body: the place agrees, and the body may reply beside it."""
