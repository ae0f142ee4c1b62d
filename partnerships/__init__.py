"""Places, organisations, programmes, partnerships, teams, roles, and who may see what."""
