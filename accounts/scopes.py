"""What a role may be at: columns of an assignment, of which one is filled at the most."""

SCOPES = ("place", "programme", "organisation", "team")
SCOPE_IDS = tuple(f"{name}_id" for name in SCOPES)
