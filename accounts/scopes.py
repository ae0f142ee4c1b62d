"""What a role may be at: the columns of an assignment, of which one is filled."""

SCOPES = ("place", "programme", "organisation", "team")
SCOPE_IDS = tuple(f"{name}_id" for name in SCOPES)
