"""Forms of pilots."""
