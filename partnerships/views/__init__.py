"""Views of partnerships, by subject."""
