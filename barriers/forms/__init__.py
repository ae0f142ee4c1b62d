"""Forms of barriers."""
